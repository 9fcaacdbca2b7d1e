"""The command line as a person uses it: a process, its words and its status."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from caseapp.kernel.french import NARROW, NO_BREAK

if TYPE_CHECKING:
    from pathlib import Path


def caseapp(
    *arguments: str | Path, typed: bytes = b"", encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    """Run `caseapp` with arguments, and something on its standard input."""
    done = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "caseapp", *map(str, arguments)],
        input=typed,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, "QT_QPA_PLATFORM": "offscreen"},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)
    )


def plain(text: str) -> str:
    """Return a text with ordinary spaces, as one types it."""
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")
