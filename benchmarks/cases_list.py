"""Ten thousand cases: shown, filtered, grouped, sorted and scrolled with real repaints."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks import big_base
from benchmarks.table import Figure, print_table

_SHOWN, _FRAME = 200, 1000 / 60  # milliseconds


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds the base and the page."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.cases_list_probe", str(big_base.shared())],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    size = f"dossiers ({found['cases']:.0f})"
    return [
        _figure(f"{size} : la liste, lue et affichée, la première fois", found["first"], _SHOWN),
        _figure(f"{size} : la liste, relue après un changement", found["reread"], _SHOWN),
        _figure(f"{size} : la liste, quand rien n'a changé", found["shown"], _SHOWN),
        _figure(f"{size} : une lettre de plus dans la recherche", found["typed"], _SHOWN),
        _figure(f"{size} : un autre filtre", found["filtered"], _SHOWN),
        _figure(f"{size} : groupés par commune", found["grouped"], _SHOWN),
        _figure(f"{size} : triés par une autre colonne", found["sorted"], _SHOWN),
        _figure(f"{size} : l'aperçu d'un dossier", found["read"], _SHOWN),
        _figure(f"{size} : les doublons probables d'un nom", found["duplicates"], _SHOWN),
        _figure(f"{size} : une image du défilement, en moyenne", found["frame"], _FRAME),
        _figure(f"{size} : une image du défilement, 99 sur 100", found["frame_99"], _FRAME),
    ]


def _figure(name: str, measured: float, most: float) -> Figure:
    return Figure(
        name=name,
        measured=f"{measured:.1f} ms".replace(".", ","),
        target=f"≤ {most:.1f} ms".replace(".", ","),
        met=measured <= most,
    )


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
