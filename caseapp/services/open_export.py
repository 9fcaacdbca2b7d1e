"""The whole base in an open format, and back: nobody is held by a program (GDPR, article 20).

A zip: `tables/NAME.json` for each table, `pieces/KEY` for each content of a document,
`LISEZ-MOI.txt` that explains both. It is in clear: whoever has the file reads everything.
"""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import FileNotWrittenError
from caseapp.kernel.packed import BROKEN
from db import open_rows
from db.blob_reader import CHUNK, BlobReader
from db.models import Blob, BlobChunk, Case
from db.schema import SCHEMA
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.search import Search
    from db.store import Store

_FORMAT = "caseapp-export-1"
_HEAD, _README = "format.json", "LISEZ-MOI.txt"
_LARGEST_TABLE = 500_000_000  # bytes of one table, unpacked
_LARGEST_PIECE = 200_000_000
_MOST_MEMBERS = 200_000
_EXPLAINED = """Export complet d'une base CaseApp, en clair : à garder en lieu sûr, puis à effacer.

format.json   la version du format et de la base
tables/       une table par fichier JSON : une liste de lignes, les colonnes par leur nom ;
              les dates en AAAA-MM-JJ, les montants en centimes, les clés en UUID
pieces/       le contenu de chaque document, sous la clé que donne « blob_id » dans
              tables/document.json, qui donne aussi le titre et le nom du fichier

Le journal des accès a son propre export ; la recherche se refait d'elle-même. Le numéro de sécurité
sociale ne sort par aucun fichier.
"""


class BadExportError(KnownTroubleError):
    """The file is no export, or is not whole."""

    def __init__(self) -> None:
        super().__init__(
            "Ce fichier n'est pas un export complet de CaseApp, ou il est abîmé : rien n'a été repris.",
            "Choisissez un autre fichier, ou refaites l'export.",
        )


class OtherVersionError(KnownTroubleError):
    """The export was made by a program of another version."""

    def __init__(self) -> None:
        super().__init__(
            "Cet export vient d'une autre version de CaseApp : rien n'a été repris.",
            "Refaites l'export avec la même version que ce programme.",
        )


class NotEmptyError(KnownTroubleError):
    """There are cases already."""

    def __init__(self) -> None:
        super().__init__(
            "Cette base contient déjà des dossiers : un export ne se reprend que dans une base vide.",
            "Créez une base, puis reprenez-y l'export.",
        )


class OpenExport:
    """Writes the whole base, and reads one back into an empty base."""

    def __init__(
        self, store: Store, search: Search, check_in_charge: Callable[[], None] = lambda: None
    ) -> None:
        """`check_in_charge` refuses whoever may not have the whole base."""
        self._store, self._search, self._check_in_charge = store, search, check_in_charge

    def write(self, path: Path, told: Callable[[int, int], None] = lambda _done, _of: None) -> None:
        """Write everything to a file, wholly or not at all. Called in a job.

        `told` hears how many parts are done, and stops the work by raising.

        Raises:
            NotInChargeError: whoever works sees a part of the base only.
            FileNotWrittenError: the folder cannot be written, or the disk is full.
        """
        self._check_in_charge()
        draft = path.with_name(f".{path.name}.part")
        try:
            with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target:
                draft.chmod(0o600)
                self._fill(target, told)
            draft.replace(path)
        except OSError as error:
            raise FileNotWrittenError(
                "L'export n'a pas pu être écrit entièrement ; rien n'a été changé.",
                "Vérifiez la place et le dossier, puis réessayez.",
            ) from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def read(self, path: Path, told: Callable[[int, int], None] = lambda _done, _of: None) -> int:
        """Put an export into this base, which has no case yet; return how many cases came.

        All of it in one transaction, or nothing. Called in a job.

        Raises:
            BadExportError: it is none, or is damaged.
            OtherVersionError: the tables are those of another version.
            NotEmptyError: there are cases here already.
        """
        try:
            with zipfile.ZipFile(path) as source:
                cases = self._take(source, told)
        except (*BROKEN, TypeError, AttributeError, sa.exc.StatementError) as error:
            raise BadExportError from error
        self._search.fill()
        return cases

    def _fill(self, target: zipfile.ZipFile, told: Callable[[int, int], None]) -> None:
        head = {"format": _FORMAT, "revision": SCHEMA.revision}
        with self._store.read(Scope.EVERY) as session:
            connection = session.connection()
            contents = connection.execute(sa.select(Blob.id, Blob.size)).all()
            tables = open_rows.tables()
            total = len(tables) + len(contents)
            target.writestr(_HEAD, json.dumps(head))
            target.writestr(_README, _EXPLAINED)
            for done, table in enumerate(tables):
                told(done, total)
                rows = list(open_rows.dumped(connection, table))
                target.writestr(
                    f"tables/{table.name}.json", json.dumps(rows, ensure_ascii=False, indent=1)
                )
        for done, (blob_id, size) in enumerate(contents, len(tables)):
            told(done, total)
            reader = BlobReader(self._store, blob_id, size)
            with target.open(f"pieces/{blob_id}", "w") as piece:
                while part := reader.read(CHUNK):
                    piece.write(part)

    def _take(self, source: zipfile.ZipFile, told: Callable[[int, int], None]) -> int:
        members = {info.filename: info for info in source.infolist()}
        if len(members) > _MOST_MEMBERS or _HEAD not in members:
            raise BadExportError
        head = json.loads(_whole(source, members[_HEAD]))
        if not isinstance(head, dict) or head.get("format") != _FORMAT:
            raise BadExportError
        if head.get("revision") != SCHEMA.revision:
            raise OtherVersionError
        pieces = {name for name in members if name.startswith("pieces/")}
        tables = open_rows.tables()
        with self._store.write() as session:
            connection = session.connection()
            if session.scalar(sa.select(sa.func.count()).select_from(Case)):
                raise NotEmptyError
            for table in reversed(tables):
                connection.execute(sa.delete(table))  # the settings of an empty base
            for done, table in enumerate(tables):
                told(done, len(tables) + len(pieces))
                rows = json.loads(_whole(source, members[f"tables/{table.name}.json"]))
                open_rows.load(connection, table, rows)
            for done, (blob_id, size) in enumerate(
                connection.execute(sa.select(Blob.id, Blob.size)).all(), len(tables)
            ):
                told(done, len(tables) + len(pieces))
                _take_piece(connection, source, members[f"pieces/{blob_id}"], blob_id, size)
            return session.scalar(sa.select(sa.func.count()).select_from(Case)) or 0


def _take_piece(
    connection: sa.Connection,
    source: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    blob_id: UUID,
    size: int,
) -> None:
    if member.file_size != size or size > _LARGEST_PIECE:
        raise BadExportError
    table: Any = BlobChunk.__table__
    content = io.BytesIO(source.read(member))
    position = 0
    while data := content.read(CHUNK):
        row = {"blob_id": blob_id, "position": position, "data": data, "version": 1}
        connection.execute(sa.insert(table).values(row))
        position += 1


def _whole(source: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return what a member holds; one that claims too much is refused before it is unpacked."""
    if member.file_size > _LARGEST_TABLE:
        raise BadExportError
    return source.read(member)
