"""The command line: `caseapp estimate`, `demo`, `check`, and the window without a command."""

from __future__ import annotations

from caseapp.cli.commands import main

__all__ = ["main"]
