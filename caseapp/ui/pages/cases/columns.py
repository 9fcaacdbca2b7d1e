"""The columns of the list of cases: one line each, so that ten thousand rows scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import NO_CONTACT, capital, day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from caseapp.services.case_rows import CaseRow

TICK, NAME, DUE = "tick", "name", "due"
# Those that a person sees before having chosen any.
SHOWN = (TICK, NAME, "reference", DUE, "contact")


def case_columns(
    today: Callable[[], date], is_ticked: Callable[[CaseRow], bool]
) -> dict[str, Column[CaseRow]]:
    """Return the columns by their keys, in their first order."""
    return {
        TICK: Column(title="", kind=Kind.TICK, ticked=is_ticked, width=36),
        NAME: Column(
            title="Personne",
            text=lambda row: row.name,
            discreet=lambda row: french.initials(row.name),
            strong=True,
            sort_key=lambda row: row.sort_name,
            width=220,
        ),
        "reference": Column(
            title="Référence",
            text=lambda row: row.reference,
            sort_key=lambda row: row.reference,
            width=108,
        ),
        "status": Column(
            title="Statut",
            text=_status,
            sort_key=lambda row: row.closed_on is not None,
            width=140,
        ),
        "referent": Column(
            title="Référent",
            text=lambda row: row.referent or "—",
            sort_key=lambda row: french.fold(row.referent) or None,
            width=140,
        ),
        "commune": Column(
            title="Commune",
            text=lambda row: row.commune or "—",
            sort_key=lambda row: french.fold(row.commune) or None,
            width=130,
        ),
        "tags": Column(
            title="Étiquettes",
            text=lambda row: ", ".join(row.tags) or "—",
            sort_key=lambda row: french.fold(row.tags[0]) if row.tags else None,
            width=150,
        ),
        "claims": Column(
            title="Démarches",
            text=lambda row: french.number(row.open_claims) if row.open_claims else "—",
            sort_key=lambda row: row.open_claims,
            numeric=True,
            width=88,
        ),
        "pieces": Column(
            title="Pièces à réunir",
            text=lambda row: french.number(row.missing_pieces) if row.missing_pieces else "—",
            sort_key=lambda row: row.missing_pieces,
            numeric=True,
            width=118,
        ),
        DUE: Column(
            title="Prochaine échéance",
            text=lambda row: _due(row, today()),
            tone=lambda row: _lateness(row, today()),
            tooltip=lambda row: _due(row, today()),
            sort_key=lambda row: row.next_deadline,
            width=300,
        ),
        "contact": Column(
            title="Dernier contact",
            text=lambda row: "" if row.is_unreadable else day(row.last_contact_on) or "aucun noté",
            tooltip=_contact,
            sort_key=lambda row: row.last_contact_on,
            width=118,
        ),
        "opened": Column(
            title="Ouvert le",
            text=lambda row: "" if row.is_unreadable else day(row.opened_on),
            sort_key=lambda row: None if row.is_unreadable else row.opened_on,
            width=100,
        ),
        "closed": Column(
            title="Clos le",
            text=lambda row: day(row.closed_on),
            sort_key=lambda row: row.closed_on,
            width=100,
        ),
    }


def _status(row: CaseRow) -> str:
    if row.is_unreadable:
        return "fermé à la lecture"
    return f"clos le {day(row.closed_on)}" if row.closed_on else "ouvert"


def _contact(row: CaseRow) -> str:
    if row.last_contact_on is not None or row.is_unreadable:
        return ""
    return f"{capital(NO_CONTACT)} : l'absence de contact se compte depuis l'ouverture"


def _due(row: CaseRow, today: date) -> str:
    if row.next_deadline is None:
        return "—"
    late = "en retard · " if row.next_deadline < today else ""
    return f"{french.day(row.next_deadline)} · {late}{row.next_deadline_label}"


def _lateness(row: CaseRow, today: date) -> Tone | None:
    return Tone.BAD if row.next_deadline and row.next_deadline < today else None
