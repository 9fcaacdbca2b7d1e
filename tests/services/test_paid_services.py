"""Paid services: noted with what was handed over, taken back step by step, reported with agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import Money
from caseapp.rules.letters.loader import load_letters
from caseapp.rules.paid_services import Part, load_paid_services
from caseapp.services.history_rows import HistoryFilter
from caseapp.services.paid_services import PaidServices
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.paid_service_rows import PaidServiceRow

TYPED = {
    "name": "mes-allocs.fr",
    "signed_on": "02/11/2026",
    "signed": "Abonnement et mandat.",
    "paid": "29,90",
    "monthly": "",
    "note": "Trouvé par une publicité.",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def paid(office: Office) -> PaidServices:
    return PaidServices(office.store, office.clock)


def the(paid: PaidServices, case: UUID) -> PaidServiceRow:
    (row,) = paid.of_case(case)
    return row


def test_what_was_signed_and_paid_is_kept_and_typed_again(paid: PaidServices, case: UUID) -> None:
    service = paid.record(case, TYPED)
    row = the(paid, case)
    assert (row.name, row.paid, row.monthly) == ("mes-allocs.fr", Money(2990), None)
    assert plain(row.money_words) == "29,90 € payés"
    assert paid.typed(service) == TYPED


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("name", " ", "nom du site"),
        ("signed_on", "24/11/2026", "pas encore passé"),  # tomorrow
        ("signed_on", "24/11/27", "pas encore passé"),  # not 1927
        ("paid", "beaucoup", "Écrire"),
        ("monthly", "-5", "négatif"),
        ("note", "x" * 2001, "caractères au plus"),
    ],
)
def test_what_is_impossible_is_refused_at_its_field(
    paid: PaidServices, case: UUID, part: str, text: str, words: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        paid.record(case, {**TYPED, part: text})
    assert refused.value.field == part
    assert words in refused.value.sentence
    assert paid.of_case(case) == ()


def test_what_was_handed_over_is_ticked_in_the_order_of_the_list(
    paid: PaidServices, case: UUID
) -> None:
    service = paid.record(case, TYPED)
    paid.hand_over(service, "banque", was=True)
    paid.hand_over(service, "caf", was=True)
    assert the(paid, case).handed == ("caf", "banque")
    paid.hand_over(service, "banque", was=False)
    assert the(paid, case).handed == ("caf",)


def test_control_is_taken_back_once_every_step_but_the_reports_is_done(
    paid: PaidServices, case: UUID
) -> None:
    service = paid.record(case, TYPED)
    needed = [step for step in load_paid_services().steps if step.part is not Part.REPORT]
    assert plain(paid.warning(case)) == f"Service payant : {len(needed)} étapes à faire"
    for step in needed:
        paid.do(service, step.code, "23/11/2026")
    assert paid.warning(case) == ""
    assert the(paid, case).state_words == "accès repris"


def test_nothing_is_reported_without_the_agreement_of_the_person(
    paid: PaidServices, case: UUID
) -> None:
    service = paid.record(case, TYPED)
    with pytest.raises(UserInputError) as refused:
        paid.do(service, "signalconso", "23/11/2026")
    assert refused.value.field == "agreed_on"
    with pytest.raises(UserInputError):
        paid.do(service, "signalconso", "20/11/2026", "22/11/2026")  # agreed afterwards
    paid.do(service, "signalconso", "23/11/2026", "22/11/2026")
    done = {row.step.code: row.agreed_on for row in the(paid, case).steps if row.done_on}
    assert [code for code, agreed in done.items() if agreed] == ["signalconso"]


def test_each_change_is_taken_back_and_done_again(paid: PaidServices, case: UUID) -> None:
    service = paid.record(case, TYPED)
    before = the(paid, case)
    for act in (
        lambda: paid.change(service, {**TYPED, "paid": "50"}),
        lambda: paid.hand_over(service, "caf", was=True),
        lambda: paid.do(service, "rib", "23/11/2026"),
    ):
        change = act()
        after = the(paid, case)
        again = paid.put_back(change)
        assert the(paid, case) != after
        paid.put_back(again)
        assert the(paid, case) == after
        paid.put_back(change)
        assert the(paid, case) == before
    gone = paid.remove(service)
    assert paid.count(case) == 0
    paid.restore(gone)
    assert the(paid, case) == before


def test_history_tells_it_in_words(office: Office, paid: PaidServices, case: UUID) -> None:
    service = paid.record(case, TYPED)
    paid.hand_over(service, "caf", was=True)
    paid.do(service, "rib", "23/11/2026")
    entries = office.history.page(case, HistoryFilter(group="money")).entries
    told = [(plain(entry.what), plain(entry.after)) for entry in entries]
    assert ("Service payant : mes-allocs.fr, accès remis", "CAF ou MSA") in told
    assert (
        "Service payant : mes-allocs.fr, étapes faites",
        "Vérifier le RIB sur chaque compte (23/11/2026)",
    ) in told


def test_a_service_of_a_case_that_is_gone_is_said_to_be(paid: PaidServices, case: UUID) -> None:
    service = paid.record(case, TYPED)
    paid.remove(service)
    with pytest.raises(NotFoundError):
        paid.hand_over(service, "caf", was=True)


def test_every_step_names_a_letter_that_exists_and_an_address_that_is_safe() -> None:
    guide = load_paid_services()
    letters = load_letters()
    assert all(step.letter in letters for step in guide.steps if step.letter)
    assert all(step.link.startswith("https://") for step in guide.steps if step.link)
    assert {step.code for step in guide.steps if step.agreement} == {
        step.code for step in guide.steps if step.part is Part.REPORT
    }


def test_no_article_is_held_for_sure_and_each_says_why() -> None:
    for law in load_paid_services().laws:
        assert law.confidence.value != "high"
        assert law.note
