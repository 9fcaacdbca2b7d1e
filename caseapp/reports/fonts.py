"""Inter for paper: the bundled faces, and a twin of two of them whose figures share one width.

ReportLab reads no OpenType feature, so the twin points the ten figures straight at the glyphs
that the « tnum » feature would choose. The text of the file stays plain figures.
"""

from __future__ import annotations

import io
import struct
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from caseapp.kernel.places import resources

REGULAR = "Inter"
MEDIUM = "Inter-SemiBold"
BOLD = "Inter-Bold"
ITALIC = "Inter-Italic"
FIGURES = "Inter-Figures"
BOLD_FIGURES = "Inter-Figures-Bold"
ARABIC = "NotoSansArabic"
ARABIC_BOLD = "NotoSansArabic-Bold"

_FIGURE_GLYPHS = (
    "zero.tf", "one.tf", "two.tf", "three.tf", "four.tf",
    "five.tf", "six.tf", "seven.tf", "eight.tf", "nine.tf",
)  # fmt: skip
_STANDARD_NAMES = 258  # of the « post » table, before a font's own


@cache
def register() -> None:
    """Make the faces known to ReportLab, once."""
    faces = {
        REGULAR: "Inter_400Regular.ttf",
        MEDIUM: "Inter_600SemiBold.ttf",
        BOLD: "Inter_700Bold.ttf",
        ITALIC: "Inter_400Regular_Italic.ttf",
    }
    for name, file in faces.items():
        pdfmetrics.registerFont(TTFont(name, _open(file)))
    for name, file in {FIGURES: faces[REGULAR], BOLD_FIGURES: faces[BOLD]}.items():
        pdfmetrics.registerFont(_with_even_figures(TTFont(name, _open(file))))


@cache
def register_arabic() -> None:
    """Make the Arabic faces known too, once one is needed: they are large."""
    for name, file in {
        ARABIC: "NotoSansArabic-Regular.ttf",
        ARABIC_BOLD: "NotoSansArabic-Bold.ttf",
    }.items():
        pdfmetrics.registerFont(TTFont(name, _open(file)))


def _open(file: str) -> io.BytesIO:
    return io.BytesIO((resources() / "fonts" / file).read_bytes())


def _with_even_figures(font: TTFont) -> TTFont:
    face = font.face
    face.name += b"Figures"  # ReportLab takes two fonts of one name for the same
    post = face.get_table("post")  # type: ignore[no-untyped-call]  # its stubs stop there
    glyphs = _glyph_names(post)
    for figure, name in enumerate(_FIGURE_GLYPHS):
        glyph = glyphs[name]
        advance, _ = face.hmetrics[glyph]
        face.charToGlyph[ord("0") + figure] = glyph
        face.charWidths[ord("0") + figure] = advance * 1000 / face.unitsPerEm
    return font


def _glyph_names(post: bytes) -> dict[str, int]:
    """Return the glyph of each name of the font's own, from its « post » table (version 2)."""
    (count,) = struct.unpack_from(">H", post, 32)
    numbers = struct.unpack_from(f">{count}H", post, 34)
    names: list[str] = []
    at = 34 + 2 * count
    while at < len(post):
        end = at + 1 + post[at]
        names.append(post[at + 1 : end].decode("ascii"))
        at = end
    return {
        names[number - _STANDARD_NAMES]: glyph
        for glyph, number in enumerate(numbers)
        if number >= _STANDARD_NAMES
    }
