"""Where a right covers things of several delays, the cautious date counts on the shortest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import AppealFiled, Channel, Granted, Refused
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.calendar import Month
from caseapp.rules.catalogue import SilenceEffect, SilenceStage
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from tests.support.claims import day, filed, of_kind

if TYPE_CHECKING:
    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline

CATALOGUE = load_catalogue()


def clock(code: str, *events: ClaimEvent, today: str = "01/09/2026") -> tuple[Deadline, ...]:
    right = CATALOGUE.right(code)
    return deadlines(events, right, opened_on=events[0].on, today=day(today))


def both(deadline: Deadline) -> tuple[str, str]:
    return f"{deadline.cautious_on:%d/%m/%Y}", f"{deadline.computed_on:%d/%m/%Y}"


def test_an_accommodation_is_refused_by_six_weeks_of_silence_not_by_three_months() -> None:
    # Received on Tuesday 01/09/2026. DAHO: 42 days, Tuesday 13/10/2026, then two months to the
    # court: Sunday 13/12/2026, the Friday before. DALO: 01/12/2026, then 01/02/2027 and one day.
    found = clock("dalo_daho", filed("01/09/2026"))
    (silence,) = of_kind(found, DeadlineKind.SILENCE)
    assert both(silence) == ("13/10/2026", "01/12/2026")
    assert "13/10/2026" in silence.doubt
    (court,) = of_kind(found, DeadlineKind.APPEAL)
    assert both(court) == ("11/12/2026", "02/02/2027")
    assert "Hébergement (DAHO)" in court.doubt


def test_some_residence_permits_are_refused_by_ninety_days_of_silence() -> None:
    # Received on Tuesday 01/09/2026. Ninety days: Monday 30/11/2026, then 30/01/2027, a Saturday.
    found = clock("titre_sejour_prerequis", filed("01/09/2026"))
    (silence,) = of_kind(found, DeadlineKind.SILENCE)
    assert both(silence) == ("30/11/2026", "01/01/2027")
    (court,) = of_kind(found, DeadlineKind.APPEAL)
    assert both(court) == ("29/01/2027", "02/03/2027")
    assert "R432-2" in court.doubt


def test_a_refusal_that_orders_to_leave_is_contested_within_a_month() -> None:
    refused = Refused(on=day("01/09/2026"), notified_on=day("04/09/2026"))
    found = clock("titre_sejour_prerequis", filed("01/05/2026"), refused)
    month, two = of_kind(found, DeadlineKind.APPEAL)
    # Sunday 04/10/2026: the Friday before. One clear day more: Monday 05/10/2026.
    assert both(month) == ("02/10/2026", "05/10/2026")
    assert "OQTF" in month.label
    assert "L911-1" in month.article
    assert both(two) == ("04/11/2026", "05/11/2026")


def test_a_gracious_appeal_gives_no_more_time_against_an_order_to_leave() -> None:
    refused = Refused(on=day("01/09/2026"), notified_on=day("04/09/2026"))
    gracious = AppealFiled(
        on=day("20/09/2026"), route="gracieux", channel=Channel.REGISTERED_LETTER
    )
    found = clock("titre_sejour_prerequis", filed("01/05/2026"), refused, gracious)
    month, two = of_kind(found, DeadlineKind.APPEAL)
    assert both(month) == ("02/10/2026", "05/10/2026")
    assert two.computed_on > day("01/01/2027")  # the silence on the appeal, then two months


def test_only_a_refusal_orders_to_leave() -> None:
    partly = Granted(on=day("01/09/2026"), notified_on=day("04/09/2026"), partial=True)
    (court,) = of_kind(
        clock("titre_sejour_prerequis", filed("01/05/2026"), partly), DeadlineKind.APPEAL
    )
    assert both(court) == ("04/11/2026", "05/11/2026")


def test_a_permit_is_asked_again_by_the_sixtieth_day_which_two_months_may_miss() -> None:
    # 31/03/2029: two months before is Wednesday 31/01, the 60th day before Tuesday 30/01.
    granted = Granted(on=day("10/04/2028"), since=Month(2028, 4), until=day("31/03/2029"))
    found = clock("titre_sejour_prerequis", filed("01/02/2028"), granted, today="01/06/2028")
    asked, _end = of_kind(found, DeadlineKind.RENEWAL)
    assert both(asked) == ("30/01/2029", "30/01/2029")
    assert "01/12/2028" in asked.explanation  # the 120th day before


def test_only_a_delay_that_is_stated_as_another_of_the_same_claim_is_supposed() -> None:
    supposed = {
        right.code
        for right in CATALOGUE.all()
        for other in right.other_silences
        if other.stage is SilenceStage.VARIANT
    }
    assert supposed == {"dalo_daho", "titre_sejour_prerequis"}
    for code in supposed:
        right = CATALOGUE.right(code)
        assert right.silence is not None
        assert right.silence.effect is SilenceEffect.REFUSAL
