"""All rights of one household, beside the same question asked to OpenFisca plainly."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.table import Figure, megabytes, print_table, seconds

_WARM, _WHOLE, _FASTER, _MEMORY = 0.25, 0.30, 5, 250


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds the engine alone."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engine_probe"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    ratio = measured["plain"] / measured["warm"]
    return [
        Figure(name="moteur : chargement de la loi", measured=seconds(measured["load"])),
        Figure(name="moteur : première estimation", measured=seconds(measured["first"])),
        Figure(
            name="moteur : tous les droits d'un foyer, à chaud (maintenant et ensuite, expliqués)",
            measured=seconds(measured["warm"]),
            target=f"≤ {seconds(_WARM)}",
            met=measured["warm"] <= _WARM,
            ratio=f"× {ratio:.1f}".replace(".", ","),
        ),
        Figure(
            name="moteur : tout le catalogue pour un foyer, conditions déclarées comprises",
            measured=seconds(measured["catalogue"]),
            target=f"≤ {seconds(_WHOLE)}",
            met=measured["catalogue"] <= _WHOLE,
        ),
        Figure(
            name="moteur : les mêmes droits demandés simplement à OpenFisca",
            measured=seconds(measured["plain"]),
            target=f"rapport ≥ {_FASTER}",
            met=ratio >= _FASTER,
        ),
        Figure(
            name="moteur : un foyer dont rien n'est connu (fourchettes)",
            measured=seconds(measured["unknown"]),
        ),
        Figure(
            name="moteur : mémoire après cent estimations",
            measured=megabytes(measured["memory"]),
            target=f"≤ {megabytes(_MEMORY)}",
            met=measured["memory"] <= _MEMORY,
        ),
    ]


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
