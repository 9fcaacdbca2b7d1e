"""What the table of rights shows of a right, and which rights a filter keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome
from caseapp.services.estimate_rows import RightAction
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.pages.rights import words
from caseapp.ui.wording import OUTCOMES

if TYPE_CHECKING:
    from caseapp.services.estimate_rows import RightRow

COMPUTED = "computed"
NOT_COMPUTED = "not_computed"
AMOUNT, SITUATION = 2, 3  # their columns
FILTERS = (
    (COMPUTED, "Calculés"),
    ("open", "Probables ou à vérifier"),
    ("no", "Non"),
    (NOT_COMPUTED, "Non calculés"),
)
_OUTCOMES = {
    "open": {Outcome.LIKELY, Outcome.TO_CHECK},
    "no": {Outcome.NO},
    NOT_COMPUTED: {Outcome.NOT_COMPUTED},
    COMPUTED: {Outcome.LIKELY, Outcome.TO_CHECK, Outcome.NO},
}
_ACTIONS = {
    RightAction.OPEN: "Ouvrir",
    RightAction.SEE: "Voir",
    RightAction.COMPLETE: "Compléter",
    RightAction.NONE: "",
}


def passes(row: RightRow, only: str) -> bool:
    """Say whether a filter keeps a right."""
    return row.outcome in _OUTCOMES[only or COMPUTED]


def right_columns() -> list[Column[RightRow]]:
    """Return the columns of the table of rights."""
    return [
        Column(
            title="Droit",
            text=lambda row: row.title,
            hint=lambda row: row.agency,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Résultat",
            text=lambda row: OUTCOMES[row.outcome][0],
            tone=lambda row: OUTCOMES[row.outcome][1],
            kind=Kind.PILL,
        ),
        Column(title="Montant", text=words.shown_amount, hint=words.later, numeric=True, width=126),
        Column(
            title="Situation",
            text=words.situation,
            hint=words.gap,
            tooltip=lambda row: row.situation,
            width=146,
        ),
        Column(
            title="",
            text=lambda row: _ACTIONS[row.action],
            kind=Kind.ACTION,
            main=lambda row: row.action is RightAction.OPEN,
        ),
    ]
