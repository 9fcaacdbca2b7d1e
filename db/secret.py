"""Secrets in memory: in a bytearray that is wiped, never in a string."""

from __future__ import annotations

import ctypes
import os
import sys

KEY_SIZE = 32
SALT_SIZE = 16
DATA_KEY_SIZE = KEY_SIZE + SALT_SIZE  # what SQLCipher takes as a raw key

_HEX = b"0123456789abcdef"


def wipe(buffer: bytearray) -> None:
    """Overwrite a secret with zeros."""
    buffer[:] = bytes(len(buffer))


def new_secret(size: int) -> bytearray:
    """Return random bytes, of which no other copy stays in memory."""
    return taken(os.urandom(size))


def taken(given: bytes) -> bytearray:
    """Return a secret that a library gave as bytes, which nobody else may hold: they are zeroed."""
    secret = bytearray(given)
    if sys.implementation.name == "cpython":
        # The bytes object is ours alone and about to be freed: freed memory is not cleared.
        ctypes.memset(id(given) + bytes.__basicsize__ - 1, 0, len(secret))
    return secret


def raw_key_literal(data_key: bytearray) -> bytearray:
    """Return the key as SQLCipher reads it, x'…' : to be wiped by who asked."""
    literal = bytearray(2 * len(data_key) + 3)
    literal[0:2] = b"x'"
    for place, byte in enumerate(data_key):
        literal[2 + 2 * place] = _HEX[byte >> 4]
        literal[3 + 2 * place] = _HEX[byte & 15]
    literal[-1:] = b"'"
    return literal
