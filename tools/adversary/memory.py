"""What a memory holds: the words of the trial and the data key, counted in another process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tools.adversary.marks import WORDS, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BLOCK, _OVER = 1 << 20, 64  # bytes; what stands across the border of two blocks is seen


def secrets_of(data_key: bytes) -> Mapping[str, frozenset[bytes]]:
    """Return what is looked for: the key as bytes and as SQLCipher is given it, and the words."""
    key = data_key[:32]
    written = key.hex().encode()
    return {
        "key": frozenset((key, written, written.upper())),
        **{name: spellings(word) for name, word in WORDS.items()},
    }


def counted(process: int, secrets: Mapping[str, frozenset[bytes]]) -> dict[str, int]:
    """Count each in the memory that a process may write: what a dump or a swap would hold."""
    found = dict.fromkeys(secrets, 0)
    for content in _pieces(process):
        for name, spelled in secrets.items():
            found[name] += sum(content.count(one) for one in spelled)
    return found


def _pieces(process: int) -> Iterator[bytes]:
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(bound, 16) for bound in span.split("-"))
            for place in range(start, end, _BLOCK):
                try:
                    memory.seek(place)
                    content = memory.read(min(_BLOCK + _OVER, end - place))
                except (OSError, ValueError, OverflowError):
                    break  # the pages of the kernel itself
                if content.count(0) < len(content):
                    yield content
