"""The file of the demonstration base: it appears in its folder whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.troubles import known_troubles

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

PASSWORD = "lampe-riviere-tambour-cerise-7342"  # noqa: S105 - of invented people, shown to all
FILE_NAME = "demonstration.caseapp"
_ASIDE = ".demonstration-en-cours"  # a name that no folder of somebody's bears


@dataclass(frozen=True, slots=True)
class DemoBase:
    """Where the demonstration base is, and its password (its people are invented)."""

    path: Path
    password: str


@contextmanager
def making_in(folder: Path) -> Generator[Path]:
    """Give the path of a base to make; at the end it is moved into the folder, whole or not at all.

    It is made aside. What a killed making left there goes, and nothing that is not of the base.

    Raises:
        BaseTroubleError: the folder cannot be made or written.
    """
    base, aside = folder / FILE_NAME, folder / _ASIDE
    try:
        with known_troubles(base):
            aside.mkdir(parents=True, exist_ok=True)
            _sweep(aside)
        yield aside / FILE_NAME
        with known_troubles(base):
            _move_whole(aside, folder)
    finally:
        with suppress(OSError):  # it was never made, or somebody put something there
            _sweep(aside)
            aside.rmdir()


def _move_whole(aside: Path, folder: Path) -> None:
    """Move a finished base where it belongs, its keys first, the base itself last."""
    for file in sorted(_files_of_base(aside), key=lambda file: file.name == FILE_NAME):
        file.replace(folder / file.name)


def _sweep(aside: Path) -> None:
    for file in _files_of_base(aside):
        file.unlink()


def _files_of_base(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.name.startswith(FILE_NAME)]
