"""Columns of the paid services of a case, of the steps that take back control, of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.rules.paid_services import Part
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import capital, date_confidence

if TYPE_CHECKING:
    from caseapp.rules.paid_services import Law
    from caseapp.services.paid_service_rows import PaidServiceRow, StepRow

_PARTS = {
    Part.ACCESS: "Accès",
    Part.CONTRACT: "Contrat",
    Part.MONEY: "Argent",
    Part.REPORT: "Signaler",
}


def service_columns() -> list[Column[PaidServiceRow]]:
    """Return the columns of the paid services."""
    return [
        Column(
            title="État",
            text=lambda row: capital(row.state_words),
            tone=lambda row: Tone.WARN if row.left else Tone.OK,
            kind=Kind.PILL,
            width=150,
        ),
        Column(
            title="Service",
            text=lambda row: row.name,
            hint=lambda row: row.signed,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Signé le",
            text=lambda row: french.day(row.signed_on) if row.signed_on else "—",
            width=104,
        ),
        Column(title="Payé", text=lambda row: row.money_words, width=150),
        Column(title="", text=lambda _row: "Modifier", kind=Kind.ACTION),
    ]


def step_columns() -> list[Column[StepRow]]:
    """Return the columns of the checklist."""
    return [
        Column(
            title="État",
            text=_state,
            tone=_tone,
            kind=Kind.PILL,
            width=140,
        ),
        Column(
            title="Étape",
            text=lambda row: row.step.name,
            hint=_how,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Quoi",
            text=lambda row: _PARTS[row.step.part],
            hint=lambda row: "courrier prêt" if row.step.letter else "",
            width=130,
        ),
        Column(
            title="",
            text=_action,
            kind=Kind.ACTION,
        ),
    ]


def law_columns() -> list[Column[Law]]:
    """Return the columns of the articles."""
    return [
        Column(title="Article", text=lambda law: law.article, strong=True, width=130),
        Column(
            title="Ce qu'il peut viser",
            text=lambda law: capital(law.about),
            hint=lambda law: law.note,
            stretch=True,
        ),
        Column(
            title="Fiabilité",
            text=lambda law: date_confidence(law.confidence),
            tone=lambda law: Tone.UNKNOWN if law.confidence.value == "low" else Tone.NEUTRAL,
            kind=Kind.PILL,
            width=130,
        ),
    ]


def _state(row: StepRow) -> str:
    if row.done_on is not None:
        return f"fait le {french.day(row.done_on)}"
    return "au choix" if row.step.agreement else "à faire"


def _action(row: StepRow) -> str:
    if row.done_on is not None:
        return "Rouvrir"
    return "Noter…" if row.step.agreement else "Fait"


def _tone(row: StepRow) -> Tone:
    if row.done_on is not None:
        return Tone.OK
    return Tone.NEUTRAL if row.step.agreement else Tone.WARN


def _how(row: StepRow) -> str:
    if row.agreed_on is not None:
        return f"Accord de la personne le {french.day(row.agreed_on)}."
    if row.step.agreement:
        return f"{row.step.how} Seulement avec l'accord de la personne."
    return row.step.how
