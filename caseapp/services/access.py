"""Getting into a base: make one, unlock one, check one, and every trouble on the way.

This module is light, so that the unlock window shows at once: the store and its libraries are
imported by the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.services.passwords import RULE, Strength, strength
from db.attempts import Attempts, wait_after
from db.errors import (
    BadPlaceError,
    BaseBusyError,
    BaseExistsError,
    BaseInUseError,
    BaseTroubleError,
    ClosedStoreError,
    DamagedBaseError,
    DiskFullError,
    DiskTroubleError,
    MigrationFailedError,
    MissingBaseError,
    NewerSchemaError,
    NotABaseError,
    ReadOnlyFolderError,
    RemoteFolderError,
)
from db.key_errors import (
    ChangedKeysError,
    DamagedKeysError,
    ForeignKeysFileError,
    KeysWithoutBaseError,
    LastSlotError,
    MissingKeysError,
    TooSoonError,
    WeakPasswordError,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from db.recovery import RecoveryGroupError, RecoveryKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.services.base_check import CheckReport
    from caseapp.services.restoring import Brought, Restored
    from caseapp.services.salvaging import SalvageReport
    from db.kdf import Cost
    from db.slots import Secret
    from db.store import Store

__all__ = [
    "RULE",
    "BadPlaceError",
    "BaseBusyError",
    "BaseExistsError",
    "BaseInUseError",
    "BaseTroubleError",
    "ChangedKeysError",
    "ClosedStoreError",
    "DamagedBaseError",
    "DamagedKeysError",
    "DiskFullError",
    "DiskTroubleError",
    "ForeignKeysFileError",
    "KeysWithoutBaseError",
    "LastSlotError",
    "MigrationFailedError",
    "MissingBaseError",
    "MissingKeysError",
    "NewerSchemaError",
    "NotABaseError",
    "ReadOnlyFolderError",
    "RecoveryGroupError",
    "RecoveryKey",
    "RemoteFolderError",
    "Strength",
    "TooSoonError",
    "WeakPasswordError",
    "WrongPasswordError",
    "WrongRecoveryKeyError",
    "bring_copy",
    "check_base",
    "create_base",
    "renew_key",
    "salvage_base",
    "seconds_left",
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


def unlock(path: Path, secret: Secret, *, clock: Clock, likely: str = "") -> Store:
    """Open a base, brought up to date if it is older. Blocks for half a second: called in a job.

    Args:
        path: the base.
        secret: a password, or a recovery key.
        clock: tells when a try failed.
        likely: the way in of whoever opened it last here, tried first.

    Raises:
        WrongPasswordError, WrongRecoveryKeyError: it does not open the base.
        TooSoonError: tries failed, and the wait is not over.
        BaseTroubleError: any other trouble, each its own class.
    """
    from caseapp.services import base_opening  # noqa: PLC0415 - see the docstring of the module

    return base_opening.unlock(path, secret, clock=clock, likely=likely)


def seconds_left(path: Path, clock: Clock) -> float:
    """Return how long to wait before the next try on a base."""
    return Attempts(path, clock).seconds_left()


def renew_key(
    path: Path,
    secret: Secret,
    *,
    clock: Clock,
    told: Callable[[float], object] = lambda _share: None,
    stopped: Callable[[], bool] = lambda: False,
    likely: str = "",
) -> bool:
    """Write a closed base anew under another data key. Blocks for seconds: called in a job.

    Returns False where it was stopped: the base is as it was. Killed at any moment, the base opens with the same passwords, under the old key or the new.

    Raises:
        BaseTroubleError: as `unlock`; the base is as it was.
    """
    from caseapp.services import base_opening  # noqa: PLC0415 - see the docstring of the module

    held = base_opening.hold(path, secret, clock=clock, likely=likely)
    return base_opening.renew_key(held, told=told, stopped=stopped)


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


def check_base(
    path: Path, password: str, told: Callable[[float], object] = lambda _share: None
) -> CheckReport:
    """Return what is sound in a base and what is not; nothing is brought up to date.

    `told` hears how far it is (`base_check.check_base`), and stops it by raising.

    Raises:
        BaseTroubleError: the base cannot be looked at; damage is in the report.
    """
    from caseapp.services import base_check  # noqa: PLC0415 - see the docstring of the module

    return base_check.check_base(path, password, told)


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
