"""What « Protection des données » needs of other layers: its tabs and their papers.

Imports stand inside the functions: few open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.journal import LEAST_MONTHS, JournalAction, Keeping
from caseapp.kernel.errors import UserInputError
from caseapp.paper_parts import notice_shower, show_paper
from caseapp.register_parts import breaches_saver, journal_saver, requests_saver
from caseapp.ui.navigator import PrivacyTab

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.services.desk import Desk
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


def _requests(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
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
                save=requests_saver(window, desk, tools),
            )
        )

    return make


def _breaches(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], PrivacyContent]:
    def make() -> PrivacyContent:
        from caseapp.ui.pages.privacy.breaches import BreachesTab, BreachesTools

        return BreachesTab(
            BreachesTools(
                breaches=desk.breaches,
                jobs=tools.jobs,
                save=breaches_saver(window, desk, tools),
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
                save=journal_saver(window, desk, tools),
                keep=keep,
            )
        )

    return make
