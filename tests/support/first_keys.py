"""A key file as the first version of the program wrote it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseapp.kernel.ids import new_id
from db.kdf import derive

if TYPE_CHECKING:
    from db.kdf import Cost

_FORMAT = "caseapp.cles/1"


def first_form(data_key: bytearray, password: str, cost: Cost) -> bytes:
    """Return it, with one password."""
    salt, nonce = os.urandom(16), os.urandom(12)
    vault, slot = str(new_id()), str(new_id())
    kdf = {
        "name": "argon2id",
        "salt": _text(salt),
        "t": cost.time,
        "m": cost.memory,
        "p": cost.lanes,
    }
    bound = _canonical([_FORMAT, vault, slot, "password", "2026-11-23", kdf])
    wrapped = AESGCM(derive(password, salt, cost)).encrypt(nonce, data_key, bound)
    content: dict[str, Any] = {
        "format": _FORMAT,
        "vault": vault,
        "slots": [
            {
                "id": slot,
                "type": "password",
                "label": "2026-11-23",
                "kdf": kdf,
                "nonce": _text(nonce),
                "wrapped": _text(wrapped),
            }
        ],
    }
    digest = hashlib.sha256(_canonical(content)).hexdigest()
    return json.dumps({**content, "sha256": digest}, indent=1).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
