"""Decrypted pages of a real base, to begin from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from db.plain_pages import PlainPages
from tests.support.rows import add_full_case
from tests.support.store import fresh_store


def plain_pages() -> tuple[bytes, ...]:
    """Return the pages of a small base, its trees of every kind among them."""
    with tempfile.TemporaryDirectory() as folder:
        store = fresh_store(Path(folder))
        with store.write() as session:
            for number in range(60):
                add_full_case(session, f"2026-{number:04}")
        with store.data_key() as lent:
            key = bytearray(lent)
        store.close()
        with PlainPages(store.path, key) as pages:
            found = (pages.read(number) for number in range(2, pages.count + 1))
            return tuple(page for page in found if page is not None)
