"""The whole caseload estimated again: what is told, what is kept, and what a stop leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.exchange.estimate import read_estimate
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.engine import EngineTroubleError
from caseapp.services import caseload_batch
from caseapp.services.caseload import BATCH, Caseload
from caseapp.services.caseload_view import amount_words, as_csv
from db.errors import ClosedStoreError
from db.models import ChangeKind, EstimateRow, ReviewReason
from tests.support.builders import Office, a_case, a_child, a_line, an_office
from tests.support.engines import ReadyEngine, answer, monthly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.services.caseload_rows import ChangeRow, Progress

NEW, LOST, AMOUNT = ChangeKind.NEW_RIGHT, ChangeKind.LOST_RIGHT, ChangeKind.AMOUNT


@dataclass
class Work:
    """A caseload on an office."""

    office: Office
    caseload: Caseload

    def says(self, *answers: object) -> None:
        self.office.engine.answers = answers  # type: ignore[assignment]

    def run(self) -> tuple[ChangeRow, ...]:
        self.caseload.review()
        return self.rows

    @property
    def rows(self) -> tuple[ChangeRow, ...]:
        return tuple(row for row in self.caseload.page().rows if not row.is_seen)

    @property
    def kinds(self) -> list[tuple[ChangeKind, str]]:
        """What is told of rights the model computes, in the order of the page."""
        mine = {"rsa", "prime_activite", "ars", ""}
        return [(row.kind, row.right) for row in self.rows if row.right in mine]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    office = an_office(tmp_path)
    yield Work(office, caseload_of(office))
    office.store.close()


def caseload_of(office: Office) -> Caseload:
    return Caseload(office.store, office.clock, office.engine, load_catalogue(), "essai 1")


def estimated(work: Work, *answers: object) -> UUID:
    """Return a case estimated with some answers."""
    work.says(*answers)
    case_id = a_case(work.office, birth_date="12/03/1992")
    work.office.estimates.run(case_id)
    return case_id


def no(right: str) -> object:
    return answer(right, Outcome.NO)


def test_new_lost_and_changed_rights_are_told(work: Work) -> None:
    estimated(
        work, no("rsa"), answer("prime_activite", amount=monthly(180)), answer("ars", Outcome.NO)
    )
    work.says(answer("rsa", amount=monthly(400)), no("prime_activite"), no("ars"))
    work.run()
    assert work.kinds == [(NEW, "rsa"), (LOST, "prime_activite")]
    new, lost = (row for row in work.rows if row.right in {"rsa", "prime_activite"})
    assert new.after == (Money.euros(400), Money.euros(400))
    assert new.can_claim
    assert lost.before == (Money.euros(180), Money.euros(180))
    assert lost.words == "âge : 34 ans, 65 requis"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (monthly(400), monthly(420), False),
        (monthly(400), monthly(421), True),
        (monthly(400), monthly(379), True),
        (monthly(300, 400), monthly(300, 421), True),
        (
            Range(min=Money.euros(400), max=Money.euros(400), period=Period.YEAR),
            Range(min=Money.euros(630), max=Money.euros(630), period=Period.YEAR),
            False,  # 19,17 € a month
        ),
    ],
)
def test_amounts_that_move_by_more_than_twenty_euros_a_month(
    work: Work, before: Range, after: Range, told: bool
) -> None:
    estimated(work, answer("rsa", amount=before))
    work.says(answer("rsa", amount=after))
    work.run()
    assert bool(work.kinds) is told


def test_the_steady_amount_is_the_one_compared(work: Work) -> None:
    estimated(work, answer("rsa", amount=monthly(600), later=monthly(400)))
    work.says(answer("rsa", amount=monthly(700), later=monthly(400)))
    work.run()
    assert work.kinds == []


def test_a_right_in_payment_is_not_new(work: Work) -> None:
    estimated(work, no("rsa"))
    work.says(answer("rsa", amount=monthly(400), received=Money.euros(390)))
    work.run()
    assert work.kinds == []


def test_what_nobody_had_computed_is_new_once_likely(work: Work) -> None:
    estimated(work, answer("rsa", Outcome.NOT_COMPUTED), answer("ars", Outcome.NOT_COMPUTED))
    work.says(answer("rsa", amount=monthly(400)), answer("ars", Outcome.TO_CHECK))
    work.run()
    assert work.kinds == [(NEW, "rsa")]


def test_a_case_never_estimated_is_told_once_and_then_compared(work: Work) -> None:
    case_id = a_case(work.office)
    work.says(answer("rsa", amount=monthly(400)))
    work.run()
    assert [kind for kind, _right in work.kinds] == [ChangeKind.FIRST]
    assert work.office.estimates.latest(case_id) is not None
    work.run()
    assert [kind for kind, _right in work.kinds] == [ChangeKind.FIRST]


def test_a_case_that_fails_is_told_and_the_others_go_on(work: Work) -> None:
    failing, fine = a_case(work.office, "Zed"), a_case(work.office, "Bo")
    whose = str(work.office.cases.header(failing).applicant_id)
    engine = work.office.engine

    def picky(household: Household) -> Estimate:
        if household.applicant.id == whose:
            raise EngineTroubleError("Ce foyer n'a pas pu être calculé.", "Réessayez.")
        return type(engine).estimate(engine, household)

    class Picky(type(engine)):  # type: ignore[misc]
        def estimate(self, household: Household) -> Estimate:
            return picky(household)

    caseload = Caseload(work.office.store, work.office.clock, Picky(), load_catalogue(), "essai 1")
    caseload.review()
    rows = caseload.page().rows
    assert {(row.kind, row.case_id) for row in rows} == {
        (ChangeKind.FAILED, failing),
        (ChangeKind.FIRST, fine),
    }
    work.run()  # the trouble is over: it is told no more
    assert ChangeKind.FAILED not in {row.kind for row in work.rows}


def test_closed_cases_are_left_alone(work: Work) -> None:
    case_id = estimated(work, no("rsa"))
    work.office.cases.set_closed(case_id, date(2026, 11, 23))
    work.says(answer("rsa", amount=monthly(400)))
    work.run()
    assert work.rows == ()
    assert len(work.office.estimates.history(case_id)) == 1


def test_nothing_new_writes_nothing(work: Work) -> None:
    case_id = estimated(work, answer("rsa", amount=monthly(400)))
    made = work.office.estimates.history(case_id)
    work.office.clock.moment += timedelta(days=1)
    work.run()
    assert work.office.estimates.history(case_id) == made
    assert not work.office.estimates.is_stale(case_id)


def test_the_same_answers_in_another_month_are_brought_to_today_in_place(work: Work) -> None:
    case_id = estimated(work, answer("rsa", amount=monthly(400)))
    a_line(work.office, case_id, before="900")
    work.office.estimates.run(case_id)
    (before, _older) = work.office.estimates.history(case_id)
    work.office.clock.moment += timedelta(days=40)
    assert work.office.estimates.is_stale(case_id)
    work.run()
    assert not work.office.estimates.is_stale(case_id)
    (after, _older) = work.office.estimates.history(case_id)
    assert after.id == before.id
    assert after.on == date(2027, 1, 2)


def test_other_facts_are_another_estimate(work: Work) -> None:
    case_id = estimated(work, answer("rsa", amount=monthly(400)))
    a_child(work.office, case_id, birth_date="05/06/2018")
    work.run()
    assert len(work.office.estimates.history(case_id)) == 2
    assert not work.office.estimates.is_stale(case_id)


def test_other_answers_are_another_estimate(work: Work) -> None:
    case_id = estimated(work, no("rsa"))
    work.says(answer("rsa", amount=monthly(400)))
    work.run()
    latest, _older = work.office.estimates.history(case_id)
    assert latest.is_latest
    rows = {row.right: row for row in work.office.estimates.rows(case_id)}
    assert rows["rsa"].outcome is Outcome.LIKELY


def test_the_estimate_of_a_claim_is_never_overwritten(work: Work) -> None:
    case_id = estimated(work, answer("rsa", amount=monthly(400)))
    work.office.claims.open(case_id, "rsa")
    (claimed,) = work.office.estimates.history(case_id)
    work.office.clock.moment += timedelta(days=40)
    work.run()
    latest, kept = work.office.estimates.history(case_id)
    assert (kept.id, kept.on) == (claimed.id, claimed.on)
    assert latest.on == date(2027, 1, 2)


def test_coming_dates_are_told_by_name_and_once_seen_no_more(work: Work) -> None:
    case_id = estimated(work)
    a_child(work.office, case_id, "Émile", birth_date="15/01/2009")
    (row,) = (row for row in work.run() if row.kind is ChangeKind.THRESHOLD)
    assert row.on == date(2027, 1, 15)
    assert row.words.startswith("Émile a 18")
    work.run()
    assert [row.kind for row in work.rows].count(ChangeKind.THRESHOLD) == 1
    work.caseload.mark_seen([row.id for row in work.rows])
    work.run()
    assert work.rows == ()


def test_a_date_that_no_longer_holds_goes(work: Work) -> None:
    case_id = estimated(work)
    child = a_child(work.office, case_id, birth_date="15/01/2009")
    assert work.run()
    work.office.desk.set_fact(case_id, child, "birth_date", "15/01/2010")
    assert work.run() == ()


@pytest.mark.parametrize(
    ("then", "now", "kinds"),
    [
        (no("rsa"), [(NEW, "rsa")], []),
        (answer("rsa", amount=monthly(500)), [(NEW, "rsa")], [(NEW, "rsa")]),
    ],
)
def test_a_right_told_and_not_seen_is_told_once_as_it_stands(
    work: Work, then: object, now: list[object], kinds: list[object]
) -> None:
    estimated(work, no("rsa"))
    work.says(answer("rsa", amount=monthly(400)))
    work.run()
    assert work.kinds == now
    work.says(then)
    work.run()
    assert work.kinds == kinds
    assert [row.after for row in work.rows if row.right == "rsa"] == [
        (Money.euros(500), Money.euros(500)) for _kind in kinds
    ]


def test_seen_is_undone(work: Work) -> None:
    estimated(work, no("rsa"))
    work.says(answer("rsa", amount=monthly(400)))
    ids = [row.id for row in work.run()]
    before = work.caseload.unseen()
    work.caseload.mark_seen(ids)
    assert work.caseload.unseen() == 0
    assert all(row.is_seen for row in work.caseload.page().rows)
    work.caseload.mark_seen(ids, seen=False)
    assert work.caseload.unseen() == before


def test_a_stop_keeps_what_was_done(work: Work) -> None:
    for number in range(BATCH + 5):
        a_case(work.office, f"Nom{number}")
    told: list[Progress] = []
    work.caseload.review(told=told.append, stopped=lambda: bool(told) and told[-1].done > 0)
    last = work.caseload.page().last
    assert last is not None
    assert (last.cases, last.total, last.is_whole) == (BATCH, BATCH + 5, False)
    assert len(work.rows) == BATCH
    assert work.caseload.due() is None  # a person stopped it


def test_locking_ends_it_with_nothing_written_afterwards(work: Work) -> None:
    for number in range(BATCH + 5):
        a_case(work.office, f"Nom{number}")

    def lock(progress: Progress) -> None:
        if progress.done:
            work.office.store.close()

    with pytest.raises(ClosedStoreError):
        work.caseload.review(told=lock)


def test_an_engine_that_is_gone_keeps_what_it_answered(work: Work) -> None:
    for number in range(BATCH + 5):
        a_case(work.office, f"Nom{number}")
    engine = work.office.engine

    class Dying(type(engine)):  # type: ignore[misc]
        def estimate_many(
            self, households: Sequence[Household], done: object = None
        ) -> Iterator[object]:
            for number, household in enumerate(households):
                if number == BATCH + 2:
                    raise EngineTroubleError("Le moteur s'est arrêté.", "Réessayez.")
                yield self.estimate(household)

    caseload = Caseload(work.office.store, work.office.clock, Dying(), load_catalogue(), "essai 1")
    with pytest.raises(EngineTroubleError):
        caseload.review()
    last = caseload.page().last
    assert last is not None
    assert not last.is_whole
    assert last.cases == BATCH


def test_an_estimate_made_meanwhile_stands(work: Work) -> None:
    case_id = estimated(work, no("rsa"))
    work.says(answer("rsa", amount=monthly(400)))
    for number in range(BATCH - 2):
        a_case(work.office, f"Nom{number}")
    engine, office = work.office.engine, work.office

    class Slow(type(engine)):  # type: ignore[misc]
        def estimate_many(
            self, households: Sequence[Household], done: object = None
        ) -> Iterator[object]:
            office.clock.moment += timedelta(seconds=1)
            office.estimates.run(case_id)
            for household in households:
                yield no_rsa.estimate(household)

    no_rsa = ReadyEngine((no("rsa"),))  # type: ignore[arg-type]
    caseload = Caseload(office.store, office.clock, Slow(), load_catalogue(), "essai 1")
    caseload.review()
    latest, _first = office.estimates.history(case_id)
    assert latest.made_at == office.clock.now()
    assert work.kinds == [(ChangeKind.FIRST, "")] * (BATCH - 2)


def test_when_the_caseload_is_due_by_itself(work: Work) -> None:
    assert work.caseload.due() is None  # nothing was ever estimated
    estimated(work, no("rsa"))
    assert work.caseload.due() is None
    work.office.clock.moment += timedelta(days=10)  # December
    assert work.caseload.due() is ReviewReason.MONTH
    work.run()
    assert work.caseload.due() is None
    newer = Caseload(
        work.office.store, work.office.clock, work.office.engine, load_catalogue(), "essai 2"
    )
    assert newer.due() is ReviewReason.ENGINE
    work.office.clock.moment -= timedelta(days=10)  # December was a clock that was wrong
    assert work.caseload.due() is ReviewReason.MONTH


def test_the_table_opens_in_a_french_spreadsheet(work: Work) -> None:
    estimated(work, no("rsa"))
    work.says(answer("rsa", amount=monthly(1400, 1500)))
    rows = [row for row in work.run() if row.right == "rsa"]
    text = as_csv(rows).decode("utf-8-sig")
    titles, line = text.splitlines()
    assert titles.startswith("Dossier;Référence;Nature;Droit;")
    assert "OUATTARA Awa;2026-0001;Nouveau droit;RSA;" in line
    assert ";1400,00;1500,00;mois;non" in line
    assert amount_words(rows[0].after) == "1\u202f400 à 1\u202f500\xa0€"


def test_a_review_reads_no_kept_answer_that_is_said_again(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        a_case(work.office, f"Nom{number}")
    work.says(answer("rsa", amount=monthly(400)))
    work.run()
    read: list[object] = []

    def spy(document: object) -> Estimate:
        read.append(document)
        return read_estimate(document)

    monkeypatch.setattr(caseload_batch, "read_estimate", spy)
    work.office.clock.moment += timedelta(days=1)
    work.run()
    assert read == []
    work.says(answer("rsa", amount=monthly(500)))
    work.run()
    assert len(read) == 6  # before and after, of each
    assert [right for kind, right in work.kinds if kind is AMOUNT] == ["rsa"] * 3


def test_whole_documents_in_another_order_say_the_same(work: Work) -> None:
    """A base that keeps documents rather than texts gives their parts in its own order."""
    case_id = estimated(work, answer("rsa", amount=monthly(400)))
    with work.office.store.write() as session:
        row = session.scalars(sa.select(EstimateRow)).one()
        row.result = dict(sorted(row.result.items()))
        row.household = dict(sorted(row.household.items()))
        before = row.id
    work.run()
    assert work.kinds == []
    assert [kept.id for kept in work.office.estimates.history(case_id)] == [before]
