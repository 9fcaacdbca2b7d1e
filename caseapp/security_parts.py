"""Joins who may open the base to the settings: the ring of keys, the sheet, the renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.access import RecoveryKey
from caseapp.ui.navigator import (
    ActivityPlace,
    CasePlace,
    ClaimPlace,
    PrivacyPlace,
    SettingsPlace,
)
from caseapp.ui.security.card import SecurityCard

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.navigator import Place

_ASKED = (
    "Ce dossier est suivi par {who}. Pourquoi l'ouvrir ? Le motif est gardé et montré à la personne "
    "responsable."
)
_REPLACED = "Dossier d'un collègue"
_ASKED_ALL = (
    "Voir tous les dossiers de {who} jusqu'au verrouillage. Pourquoi ? Le motif est gardé et montré à "
    "la personne responsable, avec les dossiers que vous ouvrez."
)
_ONLY_IN_CHARGE = {  # what concerns the whole service
    ActivityPlace: "Les chiffres du service sont montrés à la personne responsable.",
    PrivacyPlace: "Le journal et les registres sont montrés à la personne responsable.",
}


def security_card(window: MainWindow, desk: Desk, tools: Tools) -> SecurityCard:
    """Return « Sécurité » of the settings."""

    def sheet(key: RecoveryKey) -> bytes:
        from caseapp.reports import recovery_sheet

        service = desk.settings.service().service_name
        base = desk.backups.base.name
        return recovery_sheet.render(key.groups, base, service, desk.clock.today())

    card = SecurityCard(
        desk.key_ring, desk.case_access, tools.asker, tools.jobs, sheet, RecoveryKey.new
    )
    card.renewing.connect(window.renewal_asked)
    return card


def guard_cases(window: MainWindow, desk: Desk, tools: Tools) -> None:
    """Ask for a reason before a colleague's case; tell the person in charge of such openings."""
    guard = desk.case_access

    def may_go(place: Place) -> bool:
        reserved = _ONLY_IN_CHARGE.get(type(place))
        if reserved is not None and not guard.is_in_charge:
            tools.asker.tell(window, "Réservé", reserved)
            return False
        case_id = place.case_id if isinstance(place, CasePlace) else None
        if isinstance(place, ClaimPlace):
            case_id = guard.case_of_claim(place.claim_id)
        return case_id is None or _may_open(case_id, window, desk, tools.asker)

    tools.navigator.may_go = may_go
    if count := len(guard.unseen()):
        words = french.plural(count, "dossier a été ouvert", "dossiers ont été ouverts")
        window.announce(f"{words} par un collègue, sur motif.", SettingsPlace())


def _may_open(case_id: UUID, window: MainWindow, desk: Desk, asker: Asker) -> bool:
    """Ask why a colleague's case is opened, until a reason is given or the person gives up."""
    guard = desk.case_access
    who = guard.guardian(case_id)
    if who is None:
        if guard.visit(case_id):  # all cases of the colleague are open: each is noted
            desk.journal.note(JournalAction.BROKE_GLASS, case_id)
        return True
    asked = _ASKED.format(who=who)
    if not _give_reason(window, asker, asked, lambda reason: guard.open(case_id, reason)):
        return False
    desk.journal.note(JournalAction.BROKE_GLASS, case_id)
    return True


def colleague_opener(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], bool]:
    """Return what opens all cases of a colleague until the lock, and says whether it did."""

    def ask() -> bool:
        guard, asker = desk.case_access, tools.asker
        names = guard.colleagues()
        who: str | None = names[0] if len(names) == 1 else None
        if len(names) > 1:
            choices = [(name, name) for name in names]
            who = asker.choice(window, _REPLACED, "Qui remplacez-vous ?", choices)
        if not who:
            return False
        asked = _ASKED_ALL.format(who=who)
        if not _give_reason(window, asker, asked, lambda reason: guard.open_all(who, reason)):
            return False
        desk.journal.note(JournalAction.BROKE_GLASS, about="colleague")
        return True

    return ask


def _give_reason(window: MainWindow, asker: Asker, asked: str, give: Callable[[str], None]) -> bool:
    """Ask for a reason until it is fit, or the person gives up: False then."""
    reason: str | None = ""
    while (reason := asker.text(window, _REPLACED, asked, reason or "")) is not None:
        try:
            give(reason)
        except UserInputError as error:
            asker.tell(window, "Motif", error.sentence)
        else:
            return True
    return False
