"""An estimate as a table for a person at a terminal."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.answer_words import CONFIDENCES, OUTCOMES, PER
from caseapp.services.assumptions import assumption_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caseapp.domain.estimate import Estimate, Range, RightEstimate
    from caseapp.rules.catalogue_loader import Catalogue

_OPEN = (Outcome.LIKELY, Outcome.TO_CHECK)
_HEADINGS = ("Droit", "Résultat", "Demandé ce mois-ci", "Ensuite", "Déjà perçu", "Confiance")
_ON_THE_RIGHT = {2, 3, 4}
_WIDTH = 96


def table(name: str, estimate: Estimate, catalogue: Catalogue) -> str:
    """Return what may be asked, what is lacking to say more, and what is not due and why."""
    names = {r.right: catalogue.right(r.right).short_name for r in estimate.rights}
    asked = [r for outcome in _OPEN for r in estimate.rights if r.outcome is outcome]
    refused = [r for r in estimate.rights if r.outcome is Outcome.NO]
    budget = estimate.budget
    return "\n".join(
        (
            typeset(
                f"{name} : {french.month(estimate.month)}, estimation du {french.day(estimate.date)} "
                f"({estimate.engine}, catalogue du {estimate.catalogue})"
            ),
            "",
            *_aligned([_HEADINGS, *(_row(right, names) for right in asked)], ruled=True),
            "",
            typeset(
                f"Par mois : {french.euros(budget.income)} de ressources, "
                f"{french.euros(budget.rights)} de droits estimés (montants « ensuite »)."
            ),
            *_part("À savoir", _remarks(asked, names)),
            *_part("Pas de droit", _aligned([_refusal(right, names) for right in refused])),
            *_part("Supposé, faute d'indication", _assumed(estimate.rights)),
            *_part("Non calculés, conditions dans --json", _others(estimate, names)),
            "",
        )
    )


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [f"  {line}" for line in lines]
    if found:
        yield ""
        yield title
        yield from found


def _row(right: RightEstimate, names: Mapping[str, str]) -> tuple[str, ...]:
    return (
        names[right.right] + _variant(right),
        OUTCOMES[right.outcome],
        _amount(right.amount),
        _amount(right.later),
        "" if right.received is None else french.euros(right.received) + "/mois",
        CONFIDENCES[right.confidence],
    )


def _variant(right: RightEstimate) -> str:
    if not right.variant:
        return ""
    words = right.variant.upper() if right.right == "aide_logement" else right.variant
    return f" ({words})"


def _refusal(right: RightEstimate, names: Mapping[str, str]) -> tuple[str, str]:
    unmet = [condition.text for condition in right.conditions if condition.met is False]
    return names[right.right], typeset(f"non remplie : {unmet[0]}") if unmet else ""


def _amount(amount: Range | None) -> str:
    if amount is None:
        return ""
    most = french.euros(amount.max) + PER[amount.period]
    if amount.min == amount.max:
        return most
    return f"{french.number(amount.min.in_euros, 2)} à {most}"


def _aligned(rows: Sequence[Sequence[str]], *, ruled: bool = False) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = (
            cell.rjust(width) if column in _ON_THE_RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
        if ruled and number == 0:
            yield "  ".join("─" * width for width in widths)


def _remarks(answers: Sequence[RightEstimate], names: Mapping[str, str]) -> Iterator[str]:
    notes: dict[str, list[str]] = {}
    for right in answers:
        name = names[right.right]
        for missing in right.missing:
            effect = f", de {_amount(missing.effect)}" if missing.effect else ""
            yield typeset(f"{name} : il manque « {missing.label} » ({missing.path}){effect}.")
        for note in right.notes:
            notes.setdefault(note, []).append(name)
    for note, concerned in notes.items():
        yield typeset(f"{', '.join(concerned)} : {note}")


def _assumed(rights: Sequence[RightEstimate]) -> Iterator[str]:
    paths = dict.fromkeys(path for right in rights for path in right.assumed)
    yield from wrap(typeset(" ; ".join(assumption_words(paths))), _WIDTH)


def _others(estimate: Estimate, names: Mapping[str, str]) -> Iterator[str]:
    others = (names[r.right] for r in estimate.rights if r.outcome is Outcome.NOT_COMPUTED)
    yield from wrap(", ".join(others), _WIDTH)
