"""PDF forms for tests, made here: fillable ones, and some made to deceive."""

from __future__ import annotations

import io

import pikepdf
from reportlab.pdfgen.canvas import Canvas


def a_form() -> bytes:
    """Return a form of two pages: texts, a box, a list, two buttons."""
    target = io.BytesIO()
    canvas = Canvas(target)
    form = canvas.acroForm
    form.textfield(name="nom", tooltip="Nom de naissance", x=50, y=700, width=200, height=20)
    form.textfield(name="situation", tooltip="Situation", x=50, y=670, width=200, height=20)
    form.checkbox(name="tutelle", tooltip="Tutelle ou curatelle", x=50, y=640, size=20)
    form.choice(
        name="logement", options=["locataire", "propriétaire"], value="locataire",
        x=50, y=600, width=120, height=20,
    )  # fmt: skip
    form.radio(name="civilite", value="Mme", x=50, y=560)
    form.radio(name="civilite", value="M", x=90, y=560)
    canvas.showPage()
    form.textfield(name="code", tooltip="Code postal", x=50, y=700, maxlen=5)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def a_sheet() -> bytes:
    """Return a PDF without any field."""
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(50, 700, "Rien")
    canvas.save()
    return target.getvalue()


def an_acting_form() -> bytes:
    """Return a form with scripts, an action, an attachment, and a link."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_form())) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        pdf.Root.OpenAction = script
        pdf.Root.AA = pikepdf.Dictionary(WC=script)
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", script]))
        )
        pdf.attachments["caché.exe"] = b"MZ"
        page = pdf.pages[0].obj
        page.AA = pikepdf.Dictionary(O=script)
        for note in page.Annots:
            note.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
            note.AA = pikepdf.Dictionary(K=script)
        page.Annots.append(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[0, 0, 10, 10],
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://exemple.invalid"),
            )
        )
        pdf.save(target)
    return target.getvalue()


def a_locked_form() -> bytes:
    """Return a form that opens with a password only."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_form())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="secret", owner="secret", R=6))
    return target.getvalue()


def a_restricted_form() -> bytes:
    """Return a form that opens without a password, and asks readers not to change it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_form())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="", owner="secret", R=6))
    return target.getvalue()


def an_xfa_form() -> bytes:
    """Return a form whose fields stand in XFA alone."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_sheet())) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([]), XFA=pdf.make_stream(b"<xdp/>")
        )
        pdf.save(target)
    return target.getvalue()


def a_deep_form() -> bytes:
    """Return a form whose fields go round in a ring."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_sheet())) as pdf:
        field = pdf.make_indirect(pikepdf.Dictionary(T="x", FT=pikepdf.Name.Tx))
        field.Kids = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(target)
    return target.getvalue()


def a_wide_form() -> bytes:
    """Return a form with more fields than a form has."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_sheet())) as pdf:
        fields = [
            pdf.make_indirect(pikepdf.Dictionary(T=f"f{place}", FT=pikepdf.Name.Tx))
            for place in range(7000)
        ]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        pdf.save(target)
    return target.getvalue()
