"""The key file beside the base: the data key, wrapped once for each way to open it.

The data key is random and never changes; a password only unwraps it, so that changing it does not
rewrite the base, and a wrong password is told apart from a damaged file. Losing this file and its
copy is losing everything.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseapp.kernel.files import write_atomically
from caseapp.kernel.ids import new_id
from db.errors import DamagedKeysError, MissingKeysError, WrongPasswordError
from db.files import beside
from db.kdf import Cost, CostError, derive
from db.secret import DATA_KEY_SIZE, SALT_SIZE, wipe

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

ENDING = ".cles"
COPY_ENDING = ".cles.bak"
_FORMAT = "caseapp.cles/1"
_NONCE_SIZE = 12
_TAG_SIZE = 16
_PASSWORD = "password"  # noqa: S105 - the kind of a slot


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the base: what unwraps the data key, and the data key wrapped."""

    id: str
    kind: str
    label: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def bound(self, vault: str) -> bytes:
        """Return what the wrapping is bound to: nothing of it can be changed afterwards."""
        kdf = {"name": "argon2id", "salt": _text(self.salt), **_cost_fields(self.cost)}
        return _canonical([_FORMAT, vault, self.id, self.kind, self.label, kdf])


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file."""

    vault: str
    slots: tuple[Slot, ...]

    @classmethod
    def for_password(cls, data_key: bytearray, password: str, cost: Cost, day: date) -> KeyFile:
        """Return a new key file with one slot; its label says since when the password stands."""
        vault = str(new_id())
        bare = Slot(
            id=str(new_id()),
            kind=_PASSWORD,
            label=day.isoformat(),
            cost=cost,
            salt=os.urandom(SALT_SIZE),
            nonce=os.urandom(_NONCE_SIZE),
            wrapped=b"",
        )
        key = derive(password, bare.salt, cost)
        try:
            wrapped = AESGCM(key).encrypt(bare.nonce, data_key, bare.bound(vault))
        finally:
            wipe(key)
        slot = Slot(bare.id, bare.kind, bare.label, cost, bare.salt, bare.nonce, wrapped)
        return cls(vault, (slot,))

    def unwrap(self, password: str) -> bytearray | None:
        """Return the data key, or None where the password opens no slot."""
        for slot in self.slots:
            if slot.kind == _PASSWORD and (data_key := _unwrap(slot, self.vault, password)):
                return data_key
        return None

    def to_bytes(self) -> bytes:
        """Return the file as it is written, with the digest that tells damage."""
        content = {
            "format": _FORMAT,
            "vault": self.vault,
            "slots": [_slot_fields(slot) for slot in self.slots],
        }
        digest = hashlib.sha256(_canonical(content)).hexdigest()
        return json.dumps({**content, "sha256": digest}, indent=1).encode()

    @classmethod
    def from_bytes(cls, written: bytes) -> KeyFile:
        """Read a key file.

        Raises:
            ValueError: it is damaged, or asks for more than any key file does.
        """
        try:
            document = json.loads(written)
            digest = document.pop("sha256")
            if hashlib.sha256(_canonical(document)).hexdigest() != digest:
                raise ValueError("the digest differs")
            if document["format"] != _FORMAT:
                raise ValueError("another format")
            return cls(str(document["vault"]), tuple(map(_slot, document["slots"])))
        except (KeyError, TypeError, AttributeError, CostError, RecursionError) as error:
            raise ValueError("not a key file") from error


def save(base: Path, keys: KeyFile) -> None:
    """Write the key file of a base and its copy, so that no older password opens either."""
    content = keys.to_bytes()
    write_atomically(beside(base, ENDING), content)
    write_atomically(beside(base, COPY_ENDING), content)


def load(base: Path) -> KeyFile:
    """Return the key file of a base, or its copy where the file itself cannot be read.

    Raises:
        MissingKeysError: neither is there.
        DamagedKeysError: neither can be read.
    """
    found = [path for path in places(base) if path.is_file()]
    if not found:
        raise MissingKeysError(base)
    for path in found:
        try:
            return KeyFile.from_bytes(path.read_bytes())
        except ValueError:
            continue
    raise DamagedKeysError(base)


def open_with(base: Path, keys: KeyFile, password: str) -> bytearray:
    """Return the data key of a base.

    Raises:
        WrongPasswordError: the password opens no slot.
    """
    data_key = keys.unwrap(password)
    if data_key is None:
        raise WrongPasswordError(base)
    return data_key


def heal(base: Path, keys: KeyFile) -> None:
    """Make the file and its copy equal again, after a kill between the two or a damage."""
    content = keys.to_bytes()
    for path in places(base):
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)


def places(base: Path) -> tuple[Path, Path]:
    """Return where the key file of a base stands, and its copy."""
    return beside(base, ENDING), beside(base, COPY_ENDING)


def _unwrap(slot: Slot, vault: str, password: str) -> bytearray | None:
    key = derive(password, slot.salt, slot.cost)
    data_key = bytearray(DATA_KEY_SIZE)
    try:
        AESGCM(key).decrypt_into(slot.nonce, slot.wrapped, slot.bound(vault), data_key)
    except InvalidTag:
        return None
    finally:
        wipe(key)
    return data_key


def _slot_fields(slot: Slot) -> dict[str, Any]:
    kdf = {"name": "argon2id", "salt": _text(slot.salt), **_cost_fields(slot.cost)}
    return {
        "id": slot.id,
        "type": slot.kind,
        "label": slot.label,
        "kdf": kdf,
        "nonce": _text(slot.nonce),
        "wrapped": _text(slot.wrapped),
    }


def _slot(fields: dict[str, Any]) -> Slot:
    kdf = fields["kdf"]
    if kdf["name"] != "argon2id":
        raise ValueError("another derivation")
    return Slot(
        id=str(fields["id"]),
        kind=str(fields["type"]),
        label=str(fields["label"]),
        cost=Cost(_whole(kdf["t"]), _whole(kdf["m"]), _whole(kdf["p"])),
        salt=_bytes(kdf["salt"], SALT_SIZE),
        nonce=_bytes(fields["nonce"], _NONCE_SIZE),
        wrapped=_bytes(fields["wrapped"], DATA_KEY_SIZE + _TAG_SIZE),
    )


def _cost_fields(cost: Cost) -> dict[str, int]:
    return {"t": cost.time, "m": cost.memory, "p": cost.lanes}


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a whole number")
    return value


def _bytes(text: str, size: int) -> bytes:
    value = base64.b64decode(text, validate=True)
    if len(value) != size:
        raise ValueError("a value has not its length")
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
