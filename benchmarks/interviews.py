"""A case of a thousand interviews: the tab opens, a new one begins, a word is found in all."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.table import Figure, print_table, seconds

_TARGETS = (
    ("tab", "entretiens : l'onglet d'un dossier de mille entretiens s'ouvre", 1.0),
    ("new", "entretiens : un nouvel entretien est prêt à taper", 0.25),
    ("kept", "entretiens : ce qui est tapé entre dans la base", 0.1),
    ("search", "entretiens : un mot cherché dans mille entretiens", 0.5),
)


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds a window and a base."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.interviews_probe"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(
            name=name,
            measured=seconds(measured[key]),
            target=f"≤ {seconds(target)}",
            met=measured[key] <= target,
        )
        for key, name, target in _TARGETS
    ]


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
