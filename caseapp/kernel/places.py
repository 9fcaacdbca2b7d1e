"""Where things stand on disk. Personal data is only ever in the base and where the user says."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def is_there(path: Path) -> bool:
    """Tell whether something stands at a path; nothing does where the path leads nowhere.

    `Path.exists` raises for a name that is too long, or in a folder that may not be read.
    """
    return os.path.exists(path)  # noqa: PTH110 - see above


def resources() -> Traversable:
    """Return the folder of the data files that ship with the program."""
    return files("resources")


def settings_folder() -> Path:
    """Return the folder of the user's settings (window sizes, last base): never personal data."""
    return Path(platformdirs.user_config_dir("CaseApp", appauthor=False))


def cache_folder() -> Path:
    """Return the folder of what can be rebuilt at any time: never personal data."""
    return Path(platformdirs.user_cache_dir("CaseApp", appauthor=False))


def demo_folder() -> Path:
    """Return where the demonstration base is kept when no folder is named."""
    return Path(platformdirs.user_data_dir("CaseApp", appauthor=False)) / "demonstration"


def default_base() -> Path:
    """Return where a first base is proposed."""
    return Path(platformdirs.user_documents_dir()) / "CaseApp" / "dossiers.caseapp"
