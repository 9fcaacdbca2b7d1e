"""Making the rows that were saved hold together, and telling what is missing, case by case.

A case or a person whose row is lost is rebuilt from what the indexes know of it, so that nothing of
theirs hangs in the air; a document whose content is not whole is lost; what belonged to a row that
is gone goes with it, and is counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.domain.household import Role
from caseapp.domain.media import HEAD, media_type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from db.new_base import Table
    from db.plain_rows import Value

_CASE, _PERSON, _BLOB, _CHUNK, _DOCUMENT = "case_file", "person", "blob", "blob_chunk", "document"
_CONTENTS = frozenset({_BLOB, _CHUNK})  # told as documents, not as rows
_NOTE = "Fiche reconstituée après un dommage de la base : l'original n'a pas pu être relu."
_DIGEST = 64  # characters of a sha256; other names are of contents that are no document yet
_ROUNDS = 20  # of repairs: each may leave something else without its parent


@dataclass(frozen=True, slots=True)
class LostRows:
    """How many rows of a table a case lost; an unknown case is ""."""

    table: str
    case: str
    count: int


@dataclass(frozen=True, slots=True)
class LostDocument:
    """A document whose content could not be read whole."""

    case: str
    title: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A case or a person that is there again, empty but for what the indexes knew."""

    table: str
    case: str


class Mending:
    """Mends a base that was just filled, inside the caller's transaction."""

    def __init__(
        self,
        connection: Any,
        tables: dict[str, Table],
        lost: dict[str, dict[int, dict[str, Value]]],
        now: datetime,
    ) -> None:
        """Take what is lost: by table and row id, the columns that an index knows."""
        self._db, self._tables, self._now = connection, tables, now
        self._lost = {name: list(rows.values()) for name, rows in lost.items()}
        self._cut: Counter[tuple[str, str]] = Counter()  # rows taken out here
        self._named = 0
        self.documents: list[LostDocument] = []
        self.rebuilt: list[Rebuilt] = []

    def run(self) -> None:
        """Rebuild what can be, and take out what no longer holds."""
        for known in self._lost.pop(_CASE, []):
            self._rebuild_case(known)
        for known in self._lost.pop(_PERSON, []):
            self._rebuild_person(known)
        if _BLOB in self._tables:
            self._mend_contents()
        for _round in range(_ROUNDS):
            broken = self._db.execute("PRAGMA foreign_key_check").fetchall()
            if not broken:
                break
            for table, row_id, _parent, number in broken:
                self._mend(self._tables.get(table), table, row_id, number)

    def lost_rows(self) -> Iterator[LostRows]:
        """Yield what is lost, by table and case."""
        counts = Counter(self._cut)
        for table, rows in self._lost.items():
            if table not in _CONTENTS:
                for known in rows:
                    counts[table, self._reference(self._case_of(table, known))] += 1
        for (table, case), count in sorted(counts.items()):
            yield LostRows(table, case, count)

    def _rebuild_case(self, known: dict[str, Value]) -> None:
        if "id" not in known:
            return  # found again by those who name it
        if "reference" not in known:
            self._named += 1
        new: dict[str, Value] = {
            "version": 1,
            "reference": f"PERDU-{self._named:04}",
            "opened_on": self._moment[:10],
            "created_at": self._moment,
            "note": _NOTE,
        }
        if self._tables[_CASE].put(new | known):
            self.rebuilt.append(Rebuilt(_CASE, self._reference(known["id"])))

    def _rebuild_person(self, known: dict[str, Value]) -> None:
        if not {"id", "case_id"} <= known.keys():
            return  # found again by the facts that name them
        folded = known.get("name_folded")
        name = str(folded).upper() if folded else "PERSONNE NON RELUE"
        others = self._db.execute(
            "SELECT coalesce(max(position), -1), coalesce(sum(role = ?), 0) FROM person"
            " WHERE case_id = ?",
            (Role.APPLICANT.value, known["case_id"]),
        ).fetchone()
        new: dict[str, Value] = {
            "version": 1,
            "position": others[0] + 1,
            "role": (Role.OTHER if others[1] else Role.APPLICANT).value,
            "last_name": name,
            "first_name": "",
            "name_folded": folded or name.casefold(),
        }
        if self._tables[_PERSON].put(new | known):
            self.rebuilt.append(Rebuilt(_PERSON, self._reference(known["case_id"])))

    def _mend_contents(self) -> None:
        """Hold every content against its digest, and take out the documents of those that fail."""
        for known in self._lost.get(_BLOB, []):
            if {"id", "sha256"} <= known.keys():
                self._tables[_BLOB].put({"version": 1, "made_at": self._moment, **known})
        for blob, digest in self._db.execute("SELECT id, sha256 FROM blob").fetchall():
            if len(str(digest)) == _DIGEST:
                self._check_content(blob, digest)

    def _check_content(self, blob: Value, digest: Value) -> None:
        found, size, head = hashlib.sha256(), 0, b""
        chunks = self._db.execute(
            "SELECT data FROM blob_chunk WHERE blob_id = ? ORDER BY position", (blob,)
        )
        for (data,) in chunks:
            found.update(data)
            size += len(data)
            head = head or data[:HEAD]
        documents = self._db.execute(
            "SELECT title, case_id, file_name FROM document WHERE blob_id = ?", (blob,)
        ).fetchall()
        if found.hexdigest() == digest:
            kind = media_type(head, documents[0][2] if documents else "")
            self._db.execute(  # of a row that was rebuilt
                "UPDATE blob SET size = ?, media_type = ? WHERE id = ? AND media_type = ''",
                (size, kind, blob),
            )
            return
        for title, case, _name in documents:
            self.documents.append(LostDocument(self._reference(case), title))
        for statement in (
            "DELETE FROM document WHERE blob_id = ?",
            "DELETE FROM blob_chunk WHERE blob_id = ?",
            "DELETE FROM blob WHERE id = ?",
        ):
            self._db.execute(statement, (blob,))

    def _mend(self, table: Table | None, name: str, row_id: int, number: int) -> None:
        """Mend one row that names another which is not there."""
        if table is None:
            self._db.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (row_id,))  # noqa: S608 - our names
            return
        reference = next(ref for ref in table.references if ref.number == number)
        row = self._row(table, row_id)
        parent = row.get(reference.column)
        if parent is None:  # already mended in this round
            return
        if reference.table == _CASE:
            self._rebuild_case({"id": parent})
        elif reference.table == _PERSON and row.get("case_id") is not None:
            self._rebuild_person({"id": parent, "case_id": row["case_id"]})
        elif any(c.name == reference.column and not c.is_required for c in table.columns):
            self._db.execute(
                f'UPDATE "{name}" SET "{reference.column}" = NULL WHERE rowid = ?',  # noqa: S608 - same
                (row_id,),
            )
        else:
            self._take_out(table, row_id, row)

    def _take_out(self, table: Table, row_id: int, row: dict[str, Value]) -> None:
        case = self._reference(self._case_of(table.name, row))
        if table.name == _DOCUMENT:
            self.documents.append(LostDocument(case, str(row.get("title", ""))))
        elif table.name not in _CONTENTS:
            self._cut[table.name, case] += 1
        self._db.execute(f'DELETE FROM "{table.name}" WHERE rowid = ?', (row_id,))  # noqa: S608 - same

    def _row(self, table: Table, row_id: int) -> dict[str, Value]:
        found = self._db.execute(
            f'SELECT * FROM "{table.name}" WHERE rowid = ?',  # noqa: S608 - same
            (row_id,),
        ).fetchone()
        names = (column.name for column in table.columns)
        return {} if found is None else dict(zip(names, found, strict=True))

    def _case_of(self, name: str, known: dict[str, Value]) -> Value:
        """Return the case of a row, by itself or by the row it belongs to, which may be lost too."""
        if name == _CASE or known.get("case_id") is not None:
            return known.get("id" if name == _CASE else "case_id")
        for reference in self._tables[name].references:
            parent = known.get(reference.column)
            if parent is None or reference.table == name:
                continue
            table = self._tables[reference.table]
            if table.has_column("case_id"):
                case = table.value("case_id", parent)
                lost = (row for row in self._lost.get(table.name, []) if row.get("id") == parent)
                if case is None:
                    case = self._case_of(table.name, next(lost, {}))
                if case is not None:
                    return case
        return None

    def _reference(self, case: Value) -> str:
        return str(self._tables[_CASE].value("reference", case) or "") if case else ""

    @property
    def _moment(self) -> str:
        return self._now.strftime("%Y-%m-%d %H:%M:%S.%f")
