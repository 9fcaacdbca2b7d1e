"""« Protection des données » under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.desk_parts import open_desk
from caseapp.privacy_parts import privacy_page
from caseapp.ui.application import Tools
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import CasePlace, Navigator, PrivacyPlace, PrivacyTab
from caseapp.ui.pages.privacy.page import PrivacyPage
from caseapp.ui.widgets.page import Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Place
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers
    from tests.support.builders import Office


class _Anything(Page):
    def show_place(self, place: Place) -> None:
        """Show nothing: where one went is what is asked."""


class PrivacyHands:
    """The page at one of its tabs, over a real base."""

    def __init__(
        self,
        office: Office,
        jobs: Jobs,
        settings: Settings,
        answers: Answers,
        qtbot: QtBot,
        tab: PrivacyTab,
    ) -> None:
        self.office, self.answers, self.bot = office, answers, qtbot
        self.desk = open_desk(office.store, office.engine, office.clock)
        self.navigator = Navigator()
        tools = Tools(
            navigator=self.navigator,
            jobs=jobs,
            asker=answers,
            settings=settings,
            clock=office.clock,
        )
        self.window = MainWindow(self.navigator, jobs, settings, office.clock)
        qtbot.addWidget(self.window)
        self.window.register(PrivacyPlace, privacy_page(self.window, self.desk, tools))
        self.window.register(CasePlace, _Anything)
        self.window.show()
        self.navigator.go(PrivacyPlace(tab))
        page = self.window.page
        assert isinstance(page, PrivacyPage)
        self.page = page
