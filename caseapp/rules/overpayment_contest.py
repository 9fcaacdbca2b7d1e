"""Until when an overpayment may be corrected and contested, from the day it was notified.

The body is asked to correct it within twenty days (CSS R133-9-2), before any appeal; the appeal is
that of the right, before the body that pays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Granted, Refused
from caseapp.domain.deadline import Deadline, DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Territory
from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import first_agency
from caseapp.rules.catalogue import AppealRoute
from caseapp.rules.claim_appeals import payer_silence
from caseapp.rules.claim_contest import appeals_now
from caseapp.rules.legal_texts import appeal_rules
from caseapp.rules.time_limits import count

if TYPE_CHECKING:
    from datetime import date

    from caseapp.rules.catalogue import Right

_RECTIFICATION = "rectification_indu"
# CSS L133-4-1 and what refers to it: what the CAF or the MSA pays, and no other body.
_PAID_BY_A_FUND = frozenset({AppealRoute.CRA, AppealRoute.RAPO})


def contest_dates(
    right: Right, notified_on: date, territory: Territory = Territory.METROPOLE
) -> tuple[Deadline, ...]:
    """Return until when to ask for a correction, then to appeal, the first first."""
    refused = Refused(on=notified_on, notified_on=notified_on)
    opened = (Granted(on=notified_on),) if payer_silence(right) else ()
    appeals = appeals_now((*opened, refused), right, None, (notified_on, territory))
    dates = [one for one in appeals if one.route != AppealRoute.CONCILIATION]
    if any(one.route in _PAID_BY_A_FUND for one in dates) and "CAF" in right.agency:
        dates.append(_correction(right, notified_on, territory))
    return tuple(sorted(dates, key=lambda one: (one.cautious_on, one.label)))


def _correction(right: Right, notified_on: date, territory: Territory) -> Deadline:
    rule = appeal_rules().rule(_RECTIFICATION)
    counted = count(rule, notified_on, territory)
    return Deadline(
        kind=DeadlineKind.APPEAL,
        label=typeset(rule.label),
        cautious_on=counted.cautious_on,
        computed_on=counted.computed_on,
        article=rule.article,
        confidence=counted.confidence,
        explanation=f"{rule.days} jours après la réception du {french.day(notified_on)}",
        body=first_agency(right.agency),
        doubt=typeset(counted.doubt),
        route=rule.code,
    )
