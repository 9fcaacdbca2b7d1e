"""The words of a right and of its estimate, for the panel and for the clipboard."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.french import NO_BREAK
from caseapp.services.assumptions import assumption_words
from caseapp.ui.wording import CONFIDENCES, OUTCOMES, amount

if TYPE_CHECKING:
    from caseapp.domain.estimate import Condition, Step
    from caseapp.rules.catalogue import Right
    from caseapp.services.estimate_rows import RightRow

__all__ = ["NO_BREAK", "condition", "free_claim", "plain_text", "step_value", "title", "why"]

_MARKS = {True: "rempli", False: "non rempli", None: "à vérifier"}


def title(row: RightRow) -> str:
    """Return « Aide au logement (APL) »."""
    return f"{row.name} ({row.variant})" if row.variant else row.name


def why(row: RightRow) -> str:
    """Return the reason of the answer: the condition that fails, or those that hold."""
    conditions = row.answer.conditions
    if row.outcome is Outcome.NOT_COMPUTED:
        return "Ce droit n'est pas calculé par le programme : ses conditions sont indiquées."
    if row.outcome is Outcome.NO:
        failed = [c.text for c in conditions if c.met is False]
        return (
            f"Pourquoi : {' ; '.join(failed)}." if failed else "Aucun montant dans cette situation."
        )
    if row.outcome is Outcome.TO_CHECK:
        doubtful = [c.text for c in conditions if c.met is None]
        return f"À vérifier : {' ; '.join(doubtful)}." if doubtful else "Dépend de ce qui manque."
    return f"Pour {row.agency} : les conditions connues sont remplies."


def condition(of: Condition) -> str:
    """Return a condition with its state in words: a mark never speaks alone."""
    return f"{of.text} — {_MARKS[of.met]}"


def step_value(step: Step) -> str:
    """Return the value of a step with its unit."""
    value = Decimal(str(step.value))
    if step.unit.startswith("€"):
        per = step.unit.removeprefix("€")
        return f"{french.number(value, 2)}{NO_BREAK}€{per}"
    decimals = 0 if value == value.to_integral_value() else 2
    return f"{french.number(value, decimals)}{NO_BREAK}{step.unit}".strip()


def free_claim(right: Right) -> str:
    """Return how to claim, free of charge, and when the right opens."""
    parts = []
    if right.channel.online:
        parts.append("En ligne, ci-dessous")
    if right.channel.form is not None:
        parts.append(f"formulaire {right.channel.form.number}")
    if right.channel.place:
        parts.append(right.channel.place)
    text = ", ou ".join(parts[:2]) + (f" ({parts[2]})" if len(parts) > 2 else "")
    opening = f" Ouverture du droit : {right.opening.text}." if right.opening else ""
    return f"{text}. Toujours gratuit.{opening}" if text else f"Toujours gratuit.{opening}"


def plain_text(row: RightRow, right: Right) -> str:
    """Return everything the panel says, a line each."""
    answer = row.answer
    lines = [title(row), f"{OUTCOMES[row.outcome][0]} : {amount(row.amount)}", why(row)]
    if row.later is not None:
        lines.append(f"Ensuite : {amount(row.later)}")
    lines += [
        f"{step.label} : {step_value(step)}" + (f" ({step.source})" if step.source else "")
        for step in answer.steps
    ]
    lines += [f"Manque : {part.label}" for part in row.missing]
    lines += [condition(c) + (f" ({c.source})" if c.source else "") for c in answer.conditions]
    lines.append(f"Résultat {CONFIDENCES[answer.confidence][0]}.")
    lines += [*answer.notes, *(f"Supposé : {text}" for text in assumption_words(answer.assumed))]
    lines.append(free_claim(right))
    lines += right.channel.online
    lines.append("Références : " + ", ".join(basis.article for basis in right.legal_basis))
    return "\n".join(lines)
