"""`python -m caseapp`, and the command `caseapp`: the window, or a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window, or run the command that was given; return the exit status."""
    from caseapp.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
