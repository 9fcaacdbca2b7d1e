"""Month by month: each month is what one estimate says, given what the months before paid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from caseapp.domain.household import ReceivedRight
from caseapp.domain.scenario import NewWage
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.scenarios import in_month
from caseapp.rules.trajectory import follow
from caseapp.services.path_words import expectation
from tests.support.households import TODAY, household, of, person, rented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caseapp.domain.household import Household
    from caseapp.domain.scenario import PathMonth
    from caseapp.rules.engine import Answer
    from caseapp.rules.openfisca.estimator import Estimator

NOW = Month.of(TODAY)
RIGHTS = ("rsa", "prime_activite", "aide_logement")
JOB = NewWage(who="applicant", amount=Money.euros(1200), since=NOW.plus(1))


def on_rsa() -> Household:
    return household(
        person(activity="job_seeker", worked_5_years_in_10=False),
        housing=rented(),
        received=[
            {"right": "rsa", "amount": 573.49, "from": "2025-01", "to": "2026-11"},
            {"right": "aide_logement", "amount": 308, "from": "2025-01", "to": "2026-11"},
        ],
    )


def followed(estimator: Estimator, home: Household) -> tuple[tuple[PathMonth, ...], ...]:
    return follow(home, [(), (JOB,)], asking(estimator), first=NOW)


def asking(estimator: Estimator) -> Callable[[Sequence[Household]], Iterable[Answer]]:
    return lambda homes: cast("Iterable[Answer]", estimator.estimate_many(homes))


def paid(month: PathMonth, right: str) -> Money:
    found = month.of(right)
    return ZERO if found is None else found.most


def test_a_return_to_work_is_felt_when_each_right_reads_it(estimator: Estimator) -> None:
    present, working = followed(estimator, on_rsa())
    assert [month.month for month in working] == list(NOW.until(NOW.plus(11)))
    assert len({paid(month, "rsa") for month in present}) == 1
    rsa, ppa, aid = ([paid(month, right) for month in working] for right in RIGHTS)
    # December's wage is first read in February (second month before), by a third of it
    assert rsa[:3] == [paid(present[0], "rsa")] * 3
    assert ZERO < rsa[3] < rsa[2]
    assert rsa[4:] == [ZERO] * 8
    assert ppa[:3] == [ZERO] * 3
    assert ZERO < ppa[3] < ppa[4] < ppa[5] == ppa[11]
    assert aid[:6] == [Money.euros(308)] * 6
    assert aid[11] < aid[7] < aid[6]
    words = expectation(working, str).replace("\u00a0", " ")
    assert "e RSA baisse en février 2027 et s'arrête en mars 2027" in words
    assert "prime d'activité commence en février 2027" in words


def test_each_month_is_the_estimate_of_that_month_alone(estimator: Estimator) -> None:
    """Cross-checked: what was paid is entered by hand, and one household is asked at a time."""
    home = on_rsa()
    _present, working = followed(estimator, home)
    entered: list[ReceivedRight] = []
    for month in working:
        asked = in_month(home, [JOB], month.month)
        until_now = tuple(replace(r, last=NOW.plus(-1)) for r in home.received)
        estimate = estimator.estimate(replace(asked, received=(*until_now, *entered)))
        for right in RIGHTS:
            assert paid(month, right) == Money(round(of(estimate, right) * 100)), month.month
        assert month.income == estimate.budget.income
        entered += [
            ReceivedRight(
                right=paid_right.right, amount=paid_right.most, first=month.month, last=month.month
            )
            for paid_right in month.rights
        ]


def test_what_the_model_does_not_compute_goes_on(estimator: Estimator) -> None:
    home = household(
        person(activity="inactive", disability_rate="80_plus"),
        received=[{"right": "pch", "amount": 400, "from": "2025-01", "to": "2026-11"}],
    )
    seen: list[Household] = []

    def ask(homes: list[Household]) -> list[object]:
        seen.extend(homes)
        return list(estimator.estimate_many(homes))

    follow(home, [()], ask, first=NOW)  # type: ignore[arg-type]  # a spy
    last = [entry for entry in seen[-1].received if entry.right == "pch"]
    assert last[-1].last == NOW.plus(11)


def test_the_months_begin_where_they_are_asked(estimator: Estimator) -> None:
    told: list[tuple[int, int]] = []
    (path,) = follow(
        on_rsa(),
        [()],
        asking(estimator),
        first=NOW.plus(2),
        told=lambda done, of_all: told.append((done, of_all)),
    )
    assert [path[0].month, path[-1].month] == [NOW.plus(2), NOW.plus(13)]
    assert told[-1] == (14, 14)
