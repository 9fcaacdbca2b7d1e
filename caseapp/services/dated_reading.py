"""From the rows of each table to dated things, with what was decided of each."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, UUID, uuid5

from caseapp.domain.agenda import TaskKind
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.rules.claim_appeals import OPTIONAL
from caseapp.services.agenda_reading import task_hint
from caseapp.services.dated_rows import UNTOUCHED, DatedItem, Handled, ItemSource
from caseapp.services.duty_reading import duties, key_of
from db.queries import dated as queries
from db.queries.case_list import day as day_of
from db.queries.case_list import key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from enum import Enum

    from sqlalchemy.orm import Session

    from caseapp.services.dated_cards import NoCards
    from caseapp.services.dated_rows import ClaimCard


class Reading:
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

    def postponed(self, first: date, last: date = date.max) -> list[UUID]:
        """Return what was postponed to some days."""
        return [
            key(raw)
            for raw, handled in self.handled.items()
            if handled.postponed_to is not None and first <= handled.postponed_to <= last
        ]

    def deadlines(self, rows: Iterable[Any]) -> Iterator[DatedItem]:
        """Yield dates of claims."""
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
                claim=self._claim(row.claim_id),
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
        """Yield tasks and appointments."""
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
                claim=self._claim(claim),
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

    def coming(self, first: date, last: date, also: Collection[UUID] = ()) -> Iterator[DatedItem]:
        """Yield what will happen in households, as the last review found it."""
        for raw, case, on, label in queries.coming(self._session, first, last, also):
            yield self._item(
                raw,
                source=ItemSource.COMING,
                cautious_on=_day(on),
                computed_on=_day(on),
                case=self._cards.case(case),
                label=label,
            )

    def duties(
        self,
        first: date,
        last: date,
        name_of: Callable[[str], str],
        also: Collection[UUID] = (),
        among: Collection[UUID] | None = None,
        *,
        late: bool = False,
    ) -> Iterator[DatedItem]:
        """Yield the duties of households on some days, and some others within a year of them.

        `late`: those before these days too that still stand.
        """
        wider = timedelta(days=366 if also else 0)
        found = duties(self._session, first - wider, last + wider, self._today, among, late=late)
        for one in found:
            card, duty, made = self._cards.case(one.case), one.duty, key_of(one)
            stands = late and duty.cautious_on < first and duty.told_until >= self._today
            if card is None or not (stands or first <= duty.cautious_on <= last or made in also):
                continue
            is_declared = duty.code.startswith("declaration/")
            yield self._item(
                made if isinstance(one.case, UUID) else made.hex,
                source=ItemSource.DUTY,
                detail=duty.right,
                cautious_on=duty.cautious_on,
                computed_on=duty.computed_on,
                case=card,
                person_id=None if one.person is None else key(one.person),
                label=duty.label,
                hint=name_of(duty.right) if is_declared else one.whose,
                article=duty.article,
                confidence=duty.confidence,
                doubt=duty.doubt,
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
                claim=self._claim(claim),
                label=kind,
                done_on=day,
            )

    def _claim(self, raw: Any) -> ClaimCard | None:
        """Return a claim; one that ended may still have a date, of what was not paid."""
        card = self._cards.claim(raw)
        if card is None and raw is not None:
            self._cards.bring_ended(self._session)
            card = self._cards.claim(raw)
        return card

    def _item(self, raw: Any, **values: Any) -> DatedItem:
        handled = self.handled.get(raw, UNTOUCHED)
        done = values.pop("done_on", None) or handled.done_on
        return DatedItem(key=raw, handled=handled, done_on=done, today=self._today, **values)


def _by_value(kind: type[Enum]) -> dict[Any, Any]:
    return {member.value: member for member in kind}


def _day(raw: Any) -> date:
    found = day_of(raw)
    if found is None:
        raise AssertionError("a day that is always there")
    return found
