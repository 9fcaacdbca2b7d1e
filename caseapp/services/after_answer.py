"""« Et maintenant »: what follows an answer, or its absence, from what the page of a claim shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import WAITING, ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.domain.payment import TOLERATED
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caseapp.services.claim_page import ClaimPage, DeadlineLine

_GRANTED = (ClaimState.GRANTED, ClaimState.PARTLY_GRANTED)
_WAITING = (*WAITING, ClaimState.SILENT_REFUSAL)


def after_answer(page: ClaimPage, today: date) -> tuple[str, ...]:
    """Return what to see to after an answer, a sentence each; nothing while none is due."""
    found: Iterator[str] = iter(())
    if page.state in _GRANTED:
        found = _granted(page, today)
    elif page.state is ClaimState.REFUSED:
        found = _refused(page, today)
    elif page.state in _WAITING:
        found = _silent(page, today)
    return tuple(typeset(sentence) for sentence in found)


def _granted(page: ClaimPage, today: date) -> Iterator[str]:
    decided = next((line.on for line in page.thread if line.kind == "granted"), None)
    if page.granted is not None and decided is not None:
        since = page.granted_since or Month.of(decided)
        month = max(Month.of(decided), since).plus(1)
        due = "aurait dû arriver" if month < Month.of(today) else "est attendu"
        yield (
            f"Le premier versement {due} en {french.month(month)}, vers le 5 pour les caisses"
            " (usage) : notez-le dans « Versements », où l'écart se voit."
        )
    if page.granted is not None and page.estimated is not None:
        gap = page.granted - page.estimated
        if abs(gap.cents) > TOLERATED.cents:
            side = "de plus" if gap.cents > 0 else "de moins"
            yield (
                f"L'accord est de {french.euros(page.granted)}, l'estimation était de"
                f" {french.euros(page.estimated)} : {french.euros(Money(abs(gap.cents)))} {side}. Vérifiez les"
                " ressources et la période retenues."
            )
    if page.state is ClaimState.PARTLY_GRANTED:
        yield from _appeals(page, today)


def _refused(page: ClaimPage, today: date) -> Iterator[str]:
    said = next((line.words for line in page.thread if line.kind == "refused"), "")
    if said:
        yield f"Ce qui a été dit : {said}."
    yield (
        "Ce qu'il faut répondre : reprendre le motif point par point, joindre la décision et les"
        " pièces qui le contredisent."
    )
    yield from _appeals(page, today)


def _silent(page: ClaimPage, today: date) -> Iterator[str]:
    born = next(
        (
            line.computed_on
            for line in page.deadlines
            if line.kind is DeadlineKind.SILENCE and line.computed_on < today
        ),
        None,
    )
    appeals = tuple(_appeals(page, today))
    if born is None or not appeals:  # nothing to contest: it is no refusal, or all is past
        return
    yield f"Le refus est né le {french.day(born)}, faute de réponse."
    yield "La décision peut encore venir : une réponse écrite donne alors ses propres délais."
    yield "Pour protéger le délai, n'attendez pas cette réponse :"
    yield from appeals


def _appeals(page: ClaimPage, today: date) -> Iterator[str]:
    for line in page.deadlines:
        if line.kind is DeadlineKind.APPEAL and line.done_on is None and line.computed_on >= today:
            yield _appeal(line)


def _appeal(line: DeadlineLine) -> str:
    optional = " (facultatif)" if line.is_optional and "facultatif" not in line.label else ""
    until = f"d'ici au {french.day(line.cautious_on)}"
    if line.computed_on != line.cautious_on:
        until += f", date calculée {french.day(line.computed_on)}"
    body = f", devant : {line.body}" if line.body else ""
    return f"{line.label}{optional} : {until}{body}."
