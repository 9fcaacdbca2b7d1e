"""The figures of an activity report in words, and what takes the place of those that are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.activity import SMALLEST, Unit
from caseapp.kernel import french
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from caseapp.domain.activity import ActivityData, ActivityTable, Figure

MASKED = "masqué"
MASKING = (
    f"Les groupes de moins de {SMALLEST} foyers sont masqués, et d'autres avec eux quand une"
    " soustraction les ferait retrouver."
)


def value_text(figure: Figure) -> str:
    """Return « 1 024 », « 12 300 € », « 37 jours »."""
    match figure.unit:
        case Unit.CENTS:
            return french.euros(Money(figure.value), cents=False)
        case Unit.DAYS:
            return french.plural(figure.value, "jour")
        case Unit.COUNT:
            return french.number(figure.value)


def label_text(table: ActivityTable, figure: Figure, *, is_masked: bool) -> str:
    """Return a label as it leaves: one that was typed does not go with a figure that is masked."""
    return "Autre" if is_masked and table.is_typed and not figure.is_total else figure.label


def period_text(data: ActivityData) -> str:
    """Return « du 01/01/2026 au 31/12/2026 · tout le service »."""
    who = data.referent or "tout le service"
    return f"du {french.day(data.first)} au {french.day(data.last)} · {who}"


def file_name(data: ActivityData, ending: str) -> str:
    """Return « Activité 2026-01-01 2026-12-31.pdf »: no name of anybody."""
    return f"Activité {data.first:%Y-%m-%d} {data.last:%Y-%m-%d}.{ending}"
