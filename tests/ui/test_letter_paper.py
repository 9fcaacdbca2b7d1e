"""A letter seen before it is printed or kept: kinds of file, papers of the service, to whom."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import docx
import pytest
from odfdo import Document as OdtDocument
from pypdf import PdfReader

from caseapp.desk_parts import open_desk
from caseapp.letter_parts import letter_shower, trial_shower
from caseapp.ui.application import Tools
from caseapp.ui.dialogs.paper import PaperDialog
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import Navigator
from caseapp.ui.pages.letters.paper_options import LetterOptions
from caseapp.ui.pages.letters.templates import TemplatesDialog
from caseapp.ui.pages.letters.tools import LettersTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import choose, dialog_over, plain, press
from tests.support.word_files import a_word_file, texts_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.services.desk import Desk
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


@pytest.fixture
def tools(office: Office, jobs: Jobs, answers: Answers, settings: Settings) -> Tools:
    return Tools(Navigator(), jobs, answers, settings, office.clock)


@pytest.fixture
def window(
    office: Office, jobs: Jobs, settings: Settings, tools: Tools, qtbot: QtBot
) -> MainWindow:
    window = MainWindow(tools.navigator, jobs, settings, office.clock)
    qtbot.addWidget(window)
    window.show()
    return window


@dataclass(frozen=True)
class Desktop:
    """A window, its services, who answers its questions."""

    desk: Desk
    window: MainWindow
    tools: Tools
    answers: Answers


@pytest.fixture
def desktop(desk: Desk, window: MainWindow, tools: Tools, answers: Answers) -> Desktop:
    return Desktop(desk, window, tools, answers)


class Paper:
    """The dialog, its pages made."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.bot = qtbot
        dialog = dialog_over(window, qtbot)
        assert isinstance(dialog, PaperDialog)
        self.dialog = dialog
        options = dialog.findChild(LetterOptions)
        assert options is not None
        self.options = options
        qtbot.waitUntil(dialog.save.isEnabled)

    def keep(self, path: Path, answers: Answers) -> bytes:
        answers.answers.append(path)
        press(self.dialog, "Enregistrer…", self.bot)
        self.bot.waitUntil(lambda: path.name in self.dialog.notice.words)
        return path.read_bytes()


def test_a_letter_is_seen_then_kept_in_each_kind_of_file(
    desktop: Desktop, case: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, window, tools, answers = desktop.desk, desktop.window, desktop.tools, desktop.answers
    letter_shower(window, desk, tools)(desk.letters.begin(case, "domiciliation"))
    paper = Paper(window, qtbot)
    assert paper.dialog.view.count == 1
    assert "adresse de la personne" in plain(paper.options.blanks.words)
    paper.options.recipient.show_text("CCAS de Nantes")
    pdf = paper.keep(tmp_path / "a.pdf", answers)
    assert "élection de domicile" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    choose(paper.options.format, "Word (.docx)", qtbot)
    word = docx.Document(io.BytesIO(paper.keep(tmp_path / "a.docx", answers)))
    assert any("élection de domicile" in one.text for one in word.paragraphs)
    choose(paper.options.format, "LibreOffice (.odt)", qtbot)
    odt = OdtDocument(io.BytesIO(paper.keep(tmp_path / "a.odt", answers)))
    assert "élection de domicile" in odt.get_formatted_text()
    told = [
        entry.words for entry in desk.history.page(case).entries if "CCAS de Nantes" in entry.words
    ]
    assert len(told) >= 3


def test_nothing_leaves_without_saying_to_whom(
    desk: Desk, window: MainWindow, tools: Tools, case: UUID, qtbot: QtBot
) -> None:
    letter_shower(window, desk, tools)(desk.letters.begin(case, "domiciliation"))
    paper = Paper(window, qtbot)
    assert paper.options.recipient.text == ""  # a place to write is nobody
    press(paper.dialog, "Enregistrer…", qtbot)  # an unexpected question would fail
    assert "à qui" in paper.options.recipient.error
    assert "à qui" in paper.dialog.notice.words


def test_a_letter_is_poured_into_the_paper_of_the_service(
    desktop: Desktop, case: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, window, tools, answers = desktop.desk, desktop.window, desktop.tools, desktop.answers
    heading = a_word_file("{{ courrier.objet }}", "{{ courrier.texte }}", header="CCAS")
    desk.service_templates.add(PurePath("En-tête.docx"), heading)
    letter_shower(window, desk, tools)(desk.letters.begin(case, "domiciliation"))
    paper = Paper(window, qtbot)
    assert not paper.options.letterhead.isVisible()
    choose(paper.options.format, "Word (.docx)", qtbot)
    assert paper.options.letterhead.isVisible()
    choose(paper.options.letterhead, "En-tête", qtbot)
    paper.options.recipient.show_text("CCAS")
    texts = texts_of(paper.keep(tmp_path / "a.docx", answers))
    assert texts[:2] == ["Demande d'élection de domicile", "Madame, Monsieur,"]


def test_a_template_of_the_service_is_tried_and_nothing_is_kept(
    desktop: Desktop, case: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, window, tools, answers = desktop.desk, desktop.window, desktop.tools, desktop.answers
    desk.service_templates.add(PurePath("Relance.docx"), a_word_file("{{ personne.nom_complet }}"))
    trial_shower(window, desk, tools)(case, desk.service_templates.rows()[0])
    paper = Paper(window, qtbot)
    assert not paper.options.recipient.isVisible()
    assert texts_of(paper.keep(tmp_path / "a.docx", answers)) == ["Awa Ouattara"]
    assert desk.letters.of_case(case) == ()
    assert all("Relance" not in entry.words for entry in desk.history.page(case).entries)


# ---------------------------------------------------------------------- templates
@pytest.fixture
def templates(
    desk: Desk, window: MainWindow, tools: Tools, case: UUID, answers: Answers, qtbot: QtBot
) -> TemplatesDialog:
    dialog = TemplatesDialog(
        window,
        LettersTools(
            letters=desk.letters,
            sending=desk.letter_sending,
            claims=desk.claims,
            clock=desk.clock,
            asker=answers,
            jobs=tools.jobs,
            templates=desk.service_templates,
            show_paper=lambda _letter: None,
            show_trial=lambda _case, _row: None,
        ),
        case,
    )
    dialog.open()
    return dialog


def added(dialog: TemplatesDialog, path: Path, answers: Answers, qtbot: QtBot) -> None:
    answers.answers.append(path)
    press(dialog, "Ajouter un document Word…", qtbot)
    qtbot.waitUntil(dialog.notice.isVisible)


def test_a_template_is_added_removed_and_put_back(
    templates: TemplatesDialog, desk: Desk, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert templates.nothing.isVisible()
    path = tmp_path / "Relance.docx"
    path.write_bytes(a_word_file("{{ personne.nom_complet }}"))
    added(templates, path, answers, qtbot)
    assert "« Relance » est ajouté" in plain(templates.notice.words)
    press(templates, "Retirer", qtbot)
    assert desk.service_templates.rows() == ()
    press(templates.notice, "Annuler", qtbot)
    assert [row.name for row in desk.service_templates.rows()] == ["Relance"]
    answers.answers.append("Relance courte")
    press(templates, "Renommer…", qtbot)
    assert [row.name for row in desk.service_templates.rows()] == ["Relance courte"]


def test_the_faults_of_a_file_are_all_said_in_the_dialog(
    templates: TemplatesDialog, desk: Desk, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Faux.docx"
    path.write_bytes(a_word_file("{{ personne.nmo }}", "{{ os.system }}"))
    added(templates, path, answers, qtbot)
    assert "« personne.nmo »" in plain(templates.notice.words)
    assert "« os.system »" in plain(templates.notice.words)
    assert desk.service_templates.rows() == ()


def test_a_name_is_found_and_copied(templates: TemplatesDialog, qtbot: QtBot) -> None:
    press(templates, "Noms utilisables…", qtbot)
    names = dialog_over(templates, qtbot)
    names.search.editor.setText("motif")
    assert [row.name for row in names.table.rows_model.rows] == ["decision.motif"]
    press(names, "Copier le nom", qtbot)
    assert "{{ decision.motif }}" in names.told.text()
    names.search.editor.setText("zzz")
    assert "Aucun nom" in names.told.text()
