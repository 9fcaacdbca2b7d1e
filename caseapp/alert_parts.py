"""What « Signalements » needs of other layers: its page, and its paper.

Imports stand inside the functions: few open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.page import Page

FILE_NAME = "Écrit confidentiel.pdf"  # it names neither its kind nor anybody


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
        from caseapp.reports import plain_paper
        from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
        from caseapp.ui.pages.alerts.paper_options import AlertPaperOptions

        def left(printed: bool) -> None:  # noqa: FBT001 - how it left
            desk.alerts.left(alert_id, printed=printed)

        dialog = PaperDialog(
            window,
            "Écrit confidentiel",
            AlertPaperOptions(lambda: plain_paper.render(desk.alert_paper.paper(alert_id)), left),
            FILE_NAME,
            PaperTools(tools.jobs, tools.asker),
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    return show
