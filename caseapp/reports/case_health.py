"""The section « Santé » of a case report: what is sensitive, only where it was ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from caseapp.reports import case_tables, page, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import HealthEntry

_NAME = 46 * mm


def lay_out(health: Sequence[HealthEntry]) -> list[Flowable]:
    """Return the section: a line for each person of whom something is known."""
    if not health:
        return case_tables.nothing("Santé", "Aucune information n'est enregistrée.")
    rows = [
        [styles.text(one.name, styles.CELL), styles.text("\n".join(one.facts), styles.CELL)]
        for one in health
    ]
    return [styles.listing("Santé", rows, [_NAME, page.CONTENT - _NAME])]
