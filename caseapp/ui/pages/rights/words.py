"""The words of a right and of its estimate, for the table, the panel and the clipboard."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.french import NO_BREAK
from caseapp.services.assumptions import assumption_words
from caseapp.services.estimate_rows import RightAction
from caseapp.ui.wording import CONFIDENCES, OUTCOMES, amount, capital

if TYPE_CHECKING:
    from caseapp.domain.estimate import Condition, Step
    from caseapp.rules.catalogue import Right
    from caseapp.services.estimate_rows import MissingPart, RightRow

_MARKS = {True: "remplie", False: "non remplie", None: "à vérifier"}
_LONGEST = 50  # of a situation on its row; the panel tells the whole


def shown_amount(row: RightRow) -> str:
    """Return the amount, or the kind where the right pays nothing by itself; « — » for a no."""
    if row.outcome is Outcome.NO:
        return "—"
    if row.amount is None and row.variant:
        return row.variant
    return amount(row.amount)


def later(row: RightRow) -> str:
    """Return « puis ≈ 333 €/mois », once the other rights count as resources."""
    return f"puis {amount(row.later)}" if row.later is not None else ""


def situation(row: RightRow) -> str:
    """Return the situation, short enough for its row; the button says what to do about it."""
    lacking = [part.label for part in row.missing if part.path]
    text = capital(lacking[0] if row.action is RightAction.COMPLETE else row.situation)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"


def gap(row: RightRow) -> str:
    """Return « écart +14 € » where what is received differs from the estimate."""
    if row.gap is None or not row.gap:
        return ""
    sign = "+" if row.gap.cents > 0 else "\N{MINUS SIGN}"
    size = max(row.gap, -row.gap)
    return f"écart {sign}{french.euros(size, cents=bool(size.cents % 100))}"


def why(row: RightRow) -> str:
    """Return the reason of the answer: the condition that fails, or those that hold."""
    conditions = row.answer.conditions
    match row.outcome:
        case Outcome.NOT_COMPUTED:
            return "Ce droit n'est pas calculé par le programme : voici ses conditions."
        case Outcome.NO:
            failed = [c.text for c in conditions if c.met is False]
            return _listed("Condition non remplie", failed) or "Aucun montant dans cette situation."
        case Outcome.TO_CHECK:
            doubtful = [c.text for c in conditions if c.met is None]
            return _listed("À vérifier", doubtful) or "Le résultat dépend de ce qui manque."
        case Outcome.LIKELY:
            met = sum(c.met is True for c in conditions)
            known = "la condition connue est remplie" if met == 1 else ""
            known = known or f"les {met} conditions connues sont remplies"
            return f"Pourquoi : {known}." if met else "D'après ce qui est connu du foyer."


def _listed(start: str, parts: list[str]) -> str:
    return f"{start} : {' ; '.join(parts)}." if parts else ""


def condition(of: Condition) -> str:
    """Return a condition with its state in words: a mark never speaks alone."""
    return f"{capital(of.text)} : {_MARKS[of.met]}"


def effect(part: MissingPart) -> str:
    """Return what a missing fact changes."""
    return "" if part.effect is None else f"Change ce droit : {amount(part.effect)}"


def confidence(row: RightRow) -> str:
    """Return how sure the result is, and why."""
    word, _tone = CONFIDENCES[row.confidence]
    if row.missing:
        reason = f"{french.plural(len(row.missing), 'information')} à compléter"
    elif row.confidence is Confidence.HIGH and row.answer.assumed:
        reason = "si ce qui est supposé ci-dessous est juste"
    elif row.confidence is Confidence.HIGH:
        reason = "tout ce que demande ce droit est connu"
    elif row.answer.assumed:
        reason = "une partie de la situation est supposée"
    else:
        reason = "la règle laisse une part d'appréciation"
    return f"Résultat {word} : {reason}."


def assumed(row: RightRow) -> str:
    """Return what was taken by default."""
    found = assumption_words(row.answer.assumed)
    return f"Supposé, faute d'indication : {' ; '.join(found)}." if found else ""


def step_value(step: Step) -> str:
    """Return the value of a step with its unit."""
    value = Decimal(str(step.value))
    if step.unit.startswith("€"):
        per = step.unit.removeprefix("€")
        return f"{french.number(value, 2)}{NO_BREAK}€{per}"
    decimals = 0 if value == value.to_integral_value() else 2
    return f"{french.number(value, decimals)}{NO_BREAK}{step.unit}".strip()


def free_claim(right: Right) -> str:
    """Return how to claim, free of charge."""
    channel, ways = right.channel, []
    if channel.online:
        ways.append("en ligne")
    if channel.form is not None:
        ways.append(_by_form(channel.form.number))
    elif channel.paper:
        ways.append("sur papier")
    place = f"{capital(channel.place)}. " if channel.place else ""
    way = f"{capital(' ou '.join(ways))}. " if ways else ""
    return f"{way}{place}Toujours gratuit."


def _by_form(number: str) -> str:
    """Return « par le formulaire cerfa n° 12324 », or what the catalogue says instead of one."""
    if number.startswith("cerfa"):
        return f"par le formulaire {number}"
    if number.startswith("formulaire"):
        return f"par le {number}"
    if number.startswith("aucun"):
        return "sans formulaire particulier"
    return f"sur papier ({number})"


def opening(right: Right) -> str:
    """Return from when the right is paid."""
    return f"Ouverture du droit : {right.opening.text}." if right.opening else ""


def plain_text(row: RightRow, right: Right) -> str:
    """Return everything the panel says, a line each."""
    answer = row.answer
    lines = [row.title, f"{OUTCOMES[row.outcome][0]} : {shown_amount(row)}", why(row), later(row)]
    lines += [
        f"{step.label} : {step_value(step)}" + (f" ({step.source})" if step.source else "")
        for step in answer.steps
    ]
    lines += [" ".join(filter(None, (f"Manque : {p.label}.", effect(p)))) for p in row.missing]
    lines += [condition(c) + (f" ({c.source})" if c.source else "") for c in answer.conditions]
    lines += [confidence(row), *answer.notes, assumed(row), free_claim(right), opening(right)]
    lines += [*right.channel.online, *(f"Pièce : {piece}" for piece in right.pieces)]
    lines.append("Références : " + " · ".join(basis.article for basis in right.legal_basis))
    return "\n".join(line for line in lines if line)
