"""The interviews and documents of the big base; its first case has hundreds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.big_base_cases import day_of
from benchmarks.big_base_claims import AT
from benchmarks.french_notes import CREDITORS, PIECES, Notes
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel.french import fold
from db.models import Base, Blob, DocumentRow, Interview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random
    from uuid import UUID

Row = dict[str, Any]
HEAVY_INTERVIEWS, HEAVY_DOCUMENTS = 400, 60
_SHORTEST, _LONGEST = 300, 1500  # characters of a note


class NoteRows:
    """The rows of the interviews and documents, spread over the cases of some people."""

    def __init__(
        self, chance: Random, new_id: Callable[[], UUID], people: Sequence[tuple[UUID, str]]
    ) -> None:
        self._chance, self._new_id, self._people = chance, new_id, people

    def tables(self, interviews: int, documents: int) -> Iterator[tuple[type[Base], Iterator[Row]]]:
        """Yield the rows of each table, parents first."""
        content = self._new_id()
        yield (
            Blob,
            iter([{
                "id": content, "sha256": "0" * 64, "size": 0, "media_type": "application/pdf",
                "made_at": AT,
            }]),
        )  # fmt: skip
        yield DocumentRow, self._documents(content, documents)
        yield Interview, self._interviews(interviews)

    def _of_somebody(self, place: int, heavy: int) -> tuple[UUID, str]:
        return self._people[0] if place < heavy else self._chance.choice(self._people)

    def _documents(self, content: UUID, count: int) -> Iterator[Row]:
        for place in range(count):
            title = self._chance.choice(PIECES)
            case_id, _first = self._of_somebody(place, HEAVY_DOCUMENTS)
            yield {
                "id": self._new_id(),
                "case_id": case_id,
                "blob_id": content,
                "kind": "",
                "title": title,
                "file_name": f"{fold(title).replace(' ', '-')}-{place}.pdf",
                "on_date": day_of(place, count),
                "note": self._chance.choice(CREDITORS),
                "added_at": AT,
                "added_by": "",
            }

    def _interviews(self, count: int) -> Iterator[Row]:
        chance, notes = self._chance, Notes(self._chance)
        for place in range(count):
            case_id, first = self._of_somebody(place, HEAVY_INTERVIEWS)
            facts, words, analysis = notes.write(first, chance.randrange(_SHORTEST, _LONGEST))
            yield {
                "id": self._new_id(),
                "case_id": case_id,
                "on_date": day_of(place, count),
                "at": "",
                "kind": InterviewKind.FOLLOW_UP,
                "medium": Medium.OFFICE,
                "place": "",
                "present": [],
                "facts": facts,
                "words": words,
                "analysis": analysis,
                "private": "",
                "is_contact": True,
                "author": "",
                "recorded_at": AT,
                "updated_at": AT,
            }
