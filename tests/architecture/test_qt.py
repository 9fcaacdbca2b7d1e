"""The Qt we run on is one that keeps count of its references.

PySide6 6.12.0 on CPython 3.11 drops a reference to `None` on every call that returns nothing:
the process aborts after some thousands of calls. 6.11.3 is sound.
"""

from __future__ import annotations

import os
import subprocess
import sys

import PySide6
from PySide6.QtCore import QObject

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_CALLS = 2000


def test_the_version_of_pyside_is_not_the_one_that_aborts() -> None:
    broken = PySide6.__version_info__[:2] == (6, 12) and sys.version_info < (3, 12)
    assert not broken, "PySide6 6.12 aborts on CPython 3.11: keep the bound of pyproject.toml"


def test_calls_that_return_nothing_do_not_drop_references_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        thing.setObjectName("name")
    assert before - sys.getrefcount(None) < _CALLS // 10


def test_the_text_of_the_modules_is_not_kept_in_memory() -> None:
    """PySide reads what is imported after it; see `caseapp.ui`."""
    script = (
        "import linecache\n"
        "import caseapp.ui.application, caseapp.window_parts\n"
        "print(sum(len(entry[2]) for entry in linecache.cache.values() if len(entry) == 4))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8"
    )
    assert int(done.stdout) < 10_000  # lines; all of them are three hundred thousand
