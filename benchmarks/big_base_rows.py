"""The rows of a big service: invented people, notes that read like notes, the same each time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks.french_notes import CREDITORS, FIRST_NAMES, LAST_NAMES, PIECES, Notes
from caseapp.domain.claim import ClaimState
from caseapp.domain.household import Role
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel.french import fold
from db.models import (
    Base,
    Blob,
    Case,
    ClaimRow,
    DocumentRow,
    FactRow,
    Interview,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 23)
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_YEARS = 6
_RIGHTS = ("rsa", "prime_activite", "aide_logement", "aah", "c2s", "aspa", "ars", "aeeh")


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each."""

    cases: int = 10_000
    people: int = 30_000
    interviews: int = 100_000
    documents: int = 5_000
    claims: int = 20_000


class Rows:
    """Makes the rows, each from the same chance every time."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._chance = random.Random(20261123)  # noqa: S311 - invented people, no secret
        self._number = 0
        self._cases = [self._id() for _case in range(size.cases)]
        self._people: list[tuple[UUID, UUID, str, str, int]] = []

    def tables(self) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
        """Yield the rows of each table, parents first."""
        yield Case, self._case_rows()
        yield Person, self._person_rows()
        yield FactRow, self._fact_rows()
        yield ClaimRow, self._claim_rows()
        blob = self._id()
        yield Blob, iter([{
            "id": blob, "sha256": "0" * 64, "size": 0, "media_type": "application/pdf",
            "made_at": _NOW,
        }])  # fmt: skip
        yield DocumentRow, self._document_rows(blob)
        yield Interview, self._interview_rows()

    def _id(self) -> UUID:
        """Return identifiers in the order they are made, as those of the program are."""
        self._number += 1
        return UUID(int=(self._number << 80) | (7 << 76) | (2 << 62) | self._number)

    def _day(self, place: int, of: int) -> date:
        return TODAY - timedelta(days=int((of - place) / of * 365 * _YEARS))

    def _case_rows(self) -> Iterator[dict[str, Any]]:
        counts: dict[int, int] = {}
        for place, id_ in enumerate(self._cases):
            opened = self._day(place, len(self._cases))
            number = counts[opened.year] = counts.get(opened.year, 0) + 1
            old = self._chance.random() < 0.4 * (1 - place / len(self._cases))
            yield {
                "id": id_,
                "reference": f"{opened.year}-{number:04d}",
                "opened_on": opened,
                "referent": "",
                "note": "",
                "created_at": _NOW,
                "closed_on": opened + timedelta(days=300) if old else None,
            }

    def _person_rows(self) -> Iterator[dict[str, Any]]:
        chance, extra = self._chance, self._size.people - len(self._cases)
        sizes = [0] * len(self._cases)
        for _person in range(extra):
            sizes[chance.randrange(len(self._cases))] += 1
        for case_id, others in zip(self._cases, sizes, strict=True):
            last = chance.choice(LAST_NAMES)
            for position in range(others + 1):
                first = chance.choice(FIRST_NAMES)
                id_ = self._id()
                self._people.append((id_, case_id, last, first, position))
                yield {
                    "id": id_,
                    "case_id": case_id,
                    "position": position,
                    "role": Role.APPLICANT if position == 0 else Role.CHILD,
                    "last_name": last,
                    "first_name": first,
                    "name_folded": fold(f"{last} {first}"),
                }

    def _fact_rows(self) -> Iterator[dict[str, Any]]:
        for person_id, case_id, _last, _first, position in self._people:
            if position == 0:
                digits = f"0{self._chance.randrange(6, 8)}{self._chance.randrange(10**8):08d}"
                yield {
                    "id": self._id(),
                    "case_id": case_id,
                    "person_id": person_id,
                    "key": "phone",
                    "value": digits,
                    "recorded_at": _NOW,
                }

    def _claim_rows(self) -> Iterator[dict[str, Any]]:
        for place in range(self._size.claims):
            yield {
                "id": self._id(),
                "case_id": self._chance.choice(self._cases),
                "right": self._chance.choice(_RIGHTS),
                "state": ClaimState.TO_PREPARE,
                "opened_on": self._day(place, self._size.claims),
                "agency": "caisse d'allocations familiales",
            }

    def _document_rows(self, blob: UUID) -> Iterator[dict[str, Any]]:
        for place in range(self._size.documents):
            title = self._chance.choice(PIECES)
            yield {
                "id": self._id(),
                "case_id": self._chance.choice(self._cases),
                "blob_id": blob,
                "kind": "",
                "title": title,
                "file_name": f"{fold(title).replace(' ', '-')}-{place}.pdf",
                "on_date": self._day(place, self._size.documents),
                "note": self._chance.choice(CREDITORS),
                "added_at": _NOW,
                "added_by": "",
            }

    def _interview_rows(self) -> Iterator[dict[str, Any]]:
        notes = Notes(self._chance)
        for place in range(self._size.interviews):
            person = self._chance.choice(self._people)
            facts, words, analysis = notes.write(person[3], self._chance.randrange(300, 1500))
            day = self._day(place, self._size.interviews)
            yield {
                "id": self._id(),
                "case_id": person[1],
                "on_date": day,
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
                "recorded_at": _NOW,
                "updated_at": _NOW,
            }
