"""What the tables of « Ma journée » show of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.estimate import Period, Range
from caseapp.kernel import french
from caseapp.services.day_board import DayAction
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import amount, due, initials

if TYPE_CHECKING:
    from caseapp.services.day_board import DayRow, UnclaimedRow

_ACTIONS = {
    DayAction.OPEN: "Ouvrir",
    DayAction.REMIND: "Relancer",
    DayAction.WRITE: "Contester",
    DayAction.CLAIM: "Demander",
    DayAction.DONE: "Fait",
}


def _claim(row: DayRow, part: int) -> str:
    """Return « AAH », or what follows it: « MDPH », « refus du 19/09 »."""
    return row.claim.partition(" · ")[part]


def day_columns() -> list[Column[DayRow]]:
    """Return the columns of the dates to act on."""
    return [
        Column(
            title="Échéance",
            text=lambda row: due(row.days, row.cautious_on)[0],
            tone=lambda row: Tone.NEUTRAL if row.is_optional else due(row.days, row.cautious_on)[1],
            kind=Kind.PILL,
            sort_key=lambda row: row.cautious_on,
            tooltip=lambda row: f"Date prudente : {french.long_day(row.cautious_on, weekday=True)}",
        ),
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: initials(row.case_name),
            strong=True,
            sort_key=lambda row: french.fold(row.case_name),
            width=148,
        ),
        Column(
            title="Démarche",
            text=lambda row: _claim(row, 0),
            hint=lambda row: _claim(row, 2),
            width=126,
        ),
        Column(title="À faire", text=lambda row: row.to_do, stretch=True),
        Column(
            title="",
            text=lambda row: _ACTIONS[row.action],
            kind=Kind.ACTION,
            main=lambda row: row.action is DayAction.WRITE and not row.is_optional,
        ),
    ]


def unclaimed_columns() -> list[Column[UnclaimedRow]]:
    """Return the columns of the cases with rights that nobody asked for."""
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: initials(row.case_name),
            hint=lambda row: row.words,
            strong=True,
            stretch=True,
        ),
        Column(title="Par mois", text=_per_month, numeric=True, width=124),
    ]


def _per_month(row: UnclaimedRow) -> str:
    return amount(Range(min=row.min, max=row.max, period=Period.MONTH))
