"""The command line in bad company: no terminal, no text, no room, no patience."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cases import CASES
from tests.support.command_line import caseapp, plain
from tests.support.store import PASSWORD, locked_base

_FULL = Path("/dev/full")
_RUN = [sys.executable, "-m", "caseapp"]


def _shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the shell in which `$RUN` is the program."""
    return subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", command],
        env={**os.environ, "RUN": " ".join(_RUN), **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("place", ["note.txt", "note.txt/dossier", "a" * 300])
@pytest.mark.parametrize("command", ["demo", "check"])
def test_a_place_that_cannot_be_is_told_in_a_sentence(
    tmp_path: Path, command: str, place: str
) -> None:
    (tmp_path / "note.txt").write_text("une note")
    done = caseapp(command, tmp_path / place, typed=b"mot de passe")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "imprévue" not in done.stderr


def test_a_password_that_is_no_text_is_a_wrong_one(tmp_path: Path) -> None:
    for encoding in ("utf-8", "ascii"):
        (folder := tmp_path / encoding).mkdir()
        base = locked_base(folder)  # each its own: one failure makes the next try wait
        done = caseapp("check", base, typed=b"\xff\xfe\x80 \xed\xa0\x80", encoding=encoding)
        assert done.returncode == 1
        assert "n'ouvre pas cette base" in plain(done.stderr)
    untried = locked_base(tmp_path)
    assert caseapp("check", untried, typed=PASSWORD.encode()).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a shell of POSIX does")
def test_closed_streams_are_borne() -> None:
    closed = _shell("$RUN estimate - <&-")
    assert closed.returncode == 2
    assert "L'entrée standard est fermée." in closed.stderr.decode()
    for streams in (">&-", "2>&-", ">&- 2>&- <&-"):
        done = _shell(f"$RUN estimate /nulle-part.json {streams}")
        assert done.returncode == 2, streams
        assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.skipif(not _FULL.exists(), reason="writes to /dev/full, which is Linux's")
def test_an_output_that_takes_nothing_is_told(tmp_path: Path) -> None:
    done = _shell(
        'printf %s "$PASSWORD" | $RUN check "$BASE" > /dev/full',
        PASSWORD=PASSWORD,
        BASE=str(locked_base(tmp_path)),
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("La sortie n'a pas pu être écrite.")
    assert _shell("$RUN estimate /nulle-part.json > /dev/full 2>&1").returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="an old locale of POSIX")
def test_the_engine_starts_in_a_locale_without_accents() -> None:
    done = _shell(
        f"$RUN estimate '{CASES[0]}'", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"OpenFisca-France" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
def test_an_interrupted_demonstration_leaves_nothing_and_says_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [*_RUN, "demo", str(tmp_path / "ici")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a shell has what it runs in the background ignore Ctrl+C, and so all that it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads here
    ) as running:
        aside = tmp_path / "ici" / ".demonstration-en-cours"
        while not aside.exists():  # then the base is being made
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said = running.communicate()
    assert (running.returncode, said) == (130, (b"", b""))
    assert list((tmp_path / "ici").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="core files are of POSIX")
def test_no_process_of_ours_leaves_an_image_of_its_memory() -> None:
    code = (
        "import resource, caseapp.cli as c; c.main(['--version']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)"
