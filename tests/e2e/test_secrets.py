"""A name that was typed everywhere is nowhere but in the encrypted base and in the memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caseapp.rules.places import load_communes
from caseapp.services import access
from caseapp.services.cases import Cases
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from caseapp.kernel.clock import FixedClock

NAME = "Zébulonne-Xyzzy"


def _spellings() -> list[bytes]:
    words = {
        NAME,
        NAME.upper(),
        NAME.lower(),
        "Zebulonne",
        "zebulonne",
        "ZEBULONNE",
        "Xyzzy",
        "xyzzy",
    }
    codings = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    return sorted({word.encode(coding) for word in words for coding in codings})


def _hits(content: bytes) -> list[bytes]:
    return [spelling for spelling in _spellings() if spelling in content]


def _in_files(folder: Path) -> list[str]:
    """Return the files of a folder in whose name or content the name is."""
    return [
        str(path)
        for path in folder.rglob("*")
        if _hits(os.fsencode(path.name)) or (path.is_file() and _hits(path.read_bytes()))
    ]


def _family(process: int) -> list[int]:
    """Return a process and all those it started."""
    every = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        children = task / "children"
        for child in children.read_text().split():
            every += _family(int(child))
    return every


def _in_processes(process: int) -> list[str]:
    return [
        f"{number} {part}"
        for number in _family(process)
        for part in ("cmdline", "environ")
        if _hits(Path(f"/proc/{number}/{part}").read_bytes())
    ]


def _in_memory(process: int) -> bool:
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if rights.startswith("rw"):
                start, end = (int(bound, 16) for bound in span.split("-"))
                try:
                    memory.seek(start)
                    if _hits(memory.read(end - start)):
                        return True
                except (OSError, ValueError, OverflowError):
                    continue
    return False


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads /proc, which is Linux's")
def test_a_name_typed_everywhere_is_found_nowhere(
    home: Path, tmp_path: Path, clock: FixedClock
) -> None:
    base = locked_base(home / "Documents")
    reports = tmp_path / "rapports"
    reports.mkdir()
    streams = home / "sorties"
    streams.mkdir()
    with (
        (streams / "erreurs").open("wb") as errors,
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.support.planted", str(base)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "REPORT_FOLDER": str(reports),
                "PYTHONUTF8": "1",
            },
        ) as program,
    ):
        assert program.stdin is not None
        assert program.stdout is not None
        seen: list[str] = []
        try:
            program.stdin.write(f"{NAME}\n")
            program.stdin.flush()
            while word := program.stdout.readline():
                seen.append(word.strip())
                assert not word.startswith("failed"), (word, (streams / "erreurs").read_text())
                assert _in_files(home) == [], seen
                assert _in_processes(program.pid) == [], seen
                assert not _hits(word.encode()), seen
                if word.startswith("ready"):
                    assert _in_memory(program.pid)  # what is looked for can be found
                    break
                program.stdin.write("go on\n")
                program.stdin.flush()
        finally:
            program.send_signal(signal.SIGKILL)
    assert len(seen) == 6, f"{seen}\n{(streams / 'erreurs').read_text()}"
    assert "ValueError" in seen[3]
    assert "ValueError" in next(home.rglob("caseapp.log")).read_text(encoding="utf-8")
    assert _in_files(home) == []
    assert (reports / "rapport.pdf").stat().st_size > 10_000

    store = access.unlock(base, PASSWORD, clock=clock)
    rows = Cases(store, clock, load_communes()).rows()
    store.close()
    assert [row.name for row in rows] == [f"{NAME.upper()} {NAME}"]
    assert _in_files(home) == []


def test_the_same_search_finds_the_name_where_it_is(tmp_path: Path) -> None:
    for coding in ("utf-8", "utf-16-le"):
        (tmp_path / coding).write_bytes(f"note sur {NAME}".encode(coding))
    (tmp_path / NAME).touch()
    assert len(_in_files(tmp_path)) == 3
