"""What a damaged .zip raises, as Python's `zipfile` does without saying so in one place."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,  # a part is not there
    NotImplementedError,  # packed in a way that is not known
    OSError,  # bz2
    RuntimeError,  # under a password; nested too deep for who reads it
    ValueError,  # a place before the beginning of the file
)
