"""Getting into a base: make one, unlock one, check one, and every trouble on the way.

This module is light, so that the unlock window shows at once: the store and its libraries are
imported by the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.services.passwords import RULE, Strength, strength, wait_after
from db.errors import (
    BadPlaceError,
    BaseBusyError,
    BaseExistsError,
    BaseInUseError,
    BaseTroubleError,
    ClosedStoreError,
    DamagedBaseError,
    DamagedKeysError,
    DiskFullError,
    DiskTroubleError,
    ForeignKeysFileError,
    KeysWithoutBaseError,
    MigrationFailedError,
    MissingBaseError,
    MissingKeysError,
    NewerSchemaError,
    NotABaseError,
    ReadOnlyFolderError,
    RemoteFolderError,
    WeakPasswordError,
    WrongPasswordError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.services.base_check import CheckReport
    from caseapp.services.restoring import Brought, Restored
    from caseapp.services.salvaging import SalvageReport
    from db.kdf import Cost
    from db.store import Store

__all__ = [
    "RULE",
    "BadPlaceError",
    "BaseBusyError",
    "BaseExistsError",
    "BaseInUseError",
    "BaseTroubleError",
    "ClosedStoreError",
    "DamagedBaseError",
    "DamagedKeysError",
    "DiskFullError",
    "DiskTroubleError",
    "ForeignKeysFileError",
    "KeysWithoutBaseError",
    "MigrationFailedError",
    "MissingBaseError",
    "MissingKeysError",
    "NewerSchemaError",
    "NotABaseError",
    "ReadOnlyFolderError",
    "RemoteFolderError",
    "Strength",
    "WeakPasswordError",
    "WrongPasswordError",
    "bring_copy",
    "check_base",
    "create_base",
    "salvage_base",
    "strength",
    "undo_restoring",
    "unlock",
    "wait_after",
]


def create_base(path: Path, password: str, *, clock: Clock, cost: Cost | None = None) -> Store:
    """Make a base and open it. Blocks for a second: called in a job.

    Args:
        path: where; nothing may be there yet.
        password: what will open it; strong enough by `strength`.
        clock: tells the day, kept with the password.
        cost: what a try costs; measured on this machine unless given.

    Raises:
        WeakPasswordError: the password is under the rule.
        BaseExistsError: there is already a file.
        KeysWithoutBaseError: there is already a key file.
        BaseTroubleError: the folder is remote, read-only or full.
    """
    from caseapp.services import base_making  # noqa: PLC0415 - see the docstring of the module

    verdict = strength(password)
    if not verdict.accepted:
        raise WeakPasswordError(verdict.sentence, " ".join(verdict.advice))
    return base_making.make(path, password, clock=clock, cost=cost)


def unlock(path: Path, password: str, *, clock: Clock) -> Store:
    """Open a base, brought up to date if it is older. Blocks for half a second: called in a job.

    Raises:
        WrongPasswordError: the password does not open it.
        BaseTroubleError: any other trouble, each its own class.
    """
    from caseapp.services import base_opening  # noqa: PLC0415 - see the docstring of the module

    return base_opening.unlock(path, password, clock=clock)


def bring_copy(copy: Path, base: Path) -> Brought:
    """Bring a copy beside a base, to be looked into. Blocks while it is read: called in a job.

    Raises:
        BaseTroubleError: it is not there, has no keys, or the disk is full.
        OtherBaseError: it is the copy of another base.
    """
    from caseapp.services.restoring import Brought  # noqa: PLC0415 - see the docstring of the module

    return Brought(copy, base)


def undo_restoring(restored: Restored, clock: Clock) -> Restored:
    """Put back the base that a copy replaced. Blocks: called in a job.

    Raises:
        BaseTroubleError: as for the copy.
    """
    from caseapp.services.restoring import undo  # noqa: PLC0415 - see the docstring of the module

    return undo(restored, clock)


def check_base(path: Path, password: str) -> CheckReport:
    """Return what is sound in a base and what is not; nothing is brought up to date.

    Raises:
        BaseTroubleError: the base cannot be looked at; damage is in the report.
    """
    from caseapp.services import base_check  # noqa: PLC0415 - see the docstring of the module

    return base_check.check_base(path, password)


def salvage_base(
    path: Path,
    password: str,
    *,
    clock: Clock,
    told: Callable[[float], object] = lambda _share: None,
) -> SalvageReport:
    """Save what can be saved of a damaged base into a new one. Blocks: called in a job.

    Raises:
        BaseTroubleError: nothing of it can be read, or the disk is full.
    """
    from caseapp.services import salvaging  # noqa: PLC0415 - see the docstring of the module

    return salvaging.salvage_base(path, password, clock, told)
