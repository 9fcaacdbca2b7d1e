"""What a case needs of other layers: its tabs, and its paper.

Imports stand inside the functions: ReportLab is not loaded before it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.case_tabs import case_tabs
from caseapp.domain.journal import JournalAction
from caseapp.form_parts import forms_maker
from caseapp.kernel.files import write_atomically
from caseapp.letter_parts import letter_shower, trial_shower
from caseapp.paper_parts import notice_shower
from caseapp.ui.dialogs.ask import PDF
from caseapp.ui.pages.case_menu import CasePapers
from caseapp.ui.pages.case_page import CaseParts

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.domain.scenario import Simulation
    from caseapp.services.desk import Desk
    from caseapp.services.social_reports import AskedReport
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.report_dialog import ReportDialog

ACCESS = "acces"  # the outline of the answer to a right of access


def case_parts(window: MainWindow, desk: Desk, tools: Tools) -> CaseParts:
    """Return the parts of the page of a case."""
    print_flyer = _flyer_printer(window, desk, tools)
    return CaseParts(
        _report_printer(window, desk, tools),
        CasePapers(
            print_flyer,
            _road_map_shower(window, desk, tools),
            report_shower(window, desk, tools),
            _notice_shower(window, desk, tools),
            report_shower(window, desk, tools, ACCESS),
        ),
        case_tabs(
            desk,
            tools,
            _simulation_printer(window, desk, tools),
            _budget_printer(window, desk, tools),
            (letter_shower(window, desk, tools), trial_shower(window, desk, tools)),
            print_flyer,
            make_forms=forms_maker(window, desk, tools),
        ),
    )


def _report_printer(
    window: MainWindow, desk: Desk, tools: Tools
) -> Callable[[UUID, ReportDialog], None]:
    """Return what asks where to write a report, and writes it there, nowhere else."""

    def print_report(case_id: UUID, asked: ReportDialog) -> None:
        from caseapp.reports import case_report

        data = desk.disclosure.case_report(
            case_id,
            recipient=asked.recipient.text.strip(),
            purpose=asked.purpose.text.strip(),
            consent=asked.consent.text.strip(),
            sections=asked.sections,
            interviews=asked.chosen_interviews,
        )
        _write_pdf(
            window,
            tools,
            "rapport",
            data.file_name,
            lambda: case_report.render(data),
            lambda: desk.social_reports.record(case_id, data, printed=False),
        )

    return print_report


def _simulation_printer(
    window: MainWindow, desk: Desk, tools: Tools
) -> Callable[[UUID, Simulation, str], None]:
    """Return what asks where to write a simulation, and writes it there, nowhere else."""

    def print_simulation(case_id: UUID, simulation: Simulation, name: str) -> None:
        from caseapp.reports import simulation as simulation_report

        data = desk.simulation_paper.report(case_id, simulation, name)
        _write_pdf(
            window,
            tools,
            "rapport de simulation",
            data.file_name,
            lambda: simulation_report.render(data),
            _exported(desk, case_id, "simulation"),
        )

    return print_simulation


def _budget_printer(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[UUID], None]:
    """Return what asks where to write a budget, and writes it there, nowhere else."""

    def print_budget(case_id: UUID) -> None:
        from caseapp.reports import budget

        data = desk.budget_paper.report(case_id)
        _write_pdf(
            window,
            tools,
            "budget",
            data.file_name,
            lambda: budget.render(data),
            _exported(desk, case_id, "budget"),
        )

    return print_budget


def _flyer_printer(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[str], None]:
    """Return what asks where to write the flyer on free steps, and writes it there."""

    def print_flyer(size: str) -> None:
        from caseapp.reports import flyer

        service = desk.settings.service()
        _write_pdf(
            window,
            tools,
            "document",
            f"Vos-demarches-sont-gratuites-{size}.pdf",
            lambda: flyer.render(flyer.SIZES[size], service.service_name, service.service_address),
        )

    return print_flyer


def _road_map_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[UUID], None]:
    """Return what shows the road map of a case, to be printed or kept."""

    def show(case_id: UUID) -> None:
        from caseapp.reports import road_map
        from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
        from caseapp.ui.pages.road_map_options import RoadMapOptions

        def work(keys: frozenset[str], language: str) -> Callable[[], bytes]:
            return lambda: road_map.render(desk.road_maps.data(case_id, keys, language))

        def left(printed: bool) -> None:  # noqa: FBT001 - how it left
            action = JournalAction.PRINTED if printed else JournalAction.EXPORTED
            desk.journal.note(action, case_id, "road_map")

        options = RoadMapOptions(desk.road_maps.steps(case_id), work, left)
        dialog = PaperDialog(
            window,
            "Feuille de route",
            options,
            f"Feuille de route {desk.cases.header(case_id).reference}.pdf",
            PaperTools(tools.jobs, tools.asker),
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    return show


def _notice_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], None]:
    """Return what shows the information notice in force, to be printed or kept."""

    def show() -> None:
        notice_shower(window, desk, tools)(desk.notices.current().text)

    return show


def report_shower(
    window: MainWindow, desk: Desk, tools: Tools, outline: str = ""
) -> Callable[[UUID], None]:
    """Return what shows a report of the service while it is written, to be printed or kept.

    `outline` names the one to begin with; else it is the one that was last written.
    """

    def show(case_id: UUID) -> None:
        from caseapp.reports import case_report, sealing
        from caseapp.services.alert_paper import alert_remarks
        from caseapp.services.third_persons import third_persons
        from caseapp.ui.dialogs.paper import Made, PaperDialog, PaperTools
        from caseapp.ui.pages.report_options import ReportOptions, ReportTools

        reports = desk.social_reports

        def make(asked: AskedReport) -> Made:
            data = reports.data(case_id, asked)
            apart = alert_remarks(desk.alerts, case_id) if asked.outline == ACCESS else ()
            return Made(case_report.render(data), (*third_persons(data), *apart))

        def seal(made: bytes, password: str, archive: bool) -> bytes:  # noqa: FBT001 - a box
            if password:
                return sealing.protected(made, password)
            return sealing.archived(made) if archive else made

        options = ReportOptions(
            ReportTools(
                interviews=desk.interviews.rows(case_id),
                make=make,
                seal=seal,
                record=lambda asked, printed: reports.record(
                    case_id, reports.data(case_id, asked), printed=printed
                ),
                keep=lambda typed: reports.keep(case_id, typed),
            ),
            reports.typed(case_id),
        )
        if outline:
            options.choose(outline)
        header = desk.cases.header(case_id)
        dialog = PaperDialog(
            window,
            f"Écrit sur le dossier de {header.name}",
            options,
            f"Rapport {header.reference}.pdf",
            PaperTools(tools.jobs, tools.asker),
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    return show


def _exported(desk: Desk, case_id: UUID, about: str) -> Callable[[], None]:
    """Return what notes in the journal that a paper of a case was written to a file."""
    return lambda: desk.journal.note(JournalAction.EXPORTED, case_id, about)


def _write_pdf(
    window: MainWindow,
    tools: Tools,
    what: str,
    file_name: str,
    render: Callable[[], bytes],
    record: Callable[[], None] = lambda: None,
) -> None:
    """Ask where to write a PDF, and write it there beside the window; `record` that it left."""
    path = tools.asker.save_file(window, f"Enregistrer le {what}", Path.home() / file_name, PDF)
    if path is None:
        return

    def written(_nothing: None) -> None:
        record()
        tools.asker.tell(window, f"Le {what} est enregistré", f"{path.name}, dans {path.parent}.")

    tools.jobs.start(
        window,
        lambda _job: write_atomically(path, render()),
        written,
        failed=lambda error: tools.asker.tell(
            window, f"Le {what} n'a pas été enregistré", str(error)
        ),
        name="report",
    )
