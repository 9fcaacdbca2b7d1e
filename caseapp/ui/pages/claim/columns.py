"""What the tables of a claim show of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import CONFIDENCES, capital, day

if TYPE_CHECKING:
    from caseapp.services.claim_page import DeadlineLine, PieceRow, StepRow


def step_columns() -> list[Column[StepRow]]:
    """Return the columns of the official steps."""
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda s: s.done_on is not None, width=40),
        Column(
            title="Étape",
            text=lambda s: capital(s.label),
            hint=lambda s: s.basis,
            stretch=True,
        ),
        Column(title="Qui", text=lambda s: s.who, width=130),
        Column(title="Fait le", text=lambda s: day(s.done_on), numeric=True, width=110),
    ]


def piece_columns() -> list[Column[PieceRow]]:
    """Return the columns of the pieces."""
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda p: p.received_on is not None, width=40),
        Column(title="Pièce", text=lambda p: capital(p.label), stretch=True),
        Column(
            title="Reçue le",
            text=lambda p: day(p.received_on) if p.received_on else "manquante",
            tone=lambda p: Tone.OK if p.received_on else Tone.WARN,
            kind=Kind.PILL,
        ),
    ]


def deadline_columns() -> list[Column[DeadlineLine]]:
    """Return the columns of the computed dates: the cautious one first."""
    return [
        Column(
            title="Échéance",
            text=lambda d: d.label,
            hint=_where_from,
            stretch=True,
            tooltip=lambda d: d.doubt,
        ),
        Column(
            title="Prudente",
            text=lambda d: day(d.cautious_on),
            tone=lambda d: Tone.BAD if d.is_late and d.done_on is None else None,
            hint=_certainty,
            strong=True,
            numeric=True,
            width=120,
        ),
    ]


def _where_from(line: DeadlineLine) -> str:
    parts = [line.explanation, line.article, line.body]
    if line.done_on is not None:
        parts.append(f"fait le {day(line.done_on)}")
    return " · ".join(part for part in parts if part) + (f"\n{line.doubt}" if line.doubt else "")


def _certainty(line: DeadlineLine) -> str:
    words = [] if not line.article else [CONFIDENCES[line.confidence][0]]
    if line.computed_on != line.cautious_on:
        words.insert(0, f"calculée {day(line.computed_on)}")
    return ", ".join(words)
