"""Who can open the base: passwords of several people, a recovery key, and who has which role.

Every change is one writing of the key file: it is there wholly or not at all. Deriving a password
takes half a second: called in jobs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.services import workers
from caseapp.services.passwords import strength
from caseapp.services.workers import NotInChargeError
from db import keys
from db.attempts import Attempts
from db.kdf import calibrate
from db.key_errors import (
    ChangedKeysError,
    LastSlotError,
    TooSoonError,
    WeakPasswordError,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from db.models import WorkerRole
from db.recovery import RecoveryGroupError, RecoveryKey
from db.secret import wipe
from db.slots import Kind, Slot

if TYPE_CHECKING:
    from caseapp.kernel.clock import Clock
    from db.store import Store

__all__ = [
    "KeyRing",
    "LastSlotError",
    "NotInChargeError",
    "RecoveryGroupError",
    "RecoveryKey",
    "TooSoonError",
    "WayIn",
    "WeakPasswordError",
    "WorkerRole",
    "WrongPasswordError",
    "WrongRecoveryKeyError",
]


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way to open the base."""

    slot: str
    is_recovery: bool
    since: date | None  # the day of this password or sheet
    is_mine: bool
    name: str = field(default="", repr=False)  # empty: nobody is told apart in this base
    role: WorkerRole = WorkerRole.IN_CHARGE


class KeyRing:
    """The key file of an open base."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    @property
    def by_recovery(self) -> bool:
        """Whether the base was opened with the recovery key: its password is to be chosen anew."""
        slot = self._file().slot(self._store.slot)
        return slot is not None and slot.kind is Kind.RECOVERY

    def ways_in(self) -> tuple[WayIn, ...]:
        """Return who can open the base: the people in the order they came, then the sheet."""
        slots, me = self._file().slots, self._my_slot()
        with self._store.read() as session:
            known = workers.by_slot(session)
        found = []
        for slot in sorted(slots, key=lambda slot: slot.kind is Kind.RECOVERY):
            worker = known.get(UUID(slot.id))
            found.append(
                WayIn(
                    slot=slot.id,
                    is_recovery=slot.kind is Kind.RECOVERY,
                    since=_day(slot.label),
                    is_mine=me is not None and slot.id == me.id,
                    name="" if worker is None else worker.name,
                    role=WorkerRole.IN_CHARGE if worker is None else worker.role,
                )
            )
        return tuple(found)

    def change_password(self, mine: str, new: str) -> None:
        """Change the password of whoever has the base open; the base itself is not rewritten.

        Opened with the recovery key, nothing is asked for of the old one: it was lost.

        Raises:
            WrongPasswordError: `mine` is not the present password.
            TooSoonError: tries failed, and the wait is not over.
            WeakPasswordError: the new one is under the rule.
        """
        _check(new)
        if not self.by_recovery:
            self._confirm(mine)
        file, slot, day = self._file(), self._my_slot(), self._clock.today().isoformat()
        if slot is None:
            raise WrongPasswordError(self._store.path)
        with self._store.data_key() as key:
            renewed = Slot.new(file.vault, key, new, slot.cost or calibrate(), day, slot.id)
            keys.save(self._store.path, file.replacing(key, renewed))

    def add(self, name: str, title: str, role: WorkerRole, new: str, mine: str) -> None:
        """Give somebody a password of their own.

        Raises:
            NotInChargeError: only the person in charge may.
            UserInputError: the name is missing, too long, or another's.
            WeakPasswordError, WrongPasswordError, TooSoonError: as for a change.
        """
        name = workers.checked_name(name)
        with self._store.read() as session:
            workers.check_in_charge(session, self._me())
            workers.check_free(session, name)
        _check(new)
        self._confirm(mine)
        today, mine_now = self._clock.today(), self._my_slot()
        cost = None if mine_now is None else mine_now.cost
        with self._store.data_key() as key:
            file, slot = self._file().adding(key, new, cost or calibrate(), today)
        with self._store.write() as session:
            workers.introduce(session, self._me(), today)
            workers.add(session, slot.id, name, title, role, today)
        # Last: somebody without a password is harmless, a password without a name is not.
        keys.save(self._store.path, file)

    def remove(self, slot_id: str, mine: str) -> None:
        """Take somebody's password, or the sheet, out of the key file.

        Raises:
            NotInChargeError: only the person in charge may.
            LastSlotError: no password of a person in charge would open the base any more.
            WrongPasswordError, TooSoonError: `mine` is not the password of who asks.
        """
        file = self._file()
        others = [way for way in self.ways_in() if way.slot != slot_id and not way.is_recovery]
        with self._store.read() as session:
            workers.check_in_charge(session, self._me())
        if not any(way.role is WorkerRole.IN_CHARGE for way in others):
            raise LastSlotError
        self._confirm(mine)
        with self._store.data_key() as key:
            keys.save(self._store.path, file.without(key, slot_id))
        with self._store.write() as session:
            workers.end(session, slot_id, self._clock.today())

    def give_role(self, slot_id: str, role: WorkerRole) -> None:
        """Put somebody in charge, or no longer.

        Raises:
            NotInChargeError: only the person in charge may.
            LastSlotError: nobody would be in charge.
        """
        others = [way for way in self.ways_in() if way.slot != slot_id and not way.is_recovery]
        if role is WorkerRole.WORKER and not any(
            way.role is WorkerRole.IN_CHARGE for way in others
        ):
            raise LastSlotError
        with self._store.write() as session:
            workers.check_in_charge(session, self._me())
            workers.give_role(session, slot_id, role)

    def keep_recovery(self, printed: RecoveryKey, typed: str, mine: str) -> None:
        """Keep a recovery key once it was copied from its sheet: it takes the place of the last.

        Raises:
            RecoveryGroupError: a group is not as printed.
            WrongRecoveryKeyError: it is another key than the printed one.
            NotInChargeError, WrongPasswordError, TooSoonError: as for a removal.
        """
        copied = RecoveryKey.read(typed)
        same = copied.value == printed.value
        copied.wipe()
        if not same:
            raise WrongRecoveryKeyError(self._store.path)
        with self._store.read() as session:
            workers.check_in_charge(session, self._me())
        if not self.by_recovery:
            self._confirm(mine)
        file = self._file()
        with self._store.data_key() as key:
            for slot in file.slots:
                if slot.kind is Kind.RECOVERY and slot.id != self._store.slot:
                    file = file.without(key, slot.id)
            if (old := file.slot(self._store.slot)) and old.kind is Kind.RECOVERY:
                day = self._clock.today().isoformat()
                file = file.replacing(key, Slot.new(file.vault, key, printed, None, day, old.id))
            else:
                file, _ = file.adding(key, printed, None, self._clock.today())
        keys.save(self._store.path, file)

    def _confirm(self, password: str) -> None:
        """Ask again for the password of whoever has the base open: it may be left open.

        Raises:
            WrongPasswordError: it is another.
            TooSoonError: tries failed, and the wait is not over.
        """
        attempts, slot = Attempts(self._store.path, self._clock), self._my_slot()
        if self.by_recovery:
            return
        attempts.begin()
        found = None if slot is None else slot.unwrap(self._file().vault, password)
        if found is None:
            attempts.failed()
            raise WrongPasswordError(self._store.path)
        wipe(found)
        attempts.succeeded()

    def _my_slot(self) -> Slot | None:
        """Return the slot of who has the base open: by the sheet, that of a person in charge."""
        file, me = self._file(), self._me()
        return None if me is None else file.slot(str(me))

    def _me(self) -> UUID | None:
        file = self._file()
        passwords = [UUID(slot.id) for slot in file.slots if slot.kind is Kind.PASSWORD]
        if not self.by_recovery:
            return UUID(self._store.slot) if self._store.slot else None
        with self._store.read() as session:
            known = workers.by_slot(session)
        in_charge = [slot for slot in passwords if slot not in known or known[slot].is_in_charge]
        return next(iter(in_charge or passwords), None)

    def _file(self) -> keys.KeyFile:
        file = keys.load(self._store.path)
        if not isinstance(file, keys.KeyFile):  # the opening wrote it in the present form
            raise TypeError(file)
        with self._store.data_key() as key:
            if not file.holds(key):
                raise ChangedKeysError(self._store.path)
        return file


def _check(password: str) -> None:
    verdict = strength(password)
    if not verdict.accepted:
        raise WeakPasswordError(verdict.sentence, " ".join(verdict.advice))


def _day(label: str) -> date | None:
    try:
        return date.fromisoformat(label)
    except ValueError:
        return None
