"""What the tables of « Versements » show of their rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Period
from caseapp.domain.payment import GapKind, gaps
from caseapp.kernel import french
from caseapp.kernel.money import Money
from caseapp.services.payment_rows import Source
from caseapp.services.payments_words import (
    CLOSINGS,
    KINDS,
    expected_text,
    granted_note,
    limit_sentence,
    span,
)
from caseapp.services.typed_values import show_amount
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from caseapp.domain.payment import Gap, Instalment, RightMonth
    from caseapp.services.payment_rows import DebtRow, PaidCell

PAID = 3  # the column that is typed in
_GAPS = {
    GapKind.GRANTED: ("accordés", "l'estimation"),
    GapKind.PAID: ("versés", "l'accord"),
    GapKind.PAID_UNGRANTED: ("versés", "l'estimation"),
}


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of the right that is shown."""

    known: RightMonth = field(repr=False)
    cell: PaidCell = field(repr=False)
    period: Period | None = Period.MONTH

    @property
    def own_text(self) -> str:
        """What stands in the cell by itself: empty where the household's resources say it."""
        if self.cell.source is Source.REFUSED:
            return self.cell.text
        is_typed = self.cell.source is Source.TYPED and self.known.paid is not None
        return show_amount(self.known.paid) if is_typed and self.known.paid is not None else ""

    @property
    def text(self) -> str:
        """What the cell shows."""
        if self.cell.source is Source.REFUSED:
            return self.cell.text
        return "" if self.known.paid is None else french.number(self.known.paid.in_euros, 2)


def month_columns() -> list[Column[MonthRow]]:
    """Return the columns of the months of a right, amounts in euros."""
    return [
        Column(
            title="Mois", text=lambda row: french.month(row.known.month), strong=True, width=136
        ),
        Column(
            title="Estimé (€)",
            text=lambda row: expected_text(row.known.estimated) or "—",
            hint=lambda row: _unsure(row.known),
            numeric=True,
            width=130,
        ),
        Column(
            title="Accordé (€)",
            text=lambda row: _amount(row.known.granted) or "—",
            hint=lambda row: granted_note(row.period, row.known),
            numeric=True,
            width=100,
        ),
        Column(
            title="Versé (€)",
            text=lambda row: row.text or "à saisir",
            hint=_source,
            tone=_paid_tone,
            tooltip=lambda row: row.cell.error or "Taper le montant ; vide : pas saisi",
            edit=lambda row: row.own_text or row.text,
            numeric=True,
            width=156,
        ),
        Column(
            title="Écart de plus de 5 €",
            text=lambda row: "\n".join(gap_words(gap) for gap in gaps(row.known)),
            tone=_gap_tone,
            stretch=True,
        ),
    ]


def gap_words(gap: Gap) -> str:
    """Return « 52,00 € versés de moins que l'accord »."""
    verb, reference = _GAPS[gap.kind]
    side = "de moins" if gap.by.cents < 0 else "de plus"
    return f"{french.euros(Money(abs(gap.by.cents)))} {verb} {side} que {reference}"


def debt_columns() -> list[Column[DebtRow]]:
    """Return the columns of arrears and overpayments."""
    return [
        Column(
            title="Rappel ou indu",
            text=lambda debt: f"{KINDS[debt.kind]} : {debt.name}",
            hint=_when,
            strong=True,
            width=172,
        ),
        Column(
            title="Montant", text=lambda debt: french.euros(debt.amount), numeric=True, width=104
        ),
        Column(
            title="Reste",
            text=lambda debt: french.euros(debt.left),
            hint=_plan,
            numeric=True,
            width=108,
        ),
        Column(
            title="Prescription",
            text=limit_sentence,
            hint=lambda debt: debt.warning,
            stretch=True,
        ),
        Column(title="État", text=_state, tone=_state_tone, kind=Kind.PILL),
    ]


def instalment_columns() -> list[Column[Instalment]]:
    """Return the columns of a plan."""
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda part: part.paid_on is not None, width=36),
        Column(title="Mensualité", text=lambda part: french.month(part.month), stretch=True),
        Column(
            title="Montant", text=lambda part: french.euros(part.amount), numeric=True, width=120
        ),
        Column(
            title="Payée le",
            text=lambda part: french.day(part.paid_on) if part.paid_on else "—",
            numeric=True,
            width=120,
        ),
    ]


def _amount(amount: Money | None) -> str:
    return "" if amount is None else french.number(amount.in_euros, 2)


def _unsure(known: RightMonth) -> str:
    return "à vérifier" if known.estimated and not known.estimated.is_likely else ""


def _source(row: MonthRow) -> str:
    if row.cell.source is Source.REFUSED:
        return re.sub(r"(?<=\d) (?=\d)", french.NARROW, row.cell.error)  # no line ends there
    return "ressources du foyer" if row.cell.source is Source.HOUSEHOLD else ""


def _paid_tone(row: MonthRow) -> Tone | None:
    if row.cell.source is Source.REFUSED:
        return Tone.BAD
    return Tone.NEUTRAL if row.cell.source is Source.NOWHERE else None


def _gap_tone(row: MonthRow) -> Tone | None:
    found = gaps(row.known)
    if not found:
        return None
    return Tone.BAD if any(gap.by.cents < 0 for gap in found) else Tone.WARN


def _when(debt: DebtRow) -> str:
    notified = f"notifié le {french.day(debt.notified_on)}" if debt.notified_on else ""
    return "\n".join(part for part in (span(debt.first, debt.last), notified) if part)


def _plan(debt: DebtRow) -> str:
    left = [part for part in debt.plan if part.paid_on is None]
    if debt.closed_on is not None or not left:
        return ""
    return french.plural(len(left), "mensualité")


def _state(debt: DebtRow) -> str:
    if debt.closed_as is not None:
        return CLOSINGS[debt.closed_as]
    return "plan en cours" if debt.plan else "en cours"


def _state_tone(debt: DebtRow) -> Tone:
    if debt.closed_as is not None:
        return Tone.NEUTRAL
    return Tone.INFO if debt.plan else Tone.WARN
