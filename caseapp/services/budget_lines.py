"""A budget as the lines of a table: parts with their totals, what is left, the rates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.facts import NoFact
from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from caseapp.kernel.money import Money
    from caseapp.services.budget_rows import BudgetPage, BudgetPart, BudgetSide

UNKNOWN = "inconnu"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTableLine:
    """One line: its words, what it is now and then in words, and whether it is a total."""

    key: str
    label: str = field(repr=False)
    hint: str = field(default="", repr=False)
    now: str = field(repr=False)
    then: str = field(repr=False)
    is_total: bool = False
    is_unknown: bool = False
    rises: bool | None = None  # whether `then` is better than `now`; None where it is the same


def table_lines(page: BudgetPage) -> tuple[BudgetTableLine, ...]:
    """Return the lines of a budget; what goes out is negative."""
    return tuple(_lines(page))


def _lines(page: BudgetPage) -> Iterator[BudgetTableLine]:
    now, then = page.now, page.then
    yield from _parts("resource", page.resources, page, sign=1)
    yield from _parts("right", page.rights, page, sign=1)
    if not page.has_resources:  # nothing entered is not 0: what is left cannot be told either
        yield from _charges(page)
        for label in ("Ressources", "Reste à vivre", "Par jour et par personne"):
            yield BudgetTableLine(
                key=label, label=label, now=UNKNOWN, then="", is_total=True, is_unknown=True
            )
        return
    yield _total("Ressources", now.resources, then.resources if then else None)
    yield from _charges(page)
    yield _total("Reste à vivre", now.left, then.left if then else None)
    yield _total(
        "Par jour et par personne",
        now.per_day_and_person,
        then.per_day_and_person if then else None,
    )
    for label, rate in (
        ("Taux d'effort logement", "effort"),
        ("Taux d'effort net de l'aide au logement", "net_effort"),
        ("Part des dettes dans les ressources", "debt_rate"),
    ):
        yield BudgetTableLine(
            key=rate,
            label=label,
            now=percent(getattr(now, rate)),
            then=percent(getattr(then, rate)) if then else "",
        )


def _charges(page: BudgetPage) -> Iterator[BudgetTableLine]:
    now, then = page.now, page.then
    yield from _parts("housing", page.housing, page, sign=-1)
    yield from _parts("charge", page.charges, page, sign=-1)
    yield from _parts("debt", page.debts, page, sign=-1)
    yield _total("Charges et dettes", -_going(now), -_going(then) if then else None)


def percent(rate: Decimal | None) -> str:
    """Return « 34 % », or « — » where it cannot be told."""
    return "—" if rate is None else f"{french.number(rate)}{french.NO_BREAK}%"


def _going(side: BudgetSide) -> Money:
    return side.housing + side.charges + side.debts


def _parts(
    kind: str, parts: Sequence[BudgetPart], page: BudgetPage, *, sign: int
) -> Iterator[BudgetTableLine]:
    for place, part in enumerate(parts):
        yield BudgetTableLine(
            key=f"{kind}/{place}",
            label=part.label,
            hint=part.hint,
            now=_words(part.now, sign),
            then=_words(part.then, sign) if page.then is not None else "",
            is_unknown=isinstance(part.now, NoFact) or isinstance(part.then, NoFact),
            rises=_rises(part.now, part.then),
        )


def _total(label: str, now: Money, then: Money | None) -> BudgetTableLine:
    return BudgetTableLine(
        key=label,
        label=label,
        now=french.euros(now),
        then="" if then is None else french.euros(then),
        is_total=True,
        rises=None if then is None else _rises(now, then),
    )


def _words(amount: Money | NoFact, sign: int) -> str:
    if isinstance(amount, NoFact):
        return UNKNOWN
    return french.euros(amount if sign > 0 else -amount)


def _rises(now: Money | NoFact, then: Money | NoFact) -> bool | None:
    if isinstance(now, NoFact) or isinstance(then, NoFact) or now == then:
        return None
    return then > now
