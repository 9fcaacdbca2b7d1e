"""A base of more than a gigabyte: copied and verified while somebody writes, checked, and salvaged.

The size is past the page that SQLite never writes (at 1 GiB), which has no seal.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from benchmarks.table import Figure, print_table, seconds

_GIGABYTES = 1.1


def run(gigabytes: float = _GIGABYTES) -> list[Figure]:
    """Return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.backups_probe", folder, str(gigabytes)],
            check=True,
            capture_output=True,
            encoding="utf-8",
            timeout=3600,
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    size = f"base de {found['size']:.2f} Go"
    by = max(1.0, found["size"])
    return [
        _at_most(f"{size} : copie vérifiée", found["copy"], 20.0 * by),
        _at_most(f"{size} : processeur pris par la copie", found["busy"], 20.0 * by),
        _at_most(
            f"{size} : plus longue attente d'un enregistrement pendant la copie", found["wait"], 0.5
        ),
        _at_most(f"{size} : écriture ordinaire de la même taille", found["plain"], 3600.0),
        _at_most(f"{size} : vérification page par page", found["check"], 60.0 * by),
        _at_most(f"{size}, première page abîmée : récupération", found["salvage"], 120.0 * by),
    ]


def _at_most(name: str, took: float, limit: float) -> Figure:
    return Figure(
        name=name, measured=seconds(took), target=f"≤ {seconds(limit)}", met=took <= limit
    )


if __name__ == "__main__":
    sys.exit(0 if print_table(run(float([*sys.argv, _GIGABYTES][1]))) else 1)
