"""A walk through every screen of the program, on a base as large as that of a big service.

The window is driven as a person would; its heart beats meanwhile, and what stops it is told by
place. Times are of this machine, with what else it does; the processor time beside them is the
window's own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median, quantiles
from typing import TypeAlias

from benchmarks import big_base
from benchmarks.table import Figure, megabytes, print_table

Step: TypeAlias = "tuple[str, float, float, float, float, float]"
CASE = "un dossier s'ouvre"
LIST = "Dossiers, "
_UNLOCK, _CASE, _LIST, _STOP = 1500.0, 150.0, 200.0, 100.0  # milliseconds
_MEMORY = 350.0  # megabytes
_WORST = 12


def run() -> list[Figure]:
    """Return the figures of a fresh process that takes the walk."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.walk_probe", str(big_base.shared())],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=900,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    unlock, *steps = found["steps"]
    cases = [step for step in steps if step[0] == CASE]
    lists = [step for step in steps if step[0].startswith(LIST)]
    return [
        _time("déverrouillage → « Ma journée », lue", *unlock[1:3], _UNLOCK),
        _time("la liste des dossiers, lue et affichée, au pire", *_read(lists), _LIST),
        _time("un dossier s'ouvre (médiane)", *_middle(cases), _CASE),
        _time("un dossier s'ouvre (95e centile)", *_last(cases), _CASE),
        *_stops(steps),
        Figure(
            name="promenade : mémoire de la fenêtre, à la fin",
            measured=megabytes(found["rss"]),
            target=f"≤ {megabytes(_MEMORY)}",
            met=found["rss"] <= _MEMORY,
            ratio=f"à elle seule {megabytes(found['uss'])}",
        ),
    ]


def _stops(steps: list[Step]) -> list[Figure]:
    """Return the longest stop of the window, then those of the places that stop it most."""
    places: dict[str, Step] = {}
    for step in steps:
        if step[0] not in places or places[step[0]][3] < step[3]:
            places[step[0]] = step
    worst = sorted(places.values(), key=lambda step: -step[3])
    return [
        _time("le plus long arrêt de la fenêtre", *worst[0][3:5], _STOP),
        *(_time(f"arrêt : {name}", stop, cpu) for name, _, _, stop, cpu, _ in worst[:_WORST]),
    ]


def _read(steps: list[Step]) -> tuple[float, float]:
    """Return until when nothing worked any more: a page shows before its rows are read."""
    step = max(steps, key=lambda found: found[5])
    return step[5], step[2]


def _middle(steps: list[Step]) -> tuple[float, float]:
    return median(step[1] for step in steps), median(step[2] for step in steps)


def _last(steps: list[Step]) -> tuple[float, float]:
    wall, own = ([step[place] for step in steps] for place in (1, 2))
    return quantiles(wall, n=20)[-1], quantiles(own, n=20)[-1]


def _time(name: str, took: float, own: float, most: float | None = None) -> Figure:
    return Figure(
        name=f"promenade : {name}",
        measured=f"{took:.0f} ms",
        target="" if most is None else f"≤ {most:.0f} ms",
        met=None if most is None else took <= most,
        ratio=f"processeur {own:.0f} ms",
    )


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
