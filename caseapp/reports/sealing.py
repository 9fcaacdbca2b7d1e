"""What is done to a PDF as it leaves: a password, or what an archive asks for."""

from __future__ import annotations

import io
import secrets
from functools import cache

import pikepdf
from PIL import ImageCms


def protected(made: bytes, password: str) -> bytes:
    """Return a PDF that opens only with a password (AES-256); it may then be printed and copied.

    The owner's password is drawn at random and kept nowhere.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.save(
            target,
            # revision 6 is AES-256, as PDF 2.0 has it
            encryption=pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(32), R=6),
        )
    return target.getvalue()


def archived(made: bytes) -> bytes:
    """Return a PDF made to PDF/A-2b (ISO 19005-2): metadata in XMP, a colour profile in the file.

    The fonts are embedded when it is laid out. No validator has confirmed it: see
    docs/decisions/case_report.md.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        if "/Trapped" in pdf.docinfo:  # XMP has no word for it, and both must agree
            del pdf.docinfo["/Trapped"]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta.load_from_docinfo(pdf.docinfo)
            meta["dc:language"] = ["fr-FR"]
            meta["pdfaid:part"] = "2"
            meta["pdfaid:conformance"] = "B"
        profile = pdf.make_stream(_srgb(), {"/N": 3, "/Alternate": pikepdf.Name.DeviceRGB})
        pdf.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFA1,
                    OutputConditionIdentifier="sRGB",
                    Info="sRGB",
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            ]
        )
        pdf.save(target, min_version="1.7")
    return target.getvalue()


@cache
def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
