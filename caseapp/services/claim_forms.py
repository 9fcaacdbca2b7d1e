"""What is typed about an event of a claim, read into the event: one form for each kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caseapp.domain import claim
from caseapp.domain.claim import AidOutcome, Channel, ClaimEvent
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.services import typed_values
from caseapp.services.claim_events import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class InputKind(StrEnum):
    """How one part of an event is typed."""

    DATE = "date"
    MONTH = "month"
    MONEY = "money"
    TEXT = "text"
    CHANNEL = "channel"
    ROUTE = "route"
    AID = "aid"  # how legal aid was answered
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Input:
    """One part of the form of an event."""

    field: str  # of the event
    label: str
    kind: InputKind
    hint: str = ""
    needed: bool = False


_ON = InputKind.DATE
FORMS: dict[str, tuple[Input, ...]] = {
    "filed": (
        Input("on", "Déposée ou envoyée le", _ON, needed=True),
        Input("channel", "Par", InputKind.CHANNEL, needed=True),
        Input("reference", "Référence ou numéro d'envoi", InputKind.TEXT),
        Input("received_on", "Reçue par l'organisme le", _ON, "si une preuve le dit"),
    ),
    "acknowledged": (
        Input("on", "Accusé de réception du", _ON, needed=True),
        Input("received_on", "Date de réception qu'il indique", _ON),
        Input("mentions_appeal_routes", "Indique les voies et délais de recours", InputKind.YES_NO),
    ),
    "transmitted": (
        Input("on", "Transmise le", _ON, needed=True),
        Input("to_body", "À quel organisme", InputKind.TEXT),
        Input("received_on", "Reçue par cet organisme le", _ON, "si une preuve le dit"),
    ),
    "pieces_asked": (
        Input("on", "Pièces demandées le", _ON, needed=True),
        Input("answer_by", "À fournir avant le", _ON),
    ),
    "pieces_sent": (Input("on", "Pièces envoyées le", _ON, needed=True),),
    "completed": (Input("on", "Dossier complet au", _ON, needed=True),),
    "granted": (
        Input("on", "Décision du", _ON, needed=True),
        Input("notified_on", "Notifiée le", _ON),
        Input("amount", "Montant accordé", InputKind.MONEY),
        Input("since", "À partir de", InputKind.MONTH, "un mois, comme 11/2026"),
        Input("until", "Jusqu'au", _ON, "si la décision le dit : le renouvellement en dépend"),
        Input("partial", "Accordé en partie seulement", InputKind.YES_NO),
    ),
    "refused": (
        Input("on", "Décision du", _ON, needed=True),
        Input("notified_on", "Notifiée le", _ON, "le délai de recours part de là", needed=True),
        Input("reason", "Motif indiqué", InputKind.TEXT),
        Input("mentions_appeal_routes", "Indique les voies et délais de recours", InputKind.YES_NO),
    ),
    "no_answer": (Input("on", "Constatée le", _ON, needed=True),),
    "appeal_filed": (
        Input("on", "Envoyé le", _ON, needed=True),
        Input("route", "Recours", InputKind.ROUTE, needed=True),
        Input("channel", "Par", InputKind.CHANNEL, needed=True),
        Input("received_on", "Reçu par l'organisme le", _ON, "si une preuve le dit"),
        Input("admissible_on", "Médiation recevable le", _ON, "le délai s'arrête de là"),
    ),
    "appeal_decided": (
        Input("on", "Décision ou fin de la médiation du", _ON, needed=True),
        Input("notified_on", "Notifiée le", _ON, needed=True),
        Input("granted", "Recours accepté, ou accord trouvé", InputKind.YES_NO, needed=True),
        Input("route", "Quel recours, s'il y en a plusieurs", InputKind.ROUTE),
    ),
    "reasons_asked": (Input("on", "Motifs demandés le", _ON, needed=True),),
    "reasons_given": (Input("on", "Motifs reçus le", _ON, needed=True),),
    "legal_aid_asked": (
        Input("on", "Demandée le", _ON, "le cachet de la poste compte", needed=True),
    ),
    "legal_aid_decided": (
        Input("on", "Décision du", _ON, needed=True),
        Input("outcome", "Décision", InputKind.AID, needed=True),
        Input("notified_on", "Notifiée le", _ON),
        Input("lawyer_on", "Avocat désigné le", _ON),
    ),
    "withdrawn": (
        Input("on", "Abandonnée le", _ON, needed=True),
        Input("reason", "Pourquoi", InputKind.TEXT),
    ),
    "obsolete": (
        Input("on", "Sans objet depuis le", _ON, needed=True),
        Input("reason", "Pourquoi", InputKind.TEXT),
    ),
    "closed": (Input("on", "Close le", _ON, needed=True),),
}


def read_event(kind: str, typed: Mapping[str, str], today: dt.date) -> ClaimEvent:
    """Return the event that was typed; what is left empty is not stated.

    Raises:
        UserInputError: a part is missing or cannot be read; `field` says which.
    """
    return _MAKERS[kind](_Form(typed, today))


def typed_of(event: ClaimEvent) -> dict[str, str]:
    """Return an event as its form shows it; what is not stated stays empty."""
    return {part.field: _shown(getattr(event, part.field)) for part in FORMS[kind_of(event)]}


def _shown(value: Any) -> str:
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).lower()
        case Month():
            text = f"{value.number:02d}/{value.year}"
        case Money():
            text = french.number(value.in_euros, 2)
        case dt.date():
            text = french.day(value)
        case _:
            text = str(value)
    return text


class _Form:
    def __init__(self, typed: Mapping[str, str], today: dt.date) -> None:
        self._typed, self._today = typed, today

    def text(self, field: str, *, needed: bool = False) -> str:
        text = self._typed.get(field, "").strip()
        if needed and not text:
            raise UserInputError(field, "Choisir dans la liste.")
        return text

    def date(self, field: str) -> dt.date:
        found = self.maybe_date(field)
        if found is None:
            raise UserInputError(field, "Indiquer une date.")
        return found

    def maybe_date(self, field: str) -> dt.date | None:
        text = self.text(field)
        if not text:
            return None
        try:
            return typed_values.read_date(text, today=self._today)
        except ValueError as error:
            raise UserInputError(field, str(error)) from None

    def month(self, field: str) -> Month | None:
        text = self.text(field)
        if not text:
            return None
        try:
            return typed_values.read_month(text, today=self._today)
        except ValueError as error:
            raise UserInputError(field, str(error)) from None

    def money(self, field: str) -> Money | None:
        text = self.text(field)
        if not text:
            return None
        try:
            return typed_values.read_amount(text)
        except ValueError as error:
            raise UserInputError(field, str(error)) from None

    def channel(self) -> Channel:
        text = self.text("channel", needed=True)
        try:
            return Channel(text)
        except ValueError:
            raise UserInputError("channel", "Choisir dans la liste.") from None

    def outcome(self) -> AidOutcome:
        try:
            return AidOutcome(self.text("outcome", needed=True))
        except ValueError:
            raise UserInputError("outcome", "Choisir dans la liste.") from None

    def says(self, field: str, *, default: bool | None) -> bool:
        text = self.text(field, needed=default is None)
        return text == "true" if text else bool(default)


_MAKERS: dict[str, Callable[[_Form], ClaimEvent]] = {
    "filed": lambda form: claim.Filed(
        on=form.date("on"),
        channel=form.channel(),
        reference=form.text("reference"),
        received_on=form.maybe_date("received_on"),
    ),
    "acknowledged": lambda form: claim.Acknowledged(
        on=form.date("on"),
        received_on=form.maybe_date("received_on"),
        mentions_appeal_routes=form.says("mentions_appeal_routes", default=True),
    ),
    "transmitted": lambda form: claim.Transmitted(
        on=form.date("on"),
        to_body=form.text("to_body"),
        received_on=form.maybe_date("received_on"),
    ),
    "pieces_asked": lambda form: claim.PiecesAsked(
        on=form.date("on"), answer_by=form.maybe_date("answer_by")
    ),
    "pieces_sent": lambda form: claim.PiecesSent(on=form.date("on")),
    "completed": lambda form: claim.Completed(on=form.date("on")),
    "granted": lambda form: claim.Granted(
        on=form.date("on"),
        notified_on=form.maybe_date("notified_on"),
        amount=form.money("amount"),
        since=form.month("since"),
        until=form.maybe_date("until"),
        partial=form.says("partial", default=False),
    ),
    "refused": lambda form: claim.Refused(
        on=form.date("on"),
        notified_on=form.date("notified_on"),
        reason=form.text("reason"),
        mentions_appeal_routes=form.says("mentions_appeal_routes", default=True),
    ),
    "no_answer": lambda form: claim.NoAnswer(on=form.date("on")),
    "appeal_filed": lambda form: claim.AppealFiled(
        on=form.date("on"),
        route=form.text("route", needed=True),
        channel=form.channel(),
        received_on=form.maybe_date("received_on"),
        admissible_on=form.maybe_date("admissible_on"),
    ),
    "appeal_decided": lambda form: claim.AppealDecided(
        on=form.date("on"),
        notified_on=form.date("notified_on"),
        granted=form.says("granted", default=None),
        route=form.text("route"),
    ),
    "reasons_asked": lambda form: claim.ReasonsAsked(on=form.date("on")),
    "reasons_given": lambda form: claim.ReasonsGiven(on=form.date("on")),
    "legal_aid_asked": lambda form: claim.LegalAidAsked(on=form.date("on")),
    "legal_aid_decided": lambda form: claim.LegalAidDecided(
        on=form.date("on"),
        outcome=form.outcome(),
        notified_on=form.maybe_date("notified_on"),
        lawyer_on=form.maybe_date("lawyer_on"),
    ),
    "withdrawn": lambda form: claim.Withdrawn(on=form.date("on"), reason=form.text("reason")),
    "obsolete": lambda form: claim.Obsolete(on=form.date("on"), reason=form.text("reason")),
    "closed": lambda form: claim.Closed(on=form.date("on")),
}
