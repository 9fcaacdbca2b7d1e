"""Plain papers, shown before they are printed or kept: the notice, registers, an alert.

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

_TO_COMPLETE = (
    "Ce qui est entre crochets reste à compléter par le service. Le document se régénère à chaque"
    " ouverture, d'après l'état de la base."
)


def notice_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[str], None]:
    """Return what shows a notice as it is printed."""

    def show(text: str) -> None:
        show_paper(window, tools, "Notice d'information", lambda: desk.privacy_papers.notice(text))

    return show


def show_paper(
    window: MainWindow,
    tools: Tools,
    title: str,
    read: Callable[[], PlainPaper],
    words: str = _TO_COMPLETE,
    left: Callable[[bool], None] = lambda _printed: None,
) -> None:
    """Show a paper while it is written; it is read beside the window.

    `words` stand beside it; `left` hears that it left the desk, and whether on paper.
    """
    from caseapp.reports import plain_paper
    from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
    from caseapp.ui.dialogs.plain_paper import PlainPaperOptions

    dialog = PaperDialog(
        window,
        title,
        PlainPaperOptions(words, lambda: plain_paper.render(read()), left),
        f"{title}.pdf",
        PaperTools(tools.jobs, tools.asker),
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
