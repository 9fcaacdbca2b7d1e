"""What is done to a PDF as it leaves: a password, or what an archive asks for."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pikepdf

from caseapp.reports.colours import srgb

if TYPE_CHECKING:
    from collections.abc import Mapping

# What an archive says of itself: each schema named where it is used, as old readers want it.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
{of_document}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{changed}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


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

    The fonts are embedded when it is laid out. What has been checked, and by what, stands in
    docs/decisions/case_report.md.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        if "/Trapped" in pdf.docinfo:  # XMP has no word for it, and both must agree
            del pdf.docinfo["/Trapped"]
        said = {str(name): str(value) for name, value in pdf.docinfo.items()}
        metadata = pdf.make_stream(
            _metadata(said), {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML}
        )
        pdf.Root.Metadata = pdf.make_indirect(metadata)
        profile = pdf.make_stream(srgb(), {"/N": 3, "/Alternate": pikepdf.Name.DeviceRGB})
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


def _metadata(said: Mapping[str, str]) -> bytes:
    """Return the metadata of a document, in the words of its properties: both must agree."""
    title, author = escape(said.get("/Title", "")), escape(said.get("/Author", ""))
    of_document = (
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n'
    )
    if author:
        of_document += f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
    return _XMP.format(
        of_document=of_document,
        producer=escape(said.get("/Producer", "")),
        creator=escape(said.get("/Creator", "")),
        made=_moment(said["/CreationDate"]),
        changed=_moment(said["/ModDate"]),
    ).encode()


def _moment(text: str) -> str:
    """Return « D:20261126191750+00'00 » as « 2026-11-26T19:17:50+00:00 »."""
    moment = pikepdf.models.metadata.decode_pdf_date(text)
    return moment.isoformat()
