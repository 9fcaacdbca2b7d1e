"""Many households, variants and a curve, beside the same rights asked to OpenFisca plainly."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.many_probe import EXPLAINED, MANY, PLAIN, STEPS, VARIANTS
from benchmarks.table import Figure, megabytes, print_table, seconds

_QUICK = 0.5  # a curve, or the variants of one household
_MANY, _MEMORY = 5.0, 500.0
_EACH = 5.0  # milliseconds for a whole estimate among many


def run() -> list[Figure]:
    """Return the figures of a fresh process that holds the engine alone."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.many_probe"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    plain = measured["plain"] * MANY / PLAIN
    whole = plain + measured["plain_build"] * MANY / PLAIN
    sample = f"{_grouped(PLAIN)} en une simulation, × {MANY // PLAIN}"
    each = measured["explained"] / EXPLAINED * 1000
    return [
        _quick(f"courbe du revenu selon le salaire, {STEPS} pas", measured["curve"]),
        _quick(f"{VARIANTS} variantes d'un foyer (montants)", measured["variants"]),
        Figure(
            name=f"moteur : {VARIANTS} variantes d'un foyer, chacune expliquée",
            measured=seconds(measured["variants_explained"]),
        ),
        Figure(
            name=f"moteur : {_grouped(MANY)} foyers, tous les droits calculés (montants)",
            measured=seconds(measured["many"]),
            target=f"≤ {seconds(_MANY)}",
            met=measured["many"] <= _MANY,
            ratio=f"× {plain / measured['many']:.1f}".replace(".", ","),
        ),
        Figure(
            name=f"moteur : les mêmes demandés simplement à OpenFisca, calcul seul ({sample})",
            measured=seconds(plain),
        ),
        Figure(
            name="moteur : les mêmes, avec la construction de la simulation",
            measured=seconds(whole),
            ratio=f"× {whole / measured['many']:.1f}".replace(".", ","),
        ),
        Figure(
            name=f"moteur : mémoire la plus haute, {_grouped(MANY)} foyers",
            measured=megabytes(measured["memory"]),
            target=f"≤ {megabytes(_MEMORY)}",
            met=measured["memory"] <= _MEMORY,
        ),
        Figure(
            name=f"moteur : estimation entière d'un foyer parmi {_grouped(EXPLAINED)}",
            measured=f"{each:.1f} ms".replace(".", ","),
            target=f"≤ {_EACH:.0f} ms",
            met=each <= _EACH,
        ),
    ]


def _quick(name: str, took: float) -> Figure:
    return Figure(
        name=f"moteur : {name}",
        measured=seconds(took),
        target=f"≤ {seconds(_QUICK)}",
        met=took <= _QUICK,
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
