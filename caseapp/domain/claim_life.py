"""The life of a claim as one table: which step may follow which state, and where it leads.

The table is pure. What depends on the right (what its silence means, whether a body must be seized
first) or on the day is judged by `rules.claim_life`. `docs/claim_life.md` draws it.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    ClaimEvent,
    ClaimState,
    Closed,
    Completed,
    Filed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    Obsolete,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
    Withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

COURT_ROUTES = frozenset({"ta", "pole_social", "other"})


class Step(StrEnum):
    """What happens to a claim: an event, told apart where its content leads elsewhere."""

    FILED = "dépôt"
    ACKNOWLEDGED = "accusé de réception"
    TRANSMITTED = "transmission"
    PIECES_ASKED = "demande de pièces"
    PIECES_SENT = "envoi des pièces"
    COMPLETED = "dossier complet"
    GRANTED = "accord"
    PARTLY_GRANTED = "accord partiel"
    REFUSED = "refus"
    SILENCE_REFUSES = "silence valant rejet"
    SILENCE_ACCEPTS = "silence valant accord"
    REASONS_ASKED = "demande des motifs"
    REASONS_GIVEN = "motifs reçus"
    APPEAL_FILED = "recours ou médiation"
    COURT_SEIZED = "saisine du juge"
    APPEAL_WON = "recours accepté"
    APPEAL_LOST = "recours rejeté"
    AID_ASKED = "demande d'aide juridictionnelle"
    AID_DECIDED = "réponse sur l'aide juridictionnelle"
    WITHDRAWN = "abandon"
    OBSOLETE = "sans objet"
    CLOSED = "clôture"


_S, _T = ClaimState, Step
_ENDS = {_T.WITHDRAWN: _S.WITHDRAWN, _T.OBSOLETE: _S.OBSOLETE, _T.CLOSED: _S.CLOSED}
_DECIDED = {
    _T.GRANTED: _S.GRANTED,
    _T.PARTLY_GRANTED: _S.PARTLY_GRANTED,
    _T.REFUSED: _S.REFUSED,
}
_SILENT = {
    _T.SILENCE_REFUSES: _S.SILENT_REFUSAL,
    _T.SILENCE_ACCEPTS: _S.SILENT_ACCEPTANCE,
}
_EXAMINED = {
    _T.PIECES_ASKED: _S.PIECES_ASKED,
    **_DECIDED,
    **_SILENT,
    _T.COMPLETED: _S.UNDER_WAY,
    _T.TRANSMITTED: _S.TRANSMITTED,
    **_ENDS,
}
_SEIZED = {_T.APPEAL_FILED: _S.APPEAL, _T.COURT_SEIZED: _S.COURT}
_ANSWERED = {_T.APPEAL_WON: _S.GRANTED, _T.APPEAL_LOST: _S.REFUSED}


def _stays(state: ClaimState, *steps: Step) -> dict[Step, ClaimState]:
    return dict.fromkeys(steps, state)


_AID = (_T.AID_ASKED, _T.AID_DECIDED)
_REASONS = (_T.REASONS_ASKED, _T.REASONS_GIVEN)
_PIECES = (_T.PIECES_ASKED, _T.PIECES_SENT)
# Of each state, the likeliest step first. A decision may come late, after a silence or an appeal.
MOVES: Mapping[ClaimState, Mapping[Step, ClaimState]] = MappingProxyType(
    {
        _S.TO_PREPARE: {_T.FILED: _S.FILED, **_DECIDED, **_ENDS},
        _S.GATHERING: {_T.FILED: _S.FILED, **_DECIDED, **_ENDS},
        _S.FILED: {_T.ACKNOWLEDGED: _S.ACKNOWLEDGED, **_EXAMINED},
        _S.TRANSMITTED: {_T.ACKNOWLEDGED: _S.ACKNOWLEDGED, **_EXAMINED},
        _S.ACKNOWLEDGED: _EXAMINED,
        _S.PIECES_ASKED: {
            _T.PIECES_SENT: _S.UNDER_WAY,
            **_stays(_S.PIECES_ASKED, _T.ACKNOWLEDGED),
            **_EXAMINED,
        },
        _S.UNDER_WAY: {**_EXAMINED, **_stays(_S.UNDER_WAY, _T.PIECES_SENT, _T.ACKNOWLEDGED)},
        # The body that pays may decide after the one that opens the right.
        _S.GRANTED: {**_DECIDED, _T.SILENCE_REFUSES: _S.SILENT_REFUSAL, _T.CLOSED: _S.CLOSED},
        _S.PARTLY_GRANTED: {
            **_SEIZED,
            **_stays(_S.PARTLY_GRANTED, *_AID),
            **_DECIDED,
            _T.SILENCE_REFUSES: _S.SILENT_REFUSAL,
            _T.CLOSED: _S.CLOSED,
        },
        _S.REFUSED: {
            **_SEIZED,
            **_stays(_S.REFUSED, *_AID),
            _T.GRANTED: _S.GRANTED,
            _T.PARTLY_GRANTED: _S.PARTLY_GRANTED,
            **_ENDS,
        },
        _S.SILENT_REFUSAL: {
            **_SEIZED,
            **_stays(_S.SILENT_REFUSAL, *_REASONS, *_AID),
            **_DECIDED,
            **_ANSWERED,
            **_stays(_S.SILENT_REFUSAL, _T.ACKNOWLEDGED, *_PIECES),
            **_ENDS,
        },
        _S.SILENT_ACCEPTANCE: {**_DECIDED, **_ENDS},
        _S.APPEAL: {
            **_ANSWERED,
            _T.SILENCE_REFUSES: _S.SILENT_REFUSAL,
            **_SEIZED,
            **_DECIDED,
            **_stays(_S.APPEAL, *_PIECES, *_REASONS, *_AID),
            **_ENDS,
        },
        _S.COURT: {
            **_ANSWERED,
            **_stays(_S.COURT, *_AID),
            **_SEIZED,
            **_DECIDED,
            **_stays(_S.COURT, *_PIECES),
            **_ENDS,
        },
        _S.WITHDRAWN: {_T.CLOSED: _S.CLOSED},
        _S.OBSOLETE: {_T.CLOSED: _S.CLOSED},
        _S.CLOSED: {},
    }
)

_STEPS: Mapping[type[ClaimEvent], Step] = MappingProxyType(
    {
        Filed: _T.FILED,
        Acknowledged: _T.ACKNOWLEDGED,
        Transmitted: _T.TRANSMITTED,
        PiecesAsked: _T.PIECES_ASKED,
        PiecesSent: _T.PIECES_SENT,
        Completed: _T.COMPLETED,
        Refused: _T.REFUSED,
        ReasonsAsked: _T.REASONS_ASKED,
        ReasonsGiven: _T.REASONS_GIVEN,
        LegalAidAsked: _T.AID_ASKED,
        LegalAidDecided: _T.AID_DECIDED,
        Withdrawn: _T.WITHDRAWN,
        Obsolete: _T.OBSOLETE,
        Closed: _T.CLOSED,
    }
)
_EVENTS: Mapping[Step, type[ClaimEvent]] = MappingProxyType(
    {
        **{step: event for event, step in _STEPS.items()},
        _T.GRANTED: Granted,
        _T.PARTLY_GRANTED: Granted,
        _T.SILENCE_REFUSES: NoAnswer,
        _T.SILENCE_ACCEPTS: NoAnswer,
        _T.APPEAL_FILED: AppealFiled,
        _T.COURT_SEIZED: AppealFiled,
        _T.APPEAL_WON: AppealDecided,
        _T.APPEAL_LOST: AppealDecided,
    }
)


def step_of(event: ClaimEvent, *, silence_accepts: bool = False) -> Step:
    """Return the step that an event is; what silence means depends on the right."""
    match event:
        case Granted():
            return _T.PARTLY_GRANTED if event.partial else _T.GRANTED
        case NoAnswer():
            return _T.SILENCE_ACCEPTS if silence_accepts else _T.SILENCE_REFUSES
        case AppealFiled():
            return _T.COURT_SEIZED if event.route in COURT_ROUTES else _T.APPEAL_FILED
        case AppealDecided():
            return _T.APPEAL_WON if event.granted else _T.APPEAL_LOST
        case _:
            return _STEPS[type(event)]


@cache
def allowed(state: ClaimState, *, automatic: bool = False) -> tuple[type[ClaimEvent], ...]:
    """Return the kinds of event that may follow a state, the likeliest first.

    Args:
        state: where the claim stands.
        automatic: the right is given without being asked for: its decision comes first.
    """
    before = state in {_S.TO_PREPARE, _S.GATHERING}
    steps = (step for step in MOVES[state] if automatic or not (before and step in _DECIDED))
    return tuple(dict.fromkeys(_EVENTS[step] for step in steps))


def with_pieces(state: ClaimState, received: int) -> ClaimState:
    """Return « pieces being gathered » once one of a claim that is to be prepared is there."""
    return _S.GATHERING if state is _S.TO_PREPARE and received else state
