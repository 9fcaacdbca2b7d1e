"""« Documents »: taken in by every way, described from the keyboard, filtered, removed, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter

from caseapp.ui.intake import Source
from caseapp.ui.pages.documents.scans import ScansDialog
from caseapp.ui.pages.documents.tab import DocumentsTab
from caseapp.ui.pages.documents.tools import DocumentsTools
from tests.support.builders import Office, a_case, a_child, an_office
from tests.support.documents import a_pdf, add, documents_of
from tests.support.dragging import drop_on, hold_over
from tests.support.hands import TableHands, dialog_over, plain
from tests.support.pages.documents import DocumentsHands
from tests.support.screens import CTRL, button

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from caseapp.services.documents import Documents
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
def documents(office: Office) -> Documents:
    return documents_of(office)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "originaux"
    folder.mkdir()
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


@pytest.fixture
def tools(
    documents: Documents,
    office: Office,
    jobs: Jobs,
    answers: Answers,
    settings: Settings,
    paper: Path,
) -> DocumentsTools:
    def printer(_over: QWidget) -> QPrinter:
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(paper))
        return made

    return DocumentsTools(documents, jobs, answers, settings, office.clock, printer)


@pytest.fixture
def screen(tools: DocumentsTools, case: UUID, qtbot: QtBot) -> DocumentsHands:
    tab = DocumentsTab(tools)
    qtbot.addWidget(tab)
    tab.resize(1050, 620)
    with qtbot.waitActive(tab):
        tab.show()
    tab.show_case(case)
    return DocumentsHands(tab, qtbot)


def a_file(folder: Path, name: str, content: bytes | None = None) -> Path:
    path = folder / name
    path.write_bytes(a_pdf(name) if content is None else content)
    return path


# -------------------------------------------------------------------- ways in


def test_an_empty_tab_says_what_to_do(screen: DocumentsHands) -> None:
    assert screen.tab.list.empty.isVisible()
    assert {"Ajouter…", "Choisir des fichiers…"} <= set(screen.buttons)


def test_files_that_are_dropped_become_documents(screen: DocumentsHands, files: Path) -> None:
    screen.drag(a_file(files, "rib.pdf"))
    assert screen.tab.drop_sign.isVisible()
    screen.drop(files / "rib.pdf", a_file(files, "CNI.pdf"))
    assert not screen.tab.drop_sign.isVisible()
    assert screen.titles == ["CNI", "rib"]
    assert screen.notice.startswith("2 documents ajoutés.")


def test_whoever_drags_files_is_told_from_the_first_sight_that_they_are_copied(
    screen: DocumentsHands, files: Path
) -> None:
    mime, at = QMimeData(), QPoint(60, 60)
    mime.setUrls([QUrl.fromLocalFile(str(a_file(files, "rib.pdf")))])
    copy = Qt.DropAction.CopyAction
    assert hold_over(screen.tab, mime, at) == [copy, copy]
    with screen.bot.waitSignal(screen.tab.intake.ended):
        assert drop_on(screen.tab, mime, at) is copy
    assert (files / "rib.pdf").exists()


def test_a_drag_of_something_else_is_not_taken(screen: DocumentsHands) -> None:
    screen.drag()
    assert not screen.tab.drop_sign.isVisible()


def test_a_picture_is_pasted(screen: DocumentsHands, documents: Documents, case: UUID) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    screen.paste(image)
    (line,) = documents.page(case).lines
    assert line.title.startswith("Image collée 23-11-2026")
    assert line.media_type == "image/png"
    kept = QImage.fromData(documents.reader(line.id).read())
    assert kept.pixelColor(20, 15) == QColor("red")


def test_a_clipboard_without_a_document_is_told(screen: DocumentsHands) -> None:
    QGuiApplication.clipboard().setText("bonjour")
    screen.bot.keyClick(screen.tab.list.table, Qt.Key.Key_V, CTRL)
    assert screen.notice == "Le presse-papiers ne contient ni image ni fichier."


def test_files_are_chosen(screen: DocumentsHands, files: Path, answers: Answers) -> None:
    answers.answers = [[a_file(files, "rib.pdf"), a_file(files, "avis imposition.pdf")]]
    with screen.bot.waitSignal(screen.tab.intake.ended):
        screen.bot.mouseClick(
            button(screen.tab.list.empty, "Choisir des fichiers…"), Qt.MouseButton.LeftButton
        )
    assert screen.titles == ["avis imposition", "rib"]


def test_what_is_refused_is_told_and_the_rest_is_kept(screen: DocumentsHands, files: Path) -> None:
    screen.drop(
        a_file(files, "vide.pdf", b""),
        files / "absent.pdf",
        files,
        a_file(files, "rib.pdf"),
        a_file(files, "photo.pdf", b"\x89PNG\r\n\x1a\nrest"),
    )
    assert screen.titles == ["photo", "rib"]
    for words in (
        "2 documents ajoutés.",
        "« vide.pdf » est vide",
        "« absent.pdf » n'existe plus.",
        "« originaux » n'est pas un fichier.",
        "« photo.pdf » contient autre chose que ce que dit la fin de son nom.",
    ):
        assert words in screen.notice


def test_a_file_that_is_there_already_makes_no_second_document(
    screen: DocumentsHands, files: Path
) -> None:
    original = a_file(files, "rib.pdf")
    screen.drop(original)
    screen.escape()
    screen.drop(original)
    assert screen.titles == ["rib"]
    assert "« rib.pdf » est déjà dans ce dossier." in screen.notice
    assert not screen.is_describing


def test_a_long_taking_in_is_told_and_stopped(
    screen: DocumentsHands, documents: Documents, case: UUID
) -> None:
    tab = screen.tab
    tab.intake.moved.connect(lambda share, _words: tab.intake.stop() if share > 0.5 else None)
    with screen.bot.waitSignal(tab.intake.ended, timeout=60_000):
        tab.intake.take(case, [Source("film.bin", content=bytes(range(256)) * 200_000)])
    assert documents.page(case).lines == ()
    assert screen.notice == "L'ajout a été arrêté."
    assert documents.sweep() == 0


def test_progress_shows_with_a_way_to_stop(screen: DocumentsHands) -> None:
    screen.tab.intake.moved.emit(0.42, "1 sur 2")
    assert plain(screen.tab.progress.words) == "Ajout dans la base chiffrée 1 sur 2 · 42 %"
    assert "Arrêter" in screen.buttons


def test_ticked_pieces_are_told_and_undone_with_the_document(
    screen: DocumentsHands, office: Office, case: UUID, files: Path
) -> None:
    claim = office.claims.open(case, "aah")
    screen.drop(a_file(files, "CNI.pdf"))
    assert "1 pièce cochée : AAH." in screen.notice
    screen.escape()
    screen.undo()
    assert screen.titles == []
    assert all(piece.received_on is None for piece in office.claims.page(claim).pieces)
    screen.bot.keyClick(screen.tab, Qt.Key.Key_Y, CTRL)
    assert screen.titles == ["CNI"]
    assert sum(p.received_on is not None for p in office.claims.page(claim).pieces) == 1


# -------------------------------------------------------------------- describing


def test_several_documents_are_described_in_a_row_from_the_keyboard(
    screen: DocumentsHands, office: Office, case: UUID, files: Path, documents: Documents
) -> None:
    a_child(office, case, "Issa")
    screen.drop(a_file(files, "scan 1.pdf"), a_file(files, "scan 2.pdf"))
    assert screen.is_describing
    screen.choose("kind", "quittance")
    screen.type("title", "Loyer d'octobre")
    screen.type("on_date", "05/11/2026")
    screen.tab_key("on_date")
    assert screen.shown("valid_until") == "05/02/2027"
    screen.enter()
    assert (screen.shown("title"), screen.shown("kind")) == ("scan 2", "Autre document")
    screen.choose("kind", "scolarite")
    screen.choose("person", "issa")
    screen.enter()
    found = {(line.title, line.kind, line.person) for line in documents.page(case).lines}
    assert found == {
        ("Loyer d'octobre", "quittance_loyer", ""),
        ("scan 2", "certificat_scolarite", "Issa"),
    }
    assert screen.tab.list.isVisible()


def test_a_validity_that_was_typed_is_left_alone(screen: DocumentsHands, files: Path) -> None:
    screen.drop(a_file(files, "quittance.pdf"))
    screen.type("valid_until", "01/01/2028")
    screen.type("on_date", "05/11/2026")
    screen.tab_key("on_date")
    assert screen.shown("valid_until") == "01/01/2028"


def test_a_refused_date_is_told_at_its_place_and_stays_typed(
    screen: DocumentsHands, files: Path, documents: Documents, case: UUID
) -> None:
    screen.drop(a_file(files, "rib.pdf"))
    screen.type("title", "Mon RIB")
    screen.type("on_date", "31/02/2026")
    screen.enter()
    assert "n'existe pas" in screen.error("on_date")
    assert (screen.shown("on_date"), screen.shown("title")) == ("31/02/2026", "Mon RIB")
    screen.type("on_date", "28/02/2026")
    screen.enter()
    assert documents.page(case).lines[0].title == "Mon RIB"


def test_escape_leaves_what_was_guessed(
    screen: DocumentsHands, files: Path, documents: Documents, case: UUID
) -> None:
    screen.drop(a_file(files, "rib.pdf"), a_file(files, "CNI.pdf"))
    screen.type("title", "not kept")
    screen.escape()
    assert not screen.is_describing
    assert {line.kind for line in documents.page(case).lines} == {"rib", "identite"}


def test_what_is_typed_is_kept_when_the_page_goes_and_only_what_is_refused_is_not(
    screen: DocumentsHands, files: Path, documents: Documents, case: UUID
) -> None:
    screen.drop(a_file(files, "scan.pdf"))
    screen.choose("kind", "rib")
    screen.type("title", "Mon RIB")
    screen.type("on_date", "31/02/2026")
    screen.tab.leave()
    (line,) = documents.page(case).lines
    assert (line.title, line.kind, line.on_date) == ("Mon RIB", "rib", None)


def test_ending_keeps_the_form_that_is_filled_and_leaves_the_others(
    screen: DocumentsHands, files: Path
) -> None:
    screen.drop(a_file(files, "scan 1.pdf"), a_file(files, "scan 2.pdf"))
    screen.type("title", "Le premier")
    screen.press("Terminer")
    assert screen.titles == ["scan 2", "Le premier"]
    assert screen.tab.list.isVisible()


def test_a_document_is_closed_when_another_page_shows(
    screen: DocumentsHands, office: Office, case: UUID
) -> None:
    add(office, case, "rib.pdf")
    screen.tab.show_case(case)
    screen.look_at("rib")
    screen.tab.hide()
    assert (screen.tab.preview.line, screen.tab.preview.view.count) == (None, 0)
    screen.tab.show()
    screen.tab.show_case(case)
    screen.wait_shown()
    assert screen.tab.preview.view.count == 1


def test_a_document_is_described_again_and_the_change_undone(
    screen: DocumentsHands, office: Office, case: UUID
) -> None:
    add(office, case, "rib.pdf")
    screen.tab.show_case(case)
    screen.table.press("rib", Qt.Key.Key_F2)
    screen.type("title", "Autre titre")
    screen.enter()
    assert screen.titles == ["Autre titre"]
    screen.undo()
    assert screen.titles == ["rib"]


# -------------------------------------------------------------------- the list


def test_the_list_tells_each_document_in_words(
    screen: DocumentsHands, office: Office, case: UUID
) -> None:
    office.claims.open(case, "rsa")
    add(office, case, "rib.pdf", on_date="05/11/2026")
    add(office, case, "titre de sejour.pdf", valid_until="05/12/2026")
    add(office, case, "quittance.pdf", valid_until="05/11/2026")
    screen.tab.show_case(case)
    rows = {row[0]: row[1:] for row in screen.table.rows}
    assert rows["rib | RIB"][0].startswith("05/11/2026 | ")
    assert rows["rib | RIB"][1:] == ["", "RSA"]
    assert rows["titre de sejour | Titre de séjour"][1] == "expire dans 12 jours"
    assert rows["quittance | Quittance de loyer"][1:] == ["expiré", "—"]


def test_the_list_is_filtered_by_validity_kind_and_person(
    screen: DocumentsHands, office: Office, case: UUID
) -> None:
    child = a_child(office, case, "Issa")
    for number in range(5):
        add(office, case, f"rib {number}.pdf", a_pdf(str(number)))
    add(office, case, "CNI.pdf", person=str(child), valid_until="01/01/2020")
    screen.tab.show_case(case)
    screen.press("Expirés\N{NO-BREAK SPACE}1")
    assert screen.titles == ["CNI"]
    screen.press("Tous")
    kinds = screen.tab.list.kind.editor
    kinds.setFocus()
    screen.bot.keyClicks(kinds, "rib")
    screen.bot.keyClick(kinds, Qt.Key.Key_Return)
    assert len(screen.titles) == 5
    people = screen.tab.list.person.editor
    people.setFocus()
    screen.bot.keyClicks(people, "issa")
    screen.bot.keyClick(people, Qt.Key.Key_Return)
    assert screen.titles == []
    assert screen.tab.list.none_here.isVisible()


def test_a_document_is_removed_by_its_key_and_comes_back(
    screen: DocumentsHands, office: Office, case: UUID
) -> None:
    office.claims.open(case, "rsa")
    add(office, case, "rib.pdf")
    screen.tab.show_case(case)
    screen.table.press("rib", Qt.Key.Key_Delete)
    assert (screen.titles, screen.notice) == ([], "« rib » retiré. 1 pièce décochée.")
    screen.press("Annuler")
    assert screen.titles == ["rib"]


def test_a_place_leads_to_its_document(screen: DocumentsHands, office: Office, case: UUID) -> None:
    document = add(office, case, "rib.pdf")
    add(office, case, "CNI.pdf")
    screen.tab.show_case(case, str(document))
    assert screen.tab.preview.line is not None
    assert screen.tab.preview.line.id == document


def test_what_was_removed_is_erased_once_another_case_is_shown(
    screen: DocumentsHands, office: Office, case: UUID, documents: Documents
) -> None:
    add(office, case, "rib.pdf")
    screen.tab.show_case(case)
    screen.table.press("rib", Qt.Key.Key_Delete)
    screen.tab.show_case(a_case(office, "Durand"))
    screen.bot.waitUntil(lambda: not screen.tab._tools.jobs.busy)
    assert documents.sweep() == 0


# -------------------------------------------------------------------- out of the base


def test_the_original_is_wiped_only_when_confirmed(
    screen: DocumentsHands, files: Path, answers: Answers
) -> None:
    original = a_file(files, "rib.pdf")
    screen.drop(original)
    answers.answers = [False, True]
    screen.press("Effacer l'original…")
    assert original.exists()
    assert "Sur un disque SSD" in answers.asked[0]
    screen.press("Effacer l'original…")
    screen.bot.waitUntil(lambda: "1 original effacé." in screen.notice)
    assert not original.exists()


def test_an_original_that_changed_since_is_kept(
    screen: DocumentsHands, files: Path, answers: Answers
) -> None:
    original = a_file(files, "rib.pdf")
    screen.drop(original)
    original.write_bytes(b"another content")
    answers.answers = [True]
    screen.press("Effacer l'original…")
    screen.bot.waitUntil(lambda: "a changé depuis" in screen.notice)
    assert original.exists()


def test_a_copy_is_written_where_one_says_once_warned(
    screen: DocumentsHands, office: Office, case: UUID, files: Path, answers: Answers
) -> None:
    content = a_pdf("RIB")
    add(office, case, "rib.pdf", content)
    screen.tab.show_case(case)
    screen.look_at("rib")
    answers.answers = [False]
    screen.press("Copie…")
    answers.answers = [True, files / "copie.pdf"]
    screen.press("Copie…")
    screen.bot.waitUntil(lambda: "Copie en clair enregistrée" in screen.notice)
    assert (files / "copie.pdf").read_bytes() == content
    assert "en clair" in answers.asked[0]


def test_a_copy_where_one_may_not_write_is_told(
    screen: DocumentsHands, office: Office, case: UUID, files: Path, answers: Answers
) -> None:
    add(office, case, "rib.pdf")
    screen.tab.show_case(case)
    screen.look_at("rib")
    answers.answers = [True, files / "absent" / "copie.pdf"]
    screen.press("Copie…")
    screen.bot.waitUntil(lambda: "Ce dossier n'existe plus." in screen.notice)


def test_a_document_is_printed_page_by_page(
    screen: DocumentsHands, office: Office, case: UUID, paper: Path
) -> None:
    add(office, case, "rib.pdf", a_pdf("un", "deux", "trois"))
    screen.tab.show_case(case)
    screen.look_at("rib")
    screen.press("Imprimer")
    screen.bot.waitUntil(lambda: "3 pages envoyées à l'imprimante." in screen.notice)
    assert len(PdfReader(paper).pages) == 3


# -------------------------------------------------------------------- the folder of scans


def test_new_scans_are_ticked_and_taken_in(
    screen: DocumentsHands, files: Path, answers: Answers, settings: Settings
) -> None:
    for name in ("scan1.pdf", "scan2.pdf"):
        a_file(files, name)
    answers.answers = [files]
    screen.press("Depuis un dossier de numérisation")
    screen.bot.waitUntil(lambda: bool(screen.tab.findChildren(ScansDialog)))
    dialog = dialog_over(screen.tab, screen.bot)
    scans = TableHands(dialog.table, screen.bot)
    assert not button(dialog, "Ajouter").isEnabled()
    scans.press("scan2.pdf", Qt.Key.Key_Space)
    with screen.bot.waitSignal(screen.tab.intake.ended):
        screen.bot.keyClick(dialog, Qt.Key.Key_Return)
    assert screen.titles == ["scan2"]
    assert settings.scan_folder == files
    screen.escape()
    a_file(files, "scan3.pdf")
    screen.press("Depuis un dossier de numérisation")  # remembered: nothing is asked
    screen.bot.waitUntil(lambda: any(d.isVisible() for d in screen.tab.findChildren(ScansDialog)))
    dialog = dialog_over(screen.tab, screen.bot)
    scans = TableHands(dialog.table, screen.bot)
    assert {row[1] for row in scans.rows} == {"scan1.pdf", "scan3.pdf"}
    scans.press("scan3.pdf", Qt.Key.Key_Return)  # nothing is ticked yet
    assert dialog.isVisible()
    scans.press("scan3.pdf", Qt.Key.Key_Space)
    with screen.bot.waitSignal(screen.tab.intake.ended):
        screen.bot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert set(screen.titles) == {"scan2", "scan3"}


def test_a_folder_of_scans_that_is_gone_is_asked_again(
    screen: DocumentsHands, files: Path, answers: Answers, settings: Settings
) -> None:
    settings.remember_scan_folder(files / "absent")
    answers.answers = [None]
    screen.press("Depuis un dossier de numérisation")
    screen.bot.waitUntil(lambda: len(answers.asked) == 2)
    assert "ne peut pas être lu" in answers.asked[0]
