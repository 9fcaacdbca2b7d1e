"""Thirty thousand claims: the morning and a month of dates, read, shown, filtered and sorted."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks import big_base
from benchmarks.table import Figure, print_table

_DAY, _MONTH, _SHOWN = 300, 200, 200  # milliseconds


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds the base and both pages."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.day_probe", str(big_base.shared())],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    size = f"dates ({found['dates']:.0f} à traiter)"
    return [
        _figure(f"{size} : « Ma journée », lue", found["day"], _DAY),
        _figure(f"{size} : « Ma journée », relue quand rien n'a changé", found["again"], _DAY),
        _figure(f"{size} : « Ma journée », montrée", found["shown"], _SHOWN),
        _figure(f"{size} : un autre filtre", found["filtered"], _SHOWN),
        _figure(f"{size} : une lettre de plus dans le nom", found["typed"], _SHOWN),
        _figure(f"{size} : triées par l'enjeu", found["sorted"], _SHOWN),
        _figure(f"{size} : le chiffre rouge de la barre", found["late"], _SHOWN),
        _figure(f"{size} : un mois d'« Échéances », lu", found["month"], _MONTH),
        _figure(f"{size} : un mois d'« Échéances », montré", found["month_shown"], _SHOWN),
    ]


def _figure(name: str, measured: float, most: float) -> Figure:
    return Figure(
        name=name,
        measured=f"{measured:.1f} ms".replace(".", ","),
        target=f"≤ {most:.0f} ms",
        met=measured <= most,
    )


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
