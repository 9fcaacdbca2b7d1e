"""The year to come of a household, on a real base."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed, Granted
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.domain.household import Role
from caseapp.kernel.calendar import Month
from caseapp.services.dated_rows import ItemSource
from caseapp.ui.models.day_rows import date_words
from db.models import ChangeKind, Review, ReviewChange, ReviewReason
from tests.support.builders import TODAY, Office, a_case, a_line, an_office
from tests.support.case_year import year_of
from tests.support.documents import add
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)  # Monday 23/11/2026


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def told(office: Office, case: UUID) -> list[tuple[str, str, str]]:
    return [
        (f"{row.on:%d/%m/%Y}", plain(row.title), row.right) for row in year_of(office).of_case(case)
    ]


def test_every_household_is_reminded_of_its_tax_return(office: Office, case: UUID) -> None:
    assert told(office, case) == [("14/05/2027", "Déclaration de revenus", "")]  # 15: a Saturday


def test_a_right_in_payment_without_a_claim_is_declared_each_quarter(
    office: Office, case: UUID
) -> None:
    a_line(office, case, "right:rsa", before="0", m2026_09="600")
    rows = [row for row in year_of(office).of_case(case) if row.right == "RSA"]
    # Paid since September: declared at the earliest in November, at the latest in December.
    assert [(row.on, row.computed_on) for row in rows[:2]] == [
        (date(2026, 11, 5), date(2026, 12, 31)),
        (date(2027, 2, 5), date(2027, 3, 31)),
    ]
    assert rows[0].article
    assert rows[0].confidence is Confidence.MEDIUM


def test_a_quarter_nobody_knows_is_told_as_doubtful_from_its_first_month(
    office: Office, case: UUID
) -> None:
    a_line(office, case, "right:prime_activite", m2026_11="210")
    (row, *_) = [row for row in year_of(office).of_case(case) if row.right]
    assert (row.on, row.computed_on) == (date(2026, 10, 5), date(2026, 12, 31))
    assert (row.confidence, "n'est pas connu" in row.doubt) == (Confidence.LOW, True)


def test_a_right_that_is_no_longer_paid_or_that_has_a_claim_is_not_declared_twice(
    office: Office, case: UUID
) -> None:
    a_line(office, case, "right:prime_activite", before="210", m2026_10="0")
    a_line(office, case, "right:rsa", before="0", m2026_09="600")
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 9, 1), channel=Channel.ONLINE))
    office.claims.record(claim, Granted(on=date(2026, 9, 20), since=Month(2026, 9)))
    rows = [row for row in year_of(office).of_case(case) if row.right and row.item is not None]
    assert rows == []


def test_only_an_aah_beside_a_wage_is_declared(office: Office, case: UUID) -> None:
    a_line(office, case, "right:aah", before="0", m2026_09="900")
    assert not [row for row in year_of(office).of_case(case) if row.right == "AAH"]
    a_line(office, case, "wage", m2026_09="700")
    (row, *_) = [row for row in year_of(office).of_case(case) if row.right == "AAH"]
    assert row.confidence is Confidence.LOW


def test_a_permit_is_asked_again_sixty_days_before_its_end(office: Office, case: UUID) -> None:
    applicant = office.cases.header(case).applicant_id
    office.desk.set_fact(case, applicant, "nationality", "other")
    office.desk.set_fact(case, applicant, "residence_permit_until", "31/03/2027")
    (row,) = [row for row in year_of(office).of_case(case) if "à partir du" in row.title]
    assert plain(row.title) == (
        "Demander le renouvellement du titre de séjour : à partir du 01/12/2026"
    )
    # 30 January 2027, a Saturday: the cautious date is the Friday before.
    assert (row.on, row.computed_on) == (date(2027, 1, 29), date(2027, 1, 30))
    assert row.article == "CESEDA R431-5"


def test_a_domiciliation_is_asked_again_two_months_before_its_attestation_ends(
    office: Office, case: UUID
) -> None:
    add(office, case, "election.pdf", kind="election_domicile", valid_until="15/02/2027")
    (row,) = [row for row in year_of(office).of_case(case) if "domiciliation" in row.title]
    assert (row.on, row.computed_on) == (date(2026, 12, 15), date(2026, 12, 15))
    (item,) = office.dated_items.to_act(date(2026, 12, 20))
    assert (item.source, str(item.id)) == (ItemSource.DUTY, row.key)


def test_a_duty_is_done_for_its_period_and_undone(office: Office, case: UUID) -> None:
    a_line(office, case, "right:rsa", before="0", m2026_09="600")
    (item,) = office.dated_items.to_act(TODAY)
    assert plain(office.dated_items.to_do(item)) == "Déclaration trimestrielle de ressources (RSA)"
    decided = office.handling.done([item])
    assert office.dated_items.to_act(TODAY) == ()
    first, second = [row for row in year_of(office).of_case(case) if row.right == "RSA"][:2]
    assert (first.done_on, second.done_on) == (TODAY, None)
    (done,) = office.dated_items.between(date(2026, 11, 1), date(2026, 11, 30))
    assert done.done_on == TODAY
    (told, *_) = office.history.page(case).entries
    assert (plain(told.what), plain(told.after)) == (
        "Échéance : Déclaration trimestrielle de ressources",
        "fait le : 23/11/2026",
    )
    office.handling.put_back(decided)
    assert [one.id for one in office.dated_items.to_act(TODAY)] == [item.id]


def test_a_postponed_duty_is_told_again_on_its_day(office: Office, case: UUID) -> None:
    add(office, case, "election.pdf", kind="election_domicile", valid_until="15/02/2027")
    (item,) = office.dated_items.to_act(date(2026, 12, 20))
    office.handling.postpone([item], "11/01/2027", "rendez-vous pris au CCAS")
    (entry,) = office.dated_items.between(date(2027, 1, 11), date(2027, 1, 11))
    assert (entry.id, entry.remind_on) == (item.id, date(2027, 1, 11))


def test_what_was_granted_is_declared_and_asked_again(office: Office, case: UUID) -> None:
    claim = office.claims.open(case, "c2s")
    office.claims.record(claim, Filed(on=date(2026, 9, 1), channel=Channel.ONLINE))
    office.claims.record(claim, Granted(on=date(2026, 9, 20), since=Month(2026, 10)))
    rows = told(office, case)
    assert ("30/07/2027", "Demander le renouvellement", "C2S") in rows
    assert ("30/09/2027", "Fin du droit", "C2S") in rows


def test_a_child_who_grows_up_opens_and_closes_rights(office: Office, case: UUID) -> None:
    child = office.desk.add_person(case, Role.CHILD, "Issa")
    office.desk.set_fact(case, child, "birth_date", "05/06/2011")
    rows = told(office, case)
    school = (
        "Certificat de scolarité ou d'apprentissage des 16 à 20 ans, pour la CAF et les bourses"
    )
    assert ("15/09/2027", school, "") in rows
    assert [title[:13] for on, title, _ in rows if on == "05/06/2027"] == ["Issa a 16 ans"]


def test_what_a_review_found_stands_among_the_dates_of_the_caseload(
    office: Office, case: UUID
) -> None:
    with office.store.write() as session:
        review = Review(
            reason=ReviewReason.ASKED, started_at=office.clock.now(), month=date(2026, 11, 1),
            engine="", catalogue="", cases=1, total=1,
        )  # fmt: skip
        session.add(review)
        session.flush()
        session.add(
            ReviewChange(
                review_id=review.id, case_id=case, kind=ChangeKind.THRESHOLD, right="apa_domicile",
                on_date=date(2026, 12, 4), label="Awa a 60 ans : l'APA s'ouvre.",
            )
        )  # fmt: skip
    (item,) = office.dated_items.between(date(2026, 12, 1), date(2026, 12, 31))
    assert (item.source, item.is_movable) == (ItemSource.COMING, False)
    assert plain(office.dated_items.to_do(item)) == "Awa a 60 ans : l'APA s'ouvre."
    assert item in office.dated_items.to_act(date(2026, 12, 5))


def test_a_duty_nobody_did_stays_late_until_the_next_one_or_a_year_after_its_end(
    office: Office, case: UUID
) -> None:
    applicant = office.cases.header(case).applicant_id
    office.desk.set_fact(case, applicant, "nationality", "other")
    office.desk.set_fact(case, applicant, "residence_permit_until", "30/09/2026")
    a_line(office, case, "right:rsa", before="0", m2026_06="600")  # declared in September at last
    late = [(item.detail, item.on, item.is_late) for item in office.dated_items.to_act(TODAY)]
    assert late == [
        ("titre_sejour_prerequis", date(2026, 7, 31), True),
        ("rsa", date(2026, 11, 5), True),
    ]
    rows = [(row.on, row.is_late) for row in year_of(office).of_case(case) if row.item is not None]
    # The declaration of November may still be made until the end of December.
    assert rows[:2] == [(date(2026, 7, 31), True), (date(2026, 11, 5), False)]
    office.clock.moment = office.clock.moment.replace(year=2027, month=9, day=30)
    assert any(item.detail == "titre_sejour_prerequis" for item in office.dated_items.to_act(TODAY))
    office.clock.moment = office.clock.moment.replace(year=2027, month=10, day=1)
    rights = {item.detail for item in office.dated_items.to_act(office.clock.today())}
    assert "titre_sejour_prerequis" not in rights


def test_what_every_household_is_supposed_to_do_is_late_for_a_month_only(
    office: Office, case: UUID
) -> None:
    for day, count in ((date(2027, 6, 20), 1), (date(2027, 6, 21), 0)):
        office.clock.moment = office.clock.moment.replace(year=2027, month=6, day=day.day)
        assert len(office.dated_items.to_act(day)) == count


def test_a_late_duty_that_is_done_is_late_no_more(office: Office, case: UUID) -> None:
    add(office, case, "election.pdf", kind="election_domicile", valid_until="15/11/2026")
    items = [i for i in office.dated_items.to_act(TODAY) if i.source is ItemSource.DUTY]
    (item,) = items
    assert (item.on, item.is_late) == (date(2026, 9, 15), True)
    office.handling.done([item])
    assert not [i for i in office.dated_items.to_act(TODAY) if i.source is ItemSource.DUTY]
    assert [row.on for row in year_of(office).of_case(case) if row.right == "Domiciliation"] == []


def test_the_ass_is_asked_again_every_six_months_from_the_first_month_it_was_paid(
    office: Office, case: UUID
) -> None:
    a_line(office, case, "right:ass", before="0", m2026_09="560")
    rows = [row for row in year_of(office).of_case(case) if "renouvellement" in plain(row.title)]
    # September to February: asked a month before Sunday 28/02/2027; then March to August.
    assert [(row.on, row.computed_on) for row in rows] == [
        (date(2027, 1, 28), date(2027, 1, 28)),
        (date(2027, 7, 30), date(2027, 7, 31)),
    ]
    assert (rows[0].article, rows[0].confidence) == ("", Confidence.MEDIUM)
    assert "R5423-8" in rows[0].doubt


def test_the_ass_of_a_household_whose_first_month_nobody_knows_has_no_day_to_be_asked_again(
    office: Office, case: UUID
) -> None:
    a_line(office, case, "right:ass", before="560", m2026_09="560")
    assert not [
        row for row in year_of(office).of_case(case) if "renouvellement" in plain(row.title)
    ]


def test_a_practical_renewal_may_wait_past_its_day_and_its_end_is_the_laws(
    office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "domiciliation")
    office.claims.record(claim, Filed(on=date(2026, 2, 2), channel=Channel.COUNTER))
    office.claims.record(claim, Granted(on=date(2026, 3, 20), since=Month(2026, 4)))
    items = office.dated_items.between(date(2027, 1, 1), date(2027, 3, 31))
    asked, end = [item for item in items if item.kind is DeadlineKind.RENEWAL]
    assert (asked.on, asked.is_legal, asked.is_movable, asked.article) == (
        date(2027, 1, 29),
        False,
        True,
        "",
    )
    assert (asked.confidence, end.is_legal) == (Confidence.MEDIUM, True)
    office.handling.postpone([asked], "15/02/2027", "rendez-vous au CCAS")
    (moved,) = [i for i in office.dated_items.between(*[date(2027, 2, 15)] * 2) if i.id == asked.id]
    assert moved.on == date(2027, 2, 15)


def test_the_whole_of_a_duty_says_how_sure_it_is_and_why(office: Office, case: UUID) -> None:
    add(office, case, "election.pdf", kind="election_domicile", valid_until="15/02/2027")
    (item,) = office.dated_items.to_act(date(2026, 12, 20))
    words = plain(date_words(item))
    assert "assez sûre" in words
    assert "date pratique" in words


def test_of_what_comes_back_each_month_the_late_one_is_told_until_the_next_alone(
    office: Office, case: UUID
) -> None:
    a_line(office, case, "right:ass", before="0", m2026_05="560")
    declared = [row for row in year_of(office).of_case(case) if "Actualisation" in row.title]
    # November's, of October, closed on the 15th; it stands until December's may be made.
    assert [(row.on, row.is_late) for row in declared[:2]] == [
        (date(2026, 11, 5), True),
        (date(2026, 12, 4), False),
    ]
