"""Before whom a decision can be contested, and until when, with every reserve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    Granted,
    Refused,
)
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel.calendar import Territory
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from tests.support.claims import (
    RAPO_THEN_POLE_SOCIAL,
    a_right,
    a_silence,
    appeal,
    day,
    filed,
    of_kind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.catalogue import Right

RSA = a_right()
MDPH_LIKE = a_right("aeeh", silence=a_silence(3), appeals=RAPO_THEN_POLE_SOCIAL)


def clock(
    events: Sequence[ClaimEvent],
    right: Right = RSA,
    territory: Territory = Territory.METROPOLE,
) -> tuple[Deadline, ...]:
    return deadlines(
        events, right, opened_on=day("01/01/2026"), today=day("23/11/2026"), territory=territory
    )


def appeals_of(
    events: Sequence[ClaimEvent],
    right: Right = RSA,
    territory: Territory = Territory.METROPOLE,
) -> list[Deadline]:
    return of_kind(clock(events, right, territory=territory), DeadlineKind.APPEAL)


def test_a_refusal_opens_the_prior_appeal_from_its_notification() -> None:
    refused = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))
    (rapo,) = appeals_of((filed("01/10/2026"), refused))
    assert rapo.route == "rapo"
    assert rapo.computed_on == day("23/01/2027")
    assert rapo.cautious_on == day("22/01/2027")
    assert not of_kind(clock((filed("01/10/2026"), refused)), DeadlineKind.SILENCE)


def test_a_partial_grant_opens_the_appeal_too() -> None:
    granted = Granted(on=day("20/10/2026"), notified_on=day("23/10/2026"), partial=True)
    assert [d.route for d in appeals_of((filed("01/10/2026"), granted))] == ["rapo"]
    (payment,) = clock((filed("01/10/2026"), Granted(on=day("20/10/2026"))))
    assert payment.kind is DeadlineKind.FOLLOW_UP


def test_a_partial_grant_without_a_notification_counts_from_the_decision() -> None:
    granted = Granted(on=day("20/10/2026"), partial=True)
    (rapo,) = appeals_of((filed("01/10/2026"), granted))
    assert rapo.computed_on == day("20/12/2026")
    assert "notification étant inconnue" in rapo.explanation


def test_a_refusal_without_the_routes_of_appeal_is_still_dated_with_its_doubt() -> None:
    right = a_right(appeals=(appeal(1, "ta"),))
    refused = Refused(
        on=day("20/11/2026"), notified_on=day("23/11/2026"), mentions_appeal_routes=False
    )
    (ta,) = appeals_of((filed("01/10/2026"), refused), right)
    assert ta.cautious_on == day("22/01/2027")
    assert "pas opposable" in ta.doubt
    assert "délai raisonnable d'un an" in ta.doubt
    assert ta.confidence is Confidence.LOW


def test_the_reasonable_time_of_one_year_is_not_said_of_the_social_court() -> None:
    right = a_right(appeals=(appeal(1, "pole_social"),))
    refused = Refused(
        on=day("20/11/2026"), notified_on=day("23/11/2026"), mentions_appeal_routes=False
    )
    (court,) = appeals_of((filed("01/10/2026"), refused), right)
    assert "un an" not in court.doubt


def test_an_implicit_refusal_without_a_receipt_that_tells_it_is_doubtful() -> None:
    (rapo,) = appeals_of((filed("01/07/2026"),))
    assert "accusé de réception" in rapo.doubt
    receipt = Acknowledged(on=day("03/07/2026"))
    (told,) = appeals_of((filed("01/07/2026"), receipt))
    assert "accusé de réception" not in told.doubt


def test_overseas_the_distance_is_told_and_not_counted() -> None:
    right = a_right(appeals=(appeal(1, "ta"),))
    refused = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))
    (there,) = appeals_of((filed("01/10/2026"), refused), right, Territory.REUNION)
    (here,) = appeals_of((filed("01/10/2026"), refused), right)
    assert there.computed_on == here.computed_on
    assert "R421-7" in there.doubt
    assert "R421-7" not in here.doubt


def test_a_late_refusal_that_confirms_a_silent_one_keeps_the_shorter_date() -> None:
    receipt = Acknowledged(on=day("21/07/2026"), received_on=day("20/07/2026"))
    late = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))
    (rapo,) = appeals_of((filed("20/07/2026"), receipt, late), MDPH_LIKE)
    assert rapo.computed_on == day("23/01/2027")
    assert rapo.cautious_on == day("18/12/2026")
    assert "rejet implicite était né le 20/10/2026" in rapo.doubt


def test_a_late_refusal_after_a_silence_nobody_could_oppose_counts_alone() -> None:
    late = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))
    (rapo,) = appeals_of((filed("20/07/2026"), late), MDPH_LIKE)
    assert rapo.cautious_on == day("22/01/2027")


def test_a_late_refusal_reopens_the_delay_of_the_administrative_court() -> None:
    right = a_right(appeals=(appeal(1, "ta"),))
    receipt = Acknowledged(on=day("21/08/2026"), received_on=day("20/08/2026"))
    late = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))
    (ta,) = appeals_of((filed("20/08/2026"), receipt, late), right)
    assert ta.cautious_on == day("22/01/2027")
    assert ta.doubt == ""


AAH = a_right(
    "aah",
    agency="MDPH, puis CAF ou MSA",
    silence=a_silence(4, basis="CASF R241-33"),
    other_silences=load_catalogue().right("aah").other_silences,
    appeals=(
        appeal(0, "conciliation", mandatory=False),
        *RAPO_THEN_POLE_SOCIAL,
        appeal(3, "cra"),
        appeal(4, "pole_social", after=["cra"]),
    ),
)


def test_the_aah_waits_for_the_caf_once_the_cdaph_has_agreed() -> None:
    agreed = Granted(on=day("30/10/2026"))
    silence, cra = clock((filed("01/07/2026"), agreed), AAH)
    assert silence.computed_on == day("30/11/2026")
    assert silence.article == "CSS R821-2"
    assert cra.route == "cra"
    assert cra.computed_on == day("30/01/2027")
    paid = Granted(on=day("10/11/2026"), amount=Money.euros(1033))
    (payment,) = clock((filed("01/07/2026"), agreed, paid), AAH)
    assert payment.label == "Vérifier le premier versement"


def test_the_aah_has_two_chains_one_for_each_body() -> None:
    events = (filed("01/07/2026"), Refused(on=day("20/10/2026"), notified_on=day("23/10/2026")))
    assert [d.route for d in appeals_of(events, AAH)] == ["conciliation", "rapo"]
    agreed = Granted(on=day("20/09/2026"))
    assert [d.route for d in appeals_of((*events, agreed), AAH)] == ["cra"]
