"""One process that computes, seen from the program: started, asked, ended."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ONE_THREAD = {
    # One household needs no more, and each thread of a numeric library holds memory of its own.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class PipeEndedError(Exception):
    """The process ended, or was ended because it did not answer in time."""


class WorkerPipe:
    """A process that says it is ready, then answers each line with a line."""

    def __init__(self, command: Sequence[str], on_end: Callable[[WorkerPipe], None]) -> None:
        """Start the process at once.

        Raises:
            OSError: it cannot be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's warning could quote what it was given
            env={**os.environ, **_ONE_THREAD},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # exists on Windows only
        )
        self._on_end = on_end
        self._told = threading.Event()  # it said its first line, or ended without one
        self._ended = threading.Event()
        self._unusable = False
        self.started = False  # it said it was ready
        self.failure = ""  # why it did not start, where it could say so
        threading.Thread(target=self._watch, name="engine-watch", daemon=True).start()

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def usable(self) -> bool:
        """Whether it may be asked: it is starting or ready."""
        return not (self._unusable or self._ended.is_set())

    def wait_started(self, seconds: float) -> bool:
        """Wait until it is ready or has ended, not longer than some time; say whether it is."""
        self._told.wait(seconds)
        return self.started and self.usable

    def ask(self, question: dict[str, Any], seconds: float, lines: int = 1) -> list[bytes]:
        """Return the answers to a question, so many lines. To be called by one thread at a time.

        Raises:
            PipeEndedError: one of the lines did not come in that time; the process is ended.
        """
        try:
            with self._limited(seconds):
                self._say(json.dumps(question).encode("ascii") + b"\n")
            return [self._hear(seconds) for _line in range(lines)]
        except (OSError, ValueError) as error:  # broken pipe, closed file, half an answer
            self.end()
            raise PipeEndedError from error

    def _say(self, line: bytes) -> None:
        if self._process.stdin is None:  # it is a pipe: for the type checker
            raise ValueError("no pipe")
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def _hear(self, seconds: float) -> bytes:
        if self._process.stdout is None:
            raise ValueError("no pipe")
        with self._limited(seconds):
            line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise ValueError("half an answer")
        return line

    @contextlib.contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        """End the process if what is done here takes longer than that."""
        limit = threading.Timer(seconds, self.end)
        limit.daemon = True
        limit.start()
        try:
            yield
        finally:
            limit.cancel()

    def end(self) -> None:
        """End the process; it holds nothing that would be lost."""
        self._unusable = True
        self._process.kill()

    def wait_ended(self, seconds: float) -> bool:
        """Wait until it has ended, not longer than some time; say whether it has."""
        return self._ended.wait(seconds)

    def _watch(self) -> None:
        self._hear_first_line()
        self._told.set()
        self._process.wait()
        self._unusable = True
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was still to be written has no reader
                if stream is not None:
                    stream.close()
        self._ended.set()
        self._on_end(self)

    def _hear_first_line(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdout is not None:
                first = json.loads(self._process.stdout.readline())
                self.started = first.get("ready") is True
                self.failure = str(first.get("failed", ""))


def worker_command() -> tuple[str, ...]:
    """Return the command of the process that computes.

    The interpreter is the program's own; on Windows the one with pipes, not the windowed one.
    `-P` keeps the folder the program was started from out of where modules are searched.
    `-X utf8` because OpenFisca reads its own files in the encoding of the machine: on Windows,
    or in an old locale, it would not read a word with an accent.
    """
    interpreter = Path(sys.executable)
    if interpreter.name.lower() == "pythonw.exe":
        interpreter = interpreter.with_name("python.exe")
    return (str(interpreter), "-P", "-X", "utf8", "-m", "caseapp.rules.openfisca.worker")
