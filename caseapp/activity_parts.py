"""What « Activité » needs of other layers: its page, its paper, its workbook.

Imports stand inside the functions: few open it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction
from caseapp.kernel.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.activity import ActivityData
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.page import Page


def activity_page(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], Page]:
    """Return what makes the page."""

    def make() -> Page:
        from caseapp.reports import activity_workbook
        from caseapp.services.activity_words import file_name
        from caseapp.ui.dialogs.ask import WORKBOOK
        from caseapp.ui.pages.activity.page import ActivityPage
        from caseapp.ui.pages.activity.tools import ActivityTools

        def save(data: ActivityData, kind: str) -> None:
            if kind == "pdf":
                _show_paper(window, desk, tools, data)
                return
            path = tools.asker.save_file(
                window,
                "Enregistrer le rapport d'activité",
                Path.home() / file_name(data, kind),
                WORKBOOK,
            )
            if path is None:
                return

            def written(_nothing: None) -> None:
                desk.journal.note(JournalAction.EXPORTED, about="activity")
                tools.asker.tell(
                    window, "Le rapport est enregistré", f"{path.name}, dans {path.parent}."
                )

            tools.jobs.start(
                window,
                lambda _job: write_atomically(path, activity_workbook.write(data)),
                written,
                failed=lambda error: tools.asker.tell(
                    window, "Le rapport n'a pas été enregistré", str(error)
                ),
                name="activity",
            )

        return ActivityPage(
            ActivityTools(
                activity=desk.activity,
                cases=desk.case_list,
                referents=desk.case_changes.known_referents,
                clock=desk.clock,
                navigator=tools.navigator,
                jobs=tools.jobs,
                save=save,
            )
        )

    return make


def _show_paper(window: MainWindow, desk: Desk, tools: Tools, data: ActivityData) -> None:
    """Show the report as it will be, to be printed or kept."""
    from caseapp.reports import activity, sealing
    from caseapp.services.activity_words import file_name
    from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
    from caseapp.ui.pages.activity.paper import ActivityOptions

    def noted(printed: bool) -> None:  # noqa: FBT001 - as the window says it
        action = JournalAction.PRINTED if printed else JournalAction.EXPORTED
        desk.journal.note(action, about="activity")

    dialog = PaperDialog(
        window,
        "Rapport d'activité",
        ActivityOptions(lambda: activity.render(data), sealing.archived, noted),
        file_name(data, "pdf"),
        PaperTools(tools.jobs, tools.asker),
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
