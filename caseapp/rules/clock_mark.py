"""What the dates of claims were computed by: another mark, and all are to be computed again.

A base outlives many versions of the program. The day a catalogue was checked says nothing of a
delay that was mended since, nor of the way of counting.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel import calendar
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

_DATA = ("time_limits", "catalogue")
_ENDINGS = (".yaml", ".py", ".pyc")


@cache
def clock_mark() -> str:
    """Return a digest of the delays, of the catalogue and of what counts them."""
    here = Path(__file__)
    return digest(
        [resources() / name for name in _DATA],
        [*_beside(here, ("claim_", "time_limits", "agency_words")), Path(calendar.__file__)],
    )


def digest(folders: Iterable[Traversable], files: Iterable[Path] = ()) -> str:
    """Return a digest of the files of some folders, whatever their order, and of some others."""
    found = blake2b(digest_size=12)
    texts = [(entry.name, entry) for folder in folders for entry in folder.iterdir()]
    texts += [(file.name, file) for file in files]
    for name, entry in sorted(texts, key=lambda one: one[0]):
        if name.endswith(_ENDINGS) and entry.is_file():
            found.update(name.encode() + b"\0" + entry.read_bytes())
    return found.hexdigest()


def _beside(here: Path, beginnings: tuple[str, ...]) -> list[Path]:
    if not here.is_file():  # packed with the program: its data and its version stand for it
        return []
    return [
        file for file in here.parent.glob(f"*{here.suffix}") if file.name.startswith(beginnings)
    ]
