"""Where a claim stands, in words: its state, its path, what to do next."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from caseapp.domain.claim import (
    ENDED,
    WAITING,
    AppealFiled,
    ClaimEvent,
    ClaimState,
    Closed,
    Filed,
    Granted,
    NoAnswer,
    Obsolete,
    Refused,
    Withdrawn,
)
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import the_agency
from caseapp.services.claim_page import StepperPoint, StepperState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from caseapp.services.claim_page import DeadlineLine, PieceRow

_S = ClaimState

STATES: dict[ClaimState, str] = {
    _S.TO_PREPARE: "À préparer",
    _S.GATHERING: "Pièces à réunir",
    _S.FILED: "Déposée",
    _S.TRANSMITTED: "Transmise",
    _S.ACKNOWLEDGED: "Accusé reçu",
    _S.PIECES_ASKED: "Pièces demandées",
    _S.UNDER_WAY: "En instruction",
    _S.GRANTED: "Accordée",
    _S.PARTLY_GRANTED: "Accordée en partie",
    _S.REFUSED: "Refusée",
    _S.SILENT_REFUSAL: "Rejet implicite",
    _S.SILENT_ACCEPTANCE: "Accord tacite",
    _S.APPEAL: "Recours en cours",
    _S.COURT: "Devant le juge",
    _S.WITHDRAWN: "Abandonnée",
    _S.OBSOLETE: "Sans objet",
    _S.CLOSED: "Close",
}
_REACHED: dict[ClaimState, int] = {  # the point of the path where a state stands
    _S.TO_PREPARE: 0,
    _S.GATHERING: 0,
    **dict.fromkeys(WAITING, 3),
    _S.REFUSED: 4,
    _S.SILENT_REFUSAL: 4,
    _S.APPEAL: 4,
    _S.COURT: 4,
    _S.GRANTED: 5,
    _S.PARTLY_GRANTED: 5,
    _S.SILENT_ACCEPTANCE: 5,
}


_TOLD_APART = {_S.PIECES_ASKED, _S.TRANSMITTED}  # the others are all « en instruction »
_WEEKEND = timedelta(days=5)  # with a holiday: a cautious date that is only brought back
_BEFORE = {_S.TO_PREPARE, _S.GATHERING}


def last_of(events: Iterable[ClaimEvent], *kinds: type[ClaimEvent]) -> ClaimEvent | None:
    """Return the last event of some kinds."""
    found = [event for event in events if isinstance(event, kinds)]
    return found[-1] if found else None


def state_words(state: ClaimState, filed_on: date | None, today: date) -> str:
    """Return « En instruction · 4 mois et 5 jours »."""
    if state not in WAITING or filed_on is None:
        return STATES[state]
    label = STATES[state if state in _TOLD_APART else _S.UNDER_WAY]
    return f"{label} · {duration(filed_on, today)}"


def duration(start: date, end: date) -> str:
    """Return « 4 mois et 5 jours », « 12 jours », « aujourd'hui »."""
    gone = relativedelta(end, start)
    months = gone.years * 12 + gone.months
    days = french.plural(gone.days, "jour") if gone.days > 0 else ""
    if not months:
        return days or "aujourd'hui"
    words = f"{french.number(months)}{french.NO_BREAK}mois"
    return f"{words} et {days}" if days else words


def stepper(
    state: ClaimState, events: Sequence[ClaimEvent], pieces: Sequence[PieceRow]
) -> tuple[StepperPoint, ...]:
    """Return the path of a claim: what is done, where it stands, what is to come."""
    filed = last_of(events, Filed)
    decision = last_of(events, Granted, Refused, NoAnswer, AppealFiled)
    ended = last_of(events, Withdrawn, Obsolete, Closed)
    granted = last_of(events, Granted)
    points = (
        ("À préparer", None),
        ("Pièces réunies", None),
        ("Déposée", filed.on if filed else None),
        (STATES[state if state in _TOLD_APART else _S.UNDER_WAY], None),
        (_decision_label(state), decision.on if decision else None),
        ("Versement", _since(granted)),
    )
    reached = _reached(state, events, pieces)
    steps = [
        StepperPoint(label, on, _point_state(index, reached, is_over=ended is not None))
        for index, (label, on) in enumerate(points)
    ]
    if ended is not None:
        steps = [step for step in steps if step.state is StepperState.DONE]
        steps.append(StepperPoint(STATES[state], ended.on, StepperState.CURRENT))
    return tuple(steps)


def _since(granted: ClaimEvent | None) -> date | None:
    if isinstance(granted, Granted) and granted.since is not None:
        return granted.since.first_day
    return None


def _decision_label(state: ClaimState) -> str:
    if state in {*_BEFORE, *WAITING, *ENDED}:
        return "Décision"
    return STATES[state]


def _reached(state: ClaimState, events: Sequence[ClaimEvent], pieces: Sequence[PieceRow]) -> int:
    if state in _BEFORE:
        return 2 if all(piece.received_on for piece in pieces) else 0
    if state in _REACHED:
        return _REACHED[state]
    if last_of(events, Granted):
        return 6
    if last_of(events, Refused, NoAnswer, AppealFiled):
        return 5
    return 3 if last_of(events, Filed) else 0


def _point_state(index: int, reached: int, *, is_over: bool) -> StepperState:
    if index < reached:
        return StepperState.DONE
    return StepperState.CURRENT if index == reached and not is_over else StepperState.TO_COME


def next_action(
    state: ClaimState,
    pieces: Sequence[PieceRow],
    deadlines: Sequence[DeadlineLine],
    agency: str,
    today: date,
) -> str:
    """Return what to do next, in one sentence."""
    coming = _coming(deadlines)
    match state:
        case _S.TO_PREPARE | _S.GATHERING:
            words = _to_file(pieces, coming.get(DeadlineKind.FILING))
        case _S.PIECES_ASKED:
            words = "Produire les pièces demandées" + _before(coming.get(DeadlineKind.PIECES))
        case _ if state in WAITING or state is _S.APPEAL:
            words = _wait(coming, agency, today)
        case _S.REFUSED | _S.SILENT_REFUSAL | _S.PARTLY_GRANTED:
            words = _refused(state, coming, today)
        case _S.GRANTED:
            words = _granted(coming)
        case _S.COURT:
            words = "Attendre la décision du tribunal"
        case _S.SILENT_ACCEPTANCE:
            words = f"Demander à {the_agency(agency)} une attestation de l'accord tacite"
        case _:
            words = ""
    return typeset(words)


def _coming(deadlines: Sequence[DeadlineLine]) -> dict[DeadlineKind, DeadlineLine]:
    """Return the first date of each kind; what nobody has to do comes after what one must.

    An appeal that may still be made comes before one whose date is past.
    """
    found: dict[DeadlineKind, DeadlineLine] = {}
    for line in sorted(deadlines, key=_later_told):
        if line.done_on is None:
            found.setdefault(line.kind, line)
    return found


def _later_told(line: DeadlineLine) -> tuple[bool, bool]:
    return line.is_optional, line.is_past and line.kind is DeadlineKind.APPEAL


def _to_file(pieces: Sequence[PieceRow], filing: DeadlineLine | None) -> str:
    lacking = sum(1 for piece in pieces if piece.received_on is None)
    words = "Déposer la demande"
    if lacking:
        words = f"Réunir {french.plural(lacking, 'pièce')}, puis déposer la demande"
    return f"{words}{_before(filing)}" + (" pour ne pas perdre un mois" if filing else "")


def _before(line: DeadlineLine | None) -> str:
    return f" avant le {french.day(line.cautious_on)}" if line else ""


def _wait(coming: dict[DeadlineKind, DeadlineLine], agency: str, today: date) -> str:
    silence, reminder = coming.get(DeadlineKind.SILENCE), coming.get(DeadlineKind.FOLLOW_UP)
    if silence is not None and silence.computed_on < today:
        return (
            f"Sans réponse au {french.day(silence.computed_on)} : "
            "enregistrer l'absence de réponse, puis contester ou relancer"
        )
    if reminder is not None and reminder.cautious_on <= today:
        return f"Relancer {the_agency(agency)}"
    first = min(
        (line for line in (silence, reminder) if line), key=lambda d: d.cautious_on, default=None
    )
    if first is None:
        return "Attendre la réponse"
    if first is reminder:
        return f"Attendre ; relancer {the_agency(agency)} le {french.day(first.cautious_on)}"
    words = f"Attendre la réponse jusqu'au {french.day(first.computed_on)}"
    if first.computed_on - first.cautious_on > _WEEKEND and "rejet" in first.label:
        words += f" ; le silence peut valoir rejet dès le {french.day(first.cautious_on)}"
    return words


def _refused(state: ClaimState, coming: dict[DeadlineKind, DeadlineLine], today: date) -> str:
    appeal = coming.get(DeadlineKind.APPEAL)
    if appeal is None:
        return "Vérifier s'il reste un recours"
    if appeal.computed_on < today:
        return (
            f"{appeal.label} : le délai est passé le {french.day(appeal.computed_on)} ; vérifier s'il"
            " était opposable (voies et délais indiqués), et demander conseil"
        )
    silence = coming.get(DeadlineKind.SILENCE)
    if state is _S.SILENT_REFUSAL and silence is not None:
        return (
            f"Le refus est né le {french.day(silence.computed_on)} ; la décision peut encore venir ;"
            f" pour protéger le délai : {appeal.label}{_before(appeal)}"
        )
    return f"{appeal.label}{_before(appeal)}"


def _granted(coming: dict[DeadlineKind, DeadlineLine]) -> str:
    payment, *again = (
        coming.get(kind)
        for kind in (DeadlineKind.FOLLOW_UP, DeadlineKind.DECLARATION, DeadlineKind.RENEWAL)
    )
    following = min((line for line in again if line), key=lambda d: d.cautious_on, default=None)
    if payment is not None:
        return f"Vérifier le premier versement le {french.day(payment.cautious_on)}"
    if following is not None:
        return f"{following.label}{_before(following)}"
    return "Noter la fin du droit si la décision la dit, ou clore la démarche"
