"""A report of the service, chosen and written beside its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from caseapp.domain.case_report import Section
from caseapp.reports import case_report
from caseapp.rules.report_outlines import load_outlines
from caseapp.services.social_reports import AskedReport, SocialReports
from caseapp.services.third_persons import third_persons
from caseapp.ui.dialogs.paper import Made, PaperDialog, PaperTools
from caseapp.ui.pages.report_options import ReportOptions, ReportTools
from tests.support.builders import Office, an_interview, an_office, awa
from tests.support.hands import plain, press
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


class Hands:
    def __init__(self, office: Office, tools: PaperTools, qtbot: QtBot) -> None:
        self.bot, self.office, self.tools = qtbot, office, tools
        self.case: UUID = office.cases.rows()[0].id
        self.reports = SocialReports(office.store, office.clock, office.disclosure)
        self.sealed: list[tuple[str, bool]] = []
        self.recorded: list[AskedReport] = []
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.open()

    def open(self) -> None:
        self.options = ReportOptions(
            ReportTools(
                interviews=self.office.interviews.rows(self.case),
                make=self._make,
                seal=self._seal,
                record=lambda asked, _printed: self.recorded.append(asked),
                keep=lambda typed: self.reports.keep(self.case, typed),
            ),
            self.reports.typed(self.case),
        )
        self.dialog = PaperDialog(self.over, "Écrit", self.options, "Rapport.pdf", self.tools)
        with self.bot.waitActive(self.dialog):
            self.dialog.show()
        self.wait()

    def wait(self) -> None:
        self.bot.waitUntil(self.dialog.save.isEnabled, timeout=20_000)

    def agree(self) -> None:
        """Say that the person agreed."""
        self.options.consent.editor.setText("Accord du 20/11/2026")
        self.wait()

    def choose(self, code: str) -> None:
        self.options.outline.committed.emit(code)
        self.wait()

    @property
    def text(self) -> str:
        assert self.dialog.made is not None
        return text_of(self.dialog.made)

    def _make(self, asked: AskedReport) -> Made:
        data = self.reports.data(self.case, asked)
        return Made(case_report.render(data), third_persons(data))

    def _seal(self, made: bytes, password: str, archive: bool) -> bytes:
        self.sealed.append((password, archive))
        return made


@pytest.fixture
def hands(tmp_path: Path, jobs: Jobs, answers: Answers, qtbot: QtBot) -> Hands:
    office = an_office(tmp_path)
    an_interview(office, awa(office), on_date="20/11/2026", facts="Vu Mme Petit.")
    return Hands(office, PaperTools(jobs, answers), qtbot)


def test_an_outline_proposes_its_parts_and_what_is_written_is_on_the_page(hands: Hands) -> None:
    hands.choose("fsl")
    assert hands.options.sections == frozenset(load_outlines()["fsl"].sections)
    assert hands.options.recipient.text == "Commission du FSL"
    hands.options.written["Demande"].editor.insertPlainText("Une aide de 300 euros.")
    assert not hands.dialog.save.isEnabled()
    hands.wait()
    assert "Une aide de 300 euros." in hands.text


def test_what_is_unticked_leaves_the_page(hands: Hands) -> None:
    assert "Issa" in hands.text
    hands.options.boxes[Section.PEOPLE].click()
    hands.options.boxes[Section.NEXT_STEPS].click()
    hands.wait()
    assert "Issa" not in hands.text


def test_a_right_of_access_holds_every_interview_and_points_third_persons_out(
    hands: Hands,
) -> None:
    hands.choose("acces")
    assert "Vu Mme Petit." in hands.text
    assert "Entretien du 20/11/2026 : Mme Petit" in plain(hands.options.third.words)


def test_nothing_leaves_without_saying_to_whom_and_what_for(hands: Hands, answers: Answers) -> None:
    press(hands.dialog, "Enregistrer le PDF…", hands.bot)
    assert hands.options.recipient.error.startswith("Indiquez à qui")
    assert hands.options.purpose.error.startswith("Indiquez à quoi")
    assert answers.asked == []
    assert hands.recorded == []


def test_nothing_is_shared_without_an_agreement_or_a_text(hands: Hands, answers: Answers) -> None:
    hands.choose("fsl")
    press(hands.dialog, "Enregistrer le PDF…", hands.bot)
    assert hands.options.consent.error.startswith("Indiquez l'accord")
    assert answers.asked == []
    hands.choose("acces")  # the person herself
    answers.answers.append(None)
    press(hands.dialog, "Enregistrer le PDF…", hands.bot)
    assert answers.asked == ["Enregistrer le PDF"]


def test_it_is_sealed_written_and_recorded(hands: Hands, answers: Answers, tmp_path: Path) -> None:
    hands.choose("dalo")
    hands.agree()
    hands.options.password.editor.setText("mot de passe long")
    answers.answers.append(tmp_path / "note.pdf")
    press(hands.dialog, "Enregistrer le PDF…", hands.bot)
    hands.bot.waitUntil(lambda: bool(hands.recorded))
    assert hands.sealed == [("mot de passe long", False)]
    assert hands.recorded[0].recipient == "Commission de médiation"
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("password", "archive", "words"),
    [("court", False, "8 caractères"), ("mot de passe long", True, "PDF/A")],
)
def test_a_password_that_cannot_be_is_refused(
    hands: Hands, answers: Answers, password: str, archive: bool, words: str
) -> None:
    hands.choose("dalo")
    hands.agree()
    hands.options.password.editor.setText(password)
    hands.options.archive.setChecked(archive)
    press(hands.dialog, "Enregistrer le PDF…", hands.bot)
    assert words in hands.dialog.notice.words
    assert answers.asked == []


def test_what_was_being_written_is_there_again(hands: Hands) -> None:
    hands.choose("relais")
    hands.options.written["Points d'attention"].editor.insertPlainText("Appeler avant.")
    hands.wait()
    hands.choose("dalo")
    hands.choose("relais")
    assert hands.options.written["Points d'attention"].text == "Appeler avant."
    hands.dialog.reject()
    hands.open()
    assert hands.options.asked.outline == "relais"
    assert "Appeler avant." in hands.text
