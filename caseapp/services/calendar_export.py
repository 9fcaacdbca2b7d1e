"""Dated things for an agenda outside the base: neutral words unless others are chosen.

What was told of each is kept, so that a second file updates what a first one brought: the same
identifier, a higher sequence where something changed, « annulé » where it is done or gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from caseapp.domain.calendar_event import CalendarEvent
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.services import dated_words
from caseapp.services.dated_rows import ItemSource
from db.queries import calendar_entries as queries
from db.sight import ALL, Scope, sight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from caseapp.kernel.clock import Clock
    from caseapp.services.dated_items import DatedItems
    from caseapp.services.dated_rows import DatedItem
    from db.store import Store

_NAME = "Échéances CaseApp"
_GONE = "échéance retirée"
_STILL_CANCELLED = timedelta(days=60)  # after its day: whoever imports now and then sees it too
_EVE_AT_NINE = 15 * 60  # minutes before midnight
_BEFORE_APPOINTMENT = 15  # minutes
_NOUNS = {ItemSource.TASK: "tâche", ItemSource.APPOINTMENT: "rendez-vous"}


class Detail(StrEnum):
    """How much the titles say; each says what the one before does."""

    NEUTRAL = "neutral"  # « échéance 2026-0147 »
    RIGHT = "right"  # and the right, with both dates and the article in the description
    NAMES = "names"  # and the person, and the words that were typed


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOptions:
    """What a file says, and whether it rings."""

    detail: Detail = Detail.NEUTRAL
    alarms: bool = False


class CalendarExport:
    """Makes the files, and keeps what each date was told as."""

    def __init__(self, store: Store, clock: Clock, items: DatedItems) -> None:
        self._store, self._clock, self._items = store, clock, items

    def file(
        self, items: Iterable[DatedItem], options: CalendarOptions, zone: ZoneInfo = PARIS
    ) -> bytes:
        """Return the file of some dated things; what is done or has happened is left out.

        The hours of appointments are those of clocks in `zone`.
        """
        from caseapp.exchange.calendar_file import calendar_bytes  # noqa: PLC0415 - not to open

        wanted = [self._event(item, options, zone) for item in items if _is_told(item)]
        return calendar_bytes(self._numbered(wanted), _NAME)

    def _numbered(self, wanted: list[CalendarEvent]) -> list[CalendarEvent]:
        """Return the events as agendas are to know them; keep what they are told."""
        now = self._clock.now().replace(microsecond=0)
        known, gone, unsure = self._told_before()
        unsure -= {event.id for event in wanted}
        if unsure:
            days = [known[id_].on_date for id_ in unsure]
            gone |= unsure - self._items.still_told(unsure, min(days), max(days))
        told = [event for event in wanted if event.id not in gone]
        told += self._cancelled(known, gone)
        changed: list[dict[str, Any]] = []
        numbered = [_number(event, known.get(event.id), now, changed) for event in told]
        if changed:
            with self._store.write() as session:
                queries.keep(session, changed)
        return numbered

    def _told_before(self) -> tuple[dict[UUID, Any], set[UUID], set[UUID]]:
        """Return what was told, what of it is gone, and what may be.

        What is a colleague's is neither: their dates are told by their own files, and are not
        cancelled by this one. Of what has no row any more nobody can say whose it was.
        """
        with self._store.read() as session:
            known, (gone, unsure), sight = (
                queries.known(session),
                queries.gone(session),
                sight_of(session),
            )
            seen = set() if sight == ALL else queries.there(session, gone | unsure)
        if sight == ALL:
            return known, gone, unsure
        if sight.is_partial:
            return known, gone & seen, unsure & seen
        with self._store.read(Scope.EVERY) as session:
            hidden = queries.there(session, gone | unsure) - seen
        return known, gone - hidden, unsure - hidden

    def _cancelled(self, known: dict[UUID, Any], gone: set[UUID]) -> Iterator[CalendarEvent]:
        since = self._clock.today() - _STILL_CANCELLED
        for item_id in sorted(gone):
            row = known.get(item_id)
            if row is not None and row.on_date >= since:
                yield CalendarEvent(
                    id=item_id,
                    starts=row.on_date,
                    title=_GONE,
                    is_cancelled=True,
                    changed_at=row.changed_at,
                )

    def _event(self, item: DatedItem, options: CalendarOptions, zone: ZoneInfo) -> CalendarEvent:
        starts = item.on
        if item.at:
            starts = datetime.combine(item.on, time.fromisoformat(item.at), zone)
        alarm = _BEFORE_APPOINTMENT if item.at else _EVE_AT_NINE
        return CalendarEvent(
            id=item.id,
            starts=starts,
            minutes=item.minutes or 60,
            title=_title(item, options.detail),
            description=self._description(item, options.detail),
            alarm_minutes=alarm if options.alarms else None,
            changed_at=datetime.min.replace(tzinfo=UTC),
        )

    def _description(self, item: DatedItem, detail: Detail) -> str:
        if detail is Detail.NEUTRAL or item.source is not ItemSource.DEADLINE:
            return ""
        lines = [self._items.to_do(item)]
        if item.computed_on != item.cautious_on:
            lines.append(f"Date prudente : {french.long_day(item.cautious_on)}.")
            lines.append(f"Date calculée : {french.long_day(item.computed_on)}.")
        if item.article:
            lines.append(f"Texte : {item.article}.")
        return "\n".join(lines)


def _is_told(item: DatedItem) -> bool:
    return item.done_on is None and item.source is not ItemSource.EVENT


def _title(item: DatedItem, detail: Detail) -> str:
    reference = "" if item.case is None else item.case.reference
    if detail is Detail.NAMES:
        parts = [item.case_name if item.case else "", dated_words.short(item), reference]
        return " · ".join(part for part in parts if part)
    title = f"{_NOUNS.get(item.source, 'échéance')} {reference}".strip()
    if detail is Detail.RIGHT and item.claim is not None:
        return f"{title} · {item.claim.right_name}"
    return title


def _number(
    event: CalendarEvent, row: Any, now: datetime, changed: list[dict[str, Any]]
) -> CalendarEvent:
    """Return an event with its place among its versions; a new version goes to `changed`."""
    mark = _mark(event)
    if row is not None and row.mark == mark:
        return replace(event, sequence=row.sequence, changed_at=row.changed_at)
    sequence = 0 if row is None else row.sequence + 1
    starts = event.starts
    changed.append(
        {
            "id": event.id,
            "mark": mark,
            "sequence": sequence,
            "on_date": starts.date() if isinstance(starts, datetime) else starts,
            "changed_at": now,
            "is_cancelled": event.is_cancelled,
        }
    )
    return replace(event, sequence=sequence, changed_at=now)


def _mark(event: CalendarEvent) -> str:
    said = (
        event.starts.isoformat(),
        event.minutes,
        event.title,
        event.description,
        event.is_cancelled,
        event.alarm_minutes,
    )
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()
