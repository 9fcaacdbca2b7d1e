"""The mandates and consents of a report: what the person permits, to whom, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from caseapp.reports import case_tables, page, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import MandateEntry

_HEADING = "Mandats et accords en cours"
_KIND, _WHO, _PERIOD = 36 * mm, 38 * mm, 44 * mm


def lay_out(mandates: Sequence[MandateEntry]) -> list[Flowable]:
    """Return the section."""
    if not mandates:
        return case_tables.nothing(_HEADING, "Aucun mandat ni accord n'est en cours.")
    names = ("Nature", "Ce que cela couvre", "Donné par, à", "Période")
    head = case_tables.columns(*names)
    widths = [_KIND, page.CONTENT - _KIND - _WHO - _PERIOD, _WHO, _PERIOD]
    return [styles.listing(_HEADING, [head, *map(_row, mandates)], widths)]


def _row(one: MandateEntry) -> list[Flowable]:
    people = [one.giver, f"à : {one.holder}" if one.holder else ""]
    period = [one.period, "document signé au dossier" if one.is_signed else "sans document signé"]
    return [
        styles.text(one.kind, styles.CELL),
        styles.text(one.covers, styles.CELL),
        styles.text("\n".join(part for part in people if part), styles.CELL),
        styles.text("\n".join(period), styles.CELL),
    ]
