"""The colours can be read, the figures align, and the style sheet is whole."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from caseapp.kernel.places import resources
from caseapp.ui import theme
from caseapp.ui.theme import DARK, LIGHT, Scheme, Tokens, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in QColor(colour).getRgb()[:3]]  # type: ignore[index]  # the stub says object
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
def test_every_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    grounds = (tokens.ground, tokens.surface, tokens.brand_soft, tokens.hover)
    for ink, ground in product((tokens.ink, tokens.ink_2, tokens.brand), grounds):
        assert _contrast(ink, ground) >= 4.5, (ink, ground)
    for ink in (tokens.ink_3, tokens.ok, tokens.warn, tokens.bad, tokens.unknown):
        assert _contrast(ink, tokens.surface) >= 4.5, ink


@BOTH
@pytest.mark.parametrize("tone", list(Tone))
def test_a_pill_is_readable_and_so_are_words_on_a_notice(tokens: Tokens, tone: Tone) -> None:
    ink, ground = tokens.tone(tone)
    assert _contrast(ink, ground) >= 4.5
    assert _contrast(tokens.ink, ground) >= 4.5


@BOTH
def test_buttons_and_the_side_bar_are_readable(tokens: Tokens) -> None:
    for ink, ground in (
        (tokens.on_brand, tokens.brand_fill),
        (tokens.on_brand, tokens.brand_hover),
        (tokens.on_brand, tokens.bad_fill),
        (tokens.side_ink, tokens.side),
        (tokens.side_ink, tokens.side_chosen),
        (tokens.side_hint, tokens.side),
    ):
        assert _contrast(ink, ground) >= 4.5, (ink, ground)


@BOTH
def test_the_edge_of_an_input_and_the_focus_can_be_seen(tokens: Tokens) -> None:
    assert _contrast(tokens.line_strong, tokens.surface) >= 3
    assert _contrast(tokens.brand, tokens.surface) >= 3
    assert _contrast(tokens.focus_on_brand, tokens.brand_fill) >= 3
    assert _contrast(tokens.focus_on_brand, tokens.side) >= 3


@BOTH
def test_the_style_sheet_is_filled_and_its_drawings_exist(tokens: Tokens) -> None:
    sheet = theme.style_sheet(tokens)
    assert "$" not in sheet
    for name in re.findall(r'url\("[^"]*/([^/"]+)"\)', sheet):
        assert (resources() / "icons" / name).is_file(), name


def test_every_drawing_is_one(qapp: QApplication) -> None:
    for file in (resources() / "icons").iterdir():
        if file.name.endswith(".svg"):
            assert QSvgRenderer(file.read_bytes()).isValid(), file.name


def test_a_scheme_is_shown_at_once_everywhere(qapp: QApplication) -> None:
    label = QLabel("texte")
    label.ensurePolished()
    theme.apply_theme(qapp, Scheme.DARK)
    assert theme.current() is DARK
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.ink)
    theme.apply_theme(qapp, Scheme.LIGHT)
    assert theme.current() is LIGHT


def test_the_program_follows_the_system_when_it_changes(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.follow_system(qapp)
    hints = qapp.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda _self: Qt.ColorScheme.Dark)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current() is DARK
    monkeypatch.setattr(type(hints), "colorScheme", lambda _self: Qt.ColorScheme.Light)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current() is LIGHT


def test_figures_have_one_width_where_they_align(qapp: QApplication) -> None:
    metrics = QFontMetricsF(theme.font(figures=True))
    assert metrics.horizontalAdvance("1 111,11") == metrics.horizontalAdvance("0 888,00")
