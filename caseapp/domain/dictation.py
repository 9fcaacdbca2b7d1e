"""Next steps as they are dictated: one line, one thing to do, with its day, hour and return.

Nothing is guessed silently: where a line names no day, two days, or one that cannot be, its
step has none and says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.agenda import TaskKind
from caseapp.domain.french_dates import (
    NUMBER,
    WEEKDAY,
    Found,
    days_in,
    flatten,
    hours_in,
    number_of,
)
from caseapp.domain.recurrence import MOST, Recurrence, Unit
from caseapp.kernel.french import WEEKDAYS

if TYPE_CHECKING:
    import datetime as dt

LONGEST = 300  # characters of a line
NO_DAY = "sans date : choisir"
_TWO_DAYS = "deux dates : choisir"
_NO_HOUR = "heure à vérifier"

_RDV = r"(?:rdv|r\.\s?d\.\s?v\.?|rv|rendez[-\s]vous)"
_MEETING = re.compile(rf"\s*(?:(?:nouveau|prochain|autre)\s)?{_RDV}(?!\w)")
_MEETING_ALONE = re.compile(rf"{_RDV}\W*")
_MEETING_AT = re.compile(
    r"\s*(?:entretien|visite|reunion|audience|permanence|synthese|commission)\b"
)
_ORPHANS = re.compile(r"\s+(?:le|la|a|au|avant|pour|d'ici|vers|pour le|avant le|d'ici le)\s*$")
_ENDS = re.compile(r"^[\s,;:.·\-–]+|[\s,;:·\-–]+$")
_UNTIL = re.compile(r"[,\s]*\bjusqu'?\s?(?:au|a)\s+")

_DAYS = rf"(?:{WEEKDAY})s?"
_RHYTHMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"\b{pattern}(?!\w)")
    for pattern in (
        rf"(?P<week>(?:tous\sles|chaque)\s{_DAYS}(?:(?:\s?,\s?|\set\s)(?:(?:tous\s)?les\s)?{_DAYS})*)",
        rf"(?:un\s)?(?P<other>{WEEKDAY})\ssur\sdeux",
        r"(?P<work>tous\sles\sjours\s(?:ouvres|ouvrables|de\sla\ssemaine)|du\slundi\sau\svendredi)",
        rf"(?:tous\sles|toutes\sles)\s(?P<n>{NUMBER})\s(?P<unit>jours|semaines|mois|ans)",
        r"(?:tous\sles\s|toutes\sles\s|chaque\s)(?P<one>jours?|semaines?|mois|trimestres?|semestres?|ans|an|annees?)",
    )
)  # fmt: skip
_ONES = {"jour": (Unit.DAY, 1), "semaine": (Unit.WEEK, 1), "mois": (Unit.MONTH, 1),
         "trimestre": (Unit.MONTH, 3), "semestre": (Unit.MONTH, 6), "an": (Unit.MONTH, 12),
         "annee": (Unit.MONTH, 12)}  # fmt: skip
_EACH_MONTH = re.compile(r"\b(?:le|tous\sles)\s(?P<d>\d{1,2}|1er)\s(?:de\schaque|du)\smois(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do."""

    title: str = field(repr=False)
    kind: TaskKind
    on: dt.date | None
    at: str = ""  # « 14:30 »
    recurrence: Recurrence | None = None
    doubt: str = ""  # why it has no day, or what is to be looked at


def read_steps(text: str, today: dt.date) -> tuple[Step, ...]:
    """Return the steps of a text, one a line; blank lines are none."""
    return tuple(read_step(line, today) for line in text.splitlines() if line.strip())


def read_step(line: str, today: dt.date) -> Step:
    """Return what one line means."""
    return _read(line, today)[0]


def with_day(line: str, day: dt.date, today: dt.date) -> str:
    """Return the line with another day in place of the one it names; the rest stays as typed."""
    _step, _title, found = _read(line, today)
    kept = line
    for part in sorted(found, key=lambda x: x.start, reverse=True):
        kept = _cut(kept, part.start, part.end)
    return f"{_tidy(kept)} le {day:%d/%m/%Y}".strip()


def _read(line: str, today: dt.date) -> tuple[Step, str, list[Found]]:
    left = line.strip()[:LONGEST]
    left, rhythm, monthly, until = _rhythm_in(left, today)
    flat = flatten(left)
    at, no_hour, left = _hour_in(left, flat)
    found = days_in(flatten(left), today)
    day, doubt, used = _one_day(found)
    for part in sorted(used, key=lambda x: x.start, reverse=True):
        left = _cut(left, part.start, part.end)
    title = _tidy(left)
    kind = _kind(title, at)
    if monthly is not None and day is None and not doubt:
        day = monthly
    if rhythm is not None:
        day, doubt = _begun(rhythm, day, doubt, today)
        rhythm = None if day is not None and until is not None and until < day else rhythm
    if day is None and not doubt:
        doubt = NO_DAY
    step = Step(
        title=_named(title, kind, line.strip()),
        kind=kind,
        on=day,
        at=at,
        recurrence=rhythm,
        doubt=doubt or no_hour,
    )
    return step, title, used or found


def _one_day(found: list[Found]) -> tuple[dt.date | None, str, list[Found]]:
    """Return the day of a line, or why there is none, and the words it stands in."""
    for part in found:
        if part.day is None:
            return None, part.doubt, []
    full = [part for part in found if part.weekday is None]
    names = [part for part in found if part.weekday is not None]
    if len(full) == 1 and len(names) == 1:  # « jeudi 12/12 »
        day = full[0].day
        if day is not None and day.weekday() == names[0].weekday:
            return day, "", found
        said = WEEKDAYS[names[0].weekday or 0]
        return None, f"ce jour n'est pas un {said} : choisir", []
    if len(found) > 1:
        return None, _TWO_DAYS, []
    return (found[0].day, "", found) if found else (None, "", [])


def _hour_in(text: str, flat: str) -> tuple[str, str, str]:
    """Return the hour, what is to be looked at, and the text without the hour."""
    found = list(hours_in(flat))
    if len(found) != 1 or found[0][2] is None:
        return "", _NO_HOUR if found else "", text
    start, end, at = found[0]
    return at or "", "", _cut(text, start, end)


def _rhythm_in(
    text: str, today: dt.date
) -> tuple[str, Recurrence | None, dt.date | None, dt.date | None]:
    """Return the text without its recurrence, the rule, its day of the month, and its end."""
    flat = flatten(text)
    monthly = None
    match = _EACH_MONTH.search(flat)
    if match is not None:
        number = 1 if match["d"] == "1er" else int(match["d"])
        monthly = _next_of_month(number, today)
    rule = Recurrence(unit=Unit.MONTH) if monthly is not None else None
    if rule is None:
        match, rule = _rule_in(flat)
    if match is None or rule is None:
        return text, None, None, None
    without, until = _until_in(_cut(text, match.start(), match.end()), today)
    rule = Recurrence(unit=rule.unit, every=rule.every, weekdays=rule.weekdays, until=until)
    return without, rule, monthly, until


def _rule_in(flat: str) -> tuple[re.Match[str] | None, Recurrence | None]:
    for pattern in _RHYTHMS:
        match = pattern.search(flat)
        if match is not None:
            rule = _rule(match)
            if rule is not None:
                return match, rule
    return None, None


def _rule(match: re.Match[str]) -> Recurrence | None:
    named = match.groupdict()
    if named.get("week"):
        days = {i for i, name in enumerate(WEEKDAYS) if re.search(rf"\b{name}s?\b", named["week"])}
        return Recurrence(unit=Unit.WEEK, weekdays=tuple(sorted(days)))
    if named.get("other"):
        return Recurrence(unit=Unit.WEEK, every=2, weekdays=(WEEKDAYS.index(named["other"]),))
    if named.get("work"):
        return Recurrence(unit=Unit.WEEK, weekdays=(0, 1, 2, 3, 4))
    if named.get("one"):
        word = named["one"]
        unit, every = _ONES[word if word == "mois" else word.removesuffix("s")]
        return Recurrence(unit=unit, every=every)
    return _counted(number_of(named["n"]), named["unit"])


def _counted(count: int, word: str) -> Recurrence | None:
    if word == "jours" and count in {8, 15}:  # « tous les 15 jours » is every other week
        return Recurrence(unit=Unit.WEEK, every=1 if count == 8 else 2)
    unit = {"jours": Unit.DAY, "semaines": Unit.WEEK}.get(word, Unit.MONTH)
    every = count * 12 if word == "ans" else count
    return Recurrence(unit=unit, every=every) if 1 <= every <= MOST else None


def _until_in(text: str, today: dt.date) -> tuple[str, dt.date | None]:
    flat = flatten(text)
    match = _UNTIL.search(flat)
    if match is None:
        return text, None
    rest = "le " + flat[match.end() :]
    found = [part for part in days_in(rest, today) if part.start <= 3 and part.day is not None]
    if not found:
        return text, None
    return _cut(text, match.start(), match.end() + found[0].end - 3), found[0].day


def _begun(
    rhythm: Recurrence, day: dt.date | None, doubt: str, today: dt.date
) -> tuple[dt.date | None, str]:
    """Return the first day of a series, or that it is to be chosen."""
    if doubt:
        return None, doubt
    if day is not None or rhythm.weekdays or (rhythm.unit is Unit.DAY and rhythm.every == 1):
        first = rhythm.first(day or today) if rhythm.weekdays else day or today
        return first, "" if first else NO_DAY
    return None, "première date : choisir"


def _next_of_month(number: int, today: dt.date) -> dt.date | None:
    found = [x.day for x in days_in(f"le {number}", today)]
    return found[0] if found else None


def _kind(title: str, at: str) -> TaskKind:
    flat = flatten(title)
    met = _MEETING.match(flat) or (at and _MEETING_AT.match(flat))
    return TaskKind.APPOINTMENT if met else TaskKind.TASK


def _named(title: str, kind: TaskKind, line: str) -> str:
    if kind is TaskKind.APPOINTMENT and _MEETING_ALONE.fullmatch(flatten(title)):
        return "Rendez-vous"
    return title or line


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()


def _tidy(text: str) -> str:
    return " ".join(_ORPHANS.sub("", _ENDS.sub("", text)).split())


def read_day(text: str, today: dt.date) -> dt.date:
    """Return the day that a field holds: « jeudi », « 12/12 », « dans 15 jours ».

    Raises:
        ValueError: it holds none, or one that cannot be; the sentence says why.
    """
    flat = flatten(text.strip())
    found = days_in(f"le {flat}" if flat.isdecimal() else flat, today)
    day, doubt, _used = _one_day(found)
    if day is None:
        raise ValueError(doubt or "Écrire une date comme 12/12, jeudi, dans 15 jours.")
    return day


def read_rhythm(text: str, today: dt.date) -> Recurrence | None:
    """Return how often a field says that something comes back; nothing where it is empty.

    Raises:
        ValueError: it is not understood.
    """
    if not text.strip():
        return None
    left, rhythm, monthly, _until = _rhythm_in(text.strip(), today)
    if rhythm is None or monthly is not None or _tidy(left):
        raise ValueError("Écrire par exemple : tous les lundis, chaque mois, tous les 15 jours.")
    return rhythm
