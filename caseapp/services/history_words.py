"""The words of a change, as the pages say the same things: what it is, and its value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.domain.claim import Channel
from caseapp.domain.closing import ClosingReason
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.domain.mandate import MandateKind
from caseapp.domain.payment import Closing, DebtKind, StopKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset
from caseapp.rules.document_kinds import load_document_kinds
from caseapp.rules.paid_services import load_paid_services
from caseapp.services.claim_events import CHANNELS
from caseapp.services.closing_words import REASONS
from caseapp.services.household_facts import ROLES
from caseapp.services.payments_words import CLOSINGS
from caseapp.services.payments_words import KINDS as DEBTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

INTERVIEWS = {
    InterviewKind.FIRST: "premier entretien",
    InterviewKind.FOLLOW_UP: "suivi",
    InterviewKind.REVIEW: "bilan",
    InterviewKind.EMERGENCY: "urgence",
    InterviewKind.STEPS: "accompagnement dans une démarche",
    InterviewKind.MEETING: "synthèse",
    InterviewKind.OTHER: "autre",
}
MEDIA = {
    Medium.OFFICE: "au bureau",
    Medium.HOME: "visite à domicile",
    Medium.OUTSIDE: "à l'extérieur",
    Medium.PHONE: "téléphone",
    Medium.VIDEO: "visioconférence",
    Medium.EMAIL: "courriel",
    Medium.LETTER: "courrier",
    Medium.MESSAGE: "message",
}
MANDATES = {
    MandateKind.MANDATE: "mandat",
    MandateKind.CONSENT: "accord",
    MandateKind.INFORMATION: "information sur le dossier",
}


def day(value: Any) -> str:
    """Return « 23/11/2026 »."""
    return french.day(date.fromisoformat(value))


def cents(value: Any) -> str:
    """Return « 512 € », or « 512,50 € » where there are cents."""
    return french.euros(Money(value), cents=bool(value % 100))


def month(value: Any) -> str:
    """Return « octobre 2026 », of a month or of its first day."""
    return french.month(Month.parse(value[:7]))


def _text(value: Any) -> str:
    return str(value)


def _yes_no(value: Any) -> str:
    return "oui" if value else "non"


def _listed(value: Any) -> str:
    return ", ".join(map(str, value))


def _role(value: Any) -> str:
    return next((role.label for role in ROLES if role.code == value), str(value))


def _minutes(value: Any) -> str:
    return f"{value}{french.NO_BREAK}min"


def _document_kind(value: Any) -> str:
    return load_document_kinds().label(value)


def _handed(value: Any) -> str:
    return ", ".join(map(load_paid_services().handed_name, value))


def _steps(value: Any) -> str:
    guide = load_paid_services()
    told = []
    for code, days in value.items():
        step = guide.step(code)
        told.append(f"{step.name if step else code} ({day(days['on'])})")
    return " ; ".join(told)


_STOPS = {StopKind.SUSPENDED: "suspendu", StopKind.ENDED: "terminé"}

# What each column is called, and how its value is written; the same word in every kind of row.
_COLUMNS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "agency": ("organisme", _text),
    "analysis": ("analyse", _text),
    "arrears_since": ("impayé depuis", day),
    "at": ("heure", _text),
    "cents": ("montant", cents),
    "closed_as": ("issue", lambda value: CLOSINGS[Closing(value)]),
    "closed_on": ("clôture", day),
    "consent": ("accord", _text),
    "covers": ("objet", _text),
    "creditor": ("créancier", _text),
    "delegated_to": ("confié à", _text),
    "detail": ("précision", _text),
    "details": ("détail", _text),
    "document_id": ("document joint", lambda _value: "oui"),
    "done": ("étapes faites", _steps),
    "done_on": ("fait le", day),
    "due_on": ("date", day),
    "ends_on": ("fin", day),
    "facts": ("faits", _text),
    "how": ("remise", lambda value: "imprimé" if value == "printed" else "enregistré"),
    "first_month": ("premier mois", month),
    "first_name": ("prénom", _text),
    "given_on": ("donné le", day),
    "handed": ("accès remis", _handed),
    "holder": ("à qui", _text),
    "is_contact": ("contact avec la personne", _yes_no),
    "joined_on": ("arrivée dans le foyer", day),
    "label": ("étiquette", _text),
    "last_contact_on": ("dernier contact", day),
    "last_month": ("dernier mois", month),
    "last_name": ("nom", _text),
    "left": ("laissé en l'état", _listed),
    "left_on": ("départ du foyer", day),
    "medium": ("moyen", lambda value: MEDIA[Medium(value)]),
    "merged_into_id": ("réuni à un autre dossier", lambda _value: "oui"),
    "minutes": ("durée", _minutes),
    "monthly_cents": ("par mois", cents),
    "name": ("nom", _text),
    "note": ("note", _text),
    "notified_on": ("notifié le", day),
    "on_date": ("date", day),
    "opened_on": ("ouverture", day),
    "original_kept": ("original conservé par le service", _yes_no),
    "original_returned_on": ("original restitué le", day),
    "owed_cents": ("dû en tout", cents),
    "paid_cents": ("payé en tout", cents),
    "paid_on": ("remboursée le", day),
    "place": ("lieu", _text),
    "plan_until": ("plan jusqu'au", day),
    "postponed_to": ("rappel reporté au", day),
    "present": ("présents", _listed),
    "purpose": ("pour", _text),
    "reason": ("motif", _text),
    "received_on": ("reçue le", day),
    "recurrence": ("répétition", lambda value: "oui" if value else ""),
    "recipient": ("destinataire", _text),
    "referent": ("référent", _text),
    "relay": ("relais vers", _text),
    "reopened_on": ("rouvert le", day),
    "resumed_month": ("repris en", month),
    "role": ("lien", _role),
    "sections": ("rubriques", _listed),
    "sent_by": ("envoi", lambda value: CHANNELS[Channel(value)]),
    "sent_on": ("envoyé le", day),
    "signed": ("ce qui a été signé", _text),
    "signed_on": ("signé le", day),
    "subject": ("objet du courrier", _text),
    "title": ("titre", _text),
    "valid_until": ("valable jusqu'au", day),
    "withdrawn_on": ("retiré le", day),
    "words": ("paroles de la personne", _text),
}
_KINDS: dict[str, Callable[[Any], str]] = {  # of a column « kind », by the kind of row
    "debt": lambda value: DEBTS[DebtKind(value)].lower(),
    "interview": lambda value: INTERVIEWS[InterviewKind(value)],
    "document": _document_kind,
    "stop": lambda value: _STOPS[StopKind(value)],
}
_OF_KIND: dict[tuple[str, str], Callable[[Any], str]] = {  # of a column that says it in codes
    ("closing", "reason"): lambda value: REASONS[ClosingReason(value)].lower(),
}
PRIVATE = "private"


def of_columns(kind: str, values: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return what each column is called and says; what says nothing is left out."""
    told = []
    for name, value in (values or {}).items():
        if value is None or value == "" or name == PRIVATE:
            continue
        label, write = ("nature", _KINDS[kind]) if name == "kind" else _COLUMNS[name]
        told.append((label, _OF_KIND.get((kind, name), write)(value)))
    return [(label, text) for label, text in told if text]


def label_of(name: str) -> str:
    """Return « Échéance » or « Prénom »: what one column is called, alone."""
    label = "nature" if name == "kind" else _COLUMNS[name][0]
    return label[:1].upper() + label[1:]


def told(parts: list[tuple[str, str]], *, named: bool) -> str:
    """Return values side by side, each with its name where there are several."""
    if not named:
        return typeset(" · ".join(text for _label, text in parts))
    return typeset(" · ".join(f"{label} : {text}" for label, text in parts))
