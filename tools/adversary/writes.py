"""Every file that a session wrote, read in the trace of its system calls."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tools.adversary.marks import WORDS, spellings

if TYPE_CHECKING:
    from pathlib import Path

CALLS = (
    "trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,mmap,memfd_create,copy_file_range"
)
_WRITE = re.compile(r"\b(?:p?writev?2?|pwrite64|sendto|sendmsg|copy_file_range)\(\d+<([^>]*)>")
_SHARED = re.compile(r"\bmmap\([^)]*PROT_WRITE[^)]*MAP_SHARED[^)]*, \d+<([^>]*)>")


def files_of(trace: Path) -> tuple[Counter[str], Counter[str]]:
    """Return the files that were written, with how often, and those a word went to in clear."""
    written: Counter[str] = Counter()
    clear: Counter[str] = Counter()
    looked_for = _escaped()
    with trace.open(encoding="latin-1") as lines:
        for line in lines:
            found = _WRITE.search(line) or _SHARED.search(line)
            if found is None:
                continue
            written[found[1]] += 1
            if any(word in line for word in looked_for):
                clear[found[1]] += 1
    return written, clear


def _escaped() -> list[str]:
    """Return the words as `strace` writes them: NUL as an escape, the rest of ours as it is."""
    every = {one for word in WORDS.values() for one in spellings(word)}
    return [one.decode("latin-1").replace("\0", "\\0") for one in every]
