"""What the search finds: an entry for each thing, its words in an index of full text.

The index (`search_text`) is SQLite's FTS5, so it is made on SQLite alone; `search_entry` says
whose words each row of it holds. Deleting an entry, by itself or with its case, takes its words
out of the index, and `secure-delete` leaves none of them behind.

- The key of an entry is the row of the index. It is an INTEGER PRIMARY KEY (VACUUM would change
  any other) and begins with the kind, so that one kind is looked for without reading the others.
  The latest of a kind has the lowest key: FTS5 answers in the order of the keys at once, where
  the other way round takes a second for the beginning of a common word.
- Words are folded by `caseapp.kernel.lookup`, where « œ » is « oe »: the tokenizer only parts
  them. Their order is not kept, nor how many there are: nothing asks for it.
- `hashsize` lets a long transaction (an older base that is filled) write its words in few parts.
- A migration that rebuilds `search_entry` by a batch loses its trigger, which `db.migrate` puts
  back.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Cents, owned_by, words

INDEX = "search_text"  # its shadow tables are named after it
_ROWS_A_KIND = 2**40

MAKE_INDEX = (
    (
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "title, text, about, "
        "tokenize='ascii', prefix='1 2 3', detail=column, columnsize=0)"
    ),
    "INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_text(search_text, rank) VALUES ('hashsize', 8388608)",
)
MAKE_TRIGGER = (
    "CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON search_entry "
    "BEGIN DELETE FROM search_text WHERE rowid = old.id; END"
)


class SearchKind(StrEnum):
    """What an entry is of."""

    PERSON = "person"
    CASE = "case"
    CLAIM = "claim"
    DOCUMENT = "document"
    TASK = "task"
    MANDATE = "mandate"
    SIMULATION = "simulation"
    LIABILITY = "liability"
    LETTER = "letter"
    PAID_SERVICE = "paid_service"
    INTERVIEW = "interview"  # the last: there are the most, and reading stops when enough are found

    @property
    def keys(self) -> tuple[int, int]:
        """The first and the last key that entries of this kind may have."""
        return _KEYS[self]


# In the order of their keys, which bases hold already: what came later stands before them all.
_KINDS = (
    SearchKind.PAID_SERVICE,
    *(kind for kind in SearchKind if kind is not SearchKind.PAID_SERVICE),
)
_KEYS = {
    kind: (place * _ROWS_A_KIND, (place + 1) * _ROWS_A_KIND - 1)
    for place, kind in enumerate(_KINDS)
}


class SearchEntry(Base):
    """One thing that may be found."""

    __tablename__ = "search_entry"
    __table_args__ = (sa.UniqueConstraint("kind", "target_id"),)

    id: Mapped[int] = mapped_column(Cents, primary_key=True, autoincrement=False)
    kind: Mapped[SearchKind] = mapped_column(words(SearchKind, "kind"))
    target_id: Mapped[UUID] = mapped_column(sa.Uuid())
    case_id: Mapped[UUID | None] = mapped_column(owned_by("case_file.id"), index=True)


def kind_of(key: int) -> SearchKind:
    """Return the kind of an entry by its key."""
    return _KINDS[key // _ROWS_A_KIND]


def is_of_index(table: str) -> bool:
    """Tell whether a table is the index or one of those that SQLite keeps for it."""
    return table == INDEX or table.startswith(f"{INDEX}_")


for _statement in (*MAKE_INDEX, MAKE_TRIGGER):
    _ddl = sa.DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy's is not typed
    event.listen(SearchEntry.__table__, "after_create", _ddl.execute_if(dialect="sqlite"))
