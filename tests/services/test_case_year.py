"""The year to come of a household, on a real base."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed, Granted
from caseapp.domain.household import Role
from caseapp.kernel.calendar import Month
from caseapp.services.dated_rows import ItemSource
from db.models import ChangeKind, Review, ReviewChange, ReviewReason
from tests.support.builders import Office, a_case, an_office
from tests.support.case_year import year_of
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
