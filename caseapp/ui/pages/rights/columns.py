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

MAIN = "main"
NOT_COMPUTED = "not_computed"
AMOUNT, SITUATION = 2, 3  # their columns
FILTERS = (
    (MAIN, "Principaux"),
    ("explore", "À explorer"),
    ("no", "Non"),
    (NOT_COMPUTED, "Non calculés"),
)
_ACTIONS = {
    RightAction.OPEN: "Ouvrir",
    RightAction.SEE: "Voir",
    RightAction.COMPLETE: "Compléter",
    RightAction.NONE: "",
}


def passes(row: RightRow, only: str) -> bool:
    """Say whether a filter keeps a right.

    The first one leaves out those of which the conditions say no more than « à vérifier » or
    « non »: there are fifty, and they would hide what is due.
    """
    match only:
        case "explore":
            return not row.computed and row.outcome is Outcome.TO_CHECK
        case "no":
            return row.outcome is Outcome.NO
        case "not_computed":
            return row.outcome is Outcome.NOT_COMPUTED
        case _:
            in_hand = row.claim_id is not None or bool(row.received)
            known = row.computed and row.outcome is not Outcome.NOT_COMPUTED
            return known or in_hand or row.outcome is Outcome.LIKELY


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
