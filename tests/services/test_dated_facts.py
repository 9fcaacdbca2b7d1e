"""Facts that change on a day: what holds on a day, what is corrected, what is undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.household import Activity, Role
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.services.dated_facts import FactStep
from caseapp.services.fact_times import (
    Period,
    canonical,
    changed_on,
    pasts_of,
    timeline,
    value_on,
)
from tests.support.builders import (
    TODAY,
    Office,
    a_case,
    a_child,
    a_home,
    a_line,
    an_office,
    field_of,
)

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

RENT = "housing.rent"
JULY = date(2026, 7, 1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    """A case whose rent went from 480 € to 512 € on the first of July."""
    case_id = a_case(office, birth_date="12/03/1992")
    a_home(office, case_id, {RENT: "480"})
    before = office.desk.set_fact(case_id, None, RENT, "512")
    office.desk.dates.date_change(case_id, None, RENT, before, "01/07/2026")
    return case_id


def rent(office: Office, case_id: UUID, on: date | None = None) -> object:
    return office.desk.household(case_id, on).housing.rent


# ---- a fact through time, whatever was stated of it

DAYS = st.dates(date(2015, 1, 1), date(2026, 11, 23))
VALUES = st.one_of(st.none(), st.integers(0, 3))


@st.composite
def timelines(draw: st.DrawFn) -> tuple[Period, ...]:
    days = sorted(draw(st.sets(DAYS, max_size=5)))
    first = draw(st.sampled_from([None, *days[:1]]))
    starts = [first, *(day for day in days if first is None or day > first)]
    return canonical([Period(since, draw(VALUES)) for since in starts])


@given(timelines())
def test_what_is_kept_of_a_fact_gives_it_back_exactly(periods: tuple[Period, ...]) -> None:
    last = periods[-1] if periods else Period(None, None)
    assert timeline(last.value, last.since, pasts_of(periods)) == periods


@given(timelines(), DAYS)
def test_the_value_on_a_day_is_one_of_those_stated_and_the_last_one_begun(
    periods: tuple[Period, ...], on: date
) -> None:
    found = value_on(periods, on)
    begun = [p for p in periods if p.since is None or p.since <= on]
    assert found == (begun[-1].value if begun else None)
    assert found is None or found in {period.value for period in periods}


@given(
    st.lists(st.tuples(st.integers(0, 3), st.one_of(st.none(), DAYS), DAYS), max_size=5),
    st.one_of(st.none(), st.integers(0, 3)),
    st.one_of(st.none(), DAYS),
)
def test_overlapping_pasts_still_make_one_order(
    pasts: list[tuple[int, date | None, date]], value: int | None, since: date | None
) -> None:
    starts = [p.since for p in timeline(value, since, pasts)]
    assert all(start is not None for start in starts[1:])
    known = [start for start in starts if start is not None]
    assert known == sorted(set(known))


@given(timelines(), st.integers(0, 3), DAYS)
def test_a_change_on_a_day_leaves_every_other_day_as_it_was(
    periods: tuple[Period, ...], before: int, on: date
) -> None:
    last = periods[-1] if periods else Period(None, None)
    if last.since is not None and on <= last.since:
        return
    changed = changed_on(periods, before, on)
    assert value_on(changed, on) == last.value
    day_before = on - timedelta(days=1)
    assert value_on(changed, day_before) == before
    if last.since is not None:
        earlier = last.since - timedelta(days=1)
        assert value_on(changed, earlier) == value_on(periods, earlier)


STEPS = st.lists(st.tuples(st.sets(DAYS, min_size=1, max_size=1), st.integers(0, 900)), max_size=4)


@given(STEPS, STEPS)
@settings(max_examples=15, deadline=None)
def test_correcting_twice_changes_nothing_more_and_undo_restores_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[set[date], int]],
    second: list[tuple[set[date], int]],
) -> None:
    office = an_office(tmp_path_factory.mktemp("base"))
    case_id, dates = a_case(office), office.desk.dates
    dates.rewrite(case_id, None, RENT, _steps(first))
    before = dates.timeline(case_id, None, RENT)
    assert dates.rewrite(case_id, None, RENT, _steps(second)) == before
    once = dates.timeline(case_id, None, RENT)
    assert dates.rewrite(case_id, None, RENT, _steps(second)) == once
    assert dates.timeline(case_id, None, RENT) == once
    assert dates.restore(case_id, None, RENT, before) == once
    assert dates.timeline(case_id, None, RENT) == before
    office.store.close()


def _steps(drawn: list[tuple[set[date], int]]) -> list[FactStep]:
    by_day = {next(iter(days)): amount for days, amount in drawn}
    return [FactStep(f"{day:%d/%m/%Y}", str(by_day[day])) for day in sorted(by_day)]


# ---- in a case


def test_the_old_value_holds_until_the_day_before_the_change(office: Office, case: UUID) -> None:
    assert rent(office, case, JULY - timedelta(days=1)) == Money.euros(480)
    assert rent(office, case, JULY) == Money.euros(512)
    assert rent(office, case) == Money.euros(512)


def test_a_correction_changes_the_value_of_today_and_leaves_the_past(
    office: Office, case: UUID
) -> None:
    a_home(office, case, {RENT: "520"})
    assert rent(office, case) == Money.euros(520)
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(480)


def test_a_change_that_was_dated_is_undone_whole(office: Office) -> None:
    case_id, dates = a_case(office), office.desk.dates
    a_home(office, case_id, {RENT: "480"})
    before = office.desk.set_fact(case_id, None, RENT, "512")
    stood = dates.date_change(case_id, None, RENT, before, "07/2026")
    dates.restore(case_id, None, RENT, stood)
    assert rent(office, case_id, date(2026, 1, 1)) == Money.euros(512)
    assert [step.since for step in dates.evolution(case_id, None, RENT).steps] == [""]


def test_a_value_emptied_and_typed_again_keeps_its_past(office: Office, case: UUID) -> None:
    a_home(office, case, {RENT: ""})
    a_home(office, case, {RENT: "512"})
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(480)


def test_what_stopped_on_a_day_is_no_longer_stated_after_it(office: Office) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"charges.other": "40"})
    before = office.desk.set_fact(case_id, None, "charges.other", "")
    office.desk.dates.date_change(case_id, None, "charges.other", before, "07/2026")
    steps = office.desk.dates.evolution(case_id, None, "charges.other").steps
    assert [(step.since, " ".join(step.text.split())) for step in steps] == [
        ("", "40,00 €"),
        ("01/07/2026", ""),
    ]


def test_a_day_to_come_or_before_the_value_before_is_refused_in_words(
    office: Office, case: UUID
) -> None:
    dates = office.desk.dates
    with pytest.raises(UserInputError, match="pas encore passé"):
        dates.date_change(case, None, RENT, "480", "01/12/2026")
    with pytest.raises(UserInputError, match="01/07/2026"):
        dates.date_change(case, None, RENT, "480", "01/03/2026")
    with pytest.raises(UserInputError) as refused:
        dates.rewrite(case, None, RENT, [FactStep("", "480"), FactStep("02/2026", "beaucoup")])
    assert refused.value.field == "value.1"
    with pytest.raises(UserInputError) as refused:
        dates.rewrite(case, None, RENT, [FactStep("03/2026", "480"), FactStep("02/2026", "500")])
    assert refused.value.field == "since.1"
    assert rent(office, case, date(2026, 1, 1)) == Money.euros(480)


def test_the_page_marks_a_field_that_was_something_else(office: Office, case: UUID) -> None:
    page = office.desk.page(case)
    assert field_of(page.housing, RENT).has_past
    assert not field_of(page.housing, "housing.charges").has_past
    assert not field_of(page.people[0].facts, "birth_date").can_change


def test_the_activity_and_the_link_of_a_person_have_a_past_too(office: Office) -> None:
    case_id = a_case(office)
    child = a_child(office, case_id, "Issa", activity="scolarité")
    before = office.desk.set_fact(case_id, child, "activity", "apprentissage")
    office.desk.dates.date_change(case_id, child, "activity", before, "09/2026")
    office.desk.set_role(child, Role.OTHER)
    office.desk.dates.date_change(case_id, child, "role", "enfant", "10/2026")
    then, now = (office.desk.household(case_id, day) for day in (date(2026, 8, 1), TODAY))
    assert (then.people[1].role, then.people[1].activity) == (Role.CHILD, Activity.PUPIL)
    assert (now.people[1].role, now.people[1].activity) == (Role.OTHER, Activity.APPRENTICE)


# ---- people who come and go


def test_who_left_is_of_the_household_until_that_day_only(office: Office, case: UUID) -> None:
    partner = office.desk.add_person(case, Role.PARTNER, "Marc")
    a_line(office, case, person_id=partner, m2026_01="1500")
    office.desk.presence.set_left(partner, "12/06/2026")
    assert office.desk.household(case).partner is None
    assert office.desk.household(case, date(2026, 6, 12)).partner is None
    then = office.desk.household(case, date(2026, 6, 11)).partner
    assert then is not None
    assert then.resources
    page = office.desk.page(case)
    assert [(row.name, row.left_on) for row in page.gone] == [("OUATTARA Marc", date(2026, 6, 12))]
    assert page.lines == ()
    assert page.can_add_partner


def test_a_departure_is_undone_and_a_return_needs_the_place_free(
    office: Office, case: UUID
) -> None:
    first = office.desk.add_person(case, Role.PARTNER, "Marc")
    stay = office.desk.presence.set_left(first, "12/06/2026")
    office.desk.presence.restore(first, stay)
    assert office.desk.household(case).partner is not None
    office.desk.presence.set_left(first, "12/06/2026")
    office.desk.add_person(case, Role.PARTNER, "Paul")
    with pytest.raises(UserInputError, match="déjà un partenaire"):
        office.desk.presence.set_left(first, "")
    before, after = (office.desk.household(case, day) for day in (date(2026, 6, 1), TODAY))
    assert before.partner is not None
    assert after.partner is not None
    assert (before.partner.id == str(first), after.partner.id == str(first)) == (True, False)


def test_a_child_is_of_the_household_from_birth_and_another_person_from_arrival(
    office: Office, case: UUID
) -> None:
    a_child(office, case, "Mina", birth_date="22/01/2026")
    cousin = office.desk.add_person(case, Role.OTHER, "Léa")
    office.desk.presence.set_joined(cousin, "09/2026")
    counts = {
        on: len(office.desk.household(case, on).people)
        for on in (date(2026, 1, 21), date(2026, 1, 22), date(2026, 9, 1))
    }
    assert list(counts.values()) == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("left", "01/12/2026", "pas encore passé"),
        ("left", "01/01/2020", "avant la naissance"),
        ("left", "hier", "Écrire une date"),
        ("joined", "07/2026", "vient après"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(
    office: Office, case: UUID, name: str, text: str, sentence: str
) -> None:
    child = a_child(office, case, "Mina", birth_date="22/01/2023")
    presence = office.desk.presence
    if name == "joined":
        presence.set_left(child, "06/2026")
    say = presence.set_left if name == "left" else presence.set_joined
    with pytest.raises(UserInputError, match=sentence):
        say(child, text)


def test_the_person_followed_cannot_leave(office: Office, case: UUID) -> None:
    applicant = office.cases.header(case).applicant_id
    with pytest.raises(UserInputError, match="reste dans le foyer"):
        office.desk.presence.set_left(applicant, "06/2026")


def test_the_page_of_a_day_shows_that_day_without_what_is_being_typed(
    office: Office, case: UUID
) -> None:
    with pytest.raises(UserInputError):
        a_home(office, case, {RENT: "beaucoup"})
    page = office.desk.page(case, on=date(2026, 6, 1))
    assert " ".join(field_of(page.housing, RENT).text.split()) == "480,00 €"
    assert str(page.months[-1]) == "2026-06"
    assert " ".join(page.people[0].birth.split()).endswith("34 ans")


def test_removing_somebody_and_putting_them_back_keeps_their_past(
    office: Office, case: UUID
) -> None:
    child = a_child(office, case, "Issa", activity="scolarité")
    before = office.desk.set_fact(case, child, "activity", "apprentissage")
    office.desk.dates.date_change(case, child, "activity", before, "09/2026")
    stood = office.desk.dates.timeline(case, child, "activity")
    office.desk.restore(office.desk.remove_person(child))
    assert office.desk.dates.timeline(case, child, "activity") == stood
