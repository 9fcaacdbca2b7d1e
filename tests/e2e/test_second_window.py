"""Two windows of the program on one base, in processes of their own: the second is told, and waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.support.command_line import plain
from tests.support.store import locked_base

if TYPE_CHECKING:
    from pathlib import Path


def started(base: Path) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    """Return a program and what came of its opening the base."""
    process = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-m", "tests.support.one_of_two", str(base)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def test_the_second_is_told_who_has_the_base_and_opens_it_once_the_first_is_gone(
    home: Path,
) -> None:
    base = locked_base(home / "Documents")
    first, came = started(base)
    assert came == {"open": True, "said": ""}
    second, came = started(base)
    assert not came["open"]
    said = plain(came["said"]).replace("\u200b", "")
    assert "est déjà ouverte dans une autre fenêtre" in said
    assert f"processus {first.pid} sur" in said
    second.communicate("\n", timeout=60)
    first.kill()  # as a crash does: it lets go of nothing by itself
    first.communicate()
    third, came = started(base)
    assert came == {"open": True, "said": ""}
    third.communicate("\n", timeout=60)
    assert not base.with_name(f"{base.name}.verrou").exists()
