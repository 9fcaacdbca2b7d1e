"""A PDF form that comes from outside, made harmless before anything reads or keeps it.

It is rewritten by qpdf without scripts, actions, attachments, links or XFA, its encryption taken
off; a file that is too large, damaged, locked or without fields is refused in a sentence.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf

from caseapp.kernel.errors import CaseAppError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 10 * 1024 * 1024  # bytes: an official form has one or two million
MOST_PAGES = 80
MOST_FIELDS = 6000  # and what shows them
_DEEPEST = 20
_ACTING = ("/A", "/AA", "/OpenAction", "/JavaScript", "/JS")
_OF_ROOT = ("/OpenAction", "/AA", "/Collection", "/Metadata", "/AF", "/Threads", "/URI")
_OF_NAMES = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")
_OF_FORM = ("/XFA", "/CO", "/NeedAppearances")
_OF_PAGE = ("/AA", "/Metadata", "/AF")
_LOUD = frozenset(
    {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Link", "/Popup"}
)
_DECEIVING = "Ce PDF est abîmé, ou fait pour tromper : il n'est pas repris."


class PdfFormError(CaseAppError):
    """A PDF cannot be used as a form."""


def harmless(content: bytes) -> bytes:
    """Return a form without anything in it that acts, its fields as they are.

    Raises:
        PdfFormError: it is too large, no PDF, locked, damaged, or has no field to fill.
    """
    if len(content) > MOST:
        raise PdfFormError("Ce fichier est trop grand : un formulaire a 10 Mo au plus.")
    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise PdfFormError("Ce fichier n'est pas un PDF.")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _rewritten(pdf)
    except pikepdf.PasswordError as error:
        raise PdfFormError(
            "Ce PDF est protégé par un mot de passe : prenez le formulaire sur le site officiel."
        ) from error
    except (
        pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError,
        RecursionError, OverflowError, RuntimeError,
    ) as error:  # fmt: skip
        raise PdfFormError(_DECEIVING) from error


def _rewritten(pdf: pikepdf.Pdf) -> bytes:
    if len(pdf.pages) > MOST_PAGES:
        raise PdfFormError(f"Ce PDF a plus de {MOST_PAGES} pages : ce n'est pas un formulaire.")
    form = _form_of(pdf)
    _drop(pdf.Root, _OF_ROOT)
    _drop(form, _OF_FORM)
    if isinstance(names := pdf.Root.get("/Names"), pikepdf.Dictionary):
        _drop(names, _OF_NAMES)
    count = sum(_clean_page(page.obj) for page in pdf.pages)
    for _field in _walk(form.get("/Fields", []), 0):
        count += 1
        if count > MOST_FIELDS:
            raise PdfFormError("Ce PDF a trop de champs pour un formulaire.")
    target = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(target, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _form_of(pdf: pikepdf.Pdf) -> Any:
    """Return the part of a file that holds its fields, which has one at least."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if len(form.get("/Fields", [])):
            return form
        if "/XFA" in form:
            raise PdfFormError(
                "Ce formulaire est d'une sorte (XFA) que seul Adobe Reader remplit : recopiez les"
                " valeurs de l'aide au remplissage."
            )
    raise PdfFormError(
        "Ce PDF n'a aucun champ à remplir : imprimez-le, et l'aide au remplissage à côté."
    )


def _clean_page(page: Any) -> int:
    """Take what acts out of a page and its notes; return how many notes are left."""
    _drop(page, _OF_PAGE)
    kept = [
        note
        for note in page.get("/Annots", [])
        if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype")) not in _LOUD
    ]
    for note in kept:
        _drop(note, _ACTING)
    if "/Annots" in page:
        page.Annots = pikepdf.Array(kept)
    return len(kept)


def _walk(nodes: Any, depth: int) -> Iterator[None]:
    """Take the actions out of the fields, however deep; yield once for each."""
    if depth > _DEEPEST:
        raise PdfFormError(_DECEIVING)
    for node in nodes:
        if isinstance(node, pikepdf.Dictionary):
            _drop(node, _ACTING)
            yield
            yield from _walk(node.get("/Kids", []), depth + 1)


def _drop(part: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name in part:
            del part[name]
