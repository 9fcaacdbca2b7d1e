"""Each reader of outside things, given some hundred inputs; `python -m tools.fuzz` gives 10 000."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tools.fuzz.readers import READERS

if TYPE_CHECKING:
    from pathlib import Path

TIMES = {"backups": 60, "exports": 40, "pasted": 100}


@pytest.mark.parametrize("name", sorted(READERS))
def test_nothing_that_comes_from_outside_breaks_its_reader(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.fuzz", "--times", str(TIMES.get(name, 300)), name]
    done = subprocess.run(  # noqa: S603 - our own
        [*command, "--keep", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broke" in done.stdout
    read = int(done.stdout.split(" inputs")[1].split(" read")[0])
    assert read > 0, done.stdout  # a reader that refuses everything is not tried at all
