"""The search of everything, key by key, over a base as large as that of a big service."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks import big_base
from benchmarks.table import Figure, megabytes, print_table, seconds

_KEY = 50.0  # milliseconds, at the 95th percentile
_MADE = 120.0  # seconds


def run() -> list[Figure]:
    """Return the figures of a fresh process that searches in a copy of the base."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search_probe", str(big_base.shared())],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=1200,
    )
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return [
        *(_kind(name, took) for name, took in measured["kinds"].items()),
        _kind("toutes les frappes", measured["all"], judged=True),
        Figure(
            name="recherche : les mêmes mots par LIKE dans les tables, sans index (médiane)",
            measured=_ms(measured["plain"]),
            ratio=f"× {measured['plain'] / measured['whole']:.0f}",
        ),
        Figure(
            name="recherche : enregistrer un entretien récrit, index compris (médiane)",
            measured=_ms(measured["saving"]),
            ratio=f"sans index {_ms(measured['saving_bare'])}",
        ),
        Figure(
            name="recherche : taille de l'index (base sans index à côté)",
            measured=megabytes(measured["index"]),
            ratio=megabytes(measured["bare"]),
        ),
        Figure(
            name="recherche : faire la base d'essai (10 000 dossiers, 100 000 entretiens)",
            measured=seconds(measured["made"]),
            target=f"≤ {seconds(_MADE)}",
            met=measured["made"] <= _MADE,
        ),
    ]


def _kind(name: str, took: dict[str, float], *, judged: bool = False) -> Figure:
    return Figure(
        name=f"recherche : {name}, 95e centile d'une frappe ({took['keys']:.0f} frappes)",
        measured=_ms(took["p95"]),
        target=f"≤ {_KEY:.0f} ms" if judged else "",
        met=took["p95"] <= _KEY if judged else None,
        ratio=f"médiane {_ms(took['median'])}, processeur {_ms(took['processor'])}",
    )


def _ms(value: float) -> str:
    return f"{value:.1f} ms".replace(".", ",")


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
