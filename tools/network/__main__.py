"""Trace a whole session of the program and name every socket it opened: `python -m tools.network`.

Linux, with strace. All its processes and threads are followed, the engine's too. Exits with 1 where
there is a socket of another kind than those of this machine alone (AF_UNIX).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSWORD = "Tambour-Lilas-37-Corbeau"  # noqa: S105 - of an empty base in a temporary folder
_FAMILY = re.compile(r"\b(AF_[A-Z0-9_]+)\b")
_LOCAL = frozenset({"AF_UNIX", "AF_LOCAL"})


@dataclass(frozen=True, slots=True)
class Traced:
    """What was seen of a command: its calls about sockets, those that leave the machine."""

    calls: int
    processes: int
    strange: tuple[str, ...]
    said: str


def is_possible() -> bool:
    """Tell whether this machine can trace."""
    return sys.platform == "linux" and shutil.which("strace") is not None


def traced(command: Sequence[str], folder: Path) -> Traced:
    """Run a command and return what it asked of the network.

    Raises:
        RuntimeError: the command failed.
    """
    seen = folder / "trace"
    tracer = shutil.which("strace") or "strace"
    followed = [tracer, "-f", "-qq", "--seccomp-bpf", "-e", "trace=network,execve", "-o", str(seen)]
    done = subprocess.run(
        [*followed, *command],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    lines = seen.read_text(encoding="utf-8", errors="replace").splitlines()
    begun = [line for line in lines if " execve(" in line and line.endswith("= 0")]
    calls = [line for line in lines if " execve(" not in line and "(" in line]
    strange = [line for line in calls if set(_FAMILY.findall(line)) - _LOCAL]
    return Traced(len(calls), len(begun), tuple(strange), done.stdout)


def session(folder: Path) -> Traced:
    """Trace a session of the program over a new base."""
    from caseapp.kernel.clock import FixedClock  # noqa: PLC0415 - not for a mere trace
    from caseapp.services.access import create_base  # noqa: PLC0415 - same
    from db.kdf import FLOOR  # noqa: PLC0415 - same

    base = folder / "session.caseapp"
    create_base(base, PASSWORD, clock=FixedClock.on(date(2026, 11, 26)), cost=FLOOR).close()
    return traced([sys.executable, "-m", "tools.network.session", str(base), PASSWORD], folder)


def main() -> int:
    """Trace a session and say what was seen."""
    with tempfile.TemporaryDirectory() as folder:
        found = session(Path(folder))
    print(f"{found.processes} programs started, {found.calls} calls about sockets")
    print("\n".join(found.strange) or "none that leaves this machine")
    return 1 if found.strange else 0


if __name__ == "__main__":
    sys.exit(main())
