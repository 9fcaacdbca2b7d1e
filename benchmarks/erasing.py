"""Erasing a case for good, and what the journal adds to the opening of one."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from benchmarks.table import Figure, print_table, seconds

_ERASED = 2.0  # seconds
_NOTED = 2.0  # milliseconds


def run() -> list[Figure]:
    """Return the figures of a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.erasing_probe", folder],
            check=True,
            capture_output=True,
            encoding="utf-8",
            timeout=900,
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(
            name="effacement d'un dossier de 200 documents (100 Mo), pages libres comprises",
            measured=seconds(found["erase"]),
            target=f"≤ {seconds(_ERASED)}",
            met=found["erase"] <= _ERASED,
        ),
        Figure(
            name="journal : ce qu'attend qui ouvre un dossier",
            measured=f"{found['noted']:.3f} ms".replace(".", ","),
            target=f"≤ {_NOTED:.0f} ms",
            met=found["noted"] <= _NOTED,
        ),
        Figure(
            name="journal : ce qu'il ajoute à une modification",
            measured=f"{found['line']:.2f} ms".replace(".", ","),
            target=f"≤ {_NOTED:.0f} ms",
            met=found["line"] <= _NOTED,
        ),
        Figure(
            name=f"journal : {found['lines']:.0f} lignes vérifiées",
            measured=seconds(found["verify"]),
        ),
    ]


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
