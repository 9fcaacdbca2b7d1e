"""People and cases that answer a search, a row for each case: the exact name first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.lookup import reference_words, words
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.search_rows import Goal, Hit, marked, snippet
from caseapp.services.search_shown import CLOSED
from db.models import SearchKind
from db.queries import search as queries
from db.queries import search_found
from db.search_sources import BIRTH, COMMUNE, flat
from db.sight import sight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.lookup import Sought
    from caseapp.rules.places import Communes

_PHONE = re.compile(r"0\d{9}")
_POOLS = {SearchKind.PERSON: 80, SearchKind.CASE: 30}  # that are ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A person or a case that answers, and how well."""

    case_id: UUID
    person_id: UUID | None  # none: the case itself, by its reference, its note, its tags
    name: str = field(repr=False)
    applicant: str = field(repr=False)
    reference: str
    note: str = field(default="", repr=False)
    is_closed: bool
    exact: int  # parts that are whole words of the name or of the reference
    begun: int  # parts that begin one
    is_first: bool  # the case itself, or its applicant
    place: int

    @property
    def rank(self) -> tuple[Any, ...]:
        """What sorts candidates: the best first."""
        return (-self.exact, self.is_closed, -self.begun, not self.is_first, self.place)


def find(
    session: Session,
    sought: Sought,
    most: int,
    named: Mapping[str, Iterable[str]],
    communes: Communes,
) -> tuple[list[Hit], bool]:
    """Return the rows, and whether there are others; `named`: the words of communes."""
    ids = _ids(session, sought, named)
    closed = sight_of(session).closed
    found = [
        one
        for one in (
            *_people(session, sought, ids[SearchKind.PERSON]),
            *_cases(session, sought, ids[SearchKind.CASE]),
        )
        if one.case_id not in closed or one.begun == len(sought.parts)  # by its name alone
    ]
    best: dict[UUID, _Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: candidate.rank):
        best.setdefault(candidate.case_id, candidate)
    shown = list(best.values())[:most]
    return list(_hits(session, sought, shown, communes)), len(best) > most


def _ids(
    session: Session, sought: Sought, named: Mapping[str, Iterable[str]]
) -> dict[SearchKind, list[UUID]]:
    """Return who answers; where there are too many to rank, first those whose words are whole."""
    match = queries.expression(sought, own=False, named=named)
    found = queries.entries(session, match, _POOLS)
    if all(len(ids) < _POOLS[kind] for kind, ids in found.items()):
        return found
    match = queries.expression(sought, whole=True, own=False, named=named)
    exact = queries.entries(session, match, _POOLS)
    return {kind: list(dict.fromkeys([*exact[kind], *found[kind]])) for kind in _POOLS}


def _people(session: Session, sought: Sought, ids: list[UUID]) -> Iterable[_Candidate]:
    places = {id_: place for place, id_ in enumerate(ids)}
    for row in search_found.people(session, ids):
        id_, case_id, last, first, position, reference, closed_on, of_last, of_first = row
        own = words(f"{last} {first}")
        yield _Candidate(
            case_id=case_id,
            person_id=id_,
            name=display_name(last, first),
            applicant=display_name(of_last or "", of_first or ""),
            reference=reference,
            is_closed=closed_on is not None,
            exact=_exact(sought, own),
            begun=sum(part.is_in(own) for part in sought.parts),
            is_first=position == 0,
            place=places[id_],
        )


def _cases(session: Session, sought: Sought, ids: list[UUID]) -> Iterable[_Candidate]:
    places = {id_: place for place, id_ in enumerate(ids)}
    for id_, reference, note, closed_on, last, first in search_found.cases(session, ids):
        own = reference_words(reference)
        name = display_name(last or "", first or "")
        yield _Candidate(
            case_id=id_,
            person_id=None,
            name=name,
            applicant=name,
            reference=reference,
            note=note,
            is_closed=closed_on is not None,
            exact=_exact(sought, own),
            begun=sum(part.is_in(own) for part in sought.parts),
            is_first=True,
            place=places[id_],
        )


def _exact(sought: Sought, own: set[str]) -> int:
    return sum(part.number in own or own.issuperset(part.words) for part in sought.parts)


def _hits(
    session: Session, sought: Sought, shown: list[_Candidate], communes: Communes
) -> Iterable[Hit]:
    cases = [one.case_id for one in shown]
    reached = search_found.reached_by(
        session, [one.person_id for one in shown if one.person_id], cases
    )
    tags, closed = search_found.tags(session, cases), sight_of(session).closed
    for one in shown:
        facts = (
            *reached.get(one.person_id or one.case_id, ()),
            *reached.get(one.case_id, ()),
        )
        said = (
            *(_shown(key, flat(value), communes) for key, value in facts),
            " · ".join(tags.get(one.case_id, ())),
            "" if one.case_id in closed else one.note,
        )
        texts = [text for text in said if sought.marks(text)]
        of_whom = f"dossier de {one.applicant}" if one.name != one.applicant else ""
        is_closed = one.is_closed and one.case_id not in closed
        hint = (one.reference, of_whom, CLOSED if is_closed else "")
        yield Hit(
            goal=Goal.CASE,
            id=one.person_id,
            case_id=one.case_id,
            title=marked(one.name, sought),
            hint=marked(" · ".join(part for part in hint if part), sought),
            snippet=snippet(" · ".join(dict.fromkeys(texts)), sought),
            is_closed=is_closed,
        )


def _shown(key: str, text: str, communes: Communes) -> str:
    """Return a fact as it is read: a phone number in pairs, a day in figures, a commune's name."""
    if key == BIRTH:
        return "" if text == UNKNOWN_JSON else f"naissance : {french.day(date.fromisoformat(text))}"
    if key == COMMUNE:
        commune = None if text == UNKNOWN_JSON else communes.get(text)
        return commune.name if commune else ""
    if _PHONE.fullmatch(text):
        return NO_BREAK.join(text[start : start + 2] for start in range(0, len(text), 2))
    return text
