"""The key file beside the base: the data key, sealed once for each way to open it.

The data key is random; a password only unwraps it, so that changing it does not rewrite the base,
and a wrong password is told apart from a damaged file. Losing this file and its copy is losing
everything.

The whole file carries a seal that only the data key makes: a slot that somebody added from outside
would otherwise be handed the next data key by a renewal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from caseapp.kernel.files import write_atomically
from caseapp.kernel.ids import new_id
from db.files import beside
from db.kdf import CostError
from db.key_errors import (
    ChangedKeysError,
    DamagedKeysError,
    LastSlotError,
    MissingKeysError,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from db.old_keys import FORMAT as OLD_FORMAT
from db.old_keys import OldKeyFile
from db.secret import taken, wipe
from db.slots import FORMAT, Kind, Secret, Slot, canonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from db.kdf import Cost

ENDING = ".cles"
COPY_ENDING = ".cles.bak"
NEXT_ENDING = ".cles.suite"  # the key file of the base that is about to take this one's place
_PURPOSE = b"caseapp key file"
_MOST = 1 << 20  # bytes: a thousand ways in


@dataclass(frozen=True, slots=True)
class Opened:
    """What a secret gave: the data key, and the slot it belongs to."""

    data_key: bytearray = field(repr=False)
    slot: Slot
    took: float  # seconds


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file; every change returns another one, sealed."""

    vault: str  # one base has one, whatever its data key
    generation: int  # how many data keys the base has had
    slots: tuple[Slot, ...]
    seal: str

    @classmethod
    def new(
        cls,
        data_key: bytearray,
        password: str,
        cost: Cost,
        day: date,
        vault: str = "",
        slot_id: str = "",
    ) -> KeyFile:
        """Return a key file with one password; `vault` and `slot_id` are those of an older form."""
        vault = vault or str(new_id())
        slot = Slot.new(vault, data_key, password, cost, day.isoformat(), slot_id)
        return cls(vault, 1, (slot,), "").sealed_by(data_key)

    def open_with(self, secret: Secret, likely: str = "") -> Opened | None:
        """Return what a secret gives, or None where it opens nothing.

        `likely` is the slot to try first: each try of a password takes half a second.
        """
        for slot in sorted(self.slots, key=lambda slot: slot.id != likely):
            begun = time.perf_counter()
            data_key = slot.unwrap(self.vault, secret)
            if data_key is not None:
                return Opened(data_key, slot, time.perf_counter() - begun)
        return None

    def holds(self, data_key: bytearray) -> bool:
        """Tell whether the file is as somebody who had the data key left it."""
        return hmac.compare_digest(self.seal, _seal(self._content(), data_key))

    def slot(self, slot_id: str) -> Slot | None:
        """Return a slot."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def adding(
        self, data_key: bytearray, secret: Secret, cost: Cost | None, day: date
    ) -> tuple[KeyFile, Slot]:
        """Return the file with one more way to open the base, and that way."""
        slot = Slot.new(self.vault, data_key, secret, cost, day.isoformat())
        return replace(self, slots=(*self.slots, slot)).sealed_by(data_key), slot

    def replacing(self, data_key: bytearray, slot: Slot) -> KeyFile:
        """Return the file with another content of a slot."""
        slots = tuple(slot if one.id == slot.id else one for one in self.slots)
        return replace(self, slots=slots).sealed_by(data_key)

    def without(self, data_key: bytearray, slot_id: str) -> KeyFile:
        """Return the file without a slot.

        Raises:
            LastSlotError: no password would open the base any more.
        """
        slots = tuple(slot for slot in self.slots if slot.id != slot_id)
        if not any(slot.kind is Kind.PASSWORD for slot in slots):
            raise LastSlotError
        return replace(self, slots=slots).sealed_by(data_key)

    def renewed(self, new_key: bytearray) -> KeyFile:
        """Return the file for another data key: what opened the base opens it still."""
        slots = tuple(slot.sealing(self.vault, new_key) for slot in self.slots)
        return replace(self, generation=self.generation + 1, slots=slots).sealed_by(new_key)

    def to_bytes(self) -> bytes:
        """Return the file as it is written, with the digest that tells damage."""
        content = {**self._content(), "seal": self.seal}
        digest = hashlib.sha256(canonical(content)).hexdigest()
        return json.dumps({**content, "sha256": digest}, indent=1).encode()

    @staticmethod
    def from_bytes(written: bytes) -> KeyFile | OldKeyFile:
        """Read a key file.

        Raises:
            ValueError: it is damaged, or asks for more than any key file does.
        """
        try:
            document = json.loads(written)
            digest = document.pop("sha256")
            if hashlib.sha256(canonical(document)).hexdigest() != digest:
                raise ValueError("the digest differs")
            if document["format"] == OLD_FORMAT:
                return OldKeyFile.read(document)
            if document["format"] != FORMAT:
                raise ValueError("another format")
            if not document["slots"]:
                raise ValueError("nothing opens it")
            return KeyFile(
                vault=str(document["vault"]),
                generation=int(document["generation"]),
                slots=tuple(map(Slot.read, document["slots"])),
                seal=str(document["seal"]),
            )
        except (KeyError, TypeError, AttributeError, CostError, RecursionError) as error:
            raise ValueError("not a key file") from error

    def _content(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "vault": self.vault,
            "generation": self.generation,
            "slots": [slot.fields() for slot in self.slots],
        }

    def sealed_by(self, data_key: bytearray) -> KeyFile:
        """Return the file with the seal that its present content has under a data key."""
        return replace(self, seal=_seal(self._content(), data_key))


def save(base: Path, keys: KeyFile) -> None:
    """Write the key file of a base and its copy, so that no older password opens either."""
    content = keys.to_bytes()
    write_atomically(beside(base, ENDING), content)
    write_atomically(beside(base, COPY_ENDING), content)


def load(base: Path) -> KeyFile | OldKeyFile:
    """Return the key file of a base, or its copy where the file itself cannot be read.

    Raises:
        MissingKeysError: neither is there.
        DamagedKeysError: neither can be read.
    """
    return readable(base)[0]


def readable(base: Path) -> list[KeyFile | OldKeyFile]:
    """Return what can be read of the key file of a base and its copy, at least one of them.

    Raises:
        MissingKeysError, DamagedKeysError: as `load`.
    """
    there = [path for path in places(base) if path.is_file()]
    if not there:
        raise MissingKeysError(base)
    found: list[KeyFile | OldKeyFile] = []
    for path in there:
        with suppress(ValueError):
            found.append(KeyFile.from_bytes(read(path)))
    if not found:
        raise DamagedKeysError(base)
    return found


def read(path: Path) -> bytes:
    """Return what a key file holds; of what is far too long to be one, its beginning."""
    with path.open("rb") as file:
        return file.read(_MOST)


def open_with(
    base: Path,
    keys: KeyFile | OldKeyFile,
    secret: Secret,
    *,
    likely: str,
    today: Callable[[], date],
) -> tuple[KeyFile, Opened]:
    """Return the key file of a base in its present form, and what a secret gives.

    Raises:
        WrongPasswordError, WrongRecoveryKeyError: the secret opens no slot.
        ChangedKeysError: somebody changed the file who has not the data key.
    """
    wrong = WrongPasswordError if isinstance(secret, str) else WrongRecoveryKeyError
    if isinstance(keys, OldKeyFile):
        keys = _in_present_form(keys, secret, today) or keys
    if isinstance(keys, OldKeyFile):
        raise wrong(base)
    opened = keys.open_with(secret, likely)
    if opened is None:
        raise wrong(base)
    if not keys.holds(opened.data_key):
        wipe(opened.data_key)
        raise ChangedKeysError(base)
    return keys, opened


def heal(base: Path, keys: KeyFile) -> None:
    """Make the file and its copy equal again, after a kill between the two or a damage."""
    content = keys.to_bytes()
    for path in places(base):
        if not path.is_file() or read(path) != content:
            write_atomically(path, content)


def places(base: Path) -> tuple[Path, Path]:
    """Return where the key file of a base stands, and its copy."""
    return beside(base, ENDING), beside(base, COPY_ENDING)


def _in_present_form(old: OldKeyFile, secret: Secret, today: Callable[[], date]) -> KeyFile | None:
    """Return an old key file as one writes them now, or None where the secret is not its own."""
    found = old.open_with(secret) if isinstance(secret, str) else None
    if found is None or not isinstance(secret, str):
        return None
    data_key, slot = found
    try:
        return KeyFile.new(data_key, secret, slot.cost, today(), old.vault, slot.id)
    finally:
        wipe(data_key)


def _seal(content: dict[str, Any], data_key: bytearray) -> str:
    # Derived from the data key, which itself only ever keys SQLCipher.
    key = taken(hmac.digest(data_key, _PURPOSE, "sha256"))
    try:
        return hmac.new(key, canonical(content), "sha256").hexdigest()
    finally:
        wipe(key)
