"""Estimated, granted, paid, on a real base."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Closed, Filed, Granted, Refused
from caseapp.domain.estimate import Period, Range
from caseapp.domain.payment import Closing, DebtKind, GapKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.payment_rows import Source
from caseapp.services.payments import Payments
from caseapp.services.payments_debts import Debts
from caseapp.services.payments_stops import PaymentStops
from caseapp.services.payments_words import as_csv, granted_note, limit_sentence, stop_words
from tests.support.builders import a_case, a_home, an_office
from tests.support.engines import answer, monthly
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.payment_rows import PaymentsPage, RightRow
    from tests.support.builders import Office

NOVEMBER, OCTOBER, SEPTEMBER = Month(2026, 11), Month(2026, 10), Month(2026, 9)
INDU = {
    "right": "rsa",
    "kind": "overpayment",
    "amount": "1 000",
    "first": "07/2024",
    "last": "11/2024",
    "notified_on": "23/11/2026",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def payments(office: Office) -> Payments:
    return Payments(office.store, office.clock, load_catalogue())


@pytest.fixture
def debts(office: Office) -> Debts:
    return Debts(office.store, office.clock, load_catalogue())


@pytest.fixture
def stops(office: Office) -> PaymentStops:
    return PaymentStops(office.store, office.clock, load_catalogue())


def _row(page: PaymentsPage, right: str = "rsa") -> RightRow:
    return next(row for row in page.rights if row.right == right)


def _granted(office: Office, case: UUID, euros: int, since: Month) -> UUID:
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 8, 20), channel=Channel.ONLINE))
    decision = Granted(
        on=date(2026, 11, 2),
        notified_on=date(2026, 11, 4),
        amount=Money.euros(euros),
        since=since,
    )
    office.claims.record(claim, decision)
    return claim


def test_nothing_is_shown_of_a_case_of_which_nothing_is_known(
    payments: Payments, case: UUID
) -> None:
    page = payments.page(case)
    assert page.rights == ()
    assert page.months[-1] == NOVEMBER
    assert len(page.months) == 12
    assert "rsa" in dict(page.addable)


def test_a_month_not_typed_is_not_zero(payments: Payments, case: UUID) -> None:
    assert payments.put(case, "rsa", OCTOBER, "0") == ""
    row = _row(payments.page(case))
    assert row.months[-2].paid == Money(0)
    assert row.months[-1].paid is None
    assert row.cells[-2].source is Source.TYPED
    assert row.cells[-1].source is Source.NOWHERE
    assert payments.put(case, "rsa", OCTOBER, "") == "0"
    assert payments.page(case).rights == ()


def test_what_cannot_be_read_is_kept_word_for_word(payments: Payments, case: UUID) -> None:
    with pytest.raises(UserInputError) as refused:
        payments.put(case, "rsa", OCTOBER, "-12")
    assert refused.value.field == "payments/rsa/2026-10"
    cell = _row(payments.page(case)).cells[-2]
    assert (cell.source, cell.text) == (Source.REFUSED, "-12")
    assert cell.error
    payments.put(case, "rsa", OCTOBER, "12")
    assert _row(payments.page(case)).cells[-2].source is Source.TYPED


def test_a_month_to_come_is_refused(payments: Payments, case: UUID) -> None:
    with pytest.raises(UserInputError, match="pas encore commencé"):
        payments.put(case, "rsa", Month(2026, 12), "100")


def test_the_right_in_payment_of_the_household_is_not_asked_twice(
    office: Office, payments: Payments, case: UUID
) -> None:
    line = office.desk.add_line(case, None, "right:rsa")
    office.desk.set_cell(line, SEPTEMBER, "300")
    row = _row(payments.page(case))
    assert [month.paid for month in row.months[-4:]] == [None, *[Money.euros(300)] * 3]
    assert row.cells[-1].source is Source.HOUSEHOLD
    payments.put(case, "rsa", OCTOBER, "250")  # what is typed here goes first
    row = _row(payments.page(case))
    assert [month.paid for month in row.months[-2:]] == [Money.euros(250), Money.euros(300)]
    payments.put(case, "rsa", OCTOBER, "")
    assert _row(payments.page(case)).months[-2].paid == Money.euros(300)


def test_what_stood_before_the_months_of_the_household_says_nothing_of_years_ago(
    office: Office, payments: Payments, debts: Debts, case: UUID
) -> None:
    line = office.desk.add_line(case, None, "right:rsa")
    office.desk.set_cell(line, None, "0")
    office.desk.set_cell(line, SEPTEMBER, "300")
    row = _row(payments.page(case))
    assert [month.paid for month in row.months[-4:]] == [Money(0), *[Money.euros(300)] * 3]
    debts.record(case, {**INDU, "first": "07/2024", "last": "11/2024"})
    assert payments.page(case).debts[0].warning == ""
    assert _row(payments.page(case, Month(2024, 12))).months[-1].paid is None


def test_the_estimate_of_a_month_is_the_latest_one_then(
    office: Office, payments: Payments, case: UUID
) -> None:
    office.clock.moment = FixedClock.on(date(2026, 9, 10)).moment
    office.engine.answers = (answer("rsa", amount=monthly(500)),)
    office.estimates.run(case)
    office.clock.moment = FixedClock.on(date(2026, 11, 10)).moment
    office.engine.answers = (answer("rsa", amount=monthly(300, 400)),)
    office.estimates.run(case)
    row = _row(payments.page(case))
    said = [
        (m.estimated.least.cents // 100, m.estimated.most.cents // 100) if m.estimated else None
        for m in row.months[-4:]
    ]
    assert said == [None, (500, 500), (500, 500), (300, 400)]


def test_gaps_over_five_euros_say_what_to_do_and_by_when(
    office: Office, payments: Payments, case: UUID
) -> None:
    claim = _granted(office, case, 500, SEPTEMBER)
    for month, text in ((SEPTEMBER, "500"), (OCTOBER, "380"), (NOVEMBER, "496")):
        payments.put(case, "rsa", month, text)
    row = _row(payments.page(case))
    assert [month.granted for month in row.months[-4:]] == [None, *[Money.euros(500)] * 3]
    (gap,) = payments.page(case).gaps
    assert [(g.kind, g.month, g.by) for g in gap.gaps] == [
        (GapKind.PAID, OCTOBER, Money.euros(-120))
    ]
    assert gap.total == Money.euros(-120)
    assert gap.claim_id == claim
    assert "explication écrite" in gap.advice


def test_an_overpayment_is_followed_to_its_end(
    payments: Payments, debts: Debts, case: UUID
) -> None:
    debt_id = debts.record(case, INDU)
    (debt,) = payments.page(case).debts
    assert (debt.kind, debt.left) == (DebtKind.OVERPAYMENT, Money.euros(1000))
    assert "600,00" in limit_sentence(debt)
    assert "CASF L262-45" in limit_sentence(debt)
    assert plain(debt.contest).startswith(
        "Demande de rectification d'un indu avant le 11/12/2026, date limite calculée 13/12/2026"
        " (CSS R133-9-2, assez sûr) ; Recours préalable (RAPO)"
    )
    debts.make_plan(debt_id, {"each": "300", "first": "12/2026"})
    (debt,) = payments.page(case).debts
    assert [part.amount.cents // 100 for part in debt.plan] == [300, 300, 300, 100]
    debts.tick(debt_id, Month(2026, 12), paid=True)
    assert payments.page(case).owed(DebtKind.OVERPAYMENT) == Money.euros(700)
    before = debts.make_plan(debt_id, {"each": "700", "first": "01/2027"})
    (debt,) = payments.page(case).debts
    assert [part.amount.cents // 100 for part in debt.plan] == [300, 700]
    debts.set_plan(debt_id, before)
    assert payments.page(case).debts[0].plan == before
    debts.close(debt_id, Closing.REMITTED)
    assert payments.page(case).owed(DebtKind.OVERPAYMENT) == Money(0)
    debts.close(debt_id, None)
    gone = debts.remove(debt_id)
    assert payments.page(case).debts == ()
    debts.restore(gone)
    assert payments.page(case).debts[0].plan == before


def test_arrears_are_owed_to_the_household(payments: Payments, debts: Debts, case: UUID) -> None:
    debts.record(case, {**INDU, "kind": "arrears", "first": "12/2024", "last": "01/2025"})
    page = payments.page(case)
    assert page.owed(DebtKind.ARREARS) == Money.euros(1000)
    assert page.owed(DebtKind.OVERPAYMENT) == Money(0)
    assert "01/12/2026" in limit_sentence(page.debts[0])


def test_more_claimed_than_paid_is_only_a_warning(
    payments: Payments, debts: Debts, case: UUID
) -> None:
    payments.put(case, "rsa", OCTOBER, "400")
    debts.record(case, {**INDU, "first": "10/2026", "last": "10/2026", "amount": "401"})
    assert "400,00" in payments.page(case).debts[0].warning


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"first": "12/2026", "last": "12/2026"}, "first"),
        ({"first": "12/2024"}, "last"),
        ({"first": "?"}, "first"),
        ({"right": ""}, "right"),
        ({"kind": ""}, "kind"),
        ({"notified_on": "24/11/2026"}, "notified_on"),
        ({"notified_on": "01/01/2020"}, "notified_on"),
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_bad_input_is_refused_at_its_field(
    payments: Payments, debts: Debts, case: UUID, changed: dict[str, str], field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        debts.record(case, {**INDU, **changed})
    assert refused.value.field == field
    assert payments.page(case).debts == ()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"each": "0", "first": "12/2026"}, "each"),
        ({"each": "1", "first": "12/2026"}, "each"),
        ({"each": "100", "first": "06/2024"}, "first"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    debts: Debts, case: UUID, typed: dict[str, str], field: str
) -> None:
    debt_id = debts.record(case, INDU)
    with pytest.raises(UserInputError) as refused:
        debts.make_plan(debt_id, typed)
    assert refused.value.field == field


def test_the_table_is_exported_as_a_spreadsheet_reads_it(payments: Payments, case: UUID) -> None:
    payments.put(case, "rsa", OCTOBER, "1234,5")
    text = as_csv(payments.page(case)).decode("utf-8-sig")
    assert "octobre 2026" in text.splitlines()[0]
    assert "RSA;versé;" in text
    assert ";1234,50;" in text


def _decided(office: Office, case: UUID, right: str, *decisions: Granted | Refused) -> None:
    claim = office.claims.open(case, right)
    office.claims.record(claim, Filed(on=date(2026, 6, 20), channel=Channel.ONLINE))
    for decision in decisions:
        office.claims.record(claim, decision)


def test_what_is_paid_once_or_by_the_year_is_granted_for_its_month_alone(
    office: Office, payments: Payments, case: UUID
) -> None:
    since = Granted(on=date(2026, 8, 3), amount=Money.euros(423), since=SEPTEMBER)
    a_year = Range(min=Money.euros(423), max=Money.euros(423), period=Period.YEAR)
    office.clock.moment = FixedClock.on(date(2026, 8, 10)).moment
    office.engine.answers = (answer("ars", amount=a_year),)
    office.estimates.run(case)
    office.clock.moment = FixedClock.on(date(2026, 11, 10)).moment
    _decided(office, case, "ars", since)
    row = _row(payments.page(case), "ars")
    assert row.period is Period.YEAR
    assert [month.granted for month in row.months[-3:]] == [Money.euros(423), None, None]
    assert [month.estimated is None for month in row.months[-3:]] == [False, True, True]
    assert granted_note(row.period, row.months[-3]) == "par an"
    payments.put(case, "ars", OCTOBER, "423")  # paid the month after: no false gap
    assert payments.page(case).gaps == ()
    _decided(office, case, "prime_demenagement", since)
    moved = _row(payments.page(case), "prime_demenagement")
    assert moved.period is Period.ONCE
    assert [month.granted for month in moved.months[-3:]] == [Money.euros(423), None, None]


def test_nothing_is_granted_from_a_refusal_on(
    office: Office, payments: Payments, case: UUID
) -> None:
    claim = _granted(office, case, 500, Month(2026, 7))
    office.claims.record(claim, Closed(on=date(2026, 11, 5)))
    _decided(office, case, "rsa", Refused(on=date(2026, 11, 12), notified_on=date(2026, 11, 14)))
    months = _row(payments.page(case)).months
    assert [month.granted for month in months[-2:]] == [Money.euros(500), None]


def test_a_suspension_ends_what_was_granted_until_it_is_paid_again(
    office: Office, payments: Payments, stops: PaymentStops, case: UUID
) -> None:
    _granted(office, case, 500, Month(2026, 7))
    stop = stops.record(case, "rsa", {"kind": "suspended", "last": "août 2026", "resumed": "10/26"})
    for month in (SEPTEMBER, OCTOBER):
        payments.put(case, "rsa", month, "0")
    row = _row(payments.page(case))
    granted = [month.granted for month in row.months[-4:]]
    assert granted == [Money.euros(500), Money(0), Money.euros(500), Money.euros(500)]
    assert granted_note(row.period, row.months[-3]) == "suspendu"
    (gap,) = payments.page(case).gaps
    assert [found.month for found in gap.gaps] == [OCTOBER]
    (noted,) = row.stops
    assert stop_words(noted.stop) == "Suspendu depuis septembre 2026, repris en octobre 2026"
    gone = stops.remove(stop)
    assert _row(payments.page(case)).months[-3].granted == Money.euros(500)
    stops.restore(gone)
    assert _row(payments.page(case)).months[-3].granted == Money(0)


def test_a_right_that_ended_may_be_granted_again(
    office: Office, payments: Payments, stops: PaymentStops, case: UUID
) -> None:
    claim = _granted(office, case, 500, Month(2026, 7))
    office.claims.record(claim, Closed(on=date(2026, 11, 5)))
    stops.record(case, "rsa", {"kind": "ended", "last": "08/2026"})
    assert _row(payments.page(case)).months[-1].granted == Money(0)
    again = Granted(on=date(2026, 11, 10), amount=Money.euros(450), since=NOVEMBER)
    _decided(office, case, "rsa", again)
    row = _row(payments.page(case))
    assert [m.granted for m in row.months[-3:]] == [Money(0), Money(0), Money.euros(450)]
    assert row.months[-1].stop is None
    assert stop_words(row.stops[0].stop) == "Terminé : versé jusqu'à août 2026 compris"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "kind"),
        ({"kind": "ended"}, "last"),
        ({"kind": "ended", "last": "bientôt"}, "last"),
        ({"kind": "ended", "last": "12/2027"}, "last"),
        ({"kind": "ended", "last": "08/2026", "resumed": "10/2026"}, "resumed"),
        ({"kind": "suspended", "last": "08/2026", "resumed": "09/2026"}, "resumed"),
        ({"kind": "suspended", "last": "05/2026"}, "last"),
    ],
)
def test_a_stop_that_cannot_be_is_refused_at_its_field(
    stops: PaymentStops, case: UUID, typed: dict[str, str], field: str
) -> None:
    stops.record(case, "rsa", {"kind": "ended", "last": "06/2026"})
    with pytest.raises(UserInputError) as refused:
        stops.record(case, "rsa", typed)
    assert refused.value.field == field


@pytest.mark.parametrize(("commune", "until"), [("44109", "27/04/2026"), ("97611", "24/04/2026")])
def test_an_overpayment_is_contested_before_the_holidays_of_where_one_lives(
    tmp_path: Path, commune: str, until: str
) -> None:
    office = an_office(tmp_path, date(2026, 4, 1))
    case = a_case(office)
    a_home(office, case, {"housing.commune": commune})
    debts = Debts(office.store, office.clock, load_catalogue())
    typed = {
        "right": "rsa", "kind": "overpayment", "amount": "300", "first": "11/2025",
        "last": "01/2026", "notified_on": "27/02/2026", "fraud": "", "note": "",
    }  # fmt: skip
    debts.record(case, typed)
    (debt,) = Payments(office.store, office.clock, load_catalogue()).page(case).debts
    assert until in debt.contest  # two months, and 27 April is a holiday in Mayotte
