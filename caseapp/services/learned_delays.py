"""What the caseload teaches: how long an agency usually takes to answer, beside the legal delay."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from dateutil.relativedelta import relativedelta

from caseapp.domain.learned_delay import FEWEST, LearnedDelay, Wait, learn
from caseapp.kernel import french
from db.queries import delays as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

_RECENT = relativedelta(years=3)  # an older habit is no longer one
_FOLLOWED = relativedelta(years=1)  # after its last event: a claim nobody wrote of waits no more
_MONTH = 30.4375  # days
_IN_MONTHS = 60  # days from which a delay is told in months
_ANSWERS = {"granted", "refused"}
_ENDS = {
    "appeal_filed",
    "transmitted",
    "withdrawn",
    "obsolete",
    "closed",
}  # what comes then does not answer the claim
_STARTS = {"filed", "acknowledged"}
_KINDS = sorted(_STARTS | _ANSWERS | _ENDS)


class _Lived(NamedTuple):
    """What became of one claim."""

    case_id: UUID
    right: str
    agency: str
    wait: Wait


@dataclass(frozen=True, slots=True)
class UsualDelays:
    """The delays that were learned: by right and agency, and by right alone."""

    _known: Mapping[tuple[str, str], LearnedDelay]

    def words(self, right: str, agency: str = "") -> str:
        """Return « réponse habituelle ici : 5,2 mois (de 4 à 7, sur 12 demandes) ».

        The right in general where too few claims went to that agency; nothing where they are too
        few in all.
        """
        delay, where = self._find(right, agency)
        return "" if delay is None else f"réponse habituelle {where} : {_told(delay)}"

    def short(self, right: str, agency: str = "") -> str:
        """Return « réponse habituelle : 5,2 mois »."""
        delay, _where = self._find(right, agency)
        return "" if delay is None else f"réponse habituelle : {_median(delay)}"

    def explained(self, right: str, agency: str = "") -> str:
        """Return how it was counted, in a sentence; nothing where nothing was learned."""
        delay, _where = self._find(right, agency)
        if delay is None:
            return ""
        words = "De la réception à la première réponse, dans vos dossiers depuis trois ans"
        if not delay.waiting:
            return f"{words}."
        counted = "compte" if delay.waiting < 2 else "comptent"
        waiting = french.plural(delay.waiting, "demande")
        return (
            f"{words} ; {waiting} sans réponse {counted} comme attendant au moins aussi longtemps."
        )

    def _find(self, right: str, agency: str) -> tuple[LearnedDelay | None, str]:
        here = self._known.get((right, french.fold(agency))) if agency else None
        if here is not None:
            return here, "ici"
        return self._known.get((right, "")), "pour ce droit"


class LearnedDelays:
    """Learns from the claims themselves; kept in memory until one of them changes."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue
        self._turn = Lock()
        self._stamp: tuple[object, ...] = ()
        self._asked: tuple[int, date] | None = None
        self._learned = UsualDelays({})

    @property
    def at_hand(self) -> UsualDelays:
        """What was learned last, for what cannot wait: nothing before it was first asked."""
        return self._learned

    def usual(self) -> UsualDelays:
        """Return the usual delays as of today; to be asked beside the window."""
        today = self._clock.today()
        with self._turn, self._store.read() as session:
            writes = self._store.writes
            if (writes, today) == self._asked:
                return self._learned  # nothing at all was written since
            stamp = (today, *queries.stamp(session))
            if stamp != self._stamp:
                rows = queries.events(session, _KINDS, today - _RECENT)
                self._learned = _learned(_lives(rows, today), self._generic)
            self._stamp, self._asked = stamp, (writes, today)
            return self._learned

    def _generic(self, right: str) -> str:
        """Return the kind of body of a right, which is no agency in particular."""
        try:
            return french.fold(self._catalogue.right(right).agency)
        except KeyError:
            return ""


def _lives(rows: Iterable[Any], today: date) -> Iterable[_Lived]:
    for _claim, events in groupby(rows, key=lambda row: row[0]):
        happened = list(events)
        wait = _wait([(row[4], row[5], row[6]) for row in happened], today)
        if wait is not None:
            _id, case_id, right, agency, *_rest = happened[0]
            yield _Lived(case_id, right, agency, wait)


def _wait(events: list[tuple[str, date, Any]], today: date) -> Wait | None:
    """Return how long a claim waited for its first answer, from its receipt where it is known."""
    started = [_day(details, "received_on") for kind, _, details in events if kind in _STARTS]
    filed = min((on for kind, on, _ in events if kind == "filed"), default=None)
    start = min((day for day in started if day is not None), default=filed)
    if filed is None or start is None:
        return None
    answers = [
        (_day(details, "notified_on") or on) for kind, on, details in events if kind in _ANSWERS
    ]
    ends = [on for kind, on, _ in events if kind in _ENDS]
    answer = min((day for day in answers if day >= start), default=None)
    last = max(on for _, on, _ in events) + _FOLLOWED
    end = min([*ends, last, today])
    if answer is not None and answer <= end:
        return Wait((answer - start).days, answered=True)
    return Wait((end - start).days, answered=False) if end >= start else None


def _day(details: Any, name: str) -> date | None:
    text = details.get(name) if isinstance(details, dict) else None
    return date.fromisoformat(text) if isinstance(text, str) else None


def _learned(lives: Iterable[_Lived], generic: Callable[[str], str]) -> UsualDelays:
    groups: dict[tuple[str, str], list[_Lived]] = defaultdict(list)
    for life in lives:
        groups[life.right, ""].append(life)
        agency = french.fold(life.agency)
        if agency and agency != generic(life.right):
            groups[life.right, agency].append(life)
    return UsualDelays(
        {
            key: learn(life.wait for life in found)
            for key, found in groups.items()
            if len({life.case_id for life in found if life.wait.answered}) >= FEWEST
        }
    )


def _median(delay: LearnedDelay) -> str:
    if delay.median is None:
        return f"plus de {_length(delay.longest, delay.longest)}"
    return _length(delay.median, delay.median)


def _told(delay: LearnedDelay) -> str:
    claims = f"sur {french.plural(delay.claims, 'demande')}"
    if delay.median is None:
        return f"{_median(delay)} ({claims})"
    low = _figure(delay.low if delay.low is not None else delay.median, delay.median)
    high = (
        f"plus de {_figure(delay.longest, delay.median)}"
        if delay.high is None
        else _figure(delay.high, delay.median)
    )
    return f"{_median(delay)} (de {low} à {high}, {claims})"


def _length(days: float, scale: float) -> str:
    unit = "mois" if scale >= _IN_MONTHS else "jours" if days >= 2 else "jour"
    return f"{_figure(days, scale)}{french.NO_BREAK}{unit}"


def _figure(days: float, scale: float) -> str:
    """Return a number of months, or of days where the median is short, as the median is told."""
    return french.decimal(days / _MONTH, 1) if scale >= _IN_MONTHS else french.number(round(days))
