"""The schema that this program works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Schema:
    """A revision, and the folder of the migrations that lead to it."""

    revision: str
    folder: Path


# The revision is said here so that opening an up-to-date base does not pay for importing Alembic
# (0.3 s); a test holds it equal to the newest file of the folder.
SCHEMA = Schema("0031", Path(__file__).parent / "migrations")
