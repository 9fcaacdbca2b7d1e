"""An estimate as a table for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Period
from caseapp.exchange.faults import typeset
from caseapp.kernel import french
from caseapp.kernel.french import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseapp.domain.estimate import Estimate, Range, RightEstimate
    from caseapp.rules.catalogue_loader import Catalogue

_OUTCOMES = {Outcome.LIKELY: "probable", Outcome.TO_CHECK: "à vérifier", Outcome.NO: "non"}
_CONFIDENCE = {Confidence.HIGH: "haute", Confidence.MEDIUM: "moyenne", Confidence.LOW: "basse"}
_PERIODS = {Period.MONTH: "/mois", Period.YEAR: "/an", Period.ONCE: " une fois"}
_HEADINGS = ("Droit", "Résultat", "Demandé ce mois-ci", "Ensuite", "Déjà perçu", "Confiance")
_ON_THE_RIGHT = {2, 3, 4}


def table(name: str, estimate: Estimate, catalogue: Catalogue) -> str:
    """Return the answers that were computed, what they lack, and how many rights there are besides."""
    answers = [
        right for outcome in _OUTCOMES for right in estimate.rights if right.outcome is outcome
    ]
    rows = [_HEADINGS, *(_row(right, catalogue) for right in answers)]
    budget = estimate.budget
    lines = [
        typeset(
            f"{name} : {french.month(estimate.month)}, estimation du {french.day(estimate.date)} "
            f"({estimate.engine}, catalogue du {estimate.catalogue})"
        ),
        "",
        *_aligned(rows),
        "",
        typeset(
            f"Par mois : {french.euros(budget.income)} de ressources, "
            f"{french.euros(budget.rights)} de droits estimés (montants « ensuite »)."
        ),
        *_remarks(answers, catalogue),
        *_others(estimate),
        "",
    ]
    return "\n".join(lines)


def _row(right: RightEstimate, catalogue: Catalogue) -> tuple[str, ...]:
    variant = f" ({right.variant})" if right.variant else ""
    return (
        _name(right, catalogue) + variant,
        _OUTCOMES[right.outcome],
        _amount(right.amount),
        _amount(right.later),
        "" if right.received is None else french.euros(right.received) + "/mois",
        _CONFIDENCE[right.confidence],
    )


def _name(right: RightEstimate, catalogue: Catalogue) -> str:
    return catalogue.right(right.right).short_name


def _amount(amount: Range | None) -> str:
    if amount is None:
        return ""
    most = french.euros(amount.max) + _PERIODS[amount.period]
    if amount.min == amount.max:
        return most
    return f"{french.number(amount.min.in_euros, 2)} à {most}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = (
            cell.rjust(width) if column in _ON_THE_RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
        if number == 0:
            yield "  ".join("─" * width for width in widths)


def _remarks(answers: Sequence[RightEstimate], catalogue: Catalogue) -> Iterator[str]:
    for right in answers:
        name = _name(right, catalogue)
        for missing in right.missing:
            effect = f", de {_amount(missing.effect)}" if missing.effect else ""
            yield typeset(f"- {name} : à savoir, {missing.label} ({missing.path}){effect}")
        for condition in right.conditions:
            if right.outcome is Outcome.NO and condition.met is False:
                yield typeset(f"- {name} : {condition.text}")
        for note in right.notes:
            yield typeset(f"- {name} : {note}")
    assumed = list(dict.fromkeys(path for right in answers for path in right.assumed))
    if assumed:
        yield typeset(f"Supposé, faute d'indication : {', '.join(assumed)}.")


def _others(estimate: Estimate) -> Iterator[str]:
    count = sum(right.outcome is Outcome.NOT_COMPUTED for right in estimate.rights)
    if count:
        words = french.plural(count, "autre droit", "autres droits")
        yield typeset(
            f"{words} du catalogue ne se{NO_BREAK}calculent pas : leurs conditions sont dans --json."
        )
