"""The legal clock: of one claim, and of every claim of a big base."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks import big_base
from benchmarks.table import Figure, print_table

_ONE, _ALL = 1.0, 3.0  # milliseconds, seconds


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds the base."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.clock_probe", str(big_base.shared())],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    size = f"démarches ({found['claims']:.0f})"
    return [
        Figure(
            name="échéancier d'une démarche, tout compris",
            measured=f"{found['one']:.2f} ms".replace(".", ","),
            target=f"≤ {_ONE:.0f} ms",
            met=found["one"] <= _ONE,
            ratio=_ratio(found["one"], found["one_plain"], "une date par dateutil et holidays"),
        ),
        Figure(
            name=f"{size} : toutes recalculées, rien n'ayant bougé",
            measured=f"{found['all']:.2f} s".replace(".", ","),
            target=f"≤ {_ALL:.0f} s",
            met=found["all"] <= _ALL,
            ratio=_ratio(found["all"], found["all_plain"], "une à une par l'ORM"),
        ),
        Figure(
            name=f"{size} : le premier jour d'une nouvelle version ({found['moved']:.0f} réécrites)",
            measured=f"{found['first']:.2f} s".replace(".", ","),
        ),
        Figure(
            name=f"{size} : un jour nouveau, la même version",
            measured=f"{found['day']:.2f} s".replace(".", ","),
            target=f"≤ {_ALL:.0f} s",
            met=found["day"] <= _ALL,
        ),
    ]


def _ratio(ours: float, plain: float, words: str) -> str:
    return f"× {ours / plain:.2f} ({words})".replace(".", ",")


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
