"""How a case was closed, each time, and when the rule of conservation looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.typography import typeset
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.services.case_summary import CaseSummary
    from caseapp.services.closing_rows import ClosingView


def closing_parts(summary: CaseSummary) -> list[Text]:
    """Return the lines of the card: the last closing whole, those before it in a line each."""
    if not summary.closings:
        return []
    last, *before = summary.closings
    parts = list(_whole(last, is_closed=summary.is_closed))
    parts += [Text(words, TextRole.SECONDARY, wrap=True) for words in summary.retention]
    parts += [Text(_in_a_line(one), TextRole.HINT, wrap=True) for one in before]
    return parts


def _whole(view: ClosingView, *, is_closed: bool) -> Iterator[Text]:
    by = f", par {view.made_by}" if view.made_by else ""
    if is_closed:
        yield Text(typeset(f"Clos le {day(view.closed_on)}{by}"), TextRole.STRONG, wrap=True)
    else:
        yield Text(_in_a_line(view), TextRole.SECONDARY, wrap=True)
    if view.words and is_closed:
        yield Text(view.words, wrap=True, selectable=True)
    if view.note:
        yield Text(view.note, wrap=True, selectable=True)
    if view.left:
        yield Text("Laissé en l'état :", TextRole.SECONDARY, wrap=True)
        for words in view.left:
            yield Text(f"• {words}", tone=Tone.WARN, wrap=True, selectable=True)


def _in_a_line(view: ClosingView) -> str:
    again = "" if view.reopened_on is None else f", rouvert le {day(view.reopened_on)}"
    why = f" ({view.words})" if view.words else ""
    return typeset(f"Clos le {day(view.closed_on)}{again}{why}")
