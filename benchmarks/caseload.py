"""A thousand cases estimated again: read from the base, answered, written, beside a window."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.table import Figure, print_table, seconds

_REVIEW, _GAP = 10.0, 0.1


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds a window, a base and the engine."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.caseload_probe"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(
            name="file active : mille dossiers jamais estimés, lus, estimés et écrits",
            measured=seconds(measured["first"]),
            target=f"≤ {seconds(_REVIEW)}",
            met=measured["first"] <= _REVIEW,
            ratio=_times(measured["singly"] / measured["first"]),
        ),
        Figure(
            name="file active : les mêmes, réestimés aussitôt",
            measured=seconds(measured["again"]),
            target=f"≤ {seconds(_REVIEW)}",
            met=measured["again"] <= _REVIEW,
            ratio=_times(measured["singly"] / measured["again"]),
        ),
        Figure(
            name="file active : processeur pris par la fenêtre et par le moteur, puis réestimés",
            measured=" ; ".join(
                f"{seconds(measured[f'{run} here'])} + {seconds(measured[f'{run} engine'])}"
                for run in ("first", "again")
            ),
        ),
        Figure(
            name="file active : plus long arrêt de la fenêtre pendant la réestimation",
            measured=seconds(measured["gap"]),
            target=f"≤ {seconds(_GAP)}",
            met=measured["gap"] <= _GAP,
        ),
        Figure(
            name="file active : un dossier après l'autre, comme à l'écran (pour mille)",
            measured=seconds(measured["singly"]),
        ),
    ]


def _times(ratio: float) -> str:
    return f"× {ratio:.1f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
