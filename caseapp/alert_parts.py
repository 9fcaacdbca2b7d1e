"""What « Signalements » needs of other layers: its page, and its paper.

Imports stand inside the functions: few open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.paper_parts import show_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.page import Page

_PAPER = "Écrit confidentiel"  # and its file: it names neither its kind nor anybody
_CONFIDENTIAL = (
    "Écrit confidentiel : remettez-le au seul destinataire. L'impression et l'enregistrement sont"
    " notés au journal, sans le contenu. Un fichier enregistré n'est plus protégé par la base."
)


def alerts_page(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], Page]:
    """Return what makes the page."""

    def make() -> Page:
        from caseapp.ui.pages.alerts.page import AlertsPage
        from caseapp.ui.pages.alerts.tools import AlertsTools

        return AlertsPage(
            AlertsTools(
                alerts=desk.alerts,
                navigator=tools.navigator,
                jobs=tools.jobs,
                asker=tools.asker,
                show_paper=_paper_shower(window, desk, tools),
            )
        )

    return make


def _paper_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[UUID], None]:
    """Return what shows an alert as it is printed; that it left is noted in the journal."""

    def show(alert_id: UUID) -> None:
        show_paper(
            window,
            tools,
            _PAPER,
            lambda: desk.alert_paper.paper(alert_id),
            _CONFIDENTIAL,
            lambda printed: desk.alerts.left(alert_id, printed=printed),
        )

    return show
