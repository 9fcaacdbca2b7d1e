"""A year of activity over ten thousand cases, counted and laid out; the report of one case."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks import big_base
from benchmarks.table import Figure, print_table

_YEAR, _REPORT = 5.0, 0.7  # seconds


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds the base."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.activity_probe", str(big_base.shared())],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    size = f"{found['cases']:.0f} dossiers"
    return [
        _figure(f"rapport d'activité d'un an, compté ({size})", found["counted"], _YEAR),
        _figure("rapport d'activité d'un an, compté et en PDF", found["printed"], _YEAR),
        _figure("rapport d'un dossier, lu et en PDF", found["report"], _REPORT),
    ]


def _figure(name: str, measured: float, most: float) -> Figure:
    return Figure(
        name=name,
        measured=f"{measured:.2f} s".replace(".", ","),
        target=f"≤ {most:.1f} s".replace(".", ","),
        met=measured <= most,
    )


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
