"""The life of a claim as a drawing, made from its table: `docs/claim_life.md` shows it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from caseapp.domain.claim import ClaimState
from caseapp.domain.claim_life import MOVES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseapp.domain.claim_life import Step

_S = ClaimState
_TOGETHER: Mapping[str, tuple[str, tuple[ClaimState, ...]]] = MappingProxyType(
    {
        "preparing": ("Avant le dépôt", (_S.TO_PREPARE, _S.GATHERING)),
        "examined": (
            "Chez l'organisme",
            (_S.FILED, _S.TRANSMITTED, _S.ACKNOWLEDGED, _S.PIECES_ASKED, _S.UNDER_WAY),
        ),
        "to_contest": ("À contester", (_S.REFUSED, _S.SILENT_REFUSAL)),
        "contested": ("Contestée", (_S.APPEAL, _S.COURT)),
    }
)


def mermaid(words: Mapping[ClaimState, str]) -> str:
    """Return the table as a `stateDiagram-v2`, each state with its words.

    What every state of a group may do is drawn from the group; what leaves a state where it is, as
    a note.
    """
    shared = {
        name: dict(set.intersection(*(set(MOVES[state].items()) for state in states)))
        for name, (_title, states) in _TOGETHER.items()
    }
    lines = ["stateDiagram-v2"]
    lines += [f"    {state} : {words[state]}" for state in ClaimState]
    for name, (title, states) in _TOGETHER.items():
        inside = "\n".join(f"        {state}" for state in states)
        lines.append(f'    state "{title}" as {name} {{\n{inside}\n    }}')
    lines += ["    [*] --> to_prepare", "    to_prepare --> gathering : une première pièce"]
    for name, common in shared.items():
        first = _TOGETHER[name][1][0]
        lines += _drawn(name, {step: end for step, end in MOVES[first].items() if step in common})
    for state, moves in MOVES.items():
        told = {step for n, s in shared.items() if state in _TOGETHER[n][1] for step in s}
        lines += _drawn(state, {step: end for step, end in moves.items() if step not in told})
    return "\n".join([*lines, "    closed --> [*]", ""])


def _drawn(start: str, moves: Mapping[Step, ClaimState]) -> list[str]:
    by_end: dict[ClaimState, list[str]] = {}
    for step, end in moves.items():
        by_end.setdefault(end, []).append(step.value)
    stays = by_end.pop(ClaimState(start), []) if start in set(ClaimState) else []
    lines = [f"    {start} --> {end} : {', '.join(steps)}" for end, steps in by_end.items()]
    return lines + ([f"    note right of {start} : {', '.join(stays)}"] if stays else [])
