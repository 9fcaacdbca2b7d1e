"""`python -m caseapp`, and the command `caseapp`: the window, or a command."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> int:
    """Open the window, or run the command that was given; return the exit status."""
    try:
        from caseapp.cli import main as run_command

        return run_command()
    except KeyboardInterrupt:  # while the program was still being imported
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
