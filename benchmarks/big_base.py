"""A base as large as that of a big service, made in a folder that the caller removes.

It is made by a process of its own (`benchmarks.big_base_maker`), which does without what the
program does to every page it frees: the people are invented, and it takes a third of the time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from benchmarks.big_base_rows import Size
from db.secret import DATA_KEY_SIZE, new_secret
from db.store import Store

if TYPE_CHECKING:
    from pathlib import Path

_USUAL = Size()


def make(folder: Path, size: Size = _USUAL, *, indexed: bool = True) -> Store:
    """Return an open base of that size."""
    path = folder / "grande.caseapp"
    path.touch(0o600, exist_ok=False)
    data_key = new_secret(DATA_KEY_SIZE)
    _run(path, data_key, json.dumps(asdict(size)))
    store = Store(path, data_key)
    if indexed:
        index(store)
    return store


def index(store: Store) -> None:
    """Index all that is not yet, in larger parts than the program does beside its window."""
    with store.data_key() as key:
        _run(store.path, key, "index")


def _run(path: Path, data_key: bytearray, what: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "benchmarks.big_base_maker", str(path), what],
        check=True,
        input=data_key.hex(),
        encoding="ascii",
        timeout=900,
    )
