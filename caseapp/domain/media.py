"""What a file is, told from its first bytes: a name may lie."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

HEAD: Final = 4096  # bytes that tell
PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
UNKNOWN: Final = "application/octet-stream"

_TEXTS = {".txt", ".csv", ".eml", ".md", ".ics", ".vcf", ".json", ".xml", ".log", ""}
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_ENDINGS = {
    PDF: {".pdf"},
    "image/png": {".png"},
    "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "image/gif": {".gif"},
    "image/bmp": {".bmp"},
    "image/tiff": {".tif", ".tiff"},
    "image/webp": {".webp"},
}
_TOLD_BY_NAME = {ending for endings in _ENDINGS.values() for ending in endings}


def media_type(head: bytes, file_name: str) -> str:
    """Return what a content is, from its first bytes; the name only tells a text as such."""
    if b"%PDF-" in head[:1024]:  # readers allow for something before it
        return PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    is_text = PurePath(file_name).suffix.lower() in _TEXTS and b"\x00" not in head and head
    return TEXT if is_text else UNKNOWN


def is_misnamed(kind: str, file_name: str) -> bool:
    """Say whether a name ends as another kind of content does."""
    ending = PurePath(file_name).suffix.lower()
    return ending in _TOLD_BY_NAME and ending not in _ENDINGS.get(kind, set())


def ending_of(kind: str, file_name: str) -> str:
    """Return the ending that a copy of a content should have."""
    if ending := PurePath(file_name).suffix:
        return ending
    return {PDF: ".pdf", TEXT: ".txt", "image/png": ".png", "image/jpeg": ".jpg"}.get(kind, "")
