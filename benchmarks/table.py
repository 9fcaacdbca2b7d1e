"""One figure of a benchmark, and the table they are printed in."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, beside what it should be."""

    name: str
    measured: str  # « 0,19 s »
    target: str = ""  # « ≤ 0,25 s »
    met: bool | None = None
    ratio: str = ""  # to the plain alternative, measured in the same run


def machine() -> str:
    """Return a line that names the machine, without its name."""
    cores = os.cpu_count() or 0
    python = platform.python_version()
    return (
        f"{_processor()}, {cores} cœurs, {platform.system()} {platform.machine()}, Python {python}"
    )


def print_table(figures: Iterable[Figure]) -> bool:
    """Print the figures; return whether every target is met."""
    rows = list(figures)
    width = max(len(row.name) for row in rows)
    print(machine())
    print(f"{'mesure':<{width}}  {'mesuré':>14}  {'cible':>14}  {'tenue':>6}  rapport")
    for row in rows:
        met = {True: "oui", False: "NON", None: ""}[row.met]
        print(f"{row.name:<{width}}  {row.measured:>14}  {row.target:>14}  {met:>6}  {row.ratio}")
    return all(row.met is not False for row in rows)


def seconds(value: float) -> str:
    """Return « 0,19 s »."""
    return f"{value:.2f} s".replace(".", ",")


def megabytes(value: float) -> str:
    """Return « 158 Mo »."""
    return f"{value:.0f} Mo"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "processeur inconnu"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
