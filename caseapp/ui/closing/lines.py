"""What is still alive in a case, one box a line: ticked once seen to, or left as it is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.closing import OpenKind
from caseapp.services.closing_words import HEADINGS
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caseapp.services.closing_rows import OpenLine


class LineRow(QWidget):
    """One thing: a box, what it is, what to do of it, the way to it."""

    def __init__(self, line: OpenLine, go: Callable[[OpenLine], None]) -> None:
        super().__init__()
        self.line = line
        self.box = QCheckBox()
        self.box.setAccessibleName(line.words)
        self.box.setAccessibleDescription(line.advice)
        words = QVBoxLayout()
        words.setSpacing(2)
        tone = Tone.WARN if line.is_warned else None
        words.addWidget(Text(line.words, TextRole.BODY, tone=tone, wrap=True))
        words.addWidget(Text(line.advice, TextRole.HINT, wrap=True))
        way = link("Voir", lambda: go(line))
        way.setAccessibleName(f"Voir : {line.words}")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        outer.addWidget(self.box, 0, top)
        outer.addLayout(words, 1)
        outer.addWidget(way, 0, top)


class LinesList(ScrollPage):
    """The lines under their headings, what may be lost first."""

    go_asked = Signal(object)  # the line one wants to see

    def __init__(self, lines: Sequence[OpenLine], top: Iterable[QWidget] = ()) -> None:
        super().__init__(margin=0)
        self.body.setContentsMargins(0, 0, 12, 0)
        self.body.setSpacing(10)
        self.setMinimumWidth(260)
        self.rows: list[LineRow] = []
        for part in top:
            self.add(part)
        if not lines:
            self.add(Text("Rien n'est en cours dans ce dossier.", TextRole.SECONDARY, wrap=True))
        if len(lines) > 1:
            self.add(link("Tout cocher", self.tick_all))
        self._headings: list[tuple[Text, list[LineRow]]] = []
        for kind, some in groupby(lines, key=lambda line: line.kind):
            heading = Text(HEADINGS[kind], TextRole.STRONG)
            self.add(heading)
            rows = [LineRow(line, self.go_asked.emit) for line in some]
            for row in rows:
                self.add(row)
            self.rows += rows
            self._headings.append((heading, rows))
        self.end()

    @property
    def left(self) -> tuple[str, ...]:
        """What is left as it is, in words."""
        return tuple(
            row.line.left_words
            for row in self.rows
            if not row.box.isChecked() and not row.isHidden()
        )

    @property
    def ticked(self) -> tuple[int, ...]:
        """The places of the boxes that are ticked."""
        return tuple(place for place, row in enumerate(self.rows) if row.box.isChecked())

    def tick(self, places: Iterable[int]) -> None:
        """Tick some boxes."""
        for place in places:
            if place < len(self.rows):
                self.rows[place].box.setChecked(True)

    def tick_all(self) -> None:
        """Say that everything is seen to."""
        self.tick(range(len(self.rows)))

    def show_applicant(self, *, shown: bool) -> None:
        """Show that the applicant is to be told, or not: nobody tells a person who died."""
        for heading, rows in self._headings:
            for row in rows:
                if row.line.is_applicant and row.line.kind is OpenKind.INFORM:
                    row.setVisible(shown)
            heading.setVisible(not all(row.isHidden() for row in rows))
