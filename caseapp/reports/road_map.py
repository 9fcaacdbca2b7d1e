"""« Ma feuille de route »: one page in large type, for the person; the fixed words in two languages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    HRFlowable,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from caseapp.domain.road_map import Act
from caseapp.kernel import french
from caseapp.reports import fonts, page, shaping, styles
from caseapp.reports.tagging import H1, H2, P, built
from caseapp.rules.road_words import load_road_words

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from caseapp.domain.road_map import RoadMapData, RoadStep
    from caseapp.rules.road_words import RoadWords

_MARGIN = 16 * mm
_WIDTH = page.WIDTH - 2 * _MARGIN
_HEIGHT = page.HEIGHT - 2 * _MARGIN
_LABEL = 33 * mm
_NUMBER = 11 * mm
_PAPERS = 6  # of one step: more is a list nobody reads
_BODY = ParagraphStyle("road", styles.TEXT, fontSize=13, leading=17, textColor=black)
_LABELS = ParagraphStyle("road label", _BODY, fontName=fonts.MEDIUM)
_WHAT = ParagraphStyle("road what", _BODY, fontName=fonts.BOLD, fontSize=16, leading=20, role=H2)
_COUNT = ParagraphStyle("road count", _WHAT, role=P)
_DAY = ParagraphStyle("road day", _BODY, fontName=fonts.BOLD, fontSize=15, leading=19)
_TITLE = ParagraphStyle("road title", _BODY, fontName=fonts.BOLD, fontSize=25, leading=30, role=H1)
_FREE = ParagraphStyle("road free", _BODY, fontName=fonts.BOLD, fontSize=14, leading=18)
_SMALL = ParagraphStyle("road small", _BODY, fontSize=10, leading=13.5)
_SECOND = 0.82  # the other language, beside the size of the French
_SECOND_FROM_RIGHT = 0.95  # Arabic letters are smaller than their size says
_TALL = 1.15  # its lines where letters reach above and below


def render(data: RoadMapData) -> bytes:
    """Return the PDF: one page, whatever the number of steps; those that do not fit are named."""
    fonts.register()
    sheet = _Sheet(data)
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(page.WIDTH, page.HEIGHT),
        title=f"{load_road_words().french.title}, dossier {data.reference}",
        author=data.worker,
        creator="CaseApp",
        lang="fr-FR",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
    )
    frame = Frame(
        _MARGIN, _MARGIN, _WIDTH, _HEIGHT,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document.addPageTemplates([PageTemplate("page", [frame])])
    return built(document, sheet.fitting(), target)


class _Sheet:
    """The parts of the sheet, for as many steps as the page has room for."""

    def __init__(self, data: RoadMapData) -> None:
        self._data = data
        words = load_road_words()
        self._words, self._second = words.french, words.languages.get(data.language)

    def fitting(self) -> list[Flowable]:
        """Return the story with the most steps that fit the page."""
        for shown in range(len(self._data.steps), -1, -1):
            story = self._story(shown)
            if _height(story) <= _HEIGHT:
                return self._story(shown)
        raise AssertionError("the head and the foot of the sheet fit a page")

    def _story(self, shown: int) -> list[Flowable]:
        data = self._data
        head: list[Flowable] = [
            *self._said("title", _TITLE),
            styles.text(f"{data.person} · {french.long_day(data.on)}", _BODY),
            Spacer(0, 3 * mm),
            HRFlowable(width="100%", thickness=1.6, color=black),
        ]
        steps = [self._step(number, step) for number, step in enumerate(data.steps[:shown], 1)]
        rest = data.steps[shown:]
        if rest:
            names = ", ".join(escape(_title(step, self._words)) for step in rest)
            then = f"{styles.bold(self._both('then'))} : {names}"
            steps.append(styles.marked(then, _SMALL))
        foot: list[Flowable] = [
            Spacer(0, 4 * mm),
            HRFlowable(width="100%", thickness=1.6, color=black),
            Spacer(0, 2 * mm),
            *self._said("free", _FREE),
            *self._said("question", _BODY),
            Spacer(0, 2 * mm),
            styles.marked(self._service(), _SMALL),
        ]
        return [*head, *steps, *foot]

    def _service(self) -> str:
        data = self._data
        where = ", ".join(line for line in data.service_address.splitlines() if line.strip())
        parts = [styles.bold(data.service_name) if data.service_name else "", escape(where)]
        return " · ".join(part for part in (*parts, escape(data.worker), data.reference) if part)

    def _step(self, number: int, step: RoadStep) -> Flowable:
        rows = [[styles.text(f"{number}", _COUNT), self._what(step), ""]]
        rows += [
            ["", self._said(label, _LABELS), styles.text(text, style)]
            for label, text, style in self._told(step)
        ]
        table = Table(rows, colWidths=[_NUMBER, _LABEL, _WIDTH - _NUMBER - _LABEL])
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                    ("SPAN", (1, 0), (2, 0)),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                    ("TOPPADDING", (0, 0), (-1, -1), 1),
                    ("TOPPADDING", (0, 0), (-1, 0), 8),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                    ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
                    ("LINEBELOW", (0, -1), (-1, -1), 0.6, styles.LINE_2),
                ]
            )
        )
        return table

    def _what(self, step: RoadStep) -> Flowable:
        markup = escape(_title(step, self._words))
        if self._second is not None:
            second = escape(_act(step.act, self._second))
            if self._second.from_right:  # on one line: cut, it would be read from its end
                second = second.replace(" ", french.NO_BREAK)
            size = _WHAT.fontSize * _SECOND
            markup += f' <font name="{fonts.REGULAR}" size="{size}">({second})</font>'
        if step.detail:
            size = _BODY.fontSize
            markup += (
                f'<br/><font name="{fonts.REGULAR}" size="{size}">{escape(step.detail)}</font>'
            )
        return styles.marked(markup, _WHAT)

    def _told(self, step: RoadStep) -> list[tuple[str, str, ParagraphStyle]]:
        """Return the lines under a step: name of the fixed word, text, style."""
        lines = []
        if step.where:
            lines.append(("where", "\n".join(step.where), _BODY))
        if step.papers:
            shown = [f"– {paper}" for paper in step.papers[:_PAPERS]]
            if len(step.papers) > _PAPERS:
                shown.append("– …")
            lines.append(("papers", "\n".join(shown), _BODY))
        if step.before is not None:
            lines.append(("before", french.long_day(step.before), _DAY))
        elif step.act is not Act.WAIT:
            lines.append(("when", self._both("soon"), _BODY))
        return lines

    def _both(self, name: str) -> str:
        """Return a fixed word in French, and in the second language where there is one."""
        word = str(getattr(self._words, name))
        return word if self._second is None else f"{word} / {getattr(self._second, name)}"

    def _said(self, name: str, style: ParagraphStyle) -> list[Flowable]:
        """Return a fixed word, the second language smaller under it: from the right, if it is so."""
        said: list[Flowable] = [styles.text(str(getattr(self._words, name)), style)]
        if self._second is not None:
            under = self._under(style)
            said.append(styles.text(str(getattr(self._second, name)), under))
        return said

    def _under(self, style: ParagraphStyle) -> ParagraphStyle:
        """Return the style of the second language under a word; that of a label stays under it."""
        from_right = self._second is not None and self._second.from_right
        under = ParagraphStyle(
            f"{style.name} second",
            style,
            fontName=fonts.REGULAR,
            fontSize=style.fontSize * (_SECOND_FROM_RIGHT if from_right else _SECOND),
            leading=style.leading * (_TALL if from_right else _SECOND),
            role=P,
            language=self._data.language,
        )
        if not from_right:
            return under
        turned = shaping.right_to_left(under)
        return (
            ParagraphStyle(turned.name, turned, alignment=TA_LEFT) if style is _LABELS else turned
        )


def _act(act: Act, words: RoadWords) -> str:
    return str(getattr(words, act.value))


def _title(step: RoadStep, words: RoadWords) -> str:
    return f"{_act(step.act, words)} : {step.what}"


def _height(story: list[Flowable]) -> float:
    return float(
        sum(part.wrap(_WIDTH, _HEIGHT)[1] for part in story)
    )  # nothing here has space around itself
