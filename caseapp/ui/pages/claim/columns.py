"""What the tables of a claim show of their rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.kernel.french import NO_BREAK
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import capital, date_confidence, day

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.claim_page import DeadlineLine, PieceRow, StepRow

_FEW = 3  # documents proposed for a piece


def step_columns() -> list[Column[StepRow]]:
    """Return the columns of the official steps."""
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda s: s.done_on is not None, width=36),
        Column(
            title="Étape",
            text=lambda s: capital(s.label),
            hint=lambda s: s.basis,
            stretch=True,
        ),
        Column(title="Qui", text=lambda s: s.who, width=130),
        Column(title="Fait le", text=lambda s: day(s.done_on), numeric=True, width=106),
    ]


def piece_columns(has_documents: Callable[[], bool]) -> list[Column[PieceRow]]:
    """Return the columns of the pieces; a document of the case may be tied to each."""
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda p: p.received_on is not None, width=36),
        Column(title="Pièce", text=lambda p: capital(p.label), hint=_document, stretch=True),
        Column(
            title="Reçue le",
            text=lambda p: f"reçue le {day(p.received_on)}" if p.received_on else "manquante",
            tone=lambda p: Tone.OK if p.received_on and not p.expired_on else Tone.WARN,
            kind=Kind.PILL,
        ),
        Column(title="", text=lambda p: _act(p, has_documents), kind=Kind.ACTION),
    ]


def deadline_columns() -> list[Column[DeadlineLine]]:
    """Return the columns of the computed dates: the cautious one first, then its doubt in words."""
    return [
        Column(
            title="Échéance",
            text=lambda d: d.label,
            hint=_where_from,
            stretch=True,
            tooltip=lambda d: d.doubt,
        ),
        Column(
            title="Date prudente",
            text=lambda d: day(d.cautious_on),
            tone=lambda d: Tone.BAD if d.is_late else None,
            hint=_standing,
            strong=True,
            numeric=True,
            width=138,
        ),
    ]


def _document(piece: PieceRow) -> str:
    """Return the document that a piece is, or those that may be it, and which have expired."""
    if piece.document:
        past = f", expiré le {day(piece.expired_on)}" if piece.expired_on else ""
        return f"{piece.document}{past}"
    return "\n".join(
        f"au dossier, expiré le {day(expired)} : {title}" if expired else f"peut-être : {title}"
        for _id, title, expired in piece.fitting[:_FEW]
    )


def _act(piece: PieceRow, has_documents: Callable[[], bool]) -> str:
    if piece.document_id is not None:
        return "Voir"
    return "Lier…" if has_documents() else ""


def _where_from(line: DeadlineLine) -> str:
    """Return the reason and the first article; the whole stands under the table."""
    reason, article = _first_part(line.explanation), _first_part(line.article)
    more = "…" if article != line.article else ""
    return f"{NO_BREAK}· ".join(part for part in (reason, article + more) if part)


def _first_part(text: str) -> str:
    return re.split(r"\s*;", text, maxsplit=1)[0]


def _standing(line: DeadlineLine) -> str:
    """Return what the date alone does not say: done, late, its computed twin, how sure it is."""
    words = []
    if line.done_on is not None:
        words.append(f"fait le {day(line.done_on)}")
    elif line.is_late:
        words.append("en retard")
    if line.computed_on != line.cautious_on:
        words.append(f"calculée {day(line.computed_on)}")
    if line.article:
        words.append(date_confidence(line.confidence))
    return "\n".join(words)
