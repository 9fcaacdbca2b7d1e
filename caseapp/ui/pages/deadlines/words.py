"""A thing of the calendar in words and in a colour; both say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.dated_rows import ItemSource
from caseapp.services.dated_words import SOURCES, in_cell
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from caseapp.services.calendar_view import Day, Entry

_SOON = 7  # days


def tone_of(entry: Entry) -> Tone:
    """Return the colour: done, late, of the law and near, or neither."""
    item = entry.item
    if item.done_on is not None:
        return Tone.OK
    if entry.is_reminder or item.is_own or item.is_optional:
        return Tone.NEUTRAL if not item.is_late else Tone.BAD
    if item.is_late or item.is_silent:
        return Tone.BAD
    return Tone.WARN if item.days <= _SOON or item.is_legal else Tone.NEUTRAL


def words_of(entry: Entry, *, discreet: bool = False) -> str:
    """Return « ! Benali · recours RSA (21→23) », « ✓ Roux · APA déposée », « rappel · … »."""
    item = entry.item
    mark = ""
    if item.done_on is not None:
        mark = "✓ "
    elif item.is_late and not entry.is_reminder:
        mark = "! "
    what = in_cell(item)
    if discreet and item.is_own:
        what = f"{french.hour(item.at)} {SOURCES[item.source].lower()}".strip()
    if entry.is_reminder:
        what = f"rappel : {what}"
    if item.case is None:
        return f"{mark}{what}"
    name = item.case.last_name
    if discreet:
        name = french.initials(item.case_name)
    elif name.isupper():  # as many type them; here every pixel counts
        name = name.title()
    return f"{mark}{name} · {what}"


def spoken(entry: Entry, *, discreet: bool = False) -> str:
    """Return the same in whole words, for a screen reader."""
    item = entry.item
    words = words_of(entry, discreet=discreet).removeprefix("✓ ").removeprefix("! ")
    if item.done_on is not None:
        return f"{words}, fait" if item.source is not ItemSource.EVENT else words
    return f"{words}, en retard" if item.is_late and not entry.is_reminder else words


def day_text(day: Day, *, discreet: bool = False) -> str:
    """Return a day and all that stands on it, in one sentence."""
    count = len(day.entries)
    if not count:
        return f"{day.words}, rien"
    said = ". ".join(spoken(entry, discreet=discreet) for entry in day.entries)
    return f"{day.words}, {french.plural(count, 'échéance')} : {said}"
