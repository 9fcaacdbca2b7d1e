"""Speaking to a terminal or a pipe, whatever its encoding and whoever reads."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.french import NARROW, NO_BREAK

# The exit statuses, as the help explains them.
DONE = 0
IMPOSSIBLE = 1
BAD_INPUT = 2
INTERRUPTED = 130


class OutputError(KnownTroubleError):
    """The standard output takes nothing more: most often a file on a full disk."""


def say(text: str) -> None:
    """Write a line on the standard output.

    Raises:
        BrokenPipeError: nobody reads any more.
        OutputError: it cannot be written.
    """
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            "La sortie n'a pas pu être écrite.", "Vérifier la place sur le disque."
        ) from error


def complain(text: str) -> None:
    """Write a line on the standard error, where it can be written."""
    with suppress(OSError):
        _write(sys.stderr, text)


def writes_unicode() -> bool:
    """Say whether the standard output can hold any character."""
    return sys.stdout is not None and sys.stdout.encoding.lower().replace("-", "") == "utf8"


def mute() -> None:
    """Send the rest nowhere: the reader of the pipe has left, and that is its right."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a window program of Windows has no console
        return
    stream.write(_encodable(text, stream.encoding) + "\n")
    stream.flush()


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.replace(NARROW, NO_BREAK)
        return plain.encode(encoding, "replace").decode(encoding)
    return text
