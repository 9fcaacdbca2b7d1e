"""What waiting one month more costs: the opening rule of a right, and its amount.

« Déposée en décembre plutôt qu'en novembre : 573 € perdus. »
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel import french
from caseapp.kernel.money import ZERO
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue import OpeningRule

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money
    from caseapp.rules.catalogue import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The cost of filing a month later; no amount where it is not known, or nothing is lost."""

    sentence: str = field(repr=False)
    basis: str
    lost: tuple[Money, Money] | None = field(default=None, repr=False)  # least and most, a month


def waiting_of(answer: RightEstimate, right: Right, month: Month) -> Waiting | None:
    """Return what filing the month after `month` costs; None where there is nothing to file.

    A right that is refused, or in payment already, is not waited for.
    """
    opening = right.opening
    if opening is None or answer.outcome is Outcome.NO or (answer.received or ZERO) > ZERO:
        return None
    match opening.rule:
        case OpeningRule.AUTOMATIC:
            sentence, lost = "Rien à déposer : ce droit s'ouvre de lui-même.", None
        case OpeningRule.MONTH_AFTER_EVENT:
            limit = f" ({right.limitation.text})" if right.limitation else ""
            sentence = (
                "Attendre ne fait rien perdre dans le délai de prescription"
                f"{limit} : le droit remonte au mois qui suit l'événement."
            )
            lost = None
        case OpeningRule.OTHER:
            sentence, lost = f"Ouverture du droit : {opening.text}.", None
        case _:
            lost = _lost(answer)
            sentence = _late(opening.rule, lost, month)
    if opening.confidence is not Confidence.HIGH and opening.rule is not OpeningRule.OTHER:
        sentence += " Règle d'ouverture à vérifier auprès de l'organisme."
    return Waiting(sentence=typeset(sentence), basis=opening.basis, lost=lost)


def _lost(answer: RightEstimate) -> tuple[Money, Money] | None:
    amount = answer.amount
    if amount is None or amount.period is not Period.MONTH or not amount.max:
        return None
    return amount.min, amount.max


def _late(rule: OpeningRule, lost: tuple[Money, Money] | None, month: Month) -> str:
    """Return « Déposée en décembre plutôt qu'en novembre : 573 € perdus »."""
    late, now = french.month(month.plus(1)), french.month(month)
    if late[-4:] == now[-4:]:
        late, now = late[:-5], now[:-5]
    if rule is OpeningRule.DAY_OF_CLAIM:
        start = "Chaque jour d'attente est perdu. "
    elif rule is OpeningRule.MONTH_AFTER_CLAIM:
        start = "Le droit s'ouvre le mois qui suit le dépôt. "
    else:
        start = ""
    late_words = f"Déposée en {late} plutôt qu'en {now} : "
    return start + late_words + _amount(lost)


def _amount(lost: tuple[Money, Money] | None) -> str:
    if lost is None:
        return "un mois perdu."
    least, most = lost
    if least == most:
        return f"{french.euros(most, cents=False)} perdus."
    if not least:
        return f"jusqu'à {french.euros(most, cents=False)} perdus."
    low, high = (french.euros(amount, cents=False) for amount in lost)
    return f"de {low} à {high} perdus."
