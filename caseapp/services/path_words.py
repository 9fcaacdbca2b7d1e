"""What to expect of the months to come, in a sentence: what stops, what begins, and when."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from caseapp.domain.scenario import PathMonth
    from caseapp.kernel.calendar import Month

_NOTABLE = Money.euros(10)  # a smaller step is not worth a word
_NAMED = {
    "rsa": "le RSA",
    "prime_activite": "la prime d'activité",
    "aide_logement": "l'aide au logement",
    "aah": "l'AAH",
    "mva": "la MVA",
    "ass": "l'ASS",
    "asi": "l'ASI",
    "aspa": "l'ASPA",
    "asf": "l'ASF",
    "paje_allocation_base": "l'allocation de base de la PAJE",
    "complement_familial": "le complément familial",
    "aeeh": "l'AEEH",
}
_PLURAL = {"allocations_familiales": "les allocations familiales"}


def expectation(months: Sequence[PathMonth], name: Callable[[str], str]) -> str:
    """Return « Le RSA s'arrête en mars 2027 ; la prime d'activité commence en février 2027 ».

    `name` gives the short name of a right that has no article here.
    """
    codes = dict.fromkeys(paid.right for month in months for paid in month.rights)
    told = [(when, words) for code in codes for when, words in _of_right(code, months, name)]
    if not told:
        return "Sur ces douze mois, les droits ne changent pas."
    told.sort(key=lambda item: item[0])
    text = " ; ".join(words for _when, words in told)
    return typeset(f"{text[:1].upper()}{text[1:]}.")


def _of_right(
    code: str, months: Sequence[PathMonth], name: Callable[[str], str]
) -> Iterator[tuple[Month, str]]:
    many = code in _PLURAL
    who = _PLURAL.get(code) or _NAMED.get(code) or f"« {name(code)} »"
    ends = "nt" if many else ""
    amounts = [(month.month, _amount(month, code)) for month in months]
    steps = [(month, before, after) for (_m, before), (month, after) in pairwise(amounts)]
    starts = [(month, after) for month, before, after in steps if after and not before]
    stops = [month for month, before, after in steps if before and not after]
    moves = [step for step in steps if step[1] and step[2] and _is_notable(*step[1:])]
    for month, first in starts:
        last = amounts[-1][1]
        more = f", puis {_euros(last)}" if last and not stops and _is_notable(first, last) else ""
        yield month, f"{who} commence{ends} en {french.month(month)} ({_euros(first)}/mois{more})"
    for month in stops:
        falls = [step[0] for step in moves if step[0] < month and step[2] < step[1]]
        fall = f"baisse{ends} en {french.month(falls[0])} et " if falls and not starts else ""
        yield month, f"{who} {fall}s'arrête{ends} en {french.month(month)}"
    if moves and not starts and not stops:
        yield _moved(who, ends, moves)


def _is_notable(before: Money, after: Money) -> bool:
    return abs((after - before).cents) >= _NOTABLE.cents


def _moved(who: str, ends: str, moves: Sequence[tuple[Month, Money, Money]]) -> tuple[Month, str]:
    """Tell one step, or several as one: from the first amount to the last."""
    first, last = moves[0], moves[-1]
    span = f"en {french.month(first[0])}"
    if len(moves) > 1:
        span = f"entre {french.month(first[0])} et {french.month(last[0])}"
    return first[0], f"{who} passe{ends} de {_euros(first[1])} à {_euros(last[2])} {span}"


def _amount(month: PathMonth, code: str) -> Money:
    paid = month.of(code)
    if paid is None:
        return ZERO
    return paid.most if paid.is_likely else paid.least  # what may be nothing starts nothing


def _euros(amount: Money) -> str:
    return french.euros(amount, cents=False)
