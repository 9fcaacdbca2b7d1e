"""Days and hours in plain French: « demain », « jeudi », « le 12/12 », « dans 15 jours », « 14h30 ».

Each reader looks for one way to write, in a text folded to the same length, and tells where it
stands. A text that cannot be a day to come is told with the reason, never mended.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.kernel.calendar import Month, months_after
from caseapp.kernel.french import MONTHS, WEEKDAYS, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    _Reader: TypeAlias = Callable[[re.Match[str], dt.date], dt.date]

_AHEAD = 270  # days: a day without a year that is further off has just passed, or is a slip
_PAST = "Ce jour est passé : écrire l'année s'il est à venir."
_NEVER = "Ce jour n'existe pas."
NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30,
}  # fmt: skip
_MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)}

WEEKDAY = "|".join(WEEKDAYS)
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_MONTH = "|".join(_MONTH_NUMBERS)
# « du 12/10 » is the day of a letter; only these say by when.
_BY = r"(?:(?:d['\s]ici|avant|pour|au plus tard|des|a partir)\s+)?(?:(?:le|ce|la|au|du)\s+)?"
_NOT_OF = r"(?<!\bdu )(?<!\bde )(?<!\d)(?<!\d[/.])"
_END = r"(?![\w/])"


@dataclass(frozen=True, slots=True)
class Found:
    """A day that was read, or why it cannot be one, and where the words stand."""

    start: int
    end: int
    day: dt.date | None
    doubt: str = ""
    weekday: int | None = None  # a weekday alone, which a full date beside it may confirm


def flatten(text: str) -> str:
    """Return the text without accents nor case, letter for letter, so that places agree."""
    return "".join(_flat(letter) for letter in text)


def _flat(letter: str) -> str:
    if letter in "’\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\t":
        return "'" if letter == "’" else " "
    return (unicodedata.normalize("NFD", letter)[0].lower() or letter)[0]


def days_in(flat: str, today: dt.date) -> list[Found]:
    """Return the days that a flattened text names, from left to right, none inside another."""
    flat = flat.replace("a partir du ", "a partir le ").replace("a partir de ", "a partir le ")
    found: list[Found] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(flat):
            if all(match.end() <= x.start or x.end <= match.start() for x in found):
                found.extend(_placed(match, read, today))
    return sorted(found, key=lambda x: x.start)


def hours_in(flat: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield where an hour stands and what it is (« 14:30 »), or None where it cannot be."""
    for match in _HOUR.finditer(flat):
        if match["midi"]:
            yield match.start(), match.end(), "12:00"
            continue
        hour, minute = int(match["h"] or match["hh"]), int(match["m"] or match["mm"] or 0)
        is_one = hour < 24 and minute < 60
        yield match.start(), match.end(), f"{hour:02d}:{minute:02d}" if is_one else None


def number_of(word: str) -> int:
    """Return the number that a word or figures stand for."""
    return int(word) if word.isdecimal() else NUMBERS[word]


def _placed(match: re.Match[str], read: _Reader, today: dt.date) -> Iterator[Found]:
    try:
        day = read(match, today)
    except ValueError as error:
        yield Found(match.start(), match.end(), None, str(error))
        return
    except OverflowError:
        yield Found(match.start(), match.end(), None, _NEVER)
        return
    names = match.re.groupindex
    alone = WEEKDAYS.index(match["weekday"]) if "weekday" in names else None
    yield Found(match.start(), match.end(), day, weekday=alone)


# ------------------------------------------------------------------ what each pattern means


def _full(match: re.Match[str], today: dt.date) -> dt.date:
    return _on(today, int(match["d"]), int(match["mo"]), match["y"] or "")


def _in_words(match: re.Match[str], today: dt.date) -> dt.date:
    day = 1 if match["d"] == "1er" else int(match["d"])
    return _on(today, day, _MONTH_NUMBERS[match["mo"]], match["y"] or "")


def _on(today: dt.date, day: int, month: int, year: str) -> dt.date:
    if year:
        named = _date(
            int(year) if len(year) == 4 else today.year // 100 * 100 + int(year), month, day
        )
        if named < today:
            raise ValueError("Ce jour est passé.")
        return named
    if month == 2 and day == 29:  # the next one there is, if it is near
        leap = next(y for y in range(today.year, today.year + 9) if _is_leap(y))
        return _near(dt.date(leap, 2, 29), today)
    this_year = _date(today.year, month, day)
    return _near(this_year if this_year >= today else _date(today.year + 1, month, day), today)


def _near(day: dt.date, today: dt.date) -> dt.date:
    if not 0 <= (day - today).days <= _AHEAD:
        raise ValueError(_PAST)
    return day


def _is_leap(year: int) -> bool:
    return Month(year, 2).last_day.day == 29


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(_NEVER) from None


def _day_of_month(match: re.Match[str], today: dt.date) -> dt.date:
    number = 1 if match["d"] == "1er" else int(match["d"])
    month = Month.of(today)
    for _ahead in range(3):  # no two months in a row are short of a day but January and February
        if number <= month.last_day.day:
            day = dt.date(month.year, month.number, number)
            if day >= today:
                return day
        month = month.plus(1)
    raise ValueError(_NEVER)


def _weekday(match: re.Match[str], today: dt.date) -> dt.date:
    """Return the next such day: today is said « aujourd'hui »."""
    ahead = (WEEKDAYS.index(match["weekday"]) - today.weekday() - 1) % 7 + 1
    later = {"huit": 7, "quinze": 14}.get(match["later"] or "", 0)
    return today + dt.timedelta(days=ahead + later)


def _after(match: re.Match[str], today: dt.date) -> dt.date:
    count = number_of(match["n"])
    if match["unit"].startswith("mois"):
        return months_after(today, count)
    if match["unit"].startswith("an"):
        return months_after(today, 12 * count)
    return today + dt.timedelta(days=count * (7 if match["unit"].startswith("semaine") else 1))


def _after_hours(match: re.Match[str], today: dt.date) -> dt.date:
    return today + dt.timedelta(days=int(match["n"]) // 24)


def _end_of_month(match: re.Match[str], today: dt.date) -> dt.date:
    if match["mo"] == "mois":
        return Month.of(today).last_day
    return _in_month(today, match["mo"]).last_day


def _start_of_month(match: re.Match[str], today: dt.date) -> dt.date:
    number = _MONTH_NUMBERS[match["mo"]]
    month = Month(today.year, number)
    return _near((month if month.first_day >= today else month.plus(12)).first_day, today)


def _middle(match: re.Match[str], today: dt.date) -> dt.date:
    return _on(today, 15, _MONTH_NUMBERS[match["mo"]], "")


def _in_month(today: dt.date, name: str) -> Month:
    month = Month(today.year, _MONTH_NUMBERS[name])
    month = month if month.last_day >= today else month.plus(12)
    _near(month.last_day, today)
    return month


def _next_week(_match: re.Match[str], today: dt.date) -> dt.date:
    return today + dt.timedelta(days=7 - today.weekday())


def _next_month(_match: re.Match[str], today: dt.date) -> dt.date:
    return Month.of(today).plus(1).first_day


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(rf"\b{pattern}"), read)
    for pattern, read in (
        (rf"{_BY}{_NOT_OF}(?P<d>\d{{1,2}})[/.](?P<mo>\d{{1,2}})(?:[/.](?P<y>\d{{4}}|\d{{2}}))?{_END}", _full),
        (rf"{_BY}{_NOT_OF}(?P<d>\d{{1,2}}|1er)\s(?P<mo>{_MONTH})(?:\s(?P<y>\d{{4}}))?{_END}", _in_words),
        (rf"(?:d['\s]ici\s|a partir le\s)?(?:apres[-\s]demain){_END}", lambda _m, today: today + dt.timedelta(days=2)),
        (rf"(?:d['\s]ici\s(?:a\s)?|a partir le\s)?demain{_END}", lambda _m, today: today + dt.timedelta(days=1)),
        (rf"aujourd'hui{_END}", lambda _m, today: today),
        (rf"{_BY}{_NOT_OF}(?P<weekday>{WEEKDAY})(?:\s(?:prochain|qui vient))?(?:\sen\s(?P<later>huit|quinze))?{_END}", _weekday),
        (rf"(?:dans|sous|d['\s]ici)\s(?P<n>24|48|72|96)\s?h(?:eures)?{_END}", _after_hours),
        (rf"(?:dans|sous|d['\s]ici)\s(?P<n>{NUMBER})\s(?P<unit>jours?|semaines?|mois|ans?){_END}", _after),
        (rf"(?:(?:d['\s]ici|avant|pour)\s)?(?:a\s)?(?:la\s)?fin\s(?:(?:du|de)\s)?(?P<mo>mois|{_MONTH}){_END}", _end_of_month),
        (rf"(?:(?:d['\s]ici|avant|pour)\s)?(?:au\s|le\s)?debut\s(?P<mo>{_MONTH}){_END}", _start_of_month),
        (rf"(?:(?:d['\s]ici|avant|pour)\s)?(?:a\sla\s)?mi[-\s](?P<mo>{_MONTH}){_END}", _middle),
        (rf"(?:la\s)?semaine prochaine{_END}", _next_week),
        (rf"(?:le\s)?mois prochain{_END}", _next_month),
        (r"(?:(?:d['\s]ici|avant|pour|au plus tard)\s)?le\s(?P<d>\d{1,2}|1er)(?![\w/.°])(?=\s*(?:$|[,;:(]|a\s\d|\d{1,2}\s?h))", _day_of_month),
        (r"^le\s(?P<d>\d{1,2}|1er)(?![\w/.°])", _day_of_month),
    )
)  # fmt: skip
_HOUR = re.compile(
    r"(?<!\bpendant )(?<!\bduree )(?<!\bdans )(?<!\bsous )(?<!\bde )(?<!\bd'ici )"
    r"\b(?:(?:a|vers|des)\s)?(?:(?P<midi>midi)|(?P<h>\d{1,2})\s?h(?:\s?(?P<m>\d{2}))?"
    r"|(?P<hh>\d{1,2}):(?P<mm>\d{2}))(?!\w)"
)
