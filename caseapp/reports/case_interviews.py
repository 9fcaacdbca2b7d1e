"""The interviews of a report: facts, the person's words and the analysis under their own names."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.units import mm

from caseapp.kernel import french
from caseapp.reports import case_tables, page, styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import InterviewEntry

_PARTS = (
    ("facts", "Faits constatés"),
    ("words", "Paroles de la personne"),
    ("analysis", "Analyse professionnelle"),
)
_NAMES = 42 * mm  # « Paroles de la personne » on one line


def lay_out(interviews: Sequence[InterviewEntry]) -> list[Flowable]:
    """Return the section: a part that holds nothing is not named."""
    if not interviews:
        return case_tables.nothing("Entretiens", "Aucun entretien n'est communiqué.")
    head = [styles.text("Partie", styles.COLUMN), styles.text("Contenu", styles.COLUMN)]
    rows = chain.from_iterable(_rows(interview) for interview in interviews)
    return [styles.listing("Entretiens", [head, *rows], [_NAMES, page.CONTENT - _NAMES])]


def _rows(interview: InterviewEntry) -> Iterator[list[Flowable]]:
    lines = [styles.bold(interview.heading)]
    if interview.present:
        lines.append(f"Présents : {escape(interview.present)}")
    if interview.author:
        lines.append(f"Entretien mené par {escape(interview.author)}")
    yield [
        styles.text(french.day(interview.on), styles.CELL_BOLD),
        styles.marked("<br/>".join(lines), styles.CELL),
    ]
    for name, words in _PARTS:
        if text := getattr(interview, name):
            yield [styles.text(words, styles.CELL), styles.text(text, styles.CELL)]
