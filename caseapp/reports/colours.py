"""The sRGB profile that an archive carries, in version 2.1 of the ICC format.

PDF 1.7 knows the format up to its version 4.2 (ISO 32000-1, table 66); the libraries at hand make
4.4. A profile by matrix and curve (IEC 61966-2-1, adapted to D50) is short enough to write.
"""

from __future__ import annotations

import struct
from functools import cache

_VERSION = 0x02100000
_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_CURVES = (b"rTRC", b"gTRC", b"bTRC")
_POINTS = 1024  # of the curve
_NAME, _RIGHTS = b"sRGB IEC61966-2-1", b"No copyright, use freely"
_MADE = (2026, 11, 26, 0, 0, 0)


@cache
def srgb() -> bytes:
    """Return the profile."""
    parts: dict[bytes, bytes] = {
        b"desc": _described(_NAME),
        b"cprt": b"text\0\0\0\0" + _RIGHTS + b"\0",
        b"wtpt": _xyz(_D50),
        **{name: _xyz(place) for name, place in _PRIMARIES.items()},
        _CURVES[0]: _curve(),
    }
    names = [*parts, *_CURVES[1:]]
    at = 128 + 4 + 12 * len(names)
    table, body = struct.pack(">I", len(names)), b""
    places: dict[bytes, tuple[int, int]] = {}
    for name, part in parts.items():
        padded = part + b"\0" * (-len(part) % 4)
        places[name] = (at + len(body), len(part))
        body += padded
    for name in names:
        start, length = places.get(name, places[_CURVES[0]])  # the three curves are one
        table += struct.pack(">4sII", name, start, length)
    return _header(at + len(body)) + table + body


def _header(size: int) -> bytes:
    return struct.pack(
        ">II I4s4s4s 6H 4s I I I I Q I 12s I 44x",
        size, 0, _VERSION, b"mntr", b"RGB ", b"XYZ ", *_MADE, b"acsp", 0, 0, 0, 0, 0, 0,
        _xyz(_D50)[8:], 0,
    )  # fmt: skip


def _xyz(place: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in place))


def _curve() -> bytes:
    values = [round(_linear(place / (_POINTS - 1)) * 65535) for place in range(_POINTS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_POINTS}H", _POINTS, *values)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _described(words: bytes) -> bytes:
    """Return a description: in ASCII, its Unicode and Macintosh parts empty."""
    return b"desc\0\0\0\0" + struct.pack(">I", len(words) + 1) + words + b"\0" + b"\0" * 78
