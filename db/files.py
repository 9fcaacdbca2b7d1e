"""Files beside the base: readable by their owner only, and there even after a power cut."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def beside(base: Path, ending: str) -> Path:
    """Return the path of a file that goes with a base: its name, then an ending."""
    return base.with_name(base.name + ending)


def is_strange(path: Path) -> bool:
    """Tell whether something stands there that is no ordinary file: a link, a folder, a pipe."""
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def new_private(path: Path) -> None:
    """Make an empty file that only its owner reads; there must be none yet."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    handle = os.open(path, os.O_RDWR)  # Windows syncs only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
