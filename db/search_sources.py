"""What is found of each kind of thing: its case, its title, its text, said once for all kinds.

A claim is found by the name of its right and by its state, a household by its commune: they are
kept by their codes (`code_word`), and the search finds the codes of the names that are typed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.lookup import day_words, number_words, reference_words, words
from db.models import (
    Case,
    CaseTag,
    ClaimEventRow,
    ClaimExchange,
    ClaimRow,
    DocumentRow,
    FactRow,
    Interview,
    Letter,
    Liability,
    Mandate,
    PaidService,
    Person,
    SearchKind,
    Simulation,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import InstrumentedAttribute

    from db.models import Base

PHONES = ("phone", "phone_2")
BIRTH, COMMUNE = "birth_date", "housing.commune"
# What is found of a person or of a household, among its facts.
FACTS = frozenset({*PHONES, "email", "housing.address", BIRTH, COMMUNE})
_UNKNOWN = "unknown"  # stands for a fact nobody knows
_CODE = "§"  # before a code: nobody types it as a letter


class Coded(StrEnum):
    """What is kept by its code, each with a sign of its own: the codes of two may be the same."""

    RIGHT = ""
    STATE = "e"
    COMMUNE = "c"
    TASK = "t"


@dataclass(slots=True)
class Found:
    """The words by which one thing is found."""

    case_id: UUID | None
    title: set[str] = field(default_factory=set, repr=False)
    text: set[str] = field(default_factory=set, repr=False)


@dataclass(frozen=True, slots=True)
class _Source:
    model: type[Any]
    case_id: InstrumentedAttribute[Any]
    title: tuple[InstrumentedAttribute[Any], ...]
    text: tuple[InstrumentedAttribute[Any], ...] = ()


_SOURCES: dict[SearchKind, _Source] = {
    SearchKind.PERSON: _Source(Person, Person.case_id, (Person.last_name, Person.first_name)),
    SearchKind.CASE: _Source(Case, Case.id, (Case.reference,), (Case.note,)),
    SearchKind.CLAIM: _Source(
        ClaimRow, ClaimRow.case_id, (ClaimRow.right, ClaimRow.state), (ClaimRow.agency,)
    ),
    SearchKind.INTERVIEW: _Source(
        Interview,
        Interview.case_id,
        (),
        (
            Interview.facts,
            Interview.words,
            Interview.analysis,
            Interview.private,
            Interview.place,
            Interview.present,
        ),
    ),
    SearchKind.DOCUMENT: _Source(
        DocumentRow,
        DocumentRow.case_id,
        (DocumentRow.title, DocumentRow.file_name),
        (DocumentRow.note,),
    ),
    SearchKind.TASK: _Source(Task, Task.case_id, (Task.title, Task.kind), (Task.note, Task.place)),
    SearchKind.MANDATE: _Source(
        Mandate, Mandate.case_id, (Mandate.holder,), (Mandate.covers, Mandate.note)
    ),
    SearchKind.LETTER: _Source(
        Letter, Letter.case_id, (Letter.name, Letter.subject), (Letter.recipient, Letter.body)
    ),
    SearchKind.PAID_SERVICE: _Source(
        PaidService,
        PaidService.case_id,
        (PaidService.name,),
        (PaidService.signed, PaidService.note),
    ),
    SearchKind.SIMULATION: _Source(Simulation, Simulation.case_id, (Simulation.name,)),
    SearchKind.LIABILITY: _Source(
        Liability, Liability.case_id, (Liability.creditor,), (Liability.note,)
    ),
}
KINDS: dict[type[Base], SearchKind] = {source.model: kind for kind, source in _SOURCES.items()}


def model_of(kind: SearchKind) -> type[Any]:
    """Return the table that a kind of thing is kept in."""
    return _SOURCES[kind].model


def code_word(of: Coded, code: str) -> str:
    """Return the word by which what bears a code is found: no text has such a one."""
    return _CODE + of + (_CODE if of else "") + code.replace("_", "·")


def read(connection: sa.Connection, kind: SearchKind, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Return the words of things of one kind; those that are no longer there are left out."""
    source = _SOURCES[kind]
    rows = connection.execute(
        sa.select(source.model.id, source.case_id, *source.title, *source.text).where(
            source.model.id.in_(ids)
        )
    )
    found, titles = {}, len(source.title)
    for id_, case_id, *texts in rows:
        thing = found[id_] = Found(case_id)
        thing.title = _title(kind, texts[:titles])
        for text in texts[titles:]:
            thing.text |= words(flat(text))
    if kind is SearchKind.PERSON:
        _add_facts(connection, found, FactRow.person_id)
    elif kind is SearchKind.CASE:
        _add_facts(connection, found, FactRow.case_id)
        _add_tags(connection, found)
    elif kind is SearchKind.CLAIM:
        _add_events(connection, found)
        _add_exchanges(connection, found)
    return found


def household_names(connection: sa.Connection, case_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Return the names of the people of some cases: a thing of a case is found with them."""
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = connection.execute(
        sa.select(Person.case_id, Person.last_name, Person.first_name).where(
            Person.case_id.in_(set(case_ids))
        )
    )
    for case_id, last, first in rows:
        found[case_id] |= words(f"{last} {first}")
    return found


def flat(value: Any) -> str:
    """Return the texts that a value of the base holds."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    return " ".join(flat(part) for part in value) if isinstance(value, list) else ""


def _title(kind: SearchKind, texts: Sequence[str]) -> set[str]:
    if kind is SearchKind.CASE:
        return reference_words(texts[0])
    if kind is SearchKind.CLAIM:
        right, state = texts
        return {code_word(Coded.RIGHT, right), code_word(Coded.STATE, state)}
    if kind is SearchKind.TASK:
        title, task_kind = texts
        return words(title) | {code_word(Coded.TASK, task_kind)}
    return words(" ".join(texts))


def _add_facts(
    connection: sa.Connection,
    found: dict[UUID, Found],
    subject: InstrumentedAttribute[Any],
) -> None:
    statement = sa.select(subject, FactRow.key, FactRow.value).where(
        subject.in_(list(found)), FactRow.key.in_(FACTS)
    )
    if subject is FactRow.case_id:
        statement = statement.where(FactRow.person_id.is_(None))
    for id_, key, value in connection.execute(statement):
        found[id_].text |= _fact_words(key, flat(value))


def _fact_words(key: str, text: str) -> set[str]:
    if key in PHONES:
        return words(text) | number_words(text)
    if key not in {BIRTH, COMMUNE}:
        return words(text)
    if text == _UNKNOWN:
        return set()
    is_birth = key == BIRTH
    return day_words(date.fromisoformat(text)) if is_birth else {code_word(Coded.COMMUNE, text)}


def _add_tags(connection: sa.Connection, found: dict[UUID, Found]) -> None:
    rows = connection.execute(
        sa.select(CaseTag.case_id, CaseTag.label).where(CaseTag.case_id.in_(list(found)))
    )
    for case_id, label in rows:
        found[case_id].text |= words(label)


def _add_events(connection: sa.Connection, found: dict[UUID, Found]) -> None:
    rows = connection.execute(
        sa.select(ClaimEventRow.claim_id, ClaimEventRow.details).where(
            ClaimEventRow.claim_id.in_(list(found))
        )
    )
    for claim_id, details in rows:
        found[claim_id].text |= words(event_text(details))


def _add_exchanges(connection: sa.Connection, found: dict[UUID, Found]) -> None:
    rows = connection.execute(
        sa.select(ClaimExchange.claim_id, ClaimExchange.spoken_to, ClaimExchange.words).where(
            ClaimExchange.claim_id.in_(list(found))
        )
    )
    for claim_id, *texts in rows:
        found[claim_id].text |= words(" ".join(texts))


def event_text(details: Any) -> str:
    """Return what a person wrote of an event: its file number, its reason."""
    if not isinstance(details, dict):
        return ""
    return " ".join(flat(details.get(key)) for key in ("reference", "reason", "note"))
