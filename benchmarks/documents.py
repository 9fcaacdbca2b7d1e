"""Documents: a large file taken in and looked at, long lists, two gigabytes of documents in a base.

`python -m benchmarks.documents [gigabytes]` runs it alone; `python -m benchmarks` takes a quarter of
a gigabyte. Each part runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from benchmarks.table import Figure, megabytes, print_table, seconds

_SMALL, _WHOLE = 0.25, 2.0  # gigabytes
_FRAME = 0.1  # a tenth of a second: nobody waits


def run(gigabytes: float = _SMALL) -> list[Figure]:
    """Return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        large = _probe("large", folder)
        many = _probe("many", folder)
        whole = _probe("whole", folder, str(gigabytes))
    size = f"{gigabytes:g} Go de documents"
    return [
        _at_most("100 Mo : ajout dans la base", large["take"], 10.0),
        Figure(
            name="100 Mo : débit, et celui d'un fichier ordinaire",
            measured=f"{100 / large['take']:.0f} Mo/s contre {100 / large['plain']:.0f} Mo/s",
            target="",
            met=True,
        ),
        Figure(
            name="100 Mo : mémoire de plus pendant l'ajout",
            measured=megabytes(large["memory"]),
            target=f"≤ {megabytes(100)}",
            met=large["memory"] <= 100,
        ),
        _at_most("100 Mo : plus longue attente d'un autre enregistrement", large["wait"], 1.0),
        _at_most("100 Mo : première page d'un PDF", large["page"], 1.0),
        _at_most("5 000 documents d'un dossier : liste", many["list"], 0.5),
        _at_most(f"{size} : liste d'un dossier", whole["list"], _FRAME),
        _at_most(f"{size} : ajout de 500 Ko", whole["add"], 0.25),
        _at_most(f"{size} : lecture de 500 Ko", whole["read"], _FRAME),
        Figure(
            name=f"{size} : place prise, pour un octet de document",
            measured=f"{whole['ratio']:.3f}",
            target="≤ 1,1",
            met=whole["ratio"] <= 1.1,
        ),
    ]


def _at_most(name: str, took: float, limit: float) -> Figure:
    return Figure(
        name=name, measured=seconds(took), target=f"≤ {seconds(limit)}", met=took <= limit
    )


def _probe(*arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.documents_probe", *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(0 if print_table(run(float([*sys.argv, _WHOLE][1]))) else 1)
