"""A recovery key: 160 random bits, as eight groups that a person copies by hand without a mistake.

Each group is four signs and a fifth that checks them. The check is a sum in the field of 32
elements, each sign with its own weight: one wrong sign, or two that changed places, are always
noticed, and in which group. The number of the group counts too, so that groups that changed places
are noticed as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.secret import new_secret, wipe

GROUPS = 8
GROUP_SIZE = 5
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS = 5
_BYTES = GROUPS * (GROUP_SIZE - 1) * _BITS // 8
_FIELD = 0b100101  # x⁵ + x² + 1, irreducible over two elements


class RecoveryGroupError(ValueError):
    """A group is not as it was printed; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(f"group {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The bytes of a recovery key; wiped by who made or read it."""

    value: bytearray = field(repr=False)

    @classmethod
    def new(cls) -> RecoveryKey:
        """Draw one."""
        return cls(new_secret(_BYTES))

    @classmethod
    def read(cls, typed: str) -> RecoveryKey:
        """Read what a person copied: any case, spaces and hyphens; O is read 0, I and L are 1.

        Raises:
            RecoveryGroupError: the first group that is wrong or lacks signs.
        """
        signs = [_SIGNS.find(sign) for sign in _plain(typed)]
        values: list[int] = []
        for number in range(GROUPS):
            group = signs[number * GROUP_SIZE : (number + 1) * GROUP_SIZE]
            if len(group) < GROUP_SIZE or min(group) < 0 or _check(number, group[:-1]) != group[-1]:
                raise RecoveryGroupError(number + 1)
            values += group[:-1]
        if len(signs) != GROUPS * GROUP_SIZE:
            raise RecoveryGroupError(GROUPS)
        packed = bytearray(_BYTES)
        for place, value in enumerate(values):
            _put(packed, place * _BITS, value)
        return cls(packed)

    @property
    def groups(self) -> tuple[str, ...]:
        """The key as it is printed."""
        size = GROUP_SIZE - 1
        values = [_get(self.value, place * _BITS) for place in range(GROUPS * size)]
        parts = [values[number * size : (number + 1) * size] for number in range(GROUPS)]
        return tuple(
            "".join(_SIGNS[value] for value in [*part, _check(number, part)])
            for number, part in enumerate(parts)
        )

    def wipe(self) -> None:
        """Overwrite it with zeros."""
        wipe(self.value)


def group_holds(number: int, typed: str) -> bool:
    """Tell whether one group (from 1) is as it was printed."""
    signs = [_SIGNS.find(sign) for sign in _plain(typed)]
    if len(signs) != GROUP_SIZE or min(signs) < 0:
        return False
    return _check(number - 1, signs[:-1]) == signs[-1]


def _plain(typed: str) -> str:
    upper = typed.upper().translate(_READ_AS)
    return "".join(sign for sign in upper if not sign.isspace() and sign not in "-‐‑–·.")


def _check(number: int, values: list[int]) -> int:
    check = number + 1
    for place, value in enumerate(values):
        check ^= _times(value, place + 2)  # weights 2 to 5: all different, none that of the check
    return check


def _times(one: int, other: int) -> int:
    """Multiply in the field of 32 elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= _FIELD
        other >>= 1
    return product


def _put(packed: bytearray, bit: int, value: int) -> None:
    for offset in range(_BITS):
        if value >> (_BITS - 1 - offset) & 1:
            packed[(bit + offset) // 8] |= 0x80 >> (bit + offset) % 8


def _get(packed: bytearray, bit: int) -> int:
    value = 0
    for offset in range(_BITS):
        there = packed[(bit + offset) // 8] >> (7 - (bit + offset) % 8) & 1
        value = value << 1 | there
    return value
