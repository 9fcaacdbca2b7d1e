"""The preview: drawn from the base by what a content is, and nothing of it written anywhere."""

from __future__ import annotations

import tempfile
import zlib
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QBuffer, QByteArray, QFileSystemWatcher, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from caseapp.ui.pages.documents.opening import open_content
from caseapp.ui.pages.documents.tab import DocumentsTab
from caseapp.ui.pages.documents.tools import DocumentsTools
from tests.support.builders import Office, a_case, an_office
from tests.support.documents import a_large_pdf, a_pdf, add, documents_of
from tests.support.hands import plain
from tests.support.pages.documents import DocumentsHands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

RED = QColor(204, 26, 26)  # the foot of the pages that tests make


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "base").mkdir()
    return an_office(tmp_path / "base")


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def show(
    office: Office, case: UUID, jobs: Jobs, answers: Answers, settings: Settings, qtbot: QtBot
) -> Callable[[str, bytes], DocumentsHands]:
    """Take a content in, and look at it."""
    tools = DocumentsTools(
        documents_of(office), jobs, answers, settings, office.clock, lambda _over: None
    )
    tab = DocumentsTab(tools)
    qtbot.addWidget(tab)
    tab.resize(1050, 620)
    with qtbot.waitActive(tab):
        tab.show()

    def do(name: str, content: bytes) -> DocumentsHands:
        add(office, case, name, content)
        hands = DocumentsHands(tab, qtbot)
        tab.show_case(case)
        hands.wait_shown()
        return hands

    return do


def a_picture(kind: str, *, turned: bool = False, size: QSize = QSize(60, 30)) -> bytes:  # noqa: B008 - a constant
    """Return a picture, blue with a red left half; `turned` says in it that it lies on its side."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    for x in range(size.width() // 2):
        for y in range(size.height()):
            image.setPixelColor(x, y, QColor("red"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    if turned:
        writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image)
    return bytes(content.data())


def test_a_pdf_is_drawn_and_walked_with_the_keys_of_a_reader(
    show: Callable[[str, bytes], DocumentsHands],
) -> None:
    screen = show("trois.pdf", a_pdf("un", "deux", "trois"))
    view = screen.tab.preview.view
    assert plain(screen.tab.preview.place.text()) == "1 sur 3"
    image = view.sheet.toImage()
    assert abs(image.pixelColor(image.width() // 2, image.height() - 9).red() - RED.red()) < 4
    screen.view_key(Qt.Key.Key_PageDown)
    assert plain(screen.tab.preview.place.text()) == "2 sur 3"
    screen.view_key(Qt.Key.Key_End)
    assert (view.page, screen.tab.preview.after.isEnabled()) == (2, False)
    screen.view_key(Qt.Key.Key_Home)
    assert (view.page, screen.tab.preview.before.isEnabled()) == (0, False)


def test_a_page_is_enlarged_and_turned(show: Callable[[str, bytes], DocumentsHands]) -> None:
    screen = show("un.pdf", a_pdf("un"))
    view = screen.tab.preview.view
    width, height = view.sheet.width(), view.sheet.height()
    assert height > width
    screen.view_key(Qt.Key.Key_R)
    assert view.sheet.height() < view.sheet.width() == width
    image = view.sheet.toImage()
    assert abs(image.pixelColor(5, image.height() // 2).red() - RED.red()) < 4  # to the right
    screen.view_key(Qt.Key.Key_Plus)
    assert view.sheet.width() == pytest.approx(1.25 * width, abs=2)
    screen.view_key(Qt.Key.Key_0)
    assert view.sheet.width() == width


def test_a_large_pdf_is_read_only_as_far_as_its_page_needs(
    show: Callable[[str, bytes], DocumentsHands], office: Office
) -> None:
    read: list[str] = []
    content = a_large_pdf(40_000_000)
    sa.event.listen(
        office.store.engine,
        "before_cursor_execute",
        lambda _c, _u, statement, *_: read.append(statement),
    )
    screen = show("grand.pdf", content)
    assert screen.tab.preview.view.count == 3
    chunks = [statement for statement in read if "SELECT blob_chunk.data" in statement]
    assert 1 <= len(chunks) <= 8  # of forty


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("abîmé.pdf", b"%PDF-1.4 rubbish", "Ce PDF est abîmé"),
        ("coupé.pdf", a_pdf("x")[:200], "Ce PDF est abîmé"),
        ("secret.pdf", a_pdf("x", locked_by="tambour"), "protégé par un mot de passe"),
        ("image.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "Cette image est abîmée"),
        ("tableau.xlsx", b"PK\x03\x04" + b"\0" * 99, "affiche les PDF, les images et les textes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # the bytes differ each time
)
def test_what_cannot_be_shown_is_told_and_kept(
    show: Callable[[str, bytes], DocumentsHands], name: str, content: bytes, sentence: str
) -> None:
    screen = show(name, content)
    assert sentence in plain(screen.tab.preview.refusal)
    assert "Enregistrer une copie…" in screen.buttons
    assert screen.tab._documents.reader(screen.tab.preview.line.id).read() == content  # type: ignore[union-attr]


def test_a_picture_that_would_fill_the_memory_is_refused(
    show: Callable[[str, bytes], DocumentsHands],
) -> None:
    small = a_picture("png")
    # The header says 60 000 by 60 000 points: unpacked, they would take ten gigabytes.
    header = small[12:16] + (60_000).to_bytes(4, "big") * 2 + small[24:29]
    bomb = small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]
    screen = show("bombe.png", bomb)
    assert "trop grande" in screen.tab.preview.refusal


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "bmp", "tiff"])
def test_pictures_are_shown_by_what_they_are(
    show: Callable[[str, bytes], DocumentsHands], kind: str
) -> None:
    screen = show("sans nom.pdf", a_picture(kind))  # the name lies
    image = screen.tab.preview.view.sheet.toImage()
    assert image.pixelColor(image.width() // 4, image.height() // 2).red() > 200
    assert image.pixelColor(3 * image.width() // 4, image.height() // 2).blue() > 200


def test_a_photo_stands_upright(show: Callable[[str, bytes], DocumentsHands]) -> None:
    screen = show("photo.jpg", a_picture("jpg", turned=True))
    image = screen.tab.preview.view.sheet.toImage()
    assert image.height() > image.width()
    assert image.pixelColor(image.width() // 2, image.height() // 4).red() > 200


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Reçu à Évry".encode(), "Reçu à Évry"),
        ("Reçu à Évry".encode("latin-1"), "Reçu à Évry"),
        ("\ufeffReçu".encode(), "Reçu"),
        (b"<b>shown as it is</b>", "<b>shown as it is</b>"),
    ],
)
def test_a_text_is_read_in_its_alphabet(
    show: Callable[[str, bytes], DocumentsHands], content: bytes, text: str
) -> None:
    screen = show("courriel.eml", content)
    assert screen.tab.preview.text.toPlainText() == text


def test_a_very_long_text_is_cut_and_says_so(
    show: Callable[[str, bytes], DocumentsHands],
) -> None:
    screen = show("long.txt", "é".encode() * 900_000)
    assert screen.tab.preview.text.toPlainText().endswith("trop longue pour être affichée.]")


def test_a_text_of_one_endless_line_is_laid_out_in_pieces(
    show: Callable[[str, bytes], DocumentsHands],
) -> None:
    screen = show("long.csv", b"1;" * 300_000)
    text = screen.tab.preview.text.toPlainText()
    assert max(len(line) for line in text.split("\n")) == 2000
    assert text.replace("\n", "") == "1;" * 300_000


def test_another_document_replaces_the_one_that_was_shown(
    show: Callable[[str, bytes], DocumentsHands], office: Office, case: UUID
) -> None:
    add(office, case, "autre.txt", b"autre")
    screen = show("un.pdf", a_pdf("un"))
    screen.look_at("autre")
    assert screen.tab.preview.text.toPlainText() == "autre"
    assert screen.tab.preview.view.count == 0


def test_a_document_that_is_gone_is_told(
    show: Callable[[str, bytes], DocumentsHands], office: Office, case: UUID, qtbot: QtBot
) -> None:
    add(office, case, "autre.txt", b"autre")
    screen = show("un.pdf", a_pdf("un"))
    gone = screen.tab.list.table.rows_model.rows[1]
    documents_of(office).remove(gone.id)  # by another way
    screen.table.choose("autre")
    qtbot.waitUntil(lambda: "n'existe plus" in screen.tab.preview.refusal)


def test_looking_at_documents_writes_no_file_anywhere(
    show: Callable[[str, bytes], DocumentsHands],
    office: Office,
    case: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    watched = {name: tmp_path / name for name in ("home", "temp", "cache", "here")}
    for folder in watched.values():
        folder.mkdir()
    for name, place in (
        ("HOME", "home"),
        ("USERPROFILE", "home"),
        ("TMPDIR", "temp"),
        ("TMP", "temp"),
        ("TEMP", "temp"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "cache"),
    ):
        monkeypatch.setenv(name, str(watched[place]))
    monkeypatch.setattr(tempfile, "tempdir", str(watched["temp"]))
    monkeypatch.chdir(watched["here"])
    changed: list[str] = []
    watch = QFileSystemWatcher([str(folder) for folder in watched.values()])
    watch.directoryChanged.connect(changed.append)

    add(office, case, "photo.jpg", a_picture("jpg"))
    add(office, case, "courriel.eml", b"texte")
    screen = show("trois.pdf", a_pdf("un", "deux"))
    screen.view_key(Qt.Key.Key_PageDown)
    screen.view_key(Qt.Key.Key_Plus)
    for words in ("photo", "courriel", "trois"):
        screen.look_at(words)
    screen.tab.preview.close_document()
    assert changed == []
    assert not [path for folder in watched.values() for path in folder.rglob("*")]

    with qtbot.waitSignal(watch.directoryChanged):  # the watch sees what does get written
        (watched["temp"] / "control").touch()
    assert changed


def test_a_locked_base_ends_a_preview_without_a_failure(office: Office, case: UUID) -> None:
    reader = documents_of(office).reader(add(office, case, "un.pdf", a_large_pdf(9_000_000)))
    opened = open_content(reader, "application/pdf")
    assert opened.pages is not None
    office.store.close()
    for page in range(opened.pages.pages):
        try:
            assert not opened.pages.render(page, 100, 0).isNull()
        except Exception as error:  # noqa: BLE001 - which one is the point
            assert type(error).__name__ == "CannotShowError"  # noqa: PT017
    opened.pages.close()
