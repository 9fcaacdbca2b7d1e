"""A session with words that stand out, then a search for them: `python -m tools.adversary [memory]`.

Linux. A home, temporary files and all other folders of its own; `strace` tells every file that was
written; with `memory` it is left out, and only the memory is of use. Exits with 1 where a word, or the data key after the lock, is where it must not be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from caseapp.kernel.clock import FixedClock
from caseapp.services.access import create_base
from db.kdf import FLOOR
from tools.adversary import marks, memory, writes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FOLDERS = {
    "HOME": "",
    "TMPDIR": "tmp",
    "SQLITE_TMPDIR": "tmp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}


def main() -> int:
    """Run the session, look everywhere at each stop, say what was found."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        print("Linux and strace are needed.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return _try(Path(folder))


def _try(folder: Path) -> int:
    home, exports, trace = folder / "maison", folder / "exports", folder / "trace"
    for path in (exports, *(home / name for name in set(_FOLDERS.values()))):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = home / "base.caseapp"
    store = create_base(base, marks.PASSWORD, clock=FixedClock.on(date(2026, 11, 26)), cost=FLOOR)
    with store.data_key() as key:
        secrets = memory.secrets_of(bytes(key))
    store.close()
    tracer = [
        "strace",
        "-f",
        "-y",
        "-qq",
        "--seccomp-bpf",
        "-s",
        "70000",
        "-e",
        writes.CALLS,
        "-o",
        str(trace),
    ]
    command = [sys.executable, "-m", "tools.adversary.session", str(base), str(exports)]
    is_traced = sys.argv[1:] != ["memory"]
    bad = _followed([*tracer, *command] if is_traced else command, home, exports, secrets)
    bad += [*marks.in_files(home, spared=exports), *_open_to_others(home)]
    if is_traced:
        bad += _written(trace, exports)
    _say("\n".join(bad) or "nothing is where it must not be")
    return 1 if bad else 0


def _written(trace: Path, exports: Path) -> list[str]:
    """Say every file that was written, and return those a word went to in clear."""
    written, clear = writes.files_of(trace)
    for file, times in sorted(written.items()):
        _say(f"  {times:6} {file.replace(str(trace.parent), '')}")
    return [f"in clear: {file}" for file in clear if not file.startswith((str(exports), "pipe:"))]


def _followed(
    command: Sequence[str], home: Path, exports: Path, secrets: Mapping[str, frozenset[bytes]]
) -> list[str]:
    """Run the session, and return what was wrong at its stops."""
    bad: list[str] = []
    own = {name: str(home / place) for name, place in _FOLDERS.items()}
    with (
        (home.parent / "errors").open("wb") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ, **own},
        ) as session,
    ):
        told, answer = cast("IO[str]", session.stdout), cast("IO[str]", session.stdin)
        while words := told.readline().split():
            _say(" ".join(words))
            if words[0] == "failed":
                session.kill()
                return [" ".join(words)]
            for name, process in (("window", _window(session.pid)), ("engine", int(words[1]))):
                found = memory.counted(process, secrets)
                _say(f"  {name}: {found}")
                if words[0] != "open" and found["key"]:
                    bad.append(f"the key is in the {name} once {words[0]}")
            bad += [f"{words[0]}: {one}" for one in marks.in_files(home, spared=exports)]
            answer.write("go on\n")
            answer.flush()
    return bad


def _open_to_others(home: Path) -> list[str]:
    """Name the files that somebody else of this machine may read."""
    return [
        f"{path.relative_to(home)} may be read by others"
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.stat().st_mode & 0o077
    ]


def _window(process: int) -> int:
    """Return the process of the window: what was started, or what the tracer started."""
    if Path(f"/proc/{process}/comm").read_text(encoding="utf-8").strip() != "strace":
        return process
    return int(Path(f"/proc/{process}/task/{process}/children").read_text().split()[0])


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
