"""Argon2id: from a password to a key, at a cost that is measured once and kept."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

from argon2.low_level import ARGON2_VERSION, Type, core, error_to_str, ffi

from db.secret import KEY_SIZE, SALT_SIZE, wipe

_KIB_PER_MIB = 1024
_MOST_TIME = 40
_MOST_MEMORY = 1024 * _KIB_PER_MIB
_MOST_LANES = 16
_TARGET = 0.5  # seconds: what one try should cost an attacker, and a caseworker accepts
_TOO_LONG = 1.2
QUICK = 0.3  # seconds: under it, a try costs an attacker too little on this machine
_DONE, _OUT_OF_MEMORY = 0, -22  # argon2.h


class CostError(ValueError):
    """The cost asked for is out of bounds: refused before any memory is taken."""


class NotEnoughMemoryError(MemoryError):
    """The machine has not the memory that the derivation asks for."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a derivation costs: passes, memory in KiB, lanes."""

    time: int
    memory: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse what a forged file could ask for.

        Raises:
            CostError: the cost is out of bounds.
        """
        if not (
            1 <= self.time <= _MOST_TIME
            and 1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory <= _MOST_MEMORY
        ):
            raise CostError("Argon2 parameters out of bounds")


FLOOR = Cost(time=3, memory=64 * _KIB_PER_MIB, lanes=4)  # RFC 9106, second recommended option
USUAL = Cost(time=3, memory=256 * _KIB_PER_MIB, lanes=4)


def derive(password: str, salt: bytes, cost: Cost) -> bytearray:
    """Return the key that a password gives; wiped by who asked for it.

    The same letters typed on another system give the same key (NFC). Any password gives one,
    even with halves of characters, which a pipe or an input method may let through.

    Raises:
        NotEnoughMemoryError: the machine has not that much memory.
    """
    if len(salt) != SALT_SIZE:
        raise CostError("the salt of a password is 16 bytes")
    secret = bytearray(unicodedata.normalize("NFC", password).encode(errors="surrogatepass"))
    key = bytearray(KEY_SIZE)
    held = ffi.from_buffer(secret), ffi.from_buffer(salt), ffi.from_buffer(key)
    context = ffi.new(
        "argon2_context *",
        {
            "out": held[2],
            "outlen": len(key),
            "pwd": held[0],
            "pwdlen": len(secret),
            "salt": held[1],
            "saltlen": len(salt),
            "t_cost": cost.time,
            "m_cost": cost.memory,
            "lanes": cost.lanes,
            "threads": cost.lanes,
            "version": ARGON2_VERSION,
            # Argon2 clears and frees its own memory; the C library gives blocks of this size
            # back to the system at once.
            "allocate_cbk": ffi.NULL,
            "free_cbk": ffi.NULL,
            "flags": 0,
        },
    )
    try:
        fault = core(context, Type.ID.value)
    finally:
        wipe(secret)
    if fault == _OUT_OF_MEMORY:
        raise NotEnoughMemoryError
    if fault != _DONE:
        raise CostError(error_to_str(fault))
    return key


def calibrate(target: float = _TARGET) -> Cost:
    """Return the cost that takes about the target on this machine, never under the floor."""
    for memory in (USUAL.memory, USUAL.memory // 2, FLOOR.memory):
        cost = Cost(FLOOR.time, memory, FLOOR.lanes)
        elapsed = _measure(cost)
        if elapsed is None or (elapsed > _TOO_LONG and memory > FLOOR.memory):
            continue  # a small machine: less memory
        passes = round(cost.time * target / elapsed)
        return Cost(min(max(passes, FLOOR.time), _MOST_TIME), memory, FLOOR.lanes)
    return FLOOR


def raised(cost: Cost, elapsed: float, target: float = _TARGET) -> Cost | None:
    """Return a cost that takes about the target, or None where this one is slow enough.

    `elapsed` is what a derivation at this cost took here. More memory first, since it is what a
    machine made for guessing lacks; a cost is never lowered.
    """
    if elapsed >= QUICK:
        return None
    memory, share = cost.memory, target / max(elapsed, 1e-3)
    if memory < USUAL.memory:
        whole = int(memory * share) // _KIB_PER_MIB * _KIB_PER_MIB
        memory = max(memory, min(USUAL.memory, whole))
    passes = int(cost.time * share * cost.memory / memory)
    higher = Cost(min(max(passes, cost.time), _MOST_TIME), memory, cost.lanes)
    return None if higher == cost else higher


def _measure(cost: Cost) -> float | None:
    begun = time.perf_counter()
    try:
        wipe(derive("mesure", bytes(SALT_SIZE), cost))
    except NotEnoughMemoryError:
        return None
    return time.perf_counter() - begun
