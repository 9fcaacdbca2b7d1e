"""What a granted right asks for in the year to come, worked by hand and as properties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.claim import Granted, Refused
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.calendar import Month, months_after
from caseapp.kernel.errors import UserInputError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_event_checks import check_alone
from tests.support.claims import day, filed, of_kind

if TYPE_CHECKING:
    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline

CATALOGUE = load_catalogue()


def granted(on: str, since: str, until: str = "") -> Granted:
    return Granted(on=day(on), since=Month.parse(since), until=day(until) if until else None)


def dates(right: str, *events: ClaimEvent, today: str) -> list[Deadline]:
    found = deadlines(events, CATALOGUE.right(right), opened_on=events[0].on, today=day(today))
    return of_kind(found, DeadlineKind.DECLARATION) + of_kind(found, DeadlineKind.RENEWAL)


def told(found: list[Deadline]) -> list[tuple[str, str, str]]:
    return [(d.label, f"{d.cautious_on:%d/%m/%Y}", f"{d.computed_on:%d/%m/%Y}") for d in found]


def test_the_rsa_is_declared_every_three_months_a_year_ahead() -> None:
    found = dates("rsa", filed("05/06/2026"), granted("01/07/2026", "2026-06"), today="26/11/2026")
    assert told(found) == [
        ("Déclaration trimestrielle de ressources (juin 2026 à août 2026)",
         "04/09/2026", "30/09/2026"),
        ("Déclaration trimestrielle de ressources (septembre 2026 à novembre 2026)",
         "04/12/2026", "31/12/2026"),
        ("Déclaration trimestrielle de ressources (décembre 2026 à février 2027)",
         "05/03/2027", "31/03/2027"),
        ("Déclaration trimestrielle de ressources (mars 2027 à mai 2027)",
         "04/06/2027", "30/06/2027"),
        ("Déclaration trimestrielle de ressources (juin 2027 à août 2027)",
         "03/09/2027", "30/09/2027"),
    ]  # fmt: skip


def test_what_was_not_declared_is_told_until_the_next_may_be() -> None:
    right, claim = "rsa", (filed("05/06/2026"), granted("01/07/2026", "2026-05"))
    assert told(dates(right, *claim, today="26/11/2026"))[0][2] == "30/11/2026"
    assert told(dates(right, *claim, today="31/01/2027"))[0][2] == "30/11/2026"
    assert told(dates(right, *claim, today="01/02/2027"))[0][2] == "28/02/2027"


def test_an_actualisation_that_was_missed_stands_beside_the_next() -> None:
    claim = (filed("05/01/2026"), granted("31/01/2026", "2026-01"))
    found = [on for _label, _cautious, on in told(dates("are", *claim, today="16/11/2026"))]
    assert found == ["15/11/2026", "15/12/2026"]
    assert [on for *_, on in told(dates("are", *claim, today="01/12/2026"))] == ["15/12/2026"]


def test_a_renewal_nobody_asked_for_is_told_for_a_year_after_the_end() -> None:
    claim = (filed("05/06/2026"), granted("20/06/2026", "2026-07"))  # until 30/06/2027
    for today in ("01/06/2027", "01/08/2027", "30/06/2028"):
        asked, end = dates("c2s", *claim, today=today)
        assert (asked.computed_on, end.computed_on) == (day("30/04/2027"), day("30/06/2027"))
    assert dates("c2s", *claim, today="01/07/2028") == []


def test_the_c2s_is_asked_again_from_four_to_two_months_before_its_end() -> None:
    asked, end = dates(
        "c2s", filed("05/06/2026"), granted("20/06/2026", "2026-07"), today="26/11/2026"
    )
    assert told([asked, end]) == [
        ("Demander le renouvellement", "30/04/2027", "30/04/2027"),
        ("Fin du droit", "30/06/2027", "30/06/2027"),
    ]
    assert "à demander à partir du 28/02/2027" in asked.explanation.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "R861-18" in asked.article


def test_a_right_of_the_mdph_is_asked_again_six_months_before_the_end_its_decision_says() -> None:
    asked, end = dates(
        "aah", filed("05/01/2024"), granted("31/03/2024", "2024-02", "31/08/2027"),
        today="26/11/2026",
    )  # fmt: skip
    assert told([asked, end]) == [
        ("Demander le renouvellement", "26/02/2027", "28/02/2027"),  # a Sunday, no 31 February
        ("Fin du droit", "31/08/2027", "31/08/2027"),
    ]
    assert "pratique" in asked.doubt


def test_a_leap_day_ends_where_february_does() -> None:
    asked, _end = dates(
        "domiciliation", filed("05/04/2027"), granted("10/05/2027", "2027-05"), today="01/06/2027"
    )
    assert asked.computed_on == date(2028, 2, 29)  # two months before 30/04/2028 is 29 February


def test_without_an_end_nothing_is_dated() -> None:
    assert (
        dates("aah", filed("05/01/2026"), granted("31/03/2026", "2026-02"), today="01/06/2026")
        == []
    )


def test_the_actualisation_of_the_month_is_told_once() -> None:
    (one,) = dates("are", filed("05/01/2026"), granted("31/01/2026", "2026-01"), today="12/11/2026")
    assert told([one]) == [
        ("Actualisation mensuelle à France Travail (octobre 2026)", "05/11/2026", "15/11/2026")
    ]


def test_a_refusal_after_the_accord_ends_what_comes_back() -> None:
    refused = Refused(on=day("01/10/2026"), notified_on=day("03/10/2026"))
    claim = (filed("05/06/2026"), granted("01/07/2026", "2026-06"), refused)
    assert dates("rsa", *claim, today="26/11/2026") == []


def test_the_first_payment_is_looked_for_the_month_after() -> None:
    claim = (filed("05/06/2026"), granted("01/07/2026", "2026-06"))
    right = CATALOGUE.right("rsa")
    found = deadlines(claim, right, opened_on=claim[0].on, today=day("02/07/2026"))
    (check,) = of_kind(found, DeadlineKind.FOLLOW_UP)
    assert (check.label, check.cautious_on) == ("Vérifier le premier versement", date(2026, 8, 10))
    later = deadlines(claim, right, opened_on=claim[0].on, today=day("01/12/2026"))
    assert of_kind(later, DeadlineKind.FOLLOW_UP) == []


def test_a_right_cannot_end_before_it_begins() -> None:
    with pytest.raises(UserInputError) as refused:
        check_alone(granted("01/07/2026", "2026-06", "31/05/2026"), day("01/08/2026"))
    assert refused.value.field == "until"


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CODES = st.sampled_from(CATALOGUE.codes())


@given(code=CODES, on=DAYS, wait=st.integers(0, 800), lasts=st.none() | st.integers(0, 1500))
def test_dates_are_cautious_within_the_year_and_computed_alike_again(
    code: str, on: date, wait: int, lasts: int | None
) -> None:
    since, today = Month.of(on), on + timedelta(wait)
    until = None if lasts is None else since.first_day + timedelta(lasts)
    events = (
        filed(f"{on:%d/%m/%Y}"),
        Granted(on=on, since=since, until=until),
    )
    right = CATALOGUE.right(code)
    first = deadlines(events, right, opened_on=on, today=today)
    found = of_kind(first, DeadlineKind.DECLARATION) + of_kind(first, DeadlineKind.RENEWAL)
    assert first == deadlines(events, right, opened_on=on, today=today)
    for one in found:
        assert one.cautious_on <= one.computed_on
        # A missed declaration stands until the next, a renewal for a year after the end.
        behind = 2 if one.kind is DeadlineKind.DECLARATION else 24
        assert months_after(today, -behind) - timedelta(31) <= one.computed_on
        assert one.computed_on <= months_after(today, 12)
    assert len({(d.label, d.computed_on) for d in found}) == len(found)


def test_the_first_payment_is_looked_for_on_a_day_the_office_is_open() -> None:
    claim = (filed("05/08/2026"), granted("01/09/2026", "2026-09"))
    found = deadlines(claim, CATALOGUE.right("rsa"), opened_on=claim[0].on, today=day("02/09/2026"))
    (check,) = of_kind(found, DeadlineKind.FOLLOW_UP)
    assert check.computed_on == date(2026, 10, 10)  # a Saturday
    assert check.cautious_on == date(2026, 10, 9)
