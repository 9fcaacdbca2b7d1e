"""What « Formulaires » needs of other layers: its tab, and its paper.

Imports stand inside the functions: a tab that nobody opens is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.dialogs.paper import PaperOptions
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.case_content import CaseContent


def forms_maker(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], CaseContent]:
    """Return what makes the tab."""

    def make() -> CaseContent:
        from caseapp.ui.pages.forms.tab import FormsTab
        from caseapp.ui.pages.forms.tools import FormsTools

        return FormsTab(
            FormsTools(
                aids=desk.form_aids,
                pdfs=desk.pdf_forms,
                jobs=tools.jobs,
                asker=tools.asker,
                number_of=desk.social_numbers.to_copy,
                print_aid=_aid_shower(window, desk, tools),
                print_pdf=_pdf_shower(window, desk, tools),
            )
        )

    return make


def _aid_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[UUID, str], None]:
    def show(case_id: UUID, code: str) -> None:
        from caseapp.reports import form_aid
        from caseapp.ui.pages.forms.paper import AidOptions

        aid = desk.form_aids.aid(case_id, code)

        def work(only_to_ask: bool) -> Callable[[], bytes]:  # noqa: FBT001 - a choice
            return lambda: form_aid.render(aid, only_to_ask=only_to_ask)

        _open(
            window,
            tools,
            f"Aide au remplissage : {aid.name}",
            AidOptions(work),
            f"Aide au remplissage {aid.reference}.pdf",
        )

    return show


def _pdf_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[UUID, UUID, str], None]:
    def show(case_id: UUID, form_id: UUID, name: str) -> None:
        from caseapp.ui.dialogs.paper import Made
        from caseapp.ui.pages.forms.paper import FilledOptions

        def fill() -> Made:
            filled = desk.pdf_forms.filled(form_id, case_id)
            return Made(filled.pdf, filled.missing)

        reference = desk.cases.header(case_id).reference
        _open(window, tools, name, FilledOptions(fill), f"Formulaire {reference}.pdf")

    return show


def _open(
    window: MainWindow, tools: Tools, title: str, options: PaperOptions, file_name: str
) -> None:
    from caseapp.ui.dialogs.paper import PaperDialog, PaperTools

    dialog = PaperDialog(window, title, options, file_name, PaperTools(tools.jobs, tools.asker))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
