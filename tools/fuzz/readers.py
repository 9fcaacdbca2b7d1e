"""What is fuzzed: each reader with good inputs to begin from, and how it may refuse one."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.errors import CaseAppError

if TYPE_CHECKING:
    from collections.abc import Callable

_TODAY = date(2026, 11, 26)
_WORDS = "word/document.xml"
_TABLE = "tables/person.json"
_TESTS = Path(__file__).parents[2] / "tests"


@dataclass(frozen=True, slots=True)
class Reader:
    """One thing that reads: `read` returns, or raises one of `refusals`, a French sentence."""

    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]
    refusals: tuple[type[BaseException], ...] = (CaseAppError,)


def household() -> Reader:
    """The description of a household, in JSON."""
    from caseapp.exchange.document import parse_document
    from caseapp.exchange.faults import InvalidHouseholdError
    from caseapp.exchange.household import Known, read_household, write_household
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import Communes

    known = Known(places=Communes(), rights=load_catalogue().codes())

    def read(content: bytes) -> None:
        found = read_household(parse_document(content), today=_TODAY, known=known)
        json.dumps(write_household(found), allow_nan=False)

    cases = sorted((_TESTS / "rules" / "cases").glob("0*.json"))
    return Reader(tuple(case.read_bytes() for case in cases), read, (InvalidHouseholdError,))


def local_rights() -> Reader:
    """Rights of a town or a fund, in YAML."""
    from caseapp.kernel.places import resources
    from caseapp.services.local_right_checks import InvalidLocalRightError
    from caseapp.services.local_right_file import read_rights

    folder = resources() / "catalogue"
    names = ("aide_eau", "aides_ccas", "domiciliation", "droit_au_compte")
    seeds = tuple(
        folder.joinpath(f"{name}.yaml").read_bytes().replace(b"code: ", b"code: local_", 1)
        for name in names
    )
    return Reader(seeds, lambda content: read_rights(content, ()), (InvalidLocalRightError,))


def letters() -> Reader:
    """The template of a letter: filled in its sandbox, then read as the text of a letter."""
    from caseapp.rules.letters.filling import TemplateFaultError, Values, fill
    from caseapp.rules.letters.loader import load_letters
    from caseapp.rules.letters.text import read as read_text

    values = Values({"person.name": "Awa OUATTARA", "claim.right": "{{ 7*7 }} =1+1 <b>"}, {})

    def read(content: bytes) -> None:
        filled = fill(content.decode("utf-8", "replace"), values)
        if "49" in filled and b"49" not in content:
            raise AssertionError("a value was run as a template")
        read_text(filled)

    seeds = tuple(letter.body.encode() for letter in load_letters().values())
    return Reader(seeds, read, (TemplateFaultError,))


def keys() -> Reader:
    """The key file of a base or of a backup."""
    from db.kdf import FLOOR
    from db.keys import KeyFile
    from db.secret import new_secret

    good = KeyFile.new(new_secret(48), "Tambour-Lilas-37-Corbeau", FLOOR, _TODAY)
    return Reader((good.to_bytes(),), KeyFile.from_bytes, (ValueError,))


def backups() -> Reader:
    """A backup: its file damaged, looked at as a restoring does once its key is known."""
    import tempfile

    from db.checks import soundness
    from db.connection import connect
    from db.errors import NotABaseError
    from db.troubles import known_troubles
    from tests.support.rows import add_full_case
    from tests.support.store import fresh_store

    folder = Path(tempfile.mkdtemp())
    store = fresh_store(folder)
    with store.write() as session:
        add_full_case(session)
    with store.data_key() as lent:
        key = bytearray(lent)
    store.close()
    whole = store.path.read_bytes()

    def read(content: bytes) -> None:
        path = folder / "copie.caseapp"
        path.write_bytes(content)
        with known_troubles(path):
            connection = connect(path, key)
            try:
                if not soundness(connection).ok:
                    raise NotABaseError(path)
            finally:
                connection.close()
        if content[: len(whole)] != whole:
            raise AssertionError("another content passed for the backup")

    return Reader((whole,), read)


def pages() -> Reader:
    """A decrypted page of a base in pieces: whatever stands in it, no row or a row."""
    from db.plain_rows import INDEX_NODE, TABLE_NODE, children, entries, kind_of
    from tools.fuzz.plain_page_seeds import plain_pages

    found = plain_pages()

    def read(content: bytes) -> None:
        page = content[:4016].ljust(4016, b"\0")
        if kind_of(page, 2) in {TABLE_NODE, INDEX_NODE}:
            children(page, 2)
        if kind_of(page, 2) not in {0, TABLE_NODE}:
            list(entries(page, 2, lambda number: page if number % 3 else None))

    return Reader(found, read, ())


def documents() -> Reader:
    """A document that is looked at: PDF, pictures, texts."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QGuiApplication, QImage

    from caseapp.domain import media
    from caseapp.ui.pages.documents.opening import open_content
    from caseapp.ui.widgets.paper.viewing import CannotShowError
    from tests.support.documents import a_pdf

    application = QGuiApplication.instance() or QGuiApplication([])

    def picture(kind: str) -> bytes:
        image = QImage(60, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, kind)  # type: ignore[call-overload]  # a QIODevice is one of its forms
        return bytes(buffer.data().data())

    class Content(io.BytesIO):
        @property
        def size(self) -> int:
            return len(self.getbuffer())

    def read(content: bytes) -> None:
        kind = media.media_type(content[: media.HEAD], "piece.txt")
        opened = open_content(Content(content), kind)  # type: ignore[arg-type]  # read as a blob is
        if opened.pages is not None:
            try:
                opened.pages.render(0, 200, 0)
            finally:
                opened.pages.close()
        elif not (opened.text or opened.refusal) and content.strip():
            _ = application

    texts = ("Bonjour,\nVotre loyer…".encode(), "Montant\t512,00 €\r\n".encode("cp1252"))
    seeds = (a_pdf("Quittance"), a_pdf("Un", "Deux"), a_pdf("Clos", locked_by="secret"))
    pictures = tuple(map(picture, ("PNG", "JPG", "BMP", "WEBP", "TIFF")))
    return Reader((*seeds, *(one for one in pictures if one), *texts), read, (CannotShowError,))


def pasted() -> Reader:
    """A block of a spreadsheet pasted in the grid of resources, in a real base."""
    import tempfile

    from caseapp.kernel.calendar import Month
    from caseapp.services.household_page import CellChange
    from tests.support.builders import a_case, a_line, an_office

    office = an_office(Path(tempfile.mkdtemp()))
    line = a_line(office, a_case(office), m2026_10="100")
    months = [Month(2025, 12), *(Month(2026, number) for number in range(1, 12))]

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "replace").strip("\r\n")
        for row in text.splitlines()[:3]:
            cells = zip(months, row.split("\t"), strict=False)
            changes = [CellChange(month=month, text=cell) for month, cell in cells]
            office.desk.set_cells(line, changes)

    seeds = (b"512\t498,50\t1 234,00\tinconnu\r\n12\t\t0", "1\u202f043,50 €\t0".encode())
    return Reader(seeds, read)


def typed() -> Reader:
    """What is typed or dictated: dates, amounts, formulas, next steps, searches."""
    from caseapp.domain import dictation, formula
    from caseapp.kernel import lookup
    from caseapp.services import typed_values

    names = ("loyer", "revenus", "parts")

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        dictation.read_steps(text, _TODAY)
        lookup.sought(text)
        for attempt in (
            lambda: typed_values.read_date(text, today=_TODAY),
            lambda: typed_values.read_amount(text),
            lambda: typed_values.read_shares(text),
            lambda: dictation.read_day(text, _TODAY),
            lambda: formula.read(text, names).value(dict.fromkeys(names, Decimal(3))),
        ):
            try:
                attempt()
            except (ValueError, CaseAppError) as refusal:
                if not str(refusal):
                    raise AssertionError("refused without a sentence") from refusal

    seeds = (
        "Rappeler la CAF mardi à 14h30, puis tous les mois jusqu'au 12/03/2027".encode(),
        b"12/03/1992", "1 234,56 €".encode(), b"revenus / 12 / parts - loyer * 2",
        b"max(revenus; 0) + 3", b"dans trois semaines relancer le bailleur",
    )  # fmt: skip
    return Reader(seeds, read, ())


def word_templates() -> Reader:
    """A Word template of the service: bounded, looked at, its text read."""
    from caseapp.rules.letters import word
    from caseapp.rules.letters.filling import TemplateFaultError
    from tests.support.word_files import a_word_file, repacked

    whole = a_word_file("Bonjour {{ prenom }}, le {{ date }}")

    def read(content: bytes) -> None:
        packed = content if content[:2] == b"PK" else repacked(whole, {_WORDS: content})
        word.examine(packed)

    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        inside = packed.read(_WORDS)
    return Reader((whole, inside), read, (TemplateFaultError,))


def pdf_forms() -> Reader:
    """A PDF form of the service: made harmless, its fields listed, one of them filled."""
    from caseapp.exchange import pdf_form
    from caseapp.exchange.pdf_harmless import harmless
    from tests.support import pdf_forms as made

    def read(content: bytes) -> None:
        kept = harmless(content)
        if found := pdf_form.fields(kept):
            pdf_form.fill(kept, {found[0].name: "OUATTARA"})

    return Reader((made.a_form(), made.an_acting_form(), made.a_deep_form()), read)


def exports() -> Reader:
    """A whole export read into an empty base: its file damaged, or one table within it."""
    import tempfile

    from caseapp.desk_parts import open_desk
    from tests.support.builders import Office, an_office, awa

    folder = Path(tempfile.mkdtemp())

    def office(name: str) -> Office:
        (folder / name).mkdir()
        return an_office(folder / name)

    full = office("full")
    awa(full)
    whole = folder / "export.zip"
    open_desk(full.store, full.engine, full.clock).open_export.write(whole)
    with zipfile.ZipFile(whole) as source:
        members = {name: source.read(name) for name in source.namelist()}
    emptied = [office("empty-0")]

    def read(content: bytes) -> None:
        path = folder / "damaged.zip"
        if content[:2] == b"PK":
            path.write_bytes(content)
        else:
            with zipfile.ZipFile(path, "w") as target:
                for name, held in members.items():
                    target.writestr(name, content if name == _TABLE else held)
        into = emptied[-1]
        open_desk(into.store, into.engine, into.clock).open_export.read(path)
        into.store.close()  # it was read: the next one needs an empty base again
        emptied.append(office(f"empty-{len(emptied)}"))

    return Reader((whole.read_bytes(), members[_TABLE]), read)


READERS: dict[str, Callable[[], Reader]] = {
    "household": household,
    "local_rights": local_rights,
    "letters": letters,
    "keys": keys,
    "backups": backups,
    "pages": pages,
    "documents": documents,
    "pasted": pasted,
    "typed": typed,
    "word_templates": word_templates,
    "pdf_forms": pdf_forms,
    "exports": exports,
}
