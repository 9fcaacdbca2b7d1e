"""Run by `benchmarks.letters`: a batch of letters over twenty kinds of households, ten times each."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 200
_LETTER = "relance"  # about a claim: the fullest of facts


def main() -> None:
    """Measure, and print what was measured in seconds."""
    from caseapp.desk_parts import open_desk
    from caseapp.reports import letter_docx, letter_odt, letter_pile
    from tests.support.builders import an_office
    from tests.support.letter_households import FAMILIES, settle

    with tempfile.TemporaryDirectory() as folder:
        office = an_office(Path(folder))
        cases = [settle(office, FAMILIES[at % len(FAMILIES)])[0] for at in range(MANY)]
        desk = open_desk(office.store, office.engine, office.clock)
        batch, written = _took(lambda: desk.letter_batch.write(_LETTER, cases, lambda _share: None))
        if len(batch.letters) != MANY:
            raise RuntimeError("letters are lacking")
        _pile, pdf = _took(
            lambda: letter_pile.render(desk.letter_papers.of(one).paper for one in batch.letters)
        )
        papers = [desk.letter_papers.of(one).paper for one in batch.letters]
        _files, word = _took(lambda: [letter_docx.render(paper) for paper in papers])
        _files, odt = _took(lambda: [letter_odt.render(paper) for paper in papers])
        office.store.close()
    print(json.dumps({"written": written, "pdf": pdf, "word": word, "odt": odt}))


def _took(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    made = work()
    return made, time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
