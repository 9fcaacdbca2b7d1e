"""A JSON document that is written already: it goes into its column as it is."""

from __future__ import annotations

import json
from typing import Any


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
