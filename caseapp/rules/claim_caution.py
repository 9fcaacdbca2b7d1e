"""What becomes of a date that rests on a fact of low confidence: it never drives alone.

An appeal is to be made well before the end of a delay that may be shorter; everything else says
that it is to be confirmed, and the practical dates to call stand before it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel.calendar import Territory, working_day_until
from caseapp.rules.legal_texts import appeal_rules
from caseapp.rules.time_limits import Counted, Span, sentences, weakest

if TYPE_CHECKING:
    from datetime import date


def held_back(
    cautious: date, counted: Counted, start: Span, territory: Territory, *levels: Confidence
) -> tuple[date, str]:
    """Return the cautious date of an appeal, and why it comes sooner where its delay is unsure.

    Args:
        cautious: the cautious date of the delay as it is stated.
        counted: that delay, counted.
        start: from when it runs.
        territory: where the body sits.
        levels: how sure is what the delay rests on, beside the way of counting it.
    """
    if weakest(counted.confidence, *levels) is not Confidence.LOW:
        return cautious, ""
    unsure = appeal_rules().unsure
    days = (counted.shortest - start.early).days * unsure.share_percent // 100
    sooner = max(working_day_until(start.early + timedelta(days), territory), start.early)
    return min(cautious, sooner), unsure.appeal


def told_unsure(deadline: Deadline) -> Deadline:
    """Return a date with the words of its doubt where what it rests on is not sure."""
    if deadline.confidence is not Confidence.LOW or deadline.kind is DeadlineKind.APPEAL:
        return deadline
    return replace(deadline, doubt=sentences(appeal_rules().unsure.other, deadline.doubt))
