"""All that has a date over the caseload, in one shape: the pages, agendas and reminders read it."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from caseapp.services import dated_words
from caseapp.services.claim_records import territory_in
from caseapp.services.dated_cards import Cards, NoCards, Towns
from caseapp.services.dated_reading import Reading
from caseapp.services.dated_rows import has_reminder
from caseapp.services.document_words import SOON
from db.queries import case_list
from db.queries import dated as queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.calendar import Territory
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from caseapp.services.dated_rows import DatedItem
    from db.store import Store

MOST_CONTACTS = 300  # at once: more are a list of cases, not a day
CONTACT_DAYS = 90  # without any contact, before one is reminded of the household
_STILL_TOLD = timedelta(days=SOON)  # of what has ended and that nobody renewed
_WIDER = timedelta(days=366)  # around what an agenda was told: a duty stays within its period
_MANY = 500  # cases that were changed
_NO_HOUR = "24"  # after those at an hour


class _Acted(NamedTuple):
    """What was to be acted on, as it was last read."""

    mark: tuple[int, str, date]
    until: date
    items: tuple[DatedItem, ...]


class DatedItems:
    """Reads the dated things of all cases, and of none."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, communes: Communes
    ) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._communes = catalogue, communes
        self._cards: tuple[int, str, Cards] | None = None
        self._turn = Lock()
        self._acted: _Acted | None = None
        self._acting = Lock()

    def to_act(self, until: date) -> tuple[DatedItem, ...]:
        """Return what is to be acted on until a day, the late first; nothing that is done.

        What is postponed is among them (`is_put_off`). A silence is there once it has become a
        decision, an appeal nobody has to make until its date.
        """
        with self._acting:
            return self._read_to_act(until, is_named=True)

    def to_act_unnamed(self, until: date) -> tuple[DatedItem, ...]:
        """Return the same to be counted, without reading whose they are.

        Whoever counts while a page reads waits for the page, and counts what it read.
        """
        with self._acting:
            kept = self._acted
            if kept and kept.mark == self._mark() and until <= kept.until:
                return tuple(item for item in kept.items if item.on <= until)
            return self._read_to_act(until, is_named=False)

    def _read_to_act(self, until: date, *, is_named: bool) -> tuple[DatedItem, ...]:
        mark = self._mark()
        with self._store.read() as session:
            found = self._to_act(session, self._known(session) if is_named else NoCards(), until)
        self._acted = _Acted(mark, until, found)
        return found

    def _mark(self) -> tuple[int, str, date]:
        return self._store.writes, self._catalogue.version, self._clock.today()

    def _to_act(self, session: Session, cards: NoCards, until: date) -> tuple[DatedItem, ...]:
        today = self._clock.today()
        reading = Reading(session, cards, today)
        ends, postponed = min(until, today + _STILL_TOLD), reading.postponed(today - _STILL_TOLD)
        found = [
            *reading.deadlines(queries.deadlines_to_act(session, until, today)),
            *reading.tasks(queries.open_tasks(session, None, until)),
            *reading.ends(today - _STILL_TOLD, ends, postponed),
            *reading.coming(today - _STILL_TOLD, ends, postponed),
            *reading.duties(today, until, self.right_name, postponed, late=True),
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
            shown = Reading(session, cards, today).contacts(found[:MOST_CONTACTS], days)
            return len(found), _in_order(item for item in shown if item.days <= 0)

    def between(self, first: date, last: date) -> tuple[DatedItem, ...]:
        """Return all that stands on some days, or whose reminder was postponed to one of them.

        What is done is there, and what happened to the claims; not the contacts that are due.
        """
        today = self._clock.today()
        with self._store.read() as session:
            cards = self._known(session)
            cards.bring_ended(session)  # what happened to them is shown too
            reading = Reading(session, cards, today)
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
                *reading.coming(first, last, moved),
                *reading.duties(first, last, self.right_name, moved),
                *reading.events(first, last),
            ]
        return _in_order(
            item
            for item in found
            if (
                first <= item.on <= last or (has_reminder(item) and first <= item.remind_on <= last)
            )
            and not _has_lapsed(item)
        )

    def duties_of(self, case_id: UUID, first: date, last: date) -> tuple[DatedItem, ...]:
        """Return the duties of one case on some days, without reading the others.

        Those done are there too, and those before that nobody did and that still stand.
        """
        with self._store.read() as session:
            cards = Cards(session, Towns(self._store, self._communes), self.right_name, [case_id])
            reading = Reading(session, cards, self._clock.today())
            found = reading.duties(first, last, self.right_name, among=[case_id], late=True)
            return _in_order(i for i in found if i.done_on is None or i.computed_on >= first)

    def still_told(self, ids: Collection[UUID], first: date, last: date) -> set[UUID]:
        """Return which of some things end, come or are a duty still, once told on some days.

        Not what is done, and not the dates of claims nor tasks, whose rows say it.
        """
        with self._store.read() as session:
            reading = Reading(session, NoCards(), self._clock.today())
            nowhere = date.max, date.max  # only those that are asked for
            found = (
                *reading.ends(*nowhere, ids),
                *reading.coming(*nowhere, ids),
                *reading.duties(first - _WIDER, last + _WIDER, self.right_name),
            )
            return {item.id for item in found if item.done_on is None} & set(ids)

    def territories(self, items: Iterable[DatedItem]) -> frozenset[Territory]:
        """Return where the households of some things live: their holidays are not the same."""
        wanted = {item.case.key for item in items if item.case is not None}
        with self._store.read() as session:
            facts = case_list.communes(session)
        return frozenset(
            territory_in(fact)
            for fact in {case_list.text(fact) for case, fact in facts if case in wanted}
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
        with self._turn:  # two pages may ask at once: the second waits for what the first reads
            writes, version = self._store.writes, self._catalogue.version
            self._cards = writes, version, self._cards_at(session, version)
            return self._cards[2]

    def _cards_at(self, session: Session, version: str) -> Cards:
        """Return what is at hand, with the cases that were changed since read again."""
        towns = Towns(self._store, self._communes)
        if self._cards is None or self._cards[1] != version:
            return Cards(session, towns, self.right_name)
        before, _version, cards = self._cards
        touched = self._store.touched_since(before)
        if not touched:
            return cards
        if len(touched) > _MANY:  # all of them are read sooner
            return Cards(session, towns, self.right_name)
        cards = copy(cards)
        cards.renew(session, towns, touched)
        return cards


def _has_lapsed(item: DatedItem) -> bool:
    """Say whether it is an appeal nobody had to make, and whose date is past."""
    return item.is_optional and item.is_late


def _in_order(items: Iterable[DatedItem]) -> tuple[DatedItem, ...]:
    return tuple(sorted(items, key=lambda item: (item.on, item.at or _NO_HOUR)))
