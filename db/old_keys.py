"""The first form of the key file: one password that wraps the data key itself.

Still opened, and written in the present form by the first opening (`keys.KeyFile`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.kdf import Cost, derive
from db.secret import DATA_KEY_SIZE, SALT_SIZE, wipe
from db.slots import NONCE_SIZE, TAG_SIZE, canonical, cost_fields, read_cost, to_bytes, to_text

FORMAT = "caseapp.cles/1"


@dataclass(frozen=True, slots=True)
class OldSlot:
    """A password, and the data key that it wraps."""

    id: str
    kind: str
    label: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def read(cls, fields: dict[str, Any]) -> OldSlot:
        """Read a slot.

        Raises:
            ValueError, TypeError, KeyError: it is none, or asks for more than any slot does.
        """
        kdf = fields["kdf"]
        if kdf["name"] != "argon2id":
            raise ValueError("another derivation")
        return cls(
            id=str(fields["id"]),
            kind=str(fields["type"]),
            label=str(fields["label"]),
            cost=read_cost(kdf),
            salt=to_bytes(kdf["salt"], SALT_SIZE),
            nonce=to_bytes(fields["nonce"], NONCE_SIZE),
            wrapped=to_bytes(fields["wrapped"], DATA_KEY_SIZE + TAG_SIZE),
        )

    def unwrap(self, vault: str, password: str) -> bytearray | None:
        """Return the data key, or None where the password is another."""
        key = derive(password, self.salt, self.cost)
        data_key = bytearray(DATA_KEY_SIZE)
        try:
            AESGCM(key).decrypt_into(self.nonce, self.wrapped, self._bound(vault), data_key)
        except InvalidTag:
            return None
        finally:
            wipe(key)
        return data_key

    def _bound(self, vault: str) -> bytes:
        kdf = {"name": "argon2id", "salt": to_text(self.salt), **cost_fields(self.cost)}
        return canonical([FORMAT, vault, self.id, self.kind, self.label, kdf])


@dataclass(frozen=True, slots=True)
class OldKeyFile:
    """The content of a key file of the first form."""

    vault: str
    slots: tuple[OldSlot, ...]

    @classmethod
    def read(cls, document: dict[str, Any]) -> OldKeyFile:
        """Read a key file whose digest holds.

        Raises:
            ValueError, TypeError, KeyError: it is none.
        """
        return cls(str(document["vault"]), tuple(map(OldSlot.read, document["slots"])))

    def open_with(self, password: str) -> tuple[bytearray, OldSlot] | None:
        """Return the data key and the slot that gave it."""
        for slot in self.slots:
            if (data_key := slot.unwrap(self.vault, password)) is not None:
                return data_key, slot
        return None
