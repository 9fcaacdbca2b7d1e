"""The closings of a case in a report: when, why, who follows from then on, the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from caseapp.kernel import french
from caseapp.reports import case_tables, page, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import ClosingEntry

_HEADING = "Clôture du dossier"
_DAY, _REASON = 34 * mm, 56 * mm


def lay_out(closings: Sequence[ClosingEntry]) -> list[Flowable]:
    """Return the section."""
    if not closings:
        return case_tables.nothing(_HEADING, "Le dossier n'a pas été clos.")
    head = [styles.text(name, styles.COLUMN) for name in ("Clos le", "Motif", "Relais, note")]
    widths = [_DAY, _REASON, page.CONTENT - _DAY - _REASON]
    return [styles.listing(_HEADING, [head, *map(_row, closings)], widths)]


def _row(one: ClosingEntry) -> list[Flowable]:
    days = [french.day(one.on)]
    if one.reopened_on is not None:
        days.append(f"rouvert le {french.day(one.reopened_on)}")
    relay = f"Relais : {one.relay}" if one.relay else ""
    return [
        styles.text("\n".join(days), styles.CELL),
        styles.text(one.reason, styles.CELL),
        styles.text("\n".join(part for part in (relay, one.note) if part), styles.CELL),
    ]
