"""What of the year to come a report tells: each date once, a doubtful one as doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.case_report import DeadlineEntry, Section
from caseapp.domain.deadline import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.services.case_year import YearRow


def disclosed_duties(
    rows: Iterable[YearRow], sections: frozenset[Section]
) -> tuple[DeadlineEntry, ...]:
    """Return what is not done; of claims, where the report does not tell their dates already."""
    return tuple(
        DeadlineEntry(
            label=row.title,
            claim=row.right,
            cautious_on=row.on,
            computed_on=row.computed_on,
            article=_article(row),
        )
        for row in rows
        if row.done_on is None and (row.claim_id is None or Section.DEADLINES not in sections)
    )


def _article(row: YearRow) -> str:
    return (
        f"{row.article} (à confirmer)".strip() if row.confidence is Confidence.LOW else row.article
    )
