"""The dates of a right in words: opening, silence, renewal, appeals, limitation, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.french import NO_BREAK
from caseapp.rules.catalogue import AppealRoute, OtherSilence, SilenceEffect, SilenceStart
from caseapp.services import catalogue_words
from caseapp.services.catalogue_lines import Line, details

if TYPE_CHECKING:
    from caseapp.rules.catalogue import Appeal, Dated, RenewalTerm, Right, Silence

_EFFECTS = {
    SilenceEffect.REFUSAL: (
        "Sans réponse dans ce délai, la demande est considérée comme refusée : on peut la contester."
    ),
    SilenceEffect.ACCEPTANCE: (
        "Sans réponse dans ce délai, la demande est considérée comme acceptée."
    ),
    SilenceEffect.NONE: "L'absence de réponse ne vaut ni accord ni refus : il faut relancer.",
}
_COURTS = frozenset({AppealRoute.TA, AppealRoute.POLE_SOCIAL})
_PRACTICAL = "pratique"
_ADVICE = "Conseil pratique, pas une règle de droit."
_UNSAID = "Aucun effet du silence n'est établi ici : relancer, et demander une décision écrite."


def opening(right: Right) -> tuple[Line, ...]:
    """Return from when the right is paid."""
    rule = right.opening
    if rule is None:
        return ()
    told = details(("", rule.basis), ("Source", rule.source), ("Confiance", rule.confidence_note))
    return (Line(text=rule.text, details=told, confidence=rule.confidence),)


def silence(right: Right) -> tuple[Line, ...]:
    """Return after how long silence means something, and what; else what is known."""
    lines = [] if right.silence is None else [_silence(right.silence)]
    lines += [_silence(other) for other in right.other_silences]
    if right.processing is not None:
        lines.append(_dated(right.processing))
    if not lines:
        lines.append(Line(text=_UNSAID))
    return tuple(lines)


def _silence(of: Silence) -> Line:
    name = catalogue_words.label(of.of) if isinstance(of, OtherSilence) else ""
    told = details(
        ("", _EFFECTS[of.effect]),
        ("Départ", of.start_text or _start(of)),
        ("", of.remark),
        ("Source", of.basis),
        ("Confiance", of.confidence_note),
    )
    return Line(label=name, text=of.text or _delay(of), details=told, confidence=of.confidence)


def _start(of: Silence) -> str:
    return "dossier complet" if of.start is SilenceStart.COMPLETE_FILE else ""


def _delay(of: Silence) -> str:
    if of.months is None:
        return french.plural(of.days or 0, "jour")
    months = f"{of.months}{NO_BREAK}mois"
    return f"{months}, à la fin du mois civil" if of.end_of_civil_month else months


def renewal(right: Right) -> tuple[Line, ...]:
    """Return how long the right lasts, and when to ask for it again."""
    lines = [_dated(rule) for rule in right.renewal]
    return (*lines, *_term(right.term))


def _term(term: RenewalTerm | None) -> tuple[Line, ...]:
    if term is None:
        return ()
    months = NO_BREAK + "mois"
    parts = []
    if term.lasts_months:
        parts.append(f"le droit dure {term.lasts_months}{months}")
    asked = _asked_again(term)
    if asked:
        parts.append(f"à demander de nouveau {', '.join(asked)} avant la fin")
    if term.declare_every_months:
        every = (
            "chaque mois"
            if term.declare_every_months == 1
            else f"tous les {term.declare_every_months}{months}"
        )
        parts.append(f"déclaration {every}")
    advice = _ADVICE if term.practical else ""
    return (Line(label="En pratique", text=" ; ".join(parts), details=details(("", advice))),)


def _asked_again(term: RenewalTerm) -> list[str]:
    """Return « à partir de 120 jours », « au plus tard 60 jours »."""
    bounds = (
        ("à partir de", term.ask_from_months_before, term.ask_from_days_before),
        ("au plus tard", term.ask_by_months_before, term.ask_by_days_before),
    )
    return [
        f"{words} {f'{months}{NO_BREAK}mois' if months else french.plural(days or 0, 'jour')}"
        for words, months, days in bounds
        if months or days
    ]


def appeals(right: Right) -> tuple[Line, ...]:
    """Return the bodies to seize, in their order; what is optional stands after them, unnumbered.

    After a court another chain begins (against the payer's decisions), again at 1.
    """
    ordered = sorted(right.appeals, key=lambda appeal: appeal.order)
    lines, rank = [], 0
    before: Appeal | None = None
    for appeal in (appeal for appeal in ordered if appeal.mandatory):
        if before is not None and before.route in _COURTS and appeal.route not in _COURTS:
            rank, before = 0, None
        if before is None or before.order != appeal.order:  # of one order: alternatives
            rank += 1
        lines.append(_appeal(appeal, rank))
        before = appeal
    return (*lines, *(_appeal(appeal, None) for appeal in ordered if not appeal.mandatory))


def _appeal(of: Appeal, rank: int | None) -> Line:
    name = catalogue_words.appeal(of.label)
    optional = "" if of.mandatory or "facultati" in name else " (non obligatoire)"
    body = "" if french.fold(of.body) == french.fold(name) else of.body
    told = details(
        ("Devant", body),
        ("Contre", of.applies_to),
        ("Sans réponse", of.silence_text),
        ("Forme", of.form),
        ("Effet", of.effect),
        ("", of.remark),
        ("Source", " ; ".join((*of.basis, *([of.source] if of.source else ())))),
        ("Confiance", of.confidence_note),
    )
    return Line(
        label=("" if rank is None else f"{rank}. ") + catalogue_words.label(name) + optional,
        text=of.text or _appeal_delay(of),
        details=told,
        confidence=of.confidence,
    )


def _appeal_delay(of: Appeal) -> str:
    if of.months is not None:
        return f"{of.months}{NO_BREAK}mois"
    return french.plural(of.days, "jour") if of.days is not None else "délai non indiqué"


def limitation(right: Right) -> tuple[Line, ...]:
    """Return how far back the right, or an overpayment, may be asked for."""
    return () if right.limitation is None else (_dated(right.limitation),)


def follow_up(right: Right) -> tuple[Line, ...]:
    """Return when to ask the body where the claim stands."""
    rule = right.follow_up
    if rule is None:
        return ()
    advice = (
        details(("", _ADVICE)) if rule.nature == _PRACTICAL else details(("Nature", rule.nature))
    )
    return (Line(text=rule.text, details=advice),)


def _dated(rule: Dated) -> Line:
    told = details(("Source", rule.basis), ("Confiance", rule.confidence_note))
    return Line(
        label=catalogue_words.label(rule.label),
        text=rule.text,
        details=told,
        confidence=rule.confidence,
    )
