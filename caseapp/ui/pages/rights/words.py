"""The words of a right and of its estimate, for the table, the panel and the clipboard."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.typography import typeset
from caseapp.services.estimate_rows import RightAction
from caseapp.services.right_advice import scales_on
from caseapp.ui.wording import CONFIDENCES, OUTCOMES, amount, capital

if TYPE_CHECKING:
    from caseapp.domain.estimate import Condition, Step
    from caseapp.rules.catalogue import Right
    from caseapp.services.estimate_rows import AskFirst, MissingPart, RightRow, SavedEstimate

_MARKS = {True: "remplie", False: "non remplie", None: "à vérifier"}
_NAMED = 3  # rights that a fact changes, by their names
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
            if not doubtful and not row.missing:  # the rules themselves are in doubt: say why
                return " ".join(("À vérifier.", *row.answer.notes))
            return _listed("À vérifier", doubtful) or "Le résultat dépend de ce qui manque."
        case Outcome.LIKELY:
            met = sum(c.met is True for c in conditions)
            known = "la condition connue est remplie" if met == 1 else ""
            known = known or f"les {met} conditions connues sont remplies"
            return f"Pourquoi : {known}." if met else "D'après ce qui est connu du foyer."


def caption(saved: SavedEstimate) -> str:
    """Return of when an estimate is, and of when its scales."""
    engine = saved.engine.replace(" ", NO_BREAK).replace("-", "\N{NON-BREAKING HYPHEN}")
    text = f"Estimation du {french.long_day(saved.on)} pour {french.month(saved.month)}"
    scales = scales_on(saved.estimate)
    if scales is not None:
        text += f" · barèmes au {french.long_day(scales)}"
    return f"{text} · {engine}"


def total(saved: SavedEstimate) -> str:
    """Return what the likely rights add up to."""
    budget = saved.estimate.budget
    rights = french.euros(budget.rights, cents=False)
    income = french.euros(budget.income, cents=False)
    return (
        f"Une fois ces droits versés : {rights} par mois, en plus de {income} d'autres ressources."
    )


def _listed(start: str, parts: list[str]) -> str:
    return f"{start} : {' ; '.join(parts)}." if parts else ""


def condition(of: Condition) -> str:
    """Return a condition with its state in words: a mark never speaks alone."""
    state = f"{capital(of.text)} : {_MARKS[of.met]}"
    return f"{state}, {of.near}" if of.near else state


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


def ask_first(fact: AskFirst) -> str:
    """Return « À demander d'abord : loyer »."""
    return typeset(f"À demander d'abord : {fact.part.label}")


def ask_first_effect(fact: AskFirst) -> str:
    """Return what the fact to ask first changes, over all the rights that wait for it."""
    names = ", ".join(fact.rights[:_NAMED])
    more = len(fact.rights) - _NAMED
    if more > 0:
        names += f" et {french.plural(more, 'autre droit', 'autres droits')}"
    if not fact.spread:
        return typeset(f"Décide de : {names}.")
    size = french.euros(fact.spread, cents=False)
    return typeset(f"Change jusqu'à {size} par mois en tout : {names}.")


def ask_here(part: MissingPart) -> str:
    """Return « À demander d'abord : loyer change ce droit de 0 à 573 €/mois »."""
    if part.effect is None:
        return typeset(f"À demander d'abord : {part.label}. Ce droit en dépend.")
    return typeset(f"À demander d'abord : {part.label}. Change ce droit de {amount(part.effect)}.")


def plain_text(row: RightRow, right: Right) -> str:
    """Return everything the panel says, a line each; titles begin with « # »."""
    answer = row.answer
    parts: list[tuple[str, list[str]]] = [
        ("À faire", [row.next_step]),
        ("Attendre", [_based(row.waiting, row.waiting_basis)]),
        ("Ce qui manque", [" ".join(filter(None, (f"{capital(p.label)}.", effect(p))))
                           for p in row.missing]),
        ("Conditions", [_based(condition(c), c.source) for c in answer.conditions]),
        ("Calcul", [
            *(_based(f"{s.label} : {step_value(s)}", s.source) for s in answer.steps),
            f"Ensuite : {amount(row.later)}" if row.later is not None else "",
        ]),
        ("Supposé", [part.words for part in row.assumed]),
        ("Confiance", [confidence(row), *answer.notes]),
        ("Démarche gratuite", [free_claim(right), opening(right), *right.channel.online]),
        ("Pièces à réunir", [f"• {capital(piece)}" for piece in right.pieces]),
        ("Références", [" · ".join(basis.article for basis in right.legal_basis)]),
    ]  # fmt: skip
    lines = [row.title, f"{OUTCOMES[row.outcome][0]} : {shown_amount(row)}", why(row), later(row)]
    for title, told in parts:
        said = [line for line in told if line]
        lines += [f"# {title}", *said] if said else []
    return "\n".join(line for line in lines if line)


def copied(text: str) -> str:
    """Return the text of a panel as it is copied: titles without their mark."""
    return "\n".join(line.removeprefix("# ") for line in text.split("\n"))


def _based(text: str, source: str) -> str:
    return f"{text} ({source})" if text and source else text
