"""Amounts written by hand from the published scales of April 2026, to the cent.

The base of family benefits (BMAF) is 478.16 €, the base of the RSA 651.69 €. What is paid of
family benefits is net of a CRDS of 0.5 %, except the AEEH, which bears none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.households import child, household, of, paid, person, rented

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator

RSA, BMAF, KEPT = 651.69, 478.16, 0.995
HOMELESS = {"tenure": "homeless", "commune": "44109"}
HOSTED = {"tenure": "hosted", "commune": "44109"}
YOUNG = ("2021-02-01", "2018-02-01", "2016-02-01", "2013-02-01")  # all of them without majoration
AF = {1: 0.0, 2: 0.32, 3: 0.73, 4: 1.14}
COUPLE = (person(), person("partner", birth_date="1991-01-01"))


def children(number: int, **facts: Any) -> list[dict[str, Any]]:
    return [child(born, **facts) for born in YOUNG[:number]]


@pytest.mark.parametrize(
    ("adults", "number", "scale", "rate"),
    [
        (1, 0, 1.0, 0.12), (2, 0, 1.5, 0.16), (1, 1, 1.5, 0.16), (2, 1, 1.8, 0.165),
        (1, 2, 1.8, 0.165), (2, 2, 2.1, 0.165), (1, 3, 2.2, 0.165), (2, 3, 2.5, 0.165),
        (2, 4, 2.9, 0.165),
    ],
)  # fmt: skip
@pytest.mark.parametrize("home", [HOMELESS, HOSTED], ids=["homeless", "hosted"])
def test_the_rsa_follows_its_scale(
    adults: int, number: int, scale: float, rate: float, home: dict[str, Any],
    estimator: Estimator,
) -> None:  # fmt: skip
    """The 3rd person of the family counts 0.3, each further child 0.4 from the third child on."""
    cf = 0.4165 * BMAF if number >= 3 else 0.0
    size_scale = {0.12: 1.0, 0.16: 1.5, 0.165: 1.8}[rate]
    deducted = rate * size_scale * RSA if home is HOSTED else 0.0
    expected = scale * RSA - AF.get(number, 0.0) * BMAF - cf - deducted

    estimate = estimator.estimate(
        household(*COUPLE[:adults], *children(number, other_parent="pays"), housing=home)
    )

    assert of(estimate, "rsa") == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([person(pregnant_due="2027-03-10")], 1.28412 * RSA),
        (
            [person(), child("2025-03-10", other_parent="pays")],
            1.71216 * RSA - 0.4165 * BMAF,
        ),
    ],
)
def test_the_majorated_rsa_follows_its_scale(
    people: list[dict[str, Any]], expected: float, estimator: Estimator
) -> None:
    assert of(estimator.estimate(household(*people, housing=HOMELESS)), "rsa") == pytest.approx(
        expected, abs=0.03
    )


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_family_allowances_follow_their_scale(number: int, estimator: Estimator) -> None:
    estimate = estimator.estimate(household(*COUPLE, *children(number)))

    assert of(estimate, "allocations_familiales") == pytest.approx(
        AF[number] * BMAF * KEPT, abs=0.02
    )
    expected = 0.6248 * BMAF * KEPT if number >= 3 else 0.0
    assert of(estimate, "complement_familial") == pytest.approx(expected, abs=0.02)


def test_family_allowances_are_halved_then_quartered_by_income(estimator: Estimator) -> None:
    def amount(income: float) -> float:
        home = household(*COUPLE, *children(2), tax={"reference_income": {"2024": income}})
        return of(estimator.estimate(home), "allocations_familiales")

    full = 0.32 * BMAF * KEPT
    assert amount(60_000) == pytest.approx(full, abs=0.02)
    assert amount(90_000) == pytest.approx(full / 2, abs=0.02)
    assert amount(150_000) == pytest.approx(full / 4, abs=0.02)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_asf_follows_its_scale(number: int, estimator: Estimator) -> None:
    home = household(person(), *children(number, other_parent="does_not_pay"))

    assert of(estimator.estimate(home), "asf") == pytest.approx(
        number * 0.422 * BMAF * KEPT, abs=0.03
    )


def test_the_paje_follows_its_scale(estimator: Estimator) -> None:
    infant = household(*COUPLE, child("2025-09-01"))
    expecting = household(person(pregnant_due="2027-02-10"), COUPLE[1])

    assert of(estimator.estimate(infant), "paje_allocation_base") == pytest.approx(
        0.4165 * BMAF * KEPT, abs=0.02
    )
    assert of(estimator.estimate(expecting), "prime_naissance_adoption") == pytest.approx(
        2.2975 * BMAF * KEPT, abs=0.02
    )


@pytest.mark.parametrize(
    ("born", "rate"), [("2018-02-01", 0.8972), ("2014-02-01", 0.9467), ("2009-02-01", 0.9795)]
)
def test_the_ars_follows_its_scale(born: str, rate: float, estimator: Estimator) -> None:
    assert of(estimator.estimate(household(*COUPLE, child(born))), "ars") == pytest.approx(
        rate * BMAF * KEPT, abs=0.02
    )


@pytest.mark.parametrize(
    ("category", "rate", "alone"),
    [(0, 0.0, 0.0), (1, 0.24, 0.0), (2, 0.65, 0.13), (3, 0.92, 0.18), (4, 1.4257, 0.57),
     (5, 1.8221, 0.73)],
)  # fmt: skip
def test_the_aeeh_follows_the_category_of_its_complement(
    category: int, rate: float, alone: float, estimator: Estimator
) -> None:
    """Base 32 % of the BMAF, then the complement, more for a lone parent (CSS D541-1 to D541-4)."""
    disabled = child("2016-02-01", disability_rate="80_plus", aeeh_complement=category)

    couple = estimator.estimate(household(*COUPLE, disabled))
    parent = estimator.estimate(household(person(), {**disabled, "other_parent": "pays"}))

    assert of(couple, "aeeh") == pytest.approx((0.32 + rate) * BMAF, abs=0.02)
    assert of(parent, "aeeh") == pytest.approx((0.32 + rate + alone) * BMAF, abs=0.02)


@pytest.mark.parametrize(("adults", "ceiling"), [(1, 10339), (2, 15508)])
@pytest.mark.parametrize(
    ("above", "kind"),
    [(0.97, "gratuite"), (1.03, "avec participation"), (1.32, "avec participation"), (1.38, "")],
)
def test_the_c2s_follows_its_ceilings(
    adults: int, ceiling: int, above: float, kind: str, estimator: Estimator
) -> None:
    """Alimony counts in full; the homeless have no flat rate for housing."""
    receiver = person(resources=[paid("alimony_received", round(ceiling * above / 12))])
    answer = estimator.estimate(household(receiver, *COUPLE[1:adults], housing=HOMELESS)).of("c2s")

    assert answer.variant == kind


def test_the_aspa_of_a_couple_follows_its_ceiling(estimator: Estimator) -> None:
    old = {"activity": "retired"}
    alone = person(birth_date="1955-01-01", **old)
    both = (alone, person("partner", birth_date="1956-01-01", **old))

    assert of(estimator.estimate(household(alone)), "aspa") == pytest.approx(1043.59, abs=0.02)
    couple = household(*both, couple="married", housing=rented())
    assert of(estimator.estimate(couple), "aspa") == pytest.approx(1620.18, abs=0.02)
