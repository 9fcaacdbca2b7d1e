"""Joins who may open the base to the settings: the ring of keys, the sheet, the renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.services.access import RecoveryKey
from caseapp.ui.security.card import SecurityCard

if TYPE_CHECKING:
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow


def security_card(window: MainWindow, desk: Desk, tools: Tools) -> SecurityCard:
    """Return « Sécurité » of the settings."""

    def sheet(key: RecoveryKey) -> bytes:
        from caseapp.reports import recovery_sheet

        service = desk.settings.service().service_name
        base = desk.backups.base.name
        return recovery_sheet.render(key.groups, base, service, desk.clock.today())

    card = SecurityCard(desk.key_ring, tools.asker, tools.jobs, sheet, RecoveryKey.new)
    card.renewing.connect(window.renewal_asked)
    return card
