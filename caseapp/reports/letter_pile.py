"""Letters one after the other in one PDF, to be printed in one go."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

from caseapp.reports import letter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.domain.letter import LetterPaper


def render(papers: Iterable[LetterPaper]) -> bytes:
    """Return the PDF of letters in their order, each from a page of its own."""
    pile = pikepdf.new()
    for paper in papers:
        with pikepdf.open(io.BytesIO(letter.render(paper))) as one:
            pile.pages.extend(one.pages)
    pile.docinfo["/Title"] = "Courriers"  # nobody's name
    target = io.BytesIO()
    pile.save(target)
    return target.getvalue()
