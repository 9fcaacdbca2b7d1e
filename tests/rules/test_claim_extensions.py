"""What gives a delay more time, or sets its start back: chains of dates worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    Completed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    PiecesAsked,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
)
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.kernel.calendar import Month
from caseapp.rules.claim_clock import deadlines
from tests.support.claims import (
    CRA_THEN_POLE_SOCIAL,
    RAPO_THEN_TA,
    TA_ALONE,
    a_right,
    a_silence,
    appeal,
    day,
    filed,
    of_kind,
)

if TYPE_CHECKING:
    from datetime import date

    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline
    from caseapp.rules.catalogue import Right

COURT = a_right("fsl", appeals=TA_ALONE)
FILED = filed("15/09/2026")
REFUSED = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))  # cautious 22/01/2027


def clock(right: Right, *events: ClaimEvent, today: str = "23/11/2026") -> tuple[Deadline, ...]:
    return deadlines(events, right, opened_on=day("01/09/2026"), today=day(today))


def of_route(found: tuple[Deadline, ...], route: str) -> Deadline:
    (deadline,) = [d for d in found if d.route == route and d.kind is DeadlineKind.APPEAL]
    return deadline


def dates(deadline: Deadline) -> tuple[date, date]:
    return deadline.cautious_on, deadline.computed_on


def decided(outcome: AidOutcome, on: str, notified: str = "", lawyer: str = "") -> LegalAidDecided:
    return LegalAidDecided(
        on=day(on),
        outcome=outcome,
        notified_on=day(notified) if notified else None,
        lawyer_on=day(lawyer) if lawyer else None,
    )


AID = LegalAidAsked(on=day("15/01/2027"))


@pytest.mark.parametrize(
    ("answer", "cautious", "computed"),
    [
        # Contestable for 15 days: final on 30/03, then two months « francs », Sunday then Monday.
        (decided(AidOutcome.GRANTED, "10/03/2027", "15/03/2027"), "14/05/2027", "31/05/2027"),
        # The lawyer is designated later: from that day, which is certain.
        (
            decided(AidOutcome.GRANTED, "10/03/2027", "15/03/2027", "10/04/2027"),
            "10/06/2027",
            "11/06/2027",
        ),
        # Designated before the decision is final: the later of both.
        (
            decided(AidOutcome.GRANTED, "10/03/2027", "15/03/2027", "20/03/2027"),
            "20/05/2027",
            "31/05/2027",
        ),
        (decided(AidOutcome.REFUSED, "01/02/2027", "03/02/2027"), "02/04/2027", "19/04/2027"),
        (decided(AidOutcome.PROVISIONAL, "20/01/2027"), "19/03/2027", "22/03/2027"),
        (decided(AidOutcome.LAPSED, "18/01/2027", "20/01/2027"), "19/03/2027", "22/03/2027"),
    ],
)
def test_legal_aid_asked_in_time_gives_the_delay_before_the_court_anew(
    answer: LegalAidDecided, cautious: str, computed: str
) -> None:
    found = of_route(clock(COURT, FILED, REFUSED, AID, answer, today="01/04/2027"), "ta")
    assert dates(found) == (day(cautious), day(computed))
    assert "décret 2020-1717" in found.article
    assert found.confidence is Confidence.MEDIUM


def test_legal_aid_without_an_answer_counts_from_its_request_at_the_earliest() -> None:
    found = of_route(clock(COURT, FILED, REFUSED, AID, today="20/02/2027"), "ta")
    assert dates(found) == (day("15/03/2027"), day("21/04/2027"))
    assert "sans décision connue" in found.doubt


def test_legal_aid_asked_after_the_cautious_date_moves_the_computed_one_alone() -> None:
    late = LegalAidAsked(on=day("24/01/2027"))
    answer = decided(AidOutcome.LAPSED, "20/02/2027")
    found = of_route(clock(COURT, FILED, REFUSED, late, answer, today="01/04/2027"), "ta")
    assert dates(found) == (day("22/01/2027"), day("21/04/2027"))
    assert "après la date prudente" in found.doubt


def test_legal_aid_asked_too_late_gives_nothing() -> None:
    too_late = LegalAidAsked(on=day("26/01/2027"))
    found = of_route(clock(COURT, FILED, REFUSED, too_late, today="01/04/2027"), "ta")
    assert dates(found) == (day("22/01/2027"), day("25/01/2027"))


@pytest.mark.parametrize(
    ("right", "route"),
    [(a_right(), "rapo"), (a_right("asf", appeals=CRA_THEN_POLE_SOCIAL), "cra")],
)
def test_legal_aid_never_extends_what_must_be_asked_before_the_judge(
    right: Right, route: str
) -> None:
    plain = of_route(clock(right, FILED, REFUSED), route)
    asked = of_route(clock(right, FILED, REFUSED, AID, today="20/01/2027"), route)
    assert dates(asked) == dates(plain) == (day("22/01/2027"), day("23/01/2027"))
    assert "ne vaut que devant le juge" in asked.doubt


def test_legal_aid_never_makes_a_delay_of_low_confidence_later() -> None:
    seven_days = a_right("ada", appeals=(appeal(1, "ta", months=None, days=7),))
    asked = LegalAidAsked(on=day("24/11/2026"))
    plain = of_route(clock(seven_days, FILED, REFUSED), "ta")
    found = of_route(clock(seven_days, FILED, REFUSED, asked, today="30/11/2026"), "ta")
    assert found.cautious_on == plain.cautious_on == day("26/11/2026")
    assert plain.computed_on == day("30/11/2026")
    assert "n'est pas sûr" in found.doubt


SILENT = NoAnswer(on=day("16/11/2026"))  # silence on 15/11/2026
REASONS = ReasonsAsked(on=day("10/12/2026"))


def test_reasons_given_in_time_run_two_months_before_the_court() -> None:
    plain = of_route(clock(COURT, FILED, SILENT), "ta")
    assert dates(plain) == (day("15/01/2027"), day("18/01/2027"))
    assert "L232-4" in plain.explanation
    given = ReasonsGiven(on=day("05/01/2027"))
    found = of_route(clock(COURT, FILED, SILENT, REASONS, given, today="06/01/2027"), "ta")
    assert dates(found) == (day("05/03/2027"), day("08/03/2027"))
    assert "L232-4" in found.article


def test_reasons_that_are_awaited_move_nothing_and_are_asked_for_again() -> None:
    found = clock(COURT, FILED, SILENT, REASONS, today="11/12/2026")
    assert dates(of_route(found, "ta")) == (day("15/01/2027"), day("18/01/2027"))
    (again,) = of_kind(found, DeadlineKind.FOLLOW_UP)
    assert dates(again) == (day("08/01/2027"), day("10/01/2027"))


def test_reasons_asked_before_a_mandatory_appeal_move_the_computed_date_alone() -> None:
    right = a_right(appeals=RAPO_THEN_TA)
    given = ReasonsGiven(on=day("05/01/2027"))
    found = of_route(clock(right, FILED, SILENT, REASONS, given, today="06/01/2027"), "rapo")
    assert dates(found) == (day("15/01/2027"), day("05/03/2027"))
    assert "devant le juge" in found.doubt


MEDIATION = appeal(0, "mediation", mandatory=False, months=None)
CAF = a_right("asf", appeals=(MEDIATION, *CRA_THEN_POLE_SOCIAL))


def mediation(admissible: str = "") -> AppealFiled:
    return AppealFiled(
        on=day("01/12/2026"),
        route="mediation",
        channel=Channel.ONLINE,
        admissible_on=day(admissible) if admissible else None,
    )


def test_a_mediation_stops_the_delay_from_its_admission_to_its_recommendations() -> None:
    ended = AppealDecided(
        on=day("30/12/2026"), notified_on=day("04/01/2027"), granted=False, route="mediation"
    )
    events = (FILED, REFUSED, mediation("10/12/2026"), ended)
    found = of_route(clock(CAF, *events, today="05/01/2027"), "cra")
    assert dates(found) == (day("22/01/2027"), day("17/02/2027"))  # 25 days more than 23/01
    assert "n'en tient pas compte" in found.doubt


def test_a_mediation_that_goes_on_sets_the_computed_date_back_each_day() -> None:
    events = (FILED, REFUSED, mediation("10/12/2026"))
    found = of_route(clock(CAF, *events, today="20/12/2026"), "cra")
    assert dates(found) == (day("22/01/2027"), day("02/02/2027"))


def test_a_mediation_that_was_only_asked_for_stops_nothing() -> None:
    found = of_route(clock(CAF, FILED, REFUSED, mediation(), today="20/12/2026"), "cra")
    assert dates(found) == (day("22/01/2027"), day("23/01/2027"))
    assert "peut suspendre" in found.doubt


def test_the_end_of_the_mandatory_mediation_gives_the_court_a_whole_delay() -> None:
    right = a_right(
        "ass",
        appeals=(appeal(1, "mediation_france_travail"), appeal(2, "ta")),
    )
    asked = AppealFiled(
        on=day("15/01/2027"), route="mediation_france_travail", channel=Channel.ONLINE
    )
    assert not of_kind(clock(right, FILED, REFUSED, asked), DeadlineKind.APPEAL)
    ended = AppealDecided(on=day("10/03/2027"), notified_on=day("12/03/2027"), granted=False)
    found = of_route(clock(right, FILED, REFUSED, asked, ended, today="13/03/2027"), "ta")
    assert dates(found) == (day("12/05/2027"), day("13/05/2027"))


SENT_ON = Transmitted(on=day("12/03/2026"), to_body="CAF", received_on=day("14/03/2026"))


def silence_of(right: Right, *events: ClaimEvent, today: str = "20/03/2026") -> Deadline:
    (found,) = of_kind(
        clock(right, filed("01/03/2026"), *events, today=today), DeadlineKind.SILENCE
    )
    return found


def test_a_refusal_runs_from_the_first_receipt_whoever_has_the_claim_now() -> None:
    there = Acknowledged(on=day("16/03/2026"), received_on=day("14/03/2026"))
    found = silence_of(a_right(), SENT_ON, there)
    assert found.computed_on == day("01/05/2026")


def test_an_acceptance_runs_from_the_receipt_by_the_competent_body() -> None:
    right = a_right("c2s", silence=a_silence(effect="acceptance"))
    assert silence_of(right, SENT_ON).computed_on == day("14/05/2026")
    unknown = Transmitted(on=day("12/03/2026"))
    there = Acknowledged(on=day("16/03/2026"), received_on=day("15/03/2026"))
    assert silence_of(right, unknown, there).computed_on == day("15/05/2026")
    doubtful = silence_of(right, unknown)
    assert doubtful.computed_on == day("12/05/2026")
    assert "n'est pas connu" in doubtful.doubt
    assert doubtful.confidence is Confidence.MEDIUM


def test_a_silence_that_waits_for_the_complete_file_runs_from_the_day_it_is_said_to_be() -> None:
    right = a_right("apa_domicile", silence=a_silence(start="complete_file"))
    before = silence_of(right)
    assert before.computed_on == day("01/05/2026")
    assert "dossier complet" in before.doubt
    after = silence_of(right, Completed(on=day("20/03/2026")))
    assert (after.cautious_on, after.computed_on) == (day("20/05/2026"), day("20/05/2026"))
    assert not after.doubt


def test_a_file_said_to_be_complete_ends_a_request_for_pieces() -> None:
    asked = PiecesAsked(on=day("10/03/2026"), answer_by=day("10/04/2026"))
    found = clock(
        a_right(),
        filed("01/03/2026"),
        asked,
        Completed(on=day("20/03/2026")),
        today="25/03/2026",
    )
    assert not of_kind(found, DeadlineKind.PIECES)
    (silence,) = of_kind(found, DeadlineKind.SILENCE)
    assert silence.computed_on == day("11/05/2026")  # 01/05 and the ten days of the request


def test_a_month_that_was_never_paid_can_be_claimed_for_two_years() -> None:
    granted = Granted(on=day("01/10/2026"), since=Month(2026, 9))
    (limit,) = of_kind(clock(a_right(), FILED, granted), DeadlineKind.LIMITATION)
    assert dates(limit) == (day("01/09/2028"), day("01/10/2028"))
    assert "L262-45" in limit.article
    later = clock(a_right(), FILED, granted, today="02/10/2028")
    assert not of_kind(later, DeadlineKind.LIMITATION)
