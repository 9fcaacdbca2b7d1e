"""Two hundred letters in one batch: written in the base, then one PDF of all."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.letters_probe import MANY
from benchmarks.table import Figure, print_table, seconds

_BATCH = 20.0


def run() -> list[Figure]:
    """Return the figures of a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.letters_probe"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    whole = measured["written"] + measured["pdf"]
    return [
        Figure(
            name=f"courriers : {MANY} recours écrits dans la base et mis en un PDF",
            measured=seconds(whole),
            target=f"≤ {seconds(_BATCH)}",
            met=whole <= _BATCH,
        ),
        Figure(name="courriers : dont l'écriture", measured=seconds(measured["written"])),
        Figure(name="courriers : dont le PDF", measured=seconds(measured["pdf"])),
        Figure(
            name=f"courriers : {MANY} fichiers Word des mêmes", measured=seconds(measured["word"])
        ),
        Figure(
            name=f"courriers : {MANY} fichiers LibreOffice des mêmes",
            measured=seconds(measured["odt"]),
        ),
    ]


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
