"""Say what is being done, run commands, and stop with a way out."""

from __future__ import annotations

import subprocess


class SetUpError(Exception):
    """What keeps us from going on, in French, with the way out."""


def say(words: str) -> None:
    """Say what is being done, at once."""
    print(words, flush=True)


def run_quietly(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it said."""
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
    )
