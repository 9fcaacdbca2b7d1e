"""The activity report on paper: each table with its bars, which read in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from caseapp.domain.activity import masked
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.reports import fonts, page, styles
from caseapp.services.activity_words import MASKED, MASKING, label_text, period_text, value_text

if TYPE_CHECKING:
    from caseapp.domain.activity import ActivityData, ActivityTable, Figure

TITLE = "Rapport d'activité"
_LABEL, _VALUE = 74 * mm, 34 * mm
_BAR = page.CONTENT - _LABEL - _VALUE
_HEIGHT = 8
_GREY = HexColor("#9aa3af")


def render(data: ActivityData) -> bytes:
    """Return the PDF, small groups masked."""
    fonts.register()
    edited = data.edited_at.astimezone(PARIS)
    period = period_text(data)
    sheet = page.Sheet(
        title=f"{TITLE} {period}",
        author=data.service_name,
        service_name=data.service_name,
        service_address=data.service_address,
        running=f"{TITLE} · {period}",
        footer=TITLE,
        edited=f"Édité le {french.day(edited)} à {edited:%H:%M}",
    )
    return page.print_on(sheet, lambda: _story(data))


def _story(data: ActivityData) -> list[Flowable]:
    parts: list[Flowable] = [
        styles.text(TITLE, styles.TITLE),
        styles.text(period_text(data), styles.SECONDARY),
        Spacer(0, 2 * mm),
        styles.text(MASKING, styles.NOTE),
    ]
    for table in data.tables:
        parts += [Spacer(0, 5 * mm), _table(table)]
    return parts


def _table(table: ActivityTable) -> Flowable:
    hidden = masked(table)
    head = [styles.text(words, styles.COLUMN) for words in (table.note, "")]
    rows: list[list[Flowable]] = [[*head, styles.text("Valeur", styles.COLUMN_RIGHT)]]
    if not table.figures:
        nothing = styles.text("Rien dans la période.", styles.SECONDARY)
        return styles.listing(table.title, [[nothing]], [page.CONTENT])
    shown = [
        figure.value
        for place, figure in enumerate(table.figures)
        if place not in hidden and not figure.is_total
    ]
    most = max(shown, default=0)
    # One scale for one unit: a bar of euros beside one of people would say nothing.
    has_bars = len({figure.unit for figure in table.figures}) == 1
    for place, figure in enumerate(table.figures):
        is_hidden = place in hidden
        rows.append(
            [
                styles.text(
                    label_text(table, figure, is_masked=is_hidden),
                    styles.CELL_BOLD if figure.is_total else styles.CELL,
                ),
                _bar(figure, most if has_bars and not is_hidden else 0),
                styles.text(
                    MASKED if is_hidden else value_text(figure),
                    styles.AMOUNT_BOLD if figure.is_total else styles.AMOUNT,
                ),
            ]
        )
    extra = [("SPAN", (0, 1), (1, 1)), ("VALIGN", (1, 2), (1, -1), "MIDDLE")]
    return styles.listing(table.title, rows, [_LABEL, _BAR, _VALUE], *extra)


def _bar(figure: Figure, most: int) -> Flowable:
    if figure.is_total or most <= 0 or not figure.value:
        return Spacer(0, 0)
    full = _BAR - 10
    return _Bar(max(1.0, full * figure.value / most))


class _Bar(Flowable):
    """A grey bar with a black edge: it reads on a bad copy. ReportLab's drawings bring a font in."""

    def __init__(self, long: float) -> None:
        super().__init__()
        self.width, self.height = long, _HEIGHT

    def draw(self) -> None:
        """Draw it where it stands."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(_GREY)
        canvas.setStrokeColor(black)
        canvas.setLineWidth(0.6)
        canvas.rect(0, 0, self.width, self.height, fill=1)
        canvas.restoreState()
