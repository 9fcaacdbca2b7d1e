"""Inputs made from good ones: bits flipped, parts cut, doubled, mixed, and pieces that do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_PIECES: tuple[bytes, ...] = (
    b"", b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"0", b"99999999999999999999",
    b"1e999", b"NaN", b"null", b"true", b"[[[[[[[[[[", b"{{{{{{{{", b"}}}}", b"&a [*a,*a]", b"*a",
    b"!!python/object/apply:os.system ['true']", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    b"&x;", b"../../../../etc/passwd", b"C:\\Windows\\win.ini", b"=cmd|' /C calc'!A0", b"+1", b"@SUM(1)",
    b"{{ ''.__class__.__mro__ }}", b"{% for x in range(999999999) %}x{% endfor %}", b"{{ self }}",
    b"{{ claim['__class__'] }}", b"%s%s%s%n", b"'; DROP TABLE person; --", b"\r\n", b"\t", b"\xe2\x80\xae",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"9" * 400, b"a" * 3000, b"(" * 200, b"[" * 2000, b"2026-02-30",
    b"31/02/2026", b"0000-00-00", b"9**9**9", b"1/0", b"inconnu", b"1 234,56",
)  # fmt: skip
_MOST_CHANGES = 4
_LONGEST = 2_000_000  # bytes


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return an input: now and then a good one, most often one with some changes."""
    content = bytearray(chance.choice(seeds))
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(400))
    for _change in range(chance.randint(0, _MOST_CHANGES)):
        _change_one(content, seeds, chance)
    return bytes(content[:_LONGEST])


def _change_one(content: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.randint(1, 40))
    match chance.randrange(7):
        case 0 if at < len(content):
            content[at] ^= 1 << chance.randrange(8)
        case 1:
            del content[at:end]
        case 2:
            content[at:end] = content[at:end] * chance.randint(2, 30)
        case 3:
            content[at:at] = chance.choice(_PIECES)
        case 4:
            content[at:end] = chance.choice(_PIECES)
        case 5:
            other = chance.choice(seeds)
            content[at:] = other[chance.randrange(len(other) + 1) :]
        case _:
            del content[at:]
