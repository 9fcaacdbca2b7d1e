"""What the tables of a case report have in common: head, widths, words where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact
from caseapp.reports import page, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable


def nothing(heading: str, sentence: str) -> list[Flowable]:
    """Return a section that holds nothing, and the sentence that says so."""
    return [styles.listing(heading, [[styles.text(sentence, styles.SECONDARY)]], [page.CONTENT])]


def columns(*names: str, right: Sequence[int] = ()) -> list[Flowable]:
    """Return the head of a table; `right`: the places of the columns of amounts."""
    return [
        styles.text(name, styles.COLUMN_RIGHT if i in right else styles.COLUMN)
        for i, name in enumerate(names)
    ]


def widths(*millimetres: float) -> list[float]:
    """Return the widths of columns in points; the last one takes what is left."""
    given = [width * mm for width in millimetres]
    return [*given, page.CONTENT - sum(given)]


def no_fact(fact: NoFact) -> str:
    """Return what stands in the cell of a fact that is not known."""
    return {UNKNOWN: "inconnu", NOT_STATED: "non renseigné"}[fact]
