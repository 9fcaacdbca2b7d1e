"""The look: colours by their role, one font family, one style sheet filled with both.

Colour carries meaning only, and never alone: a word stands beside it. Whoever paints asks
`current()` at the moment of painting, so that a change of the system's colour scheme shows at
once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

FAMILY = "Inter"


class Scheme(StrEnum):
    """Which of the two sets of colours is shown."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour says; the word beside it says the same."""

    OK = "ok"  # probable, granted
    WARN = "warn"  # soon, silent
    BAD = "bad"  # late, refused
    UNKNOWN = "unknown"
    INFO = "info"  # chosen, under way
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one scheme, by their role."""

    name: str
    ground: str
    surface: str
    line: str
    line_strong: str  # border of an input: 3:1 against its surroundings
    ink: str
    ink_2: str
    ink_3: str
    brand: str  # text and marks in the colour of the house
    brand_fill: str  # main button
    brand_hover: str
    on_brand: str
    focus_on_brand: str
    brand_soft: str  # selected row
    hover: str
    side: str  # navigation, dark in both schemes
    side_chosen: str
    side_ink: str
    side_hint: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    bad_fill: str
    unknown: str
    unknown_ground: str
    neutral_ground: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Return the ink and the ground of a tone."""
        return {
            Tone.OK: (self.ok, self.ok_ground),
            Tone.WARN: (self.warn, self.warn_ground),
            Tone.BAD: (self.bad, self.bad_ground),
            Tone.UNKNOWN: (self.unknown, self.unknown_ground),
            Tone.INFO: (self.brand, self.brand_soft),
            Tone.NEUTRAL: (self.ink_2, self.neutral_ground),
        }[tone]


LIGHT = Tokens(
    name="light",
    ground="#f5f6f8",
    surface="#ffffff",
    line="#dfe3ea",
    line_strong="#8790a0",
    ink="#1b2430",
    ink_2="#566073",
    ink_3="#6b7485",
    brand="#1d4f7c",
    brand_fill="#1d4f7c",
    brand_hover="#173f63",
    on_brand="#ffffff",
    focus_on_brand="#9cc9f0",
    brand_soft="#e6eff7",
    hover="#f0f3f7",
    side="#122b44",
    side_chosen="#1f4568",
    side_ink="#d5e0eb",
    side_hint="#9db1c5",
    ok="#187544",
    ok_ground="#e5f4ec",
    warn="#8f4a00",
    warn_ground="#fdf0dc",
    bad="#b3261e",
    bad_ground="#fbe6e4",
    bad_fill="#b3261e",
    unknown="#5b4b8a",
    unknown_ground="#eeebf7",
    neutral_ground="#edf0f5",
)

DARK = Tokens(
    name="dark",
    ground="#10151c",
    surface="#19202a",
    line="#313b49",
    line_strong="#6f7d90",
    ink="#e7ebf1",
    ink_2="#b3bdcb",
    ink_3="#98a4b5",
    brand="#8fc1ee",
    brand_fill="#2a669c",
    brand_hover="#3274af",
    on_brand="#ffffff",
    focus_on_brand="#c6e1f8",
    brand_soft="#1f3449",
    hover="#222b37",
    side="#0c1b2b",
    side_chosen="#1d4263",
    side_ink="#d5e0eb",
    side_hint="#9db1c5",
    ok="#74d6a4",
    ok_ground="#143626",
    warn="#f2bb6d",
    warn_ground="#3d2d12",
    bad="#f6a59e",
    bad_ground="#47211e",
    bad_fill="#b3261e",
    unknown="#c6b9f0",
    unknown_ground="#2f294a",
    neutral_ground="#2a3340",
)


def current() -> Tokens:
    """Return the colours on screen now (read from the palette, which `apply_theme` sets)."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < 128 else LIGHT


def apply_theme(app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
    """Dress the application in a scheme; `SYSTEM` takes the one the system shows now."""
    if scheme is Scheme.SYSTEM:
        dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    else:
        dark = scheme is Scheme.DARK
    tokens = DARK if dark else LIGHT
    if app.style().name() != "fusion":
        app.setStyle("Fusion")  # the same lines on every system
    load_fonts()
    app.setFont(font())
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(tokens))


def follow_system(app: QApplication) -> None:
    """Dress the application as the system, now and whenever the system changes."""
    apply_theme(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: apply_theme(app))


@cache
def load_fonts() -> None:
    """Make the bundled family known to Qt, once."""
    for file in (resources() / "fonts").iterdir():
        if file.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes()))


@cache
def font(
    pixels: int = 14, *, weight: QFont.Weight = QFont.Weight.Normal, figures: bool = False
) -> QFont:
    """Return the family of the house; with `figures`, all digits have one width and align.

    Only numbers ask for it: in Inter the hyphen takes that width too, which tears words apart.
    """
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet filled with the colours of a scheme."""
    template = (resources() / "theme" / "style.qss").read_text(encoding="utf-8")
    icons = str(resources() / "icons").replace("\\", "/")
    return Template(template).substitute(asdict(tokens), icons=icons)


@cache
def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """Return one of our drawings in a colour, sharp at every scale of the screen."""
    made = QIcon()
    for scale in (1, 2, 3):
        made.addPixmap(pixmap(name, colour, size, float(scale)))
    return made


def pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    """Return one of our drawings in a colour, for a screen of this scale."""
    side = round(size * scale)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    drawing(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


@cache
def drawing(name: str, colour: str) -> QSvgRenderer:
    """Return one of our drawings with its ink replaced."""
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at, and have them looked at again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, colour in (
        ((role.Window, role.AlternateBase), tokens.ground),
        ((role.Base, role.Button, role.ToolTipBase), tokens.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.ink),
        ((role.PlaceholderText,), tokens.ink_3),
        ((role.Highlight,), tokens.brand_fill),
        ((role.HighlightedText,), tokens.on_brand),
        ((role.Link, role.LinkVisited, role.Accent), tokens.brand),
        ((role.Light, role.Midlight, role.Mid, role.Dark, role.Shadow), tokens.line),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.ink_3))
    return palette
