"""What is to be told unasked: the summary of a day once, an appointment before it, by counts alone."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import UserInputError
from caseapp.services import day_board, settings
from caseapp.services.dated_rows import ItemSource
from caseapp.services.day_board import DayFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.services.dated_items import DatedItems
    from caseapp.services.dated_rows import DatedItem
    from db.store import Store

_WEEK = timedelta(days=7)
_PREFERRED, _TOLD = "reminders.preferred", "reminders.told"
_KEPT = 60  # days told, and appointments told, that are remembered
_HOUR = re.compile(r"([01]?\d|2[0-3])\s*[h:]\s*([0-5]\d)?")
_MOST = 240  # minutes before an appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSettings:
    """What one wants to be told, and when."""

    enabled: bool = True
    notify: bool = True  # by the system's own notifications too
    hour: str = "08:30"  # of the summary, on a day that begins while the program is open
    minutes: int = 15  # before an appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """How much waits; nothing says whose it is."""

    late: int
    due_today: int
    week: int  # after today
    appeals: int  # among the late and those of today

    @property
    def pressing(self) -> int:
        """What the badge counts: late, and today."""
        return self.late + self.due_today

    @property
    def words(self) -> str:
        """Return « 3 échéances aujourd'hui, 2 en retard, dont 1 délai de recours »; or nothing."""
        parts = []
        if self.due_today:
            parts.append(f"{french.plural(self.due_today, 'échéance')} aujourd'hui")
        if self.late:
            late = french.number(self.late) if parts else french.plural(self.late, "échéance")
            parts.append(f"{late} en retard")
        if self.appeals:
            appeals = french.plural(self.appeals, "délai de recours", "délais de recours")
            parts.append(f"dont {appeals}")
        if self.week:
            week = french.number(self.week) if parts else french.plural(self.week, "échéance")
            parts.append(f"{week} dans les sept jours")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to tell."""

    words: str
    pressing: int | None = None  # of a summary


class Reminders:
    """Says what is to be told now, each once, whatever the clock of the machine does."""

    def __init__(self, store: Store, clock: Clock, dated: DatedItems) -> None:
        self._store, self._clock, self._dated = store, clock, dated

    def preferred(self) -> ReminderSettings:
        """Return what one wants to be told."""
        with self._store.read() as session:
            return _preferred(session)

    def prefer(self, wanted: ReminderSettings) -> None:
        """Keep what one wants to be told.

        Raises:
            UserInputError: the hour or the minutes cannot be.
        """
        hour = _HOUR.fullmatch(wanted.hour.strip().lower())
        if hour is None:
            raise UserInputError("hour", "Écrire une heure, par exemple 8h30.")
        if not 0 <= wanted.minutes <= _MOST:
            raise UserInputError("minutes", f"De 0 à {_MOST} minutes.")
        at = f"{int(hour[1]):02d}:{hour[2] or '00'}"
        with self._store.write() as session:
            values = {**asdict(wanted), "hour": at}
            settings.write(session, _PREFERRED, values, self._clock)

    def digest(self) -> Digest:
        """Return how much waits, as of today."""
        today = self._clock.today()
        return _digest(self._items(today))

    def _items(self, today: date) -> tuple[DatedItem, ...]:
        """Return what is due within the week."""
        return self._dated.to_act_unnamed(today + _WEEK)

    def due(self, *, at_start: bool = False, zone: ZoneInfo = PARIS) -> tuple[Reminder, ...]:
        """Return what is to be told now, and remember that it was.

        The summary of a day comes as soon as the program starts, or at its hour; a day that was
        told is not told again, even where the clock went back to it.
        """
        now = self._clock.now().astimezone(zone)
        with self._store.read() as session:
            wanted, told = _preferred(session), _told(session)
        if not wanted.enabled:
            return ()
        before = {name: list(value) for name, value in told.items()}
        found = list(self._summary(wanted, told, now, at_start=at_start))
        found += self._appointments(wanted, told, now)
        if told != before:
            with self._store.write() as session:
                kept = {name: value[-_KEPT:] for name, value in told.items()}
                settings.write(session, _TOLD, kept, self._clock)
        return tuple(found)

    def snooze(self, wait: timedelta) -> None:
        """Have the summary told again after a while."""
        now = self._clock.now()
        with self._store.write() as session:
            told = _told(session)
            told["snoozed"] = [now.isoformat(), (now + wait).isoformat()]
            settings.write(session, _TOLD, told, self._clock)

    def _summary(
        self, wanted: ReminderSettings, told: dict[str, list[str]], now: datetime, *, at_start: bool
    ) -> Iterator[Reminder]:
        day = self._clock.today()
        today = day.isoformat()
        snoozed = _moments(told["snoozed"])
        again = bool(snoozed) and not snoozed[0] <= now < snoozed[1]
        # West of Paris its day begins in the evening: the morning it is told is the one there.
        is_time = at_start or (now.date() >= day and now.time() >= time.fromisoformat(wanted.hour))
        if not again and (today in told["days"] or not is_time):
            return
        told["snoozed"] = []
        if today not in told["days"]:
            told["days"].append(today)
        digest = self.digest()
        if digest.words:
            yield Reminder(words=f"{digest.words}.", pressing=digest.pressing)

    def _appointments(
        self, wanted: ReminderSettings, told: dict[str, list[str]], now: datetime
    ) -> Iterator[Reminder]:
        for item in self._items(self._clock.today()):
            if item.source is not ItemSource.APPOINTMENT or not item.at:
                continue
            starts = datetime.combine(item.on, time.fromisoformat(item.at), now.tzinfo)
            key = f"{item.id}/{starts:%Y-%m-%dT%H:%M}"
            soon = starts - timedelta(minutes=wanted.minutes) <= now <= starts
            if soon and key not in told["appointments"]:
                told["appointments"].append(key)
                yield Reminder(words=f"Rendez-vous à {french.hour(item.at)}.")


def _digest(items: Sequence[DatedItem]) -> Digest:
    """Count as « Ma journée » does, so that both say the same."""
    late = day_board.kept(items, DayFilter.LATE)
    due_today = day_board.kept(items, DayFilter.TODAY)
    return Digest(
        late=len(late),
        due_today=len(due_today),
        week=len(day_board.kept(items, DayFilter.WEEK)) - len(due_today),
        appeals=sum(
            item.kind is DeadlineKind.APPEAL and not item.is_optional
            for item in (*late, *due_today)
        ),
    )


def _preferred(session: Session) -> ReminderSettings:
    kept = settings.read(session, _PREFERRED) or {}
    known = {part.name for part in fields(ReminderSettings)}
    return ReminderSettings(**{name: kept[name] for name in known if name in kept})


def _told(session: Session) -> dict[str, list[str]]:
    kept: Any = settings.read(session, _TOLD) or {}
    return {name: list(kept.get(name, [])) for name in ("days", "appointments", "snoozed")}


def _moments(kept: list[str]) -> list[datetime]:
    return [datetime.fromisoformat(moment) for moment in kept]
