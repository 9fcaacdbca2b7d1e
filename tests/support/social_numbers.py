"""A base where the « numéro de sécurité sociale » is kept, and a number that is nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.services.desk import Desk

NUMBER = "284058832102532"  # its key is right; the person is invented
TYPED = "2 84 05 88 321 025 32"
MASKED = "2 84 05 88 3•• ••• ••"
DECISION = {
    "ground": "l312_1",
    "words": "",
    "decided_by": "Mme Roy, directrice",
    "decided_on": "02/11/2026",
}


def keep_numbers(desk: Desk) -> None:
    """Turn it on."""
    desk.social_number_uses.begin(DECISION)
