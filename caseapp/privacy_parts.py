"""What « Protection des données » needs of other layers: its tabs, its papers, its files.

Imports stand inside the functions: few open it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.domain.journal import LEAST_MONTHS, JournalAction, Keeping
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.files import write_atomically
from caseapp.paper_parts import notice_shower, show_paper
from caseapp.ui.navigator import PrivacyTab

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.reports.table_file import TableFile
    from caseapp.services.desk import Desk
    from caseapp.services.journal_rows import JournalCriteria
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.privacy.page import PrivacyContent
    from caseapp.ui.widgets.page import Page


def privacy_page(
    window: MainWindow,
    desk: Desk,
    tools: Tools,
    places: Callable[[], tuple[Path, ...]] = tuple,
) -> Callable[[], Page]:
    """Return what makes the page; `places` are the folders of the copies."""

    def make() -> Page:
        from caseapp.ui.pages.privacy.page import PrivacyPage, PrivacyPart

        return PrivacyPage(
            [
                PrivacyPart(PrivacyTab.RETENTION, "Conservation", _retention(desk, tools, places)),
                PrivacyPart(PrivacyTab.HEALTH, "Santé", _needless(desk, tools)),
                PrivacyPart(PrivacyTab.REQUESTS, "Demandes", _requests(window, desk, tools)),
                PrivacyPart(PrivacyTab.BREACHES, "Violations", _breaches(window, desk, tools)),
                PrivacyPart(PrivacyTab.NOTICE, "Notice", _notice(window, desk, tools)),
                PrivacyPart(
                    PrivacyTab.SOCIAL_NUMBER,
                    "N° de sécurité sociale",
                    _social_number(desk, tools, places),
                ),
                PrivacyPart(PrivacyTab.PAPERS, "Documents", _papers(window, desk, tools, places)),
                PrivacyPart(PrivacyTab.JOURNAL, "Journal", _journal(window, desk, tools)),
            ],
            tools.navigator,
        )

    return make


def write_file(
    window: MainWindow,
    tools: Tools,
    proposed: tuple[str, str, str],
    make: Callable[[], bytes],
    written: Callable[[], None] = lambda: None,
) -> None:
    """Ask where to write a file and write it there, beside the window; `written` once it is.

    `proposed`: what it is (« le journal »), its name, its kind.
    """
    what, file_name, kinds = proposed
    path = tools.asker.save_file(window, f"Enregistrer {what}", Path.home() / file_name, kinds)
    if path is None:
        return

    def work(_job: object) -> None:
        write_atomically(path, make())
        written()

    tools.jobs.start(
        window,
        work,
        lambda _nothing: tools.asker.tell(
            window, "Le fichier est enregistré", f"{path.name}, dans {path.parent}."
        ),
        failed=lambda error: tools.asker.tell(
            window, "Le fichier n'a pas été enregistré", str(error)
        ),
        name="privacy-file",
    )


def _retention(
    desk: Desk, tools: Tools, places: Callable[[], tuple[Path, ...]]
) -> Callable[[], PrivacyContent]:
    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.retention import RetentionTab, RetentionTools

        return RetentionTab(
            RetentionTools(
                retentions=desk.retentions,
                erasing=desk.case_erasing,
                statistics=desk.statistics,
                backups=desk.backups,
                places=places,
                apart=lambda cases: sum(len(desk.alerts.rows(case)) for case in cases),
                clock=desk.clock,
                navigator=tools.navigator,
                jobs=tools.jobs,
                asker=tools.asker,
            )
        )

    return make


def _needless(desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.needless import NeedlessTab, NeedlessTools

        return NeedlessTab(
            NeedlessTools(
                needless=desk.needless_facts,
                sensitive=desk.household.sensitive,
                navigator=tools.navigator,
                jobs=tools.jobs,
            )
        )

    return make


def _save_register(
    window: MainWindow, desk: Desk, tools: Tools, what: str, read: Callable[[], TableFile]
) -> Callable[[], None]:
    """Return what writes a register to a workbook where one says; `what`: « le registre… »."""

    def save() -> None:
        from caseapp.reports.table_file import workbook
        from caseapp.ui.dialogs.ask import WORKBOOK

        name = f"{read().title} {desk.clock.today():%Y-%m-%d}.xlsx"
        write_file(
            window,
            tools,
            (what, name, WORKBOOK),
            lambda: workbook(read()),
            lambda: desk.journal.note(JournalAction.EXPORTED, about="register"),
        )

    return save


def _requests(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
    def read() -> TableFile:
        from caseapp.reports.table_file import TableFile
        from caseapp.services.rights_requests import HEADINGS

        return TableFile("Registre des demandes", (), HEADINGS, desk.rights_requests.file_rows())

    def make() -> PrivacyContent:
        from caseapp.case_parts import ACCESS, report_shower
        from caseapp.ui.pages.privacy.requests import RequestsTab, RequestsTools

        return RequestsTab(
            RequestsTools(
                requests=desk.rights_requests,
                case_of=desk.cases.named,
                show_file=report_shower(window, desk, tools, ACCESS),
                clock=desk.clock,
                navigator=tools.navigator,
                jobs=tools.jobs,
                save=_save_register(window, desk, tools, "le registre des demandes", read),
            )
        )

    return make


def _breaches(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
    def read() -> TableFile:
        from caseapp.reports.table_file import TableFile
        from caseapp.services.breaches import HEADINGS

        return TableFile("Registre des violations", (), HEADINGS, desk.breaches.file_rows())

    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.breaches import BreachesTab, BreachesTools

        return BreachesTab(
            BreachesTools(
                breaches=desk.breaches,
                jobs=tools.jobs,
                save=_save_register(window, desk, tools, "le registre des violations", read),
            )
        )

    return make


def _notice(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.notice import NoticeTab, NoticeTools

        return NoticeTab(
            NoticeTools(notices=desk.notices, show_paper=notice_shower(window, desk, tools))
        )

    return make


def _social_number(
    desk: Desk, tools: Tools, places: Callable[[], tuple[Path, ...]]
) -> Callable[[], PrivacyContent]:
    def make() -> PrivacyContent:
        from caseapp.services.erasure_copies import remains
        from caseapp.ui.pages.privacy.social_number import SocialNumberTab, SocialNumberTools

        return SocialNumberTab(
            SocialNumberTools(
                uses=desk.social_number_uses,
                asker=tools.asker,
                jobs=tools.jobs,
                remains=lambda: remains(desk.backups, places(), desk.clock.today()),
            )
        )

    return make


def _papers(
    window: MainWindow, desk: Desk, tools: Tools, places: Callable[[], tuple[Path, ...]]
) -> Callable[[], PrivacyContent]:
    def show(code: str) -> None:
        papers = desk.privacy_papers
        title, read = {
            "processing": ("Registre des traitements", papers.processing),
            "impact": ("Analyse d'impact", papers.impact),
        }[code]
        show_paper(window, tools, title, lambda: read(places()))

    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.exporting import ExportTools
        from caseapp.ui.pages.privacy.papers import PapersTab, PapersTools

        export = ExportTools(
            export=desk.open_export,
            asker=tools.asker,
            jobs=tools.jobs,
            left=lambda: desk.journal.note(JournalAction.EXPORTED, about="base"),
            came=lambda: desk.journal.note(JournalAction.CREATED, about="base"),
        )
        return PapersTab(PapersTools(show=show, export=export))

    return make


def _journal(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
    def save(criteria: JournalCriteria, kind: str) -> None:
        from caseapp.reports.table_file import TableFile, csv_file, workbook
        from caseapp.services import journal_file
        from caseapp.ui.dialogs.ask import CSV, WORKBOOK

        def make() -> bytes:
            table = TableFile(
                "Journal des accès",
                journal_file.notes(criteria, desk.journal.verify()),
                journal_file.HEADINGS,
                journal_file.file_rows(desk.journal.rows(criteria, limit=None)),
            )
            return workbook(table) if kind == "xlsx" else csv_file(table)

        write_file(
            window,
            tools,
            (
                "le journal",
                f"Journal {desk.clock.today():%Y-%m-%d}.{kind}",
                WORKBOOK if kind == "xlsx" else CSV,
            ),
            make,
            lambda: desk.journal.note(JournalAction.JOURNAL_EXPORTED),
        )

    def keep(typed: dict[str, str]) -> None:
        months = typed["months"].strip()
        if not months.isdecimal():
            raise UserInputError("months", f"Écrire un nombre de mois, {LEAST_MONTHS} au moins.")
        desk.journal.keep(Keeping(int(months), typed["reason"]))

    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.journal import JournalTab, JournalTools

        return JournalTab(
            JournalTools(
                journal=desk.journal,
                clock=desk.clock,
                navigator=tools.navigator,
                jobs=tools.jobs,
                save=save,
                keep=keep,
            )
        )

    return make
