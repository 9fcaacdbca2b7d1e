"""The cost of filing one month later, in words, by the opening rule of the right."""

from __future__ import annotations

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.catalogue import Opening, OpeningRule
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.waiting import waiting_of
from tests.support.engines import answer, monthly
from tests.support.hands import plain

NOVEMBER = Month(2026, 11)
RSA = load_catalogue().right("rsa")


def said(rule: OpeningRule, amount: Range | None, *, month: Month = NOVEMBER,
         confidence: Confidence = Confidence.HIGH) -> str:  # fmt: skip
    opening = Opening(rule=rule, text="selon la décision", confidence=confidence)
    right = RSA.model_copy(update={"opening": opening})
    found = waiting_of(answer("rsa", amount=amount), right, month)
    assert found is not None
    return plain(found.sentence)


@pytest.mark.parametrize(
    ("rule", "amount", "words"),
    [
        (
            OpeningRule.MONTH_OF_CLAIM,
            monthly(573),
            "Déposée en décembre plutôt qu'en novembre : 573 € perdus.",
        ),
        (
            OpeningRule.MONTH_OF_CLAIM,
            monthly(0, 573),
            "Déposée en décembre plutôt qu'en novembre : jusqu'à 573 € perdus.",
        ),
        (
            OpeningRule.MONTH_OF_CLAIM,
            monthly(200, 573),
            "Déposée en décembre plutôt qu'en novembre : de 200 € à 573 € perdus.",
        ),
        (OpeningRule.MONTH_OF_CLAIM, None, "un mois perdu."),
        (OpeningRule.MONTH_AFTER_CLAIM, monthly(100), "Le droit s'ouvre le mois qui suit le dépôt"),
        (OpeningRule.DAY_OF_CLAIM, monthly(100), "Chaque jour d'attente est perdu."),
        (OpeningRule.MONTH_AFTER_EVENT, monthly(100), "Attendre ne fait rien perdre"),
        (OpeningRule.AUTOMATIC, monthly(100), "Rien à déposer"),
        (OpeningRule.OTHER, monthly(100), "Ouverture du droit : selon la décision."),
    ],
)
def test_each_opening_rule_says_what_waiting_costs(
    rule: OpeningRule, amount: Range | None, words: str
) -> None:
    assert words in said(rule, amount)


def test_the_year_is_said_where_it_changes() -> None:
    words = said(OpeningRule.MONTH_OF_CLAIM, monthly(573), month=Month(2026, 12))

    assert words.startswith("Déposée en janvier 2027 plutôt qu'en décembre 2026 : 573 €")


def test_a_rule_that_is_not_sure_says_so() -> None:
    words = said(OpeningRule.MONTH_OF_CLAIM, monthly(573), confidence=Confidence.MEDIUM)

    assert words.endswith("Règle d'ouverture à vérifier auprès de l'organisme.")


def test_a_yearly_amount_is_not_lost_by_the_month() -> None:
    yearly = Range(min=Money.euros(426), max=Money.euros(426), period=Period.YEAR)

    assert said(OpeningRule.MONTH_OF_CLAIM, yearly).endswith("un mois perdu.")


def test_nothing_is_lost_of_what_is_refused_or_paid() -> None:
    refused = answer("rsa", Outcome.NO)
    paid = answer("rsa", amount=monthly(573), received=Money.euros(573))

    assert waiting_of(refused, RSA, NOVEMBER) is None
    assert waiting_of(paid, RSA, NOVEMBER) is None


def test_every_right_of_the_catalogue_says_something_of_waiting() -> None:
    catalogue = load_catalogue()
    for code in catalogue.codes():
        right = catalogue.right(code)
        found = waiting_of(answer(code, amount=monthly(100)), right, NOVEMBER)
        assert (found is not None) == (right.opening is not None)
