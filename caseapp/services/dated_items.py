"""All that has a date over the caseload, in one shape: the pages, agendas and reminders read it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from caseapp.domain.agenda import TaskKind
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.rules.claim_appeals import OPTIONAL
from caseapp.services import dated_words
from caseapp.services.agenda_reading import task_hint
from caseapp.services.dated_cards import Cards, NoCards, Towns
from caseapp.services.dated_rows import UNTOUCHED, DatedItem, Handled, ItemSource
from caseapp.services.document_words import SOON
from db.queries import dated as queries
from db.queries.case_list import day as day_of
from db.queries.case_list import key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from enum import Enum
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from db.store import Store

MOST_CONTACTS = 300  # at once: more are a list of cases, not a day
CONTACT_DAYS = 90  # without any contact, before one is reminded of the household
_STILL_TOLD = timedelta(days=SOON)  # of what has ended and that nobody renewed
_NO_HOUR = "24"  # after those at an hour


class DatedItems:
    """Reads the dated things of all cases, and of none."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, communes: Communes
    ) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._communes = catalogue, communes
        self._cards: tuple[tuple[int, str], Cards] | None = None
        self._reading = Lock()

    def to_act(self, until: date) -> tuple[DatedItem, ...]:
        """Return what is to be acted on until a day, the late first; nothing that is done.

        What is postponed is among them (`is_put_off`). A silence is there once it has become a
        decision, an appeal nobody has to make until its date.
        """
        with self._store.read() as session:
            return self._to_act(session, self._known(session), until)

    def to_act_unnamed(self, until: date) -> tuple[DatedItem, ...]:
        """Return the same to be counted, without reading whose they are."""
        with self._store.read() as session:
            return self._to_act(session, NoCards(), until)

    def _to_act(self, session: Session, cards: NoCards, until: date) -> tuple[DatedItem, ...]:
        today = self._clock.today()
        reading = _Reading(session, cards, today)
        ends = min(until, today + _STILL_TOLD)
        found = [
            *reading.deadlines(queries.deadlines_to_act(session, until, today)),
            *reading.tasks(queries.open_tasks(session, None, until)),
            *reading.ends(today - _STILL_TOLD, ends, reading.postponed()),
        ]
        return _in_order(
            item
            for item in found
            if item.done_on is None and item.on <= until and not _has_lapsed(item)
        )

    def without_contact(self, days: int = CONTACT_DAYS) -> tuple[int, tuple[DatedItem, ...]]:
        """Return how many open cases had no contact for so many days, and the longest of them."""
        today = self._clock.today()
        with self._store.read() as session:
            cards = self._known(session)
            found = cards.without_contact_since(today - timedelta(days=days))
            shown = _Reading(session, cards, today).contacts(found[:MOST_CONTACTS], days)
            return len(found), _in_order(item for item in shown if item.days <= 0)

    def between(self, first: date, last: date) -> tuple[DatedItem, ...]:
        """Return all that stands on some days, or whose reminder was postponed to one of them.

        What is done is there, and what happened to the claims; not the contacts that are due.
        """
        today = self._clock.today()
        with self._store.read() as session:
            cards = self._known(session)
            cards.bring_ended(session)
            reading = _Reading(session, cards, today)
            rows = [
                *queries.open_deadlines(session, first, last),
                *queries.done_deadlines(session, first, last),
            ]
            known = {row[0] for row in rows}
            moved = reading.postponed(first, last)
            rows += [row for row in queries.deadlines(session, moved) if row[0] not in known]
            found = [
                *reading.deadlines(rows),
                *reading.tasks(queries.open_tasks(session, first, last)),
                *reading.tasks(queries.done_tasks(session, first, last)),
                *reading.ends(first, last, moved),
                *reading.events(first, last),
            ]
        return _in_order(
            item
            for item in found
            if (first <= item.on <= last or (item.is_put_off and first <= item.remind_on <= last))
            and not _has_lapsed(item)
        )

    def cards(self) -> Cards:
        """Return every case and claim as the dated things show them."""
        with self._store.read() as session:
            return self._known(session)

    def to_do(self, item: DatedItem) -> str:
        """Return what is to be done, in words."""
        return dated_words.to_do(item, self._catalogue)

    def right_name(self, right: str) -> str:
        """Return what a right is called in a list."""
        try:
            return self._catalogue.right(right).short_name
        except KeyError:
            return right

    def _known(self, session: Session) -> Cards:
        with self._reading:  # two pages may ask at once: the second waits for what the first reads
            mark = self._store.writes, self._catalogue.version
            if self._cards is None or self._cards[0] != mark:
                towns = Towns(self._store, self._communes)
                self._cards = mark, Cards(session, towns, self.right_name)
            return self._cards[1]


class _Reading:
    """One reading: the rows of each table become items, with what was decided of each."""

    def __init__(self, session: Session, cards: NoCards, today: date) -> None:
        self._session, self._cards, self._today = session, cards, today
        self.handled = {
            raw: Handled(
                postponed_to=day_of(postponed),
                reason=reason,
                delegated_to=delegated,
                done_on=day_of(done),
            )
            for raw, postponed, reason, delegated, done in queries.handled(session)
        }

    def postponed(self, first: date = date.min, last: date = date.max) -> list[UUID]:
        """Return what was postponed, to some days or to any."""
        return [
            key(raw)
            for raw, handled in self.handled.items()
            if handled.postponed_to is not None and first <= handled.postponed_to <= last
        ]

    def deadlines(self, rows: Iterable[Any]) -> Iterator[DatedItem]:
        kinds, sure = _by_value(DeadlineKind), _by_value(Confidence)
        handled, today = self.handled, self._today
        for row in map(queries.RawDeadline._make, rows):
            card = self._cards.case(row.case_id)
            if card is None:
                continue
            yield DatedItem(
                key=row.id,
                source=ItemSource.DEADLINE,
                kind=kinds[row.kind],
                cautious_on=_day(row.cautious_on),
                computed_on=_day(row.computed_on),
                case=card,
                claim=self._cards.claim(row.claim_id),
                label=row.label,
                hint=row.body,
                route=row.route,
                article=row.article,
                confidence=sure[row.confidence],
                is_optional=row.route in OPTIONAL,
                done_on=day_of(row.done_on),
                handled=handled.get(row.id, UNTOUCHED),
                today=today,
            )

    def tasks(self, rows: Iterable[Any]) -> Iterator[DatedItem]:
        sources = {
            TaskKind.TASK.value: ItemSource.TASK,
            TaskKind.APPOINTMENT.value: ItemSource.APPOINTMENT,
        }
        for row in rows:
            raw, case, claim, person, kind, title, due, at, minutes, place, again, done = row
            card = self._cards.case(case)
            if case is not None and card is None:
                continue
            rule = json.loads(again) if isinstance(again, str) else again
            yield self._item(
                raw,
                source=sources[kind],
                cautious_on=_day(due),
                computed_on=_day(due),
                at=at,
                minutes=minutes,
                case=card,
                claim=None if claim is None else self._cards.claim(claim),
                person_id=None if person is None else key(person),
                label=title,
                hint=task_hint(place, rule),
                repeats=rule is not None,
                done_on=day_of(done),
            )

    def ends(self, first: date, last: date, also: Collection[UUID] = ()) -> Iterator[DatedItem]:
        """Yield the mandates that end and the documents that expire."""
        mandates = queries.mandates(self._session, first, last, also)
        documents = queries.documents(self._session, first, last, also)
        for source, rows in ((ItemSource.MANDATE, mandates), (ItemSource.DOCUMENT, documents)):
            for raw, case, person, on, kind, label, *hint in rows:
                yield self._item(
                    raw,
                    source=source,
                    detail=kind,
                    cautious_on=_day(on),
                    computed_on=_day(on),
                    case=self._cards.case(case),
                    person_id=None if person is None else key(person),
                    label=label,
                    hint=hint[0] if hint else "",
                )

    def contacts(self, cases: Iterable[Any], days: int) -> Iterator[DatedItem]:
        """Yield the contacts that are due in some cases, so many days after the last."""
        for raw in cases:
            card = self._cards.case(raw)
            if card is None:
                continue
            since = card.last_contact_on or card.opened_on
            due = since + timedelta(days=days)
            yield self._item(
                card.key,
                source=ItemSource.CONTACT,
                cautious_on=due,
                computed_on=due,
                case=card,
                label="",
            )

    def events(self, first: date, last: date) -> Iterator[DatedItem]:
        """Yield what happened to claims."""
        for claim, kind, on in queries.events(self._session, first, last):
            card, day = self._cards.case_of(claim), _day(on)
            if card is None:
                continue
            yield self._item(
                uuid5(NAMESPACE_OID, f"{claim}/{kind}/{day}"),
                source=ItemSource.EVENT,
                detail=kind,
                cautious_on=day,
                computed_on=day,
                case=card,
                claim=self._cards.claim(claim),
                label=kind,
                done_on=day,
            )

    def _item(self, raw: Any, **values: Any) -> DatedItem:
        handled = self.handled.get(raw, UNTOUCHED)
        done = values.pop("done_on", None) or handled.done_on
        return DatedItem(key=raw, handled=handled, done_on=done, today=self._today, **values)


def _has_lapsed(item: DatedItem) -> bool:
    """Say whether it is an appeal nobody had to make, and whose date is past."""
    return item.is_optional and item.is_late


def _in_order(items: Iterable[DatedItem]) -> tuple[DatedItem, ...]:
    return tuple(sorted(items, key=lambda item: (item.on, item.at or _NO_HOUR)))


def _by_value(kind: type[Enum]) -> dict[Any, Any]:
    return {member.value: member for member in kind}


def _day(raw: Any) -> date:
    found = day_of(raw)
    if found is None:
        raise AssertionError("a day that is always there")
    return found
