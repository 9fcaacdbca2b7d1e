"""Plain papers of data protection, shown before they are printed or kept: the notice, registers.

Imports stand inside the functions: ReportLab waits until it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.plain_paper import PlainPaper
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow


def notice_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[str], None]:
    """Return what shows a notice as it is printed."""

    def show(text: str) -> None:
        show_paper(window, tools, "Notice d'information", lambda: desk.privacy_papers.notice(text))

    return show


def show_paper(
    window: MainWindow, tools: Tools, title: str, read: Callable[[], PlainPaper]
) -> None:
    """Show a paper while it is written; it is read beside the window."""
    from caseapp.reports import plain_paper
    from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
    from caseapp.ui.pages.privacy.paper_options import PlainPaperOptions

    dialog = PaperDialog(
        window,
        title,
        PlainPaperOptions(lambda: plain_paper.render(read())),
        f"{title}.pdf",
        PaperTools(tools.jobs, tools.asker),
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
