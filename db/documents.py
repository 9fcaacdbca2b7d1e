"""How JSON documents go into their columns: written already as they are, the large ones packed."""

from __future__ import annotations

import json
import zlib
from typing import Any

import sqlalchemy as sa

# Of an answer of 86 kB, in milliseconds of processor: 20 kB in 0.4 at level 1, 17 kB in 0.7 here,
# 16 kB in 1.3 at level 6 and no better above. Unpacking takes 0.2 whatever the level.
_LEVEL = 4


class WrittenDocument(str):
    """The text of a JSON document, in ASCII as `json.dumps` gives it.

    Where a thousand large documents are kept, writing each of them once more is what takes long.
    """

    __slots__ = ()


def as_text(document: Any) -> str:
    """Return what a column of documents holds."""
    if isinstance(document, WrittenDocument):
        return str(document)
    return json.dumps(document)


class PackedDocument(sa.types.TypeDecorator[Any]):
    """A large document that is only ever read whole: its text, packed by zlib.

    The answer for one household is 86 kB, five times what it says: the words of a condition, its
    source and its steps come back from right to right.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(
        self,
        value: Any,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> bytes:
        """Return the document as the column stores it; nothing is the document `null`."""
        return zlib.compress(as_text(value).encode(), _LEVEL)

    def process_result_value(
        self,
        value: Any,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> Any:
        """Return the document."""
        return None if value is None else json.loads(_unpacked(value))


class PackedText(PackedDocument):
    """The same column read as the text that was packed, for whoever only compares it."""

    cache_ok = True

    def process_result_value(
        self,
        value: Any,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> Any:
        """Return the text of the document, as it was written."""
        return None if value is None else _unpacked(value)


def _unpacked(kept: bytes) -> str:
    return zlib.decompress(kept).decode()
