"""Whether a file is a Word document that may be kept and opened: one that brings nothing else in.

A .docx is a folder of files under one name. What it may hold is bounded before anything reads it,
and what runs, or fetches something from elsewhere when it is opened, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from caseapp.kernel.packed import BROKEN
from caseapp.rules.letters.filling import TemplateFaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 5_000_000  # of the file
_MOST_UNPACKED = 50_000_000  # pictures included
_MOST_TEXT = 4_000_000  # of one part that is read as text
_MOST_PARTS = 1000
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNS = re.compile(r"vbaProject|/activeX/|/embeddings/|\.bin$", re.IGNORECASE)
_FETCHING = re.compile(rb"INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|\bDDE\b|<w:altChunk", re.IGNORECASE)
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_NOT_WORD = "Ce fichier n'est pas un document Word (.docx)."
_OLD = (
    "Ce fichier est protégé par un mot de passe, ou au format .doc : enregistrez-le en .docx, sans"
    " mot de passe."
)


def check_package(content: bytes) -> None:
    """Look at the file without opening it as a document.

    Raises:
        TemplateFaultError: it is no .docx, is too large, runs something or fetches something.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # the older kind of file, and what is encrypted
        raise TemplateFaultError(_OLD)
    if len(content) > MOST_BYTES:
        raise TemplateFaultError(f"Ce modèle dépasse {MOST_BYTES // 1_000_000} Mo.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_size(packed)
            reason = next(_reasons(packed), None)
    except TemplateFaultError:  # too large: a sentence of its own
        raise
    except BROKEN as error:
        raise TemplateFaultError(_NOT_WORD) from error
    if reason is not None:
        raise TemplateFaultError(reason)


def _check_size(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    texts = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if (
        len(parts) > _MOST_PARTS
        or sum(part.file_size for part in parts) > _MOST_UNPACKED
        or max(texts, default=0) > _MOST_TEXT
    ):
        raise TemplateFaultError("Ce document est trop grand pour un modèle de courrier.")


def _reasons(packed: zipfile.ZipFile) -> Iterator[str]:
    """Yield why a document is refused."""
    if _MAIN.encode() not in packed.read("[Content_Types].xml"):
        yield f"{_NOT_WORD} Enregistrez-le sous ce format, sans macros."
    for name in packed.namelist():
        if _RUNS.search(name) and "printerSettings" not in name:
            yield "Ce document contient une macro ou un objet incorporé : retirez-les d'abord."
        if name.endswith(".rels") and any(map(_is_outside, _RELATION.findall(packed.read(name)))):
            yield "Ce document va chercher un contenu ailleurs (modèle ou image liés) : retirez-le."
        if name.endswith(".xml") and _FETCHING.search(packed.read(name)):
            yield "Ce document contient un champ qui va chercher un contenu ailleurs : retirez-le."


def _is_outside(relation: bytes) -> bool:
    """Say whether a relation reaches out of the file; a link that one clicks may."""
    return b'"External"' in relation and b"/hyperlink" not in relation
