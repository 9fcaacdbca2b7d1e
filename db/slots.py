"""One way to open a base: a password or a recovery key, and what it unwraps.

Each way has a pair of X25519 keys: the private one wrapped by what the password gives, the data key
sealed to the public one (HPKE, RFC 9180). So a renewed data key can be sealed to everybody's slot
without anybody's password, and a changed password leaves the sealed data key as it is.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from caseapp.kernel.ids import new_id
from db.kdf import Cost, derive
from db.recovery import RecoveryKey
from db.secret import DATA_KEY_SIZE, KEY_SIZE, SALT_SIZE, taken, wipe

FORMAT = "caseapp.cles/2"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
NONCE_SIZE = 12
TAG_SIZE = 16
_PRIVATE_SIZE = KEY_SIZE + TAG_SIZE
_SEALED_SIZE = KEY_SIZE + DATA_KEY_SIZE + TAG_SIZE  # what HPKE adds: its own public key, a tag

Secret = str | RecoveryKey  # a password, or a recovery key


class Kind(StrEnum):
    """What opens a slot."""

    PASSWORD = "password"  # noqa: S105 - the kind of a slot
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the base; its id stays when its password changes."""

    id: str
    kind: Kind
    label: str  # the day since which this secret opens it, « 2026-11-26 »
    cost: Cost | None  # a recovery key is random: it needs no slow derivation
    salt: bytes
    nonce: bytes
    public: bytes
    private: bytes  # wrapped
    sealed: bytes  # the data key

    @classmethod
    def new(
        cls,
        vault: str,
        data_key: bytearray,
        secret: Secret,
        cost: Cost | None,
        day: str,
        slot_id: str = "",
    ) -> Slot:
        """Return a new way to open a base; `cost` is that of a password."""
        kind = Kind.PASSWORD if isinstance(secret, str) else Kind.RECOVERY
        pair = X25519PrivateKey.generate()
        bare = cls(slot_id or str(new_id()), kind, day, cost, b"", b"", _raw(pair), b"", b"")
        return bare.wrapping(vault, pair, secret, cost, day).sealing(vault, data_key)

    def unwrap(self, vault: str, secret: Secret) -> bytearray | None:
        """Return the data key, or None where the secret is not the one of this slot."""
        pair = self._pair(vault, secret)
        if pair is None:
            return None
        try:
            return taken(_SUITE.decrypt(self.sealed, pair, self._sealed_for(vault)))
        except InvalidTag:
            return None

    def rewrapped(
        self, vault: str, secret: Secret, new: Secret, cost: Cost | None, day: str
    ) -> Slot | None:
        """Return this slot under a new secret or cost, or None where the secret is not its own."""
        pair = self._pair(vault, secret)
        return None if pair is None else self.wrapping(vault, pair, new, cost, day)

    def sealing(self, vault: str, data_key: bytearray) -> Slot:
        """Return this slot with a data key sealed to it, which needs no secret of its own."""
        public = X25519PublicKey.from_public_bytes(self.public)
        return replace(self, sealed=_SUITE.encrypt(data_key, public, self._sealed_for(vault)))

    def fields(self) -> dict[str, Any]:
        """Return the slot as it is written."""
        return {
            "id": self.id,
            "type": self.kind.value,
            "label": self.label,
            "kdf": self._kdf(),
            "nonce": to_text(self.nonce),
            "public": to_text(self.public),
            "private": to_text(self.private),
            "sealed": to_text(self.sealed),
        }

    @classmethod
    def read(cls, fields: dict[str, Any]) -> Slot:
        """Read a slot.

        Raises:
            ValueError, TypeError, KeyError: it is none, or asks for more than any slot does.
        """
        kdf, kind = fields["kdf"], Kind(fields["type"])
        if kdf["name"] != ("argon2id" if kind is Kind.PASSWORD else "hkdf-sha256"):
            raise ValueError("another derivation")
        return cls(
            id=str(fields["id"]),
            kind=kind,
            label=str(fields["label"]),
            cost=read_cost(kdf) if kind is Kind.PASSWORD else None,
            salt=to_bytes(kdf["salt"], SALT_SIZE),
            nonce=to_bytes(fields["nonce"], NONCE_SIZE),
            public=to_bytes(fields["public"], KEY_SIZE),
            private=to_bytes(fields["private"], _PRIVATE_SIZE),
            sealed=to_bytes(fields["sealed"], _SEALED_SIZE),
        )

    def wrapping(
        self, vault: str, pair: X25519PrivateKey, secret: Secret, cost: Cost | None, day: str
    ) -> Slot:
        """Return this slot with a private key wrapped by a secret."""
        salt, nonce = os.urandom(SALT_SIZE), os.urandom(NONCE_SIZE)
        bare = replace(self, label=day, cost=cost, salt=salt, nonce=nonce)
        private = taken(pair.private_bytes_raw())
        key = bare.wrapping_key(secret)
        try:
            wrapped = AESGCM(key).encrypt(nonce, private, bare.bound(vault))
        finally:
            wipe(key)
            wipe(private)
        return replace(bare, private=wrapped)

    def _pair(self, vault: str, secret: Secret) -> X25519PrivateKey | None:
        if isinstance(secret, str) != (self.kind is Kind.PASSWORD):
            return None
        key, private = self.wrapping_key(secret), bytearray(KEY_SIZE)
        try:
            AESGCM(key).decrypt_into(self.nonce, self.private, self.bound(vault), private)
            return X25519PrivateKey.from_private_bytes(private)
        except InvalidTag:
            return None
        finally:
            wipe(key)
            wipe(private)

    def wrapping_key(self, secret: Secret) -> bytearray:
        """Return what a secret gives, which wraps the private key; wiped by who asked."""
        if isinstance(secret, str):
            if self.cost is None:
                raise ValueError("a password has a cost")
            return derive(secret, self.salt, self.cost)
        key = bytearray(KEY_SIZE)
        HKDF(SHA256(), KEY_SIZE, self.salt, FORMAT.encode()).derive_into(secret.value, key)
        return key

    def bound(self, vault: str) -> bytes:
        """Return what the wrapping is bound to: nothing of it can be changed afterwards."""
        about = [FORMAT, vault, self.id, self.kind.value, self.label, self._kdf()]
        return canonical([*about, to_text(self.public)])

    def _sealed_for(self, vault: str) -> bytes:
        return canonical([FORMAT, vault, self.id, to_text(self.public)])

    def _kdf(self) -> dict[str, Any]:
        if self.cost is None:
            return {"name": "hkdf-sha256", "salt": to_text(self.salt)}
        return {"name": "argon2id", "salt": to_text(self.salt), **cost_fields(self.cost)}


def cost_fields(cost: Cost) -> dict[str, int]:
    """Return a cost as it is written."""
    return {"t": cost.time, "m": cost.memory, "p": cost.lanes}


def read_cost(kdf: dict[str, Any]) -> Cost:
    """Read a cost; one out of bounds is refused before any memory is taken."""
    return Cost(_whole(kdf["t"]), _whole(kdf["m"]), _whole(kdf["p"]))


def to_text(value: bytes) -> str:
    """Return bytes as they are written."""
    return base64.b64encode(value).decode()


def to_bytes(text: str, size: int) -> bytes:
    """Read bytes, of which there must be so many."""
    value = base64.b64decode(text, validate=True)
    if len(value) != size:
        raise ValueError("a value has not its length")
    return value


def canonical(value: object) -> bytes:
    """Return the one writing of a value: what digests and bindings are made of."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a whole number")
    return value


def _raw(pair: X25519PrivateKey) -> bytes:
    return pair.public_key().public_bytes_raw()
