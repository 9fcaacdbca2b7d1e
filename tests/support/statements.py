"""One dialect for every base of a run: a statement is compiled once, not once for each test."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from db.documents import as_text

if TYPE_CHECKING:
    from collections.abc import Generator

_STATEMENTS = 10_000  # more than the program has: none is thrown away to be compiled again


@contextmanager
def compiled_once() -> Generator[None]:
    """Have each engine made meanwhile share what the others compiled, as one open base does."""
    make = sa.create_engine
    first = make(
        "sqlite://", module=sqlcipher, json_serializer=as_text, query_cache_size=_STATEMENTS
    )
    first.connect().close()  # the dialect learns which SQLite it speaks to

    def create_engine(*args: Any, **options: Any) -> sa.Engine:
        engine = make(*args, **options)
        if options.get("module") is sqlcipher:
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sa, "create_engine", create_engine)
        yield
    first.dispose()
