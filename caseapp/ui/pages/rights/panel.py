"""One right, explained: why, how much, what is missing, what to do, where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.services.assumptions import assumption_words
from caseapp.services.estimate_rows import MissingPart, RightAction, RightRow
from caseapp.ui.pages.rights import words
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.lines import AmountLine
from caseapp.ui.widgets.texts import Drawing, Pill, Text, TextRole
from caseapp.ui.wording import CONFIDENCES, OUTCOMES, amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.estimate import Condition
    from caseapp.rules.catalogue import Right

_MARKS = {True: ("ok", Tone.OK), False: ("bad", Tone.BAD), None: ("unknown", Tone.UNKNOWN)}
_SHOWN_PIECES = 6


class RightPanel(Card):
    """Shows one right; made anew for each, so that nothing of another stays."""

    claim_asked = Signal(object)  # RightRow
    field_asked = Signal(str)  # path of the fact to fill

    def __init__(self) -> None:
        super().__init__()
        self._content: QWidget | None = None
        self._text = ""

    @property
    def words(self) -> str:
        """Everything shown, as plain text: what « Copier » copies."""
        return self._text

    def show_right(self, row: RightRow, right: Right) -> None:
        """Show a right of an estimate."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
        self._text = words.plain_text(row, right)
        self._content = content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._add_heading(column, row)
        self._add_calculation(column, row)
        self._add_missing(column, row.missing)
        self._add_conditions(column, row.answer.conditions)
        self._add_notes(column, row)
        self._add_claim(column, row, right)
        self._add_references(column, right)
        self.body.addWidget(content)

    def _add_heading(self, column: QVBoxLayout, row: RightRow) -> None:
        heading = QHBoxLayout()
        title = Text(words.title(row), TextRole.CARD_TITLE, wrap=True)
        outcome, tone = OUTCOMES[row.outcome]
        heading.addWidget(title, 1)
        heading.addWidget(Pill(amount(row.amount) if row.amount else outcome, tone))
        column.addLayout(heading)
        column.addWidget(Text(words.why(row), TextRole.SECONDARY, wrap=True, selectable=True))
        buttons = QHBoxLayout()
        if row.action is RightAction.OPEN:
            self.open_button = primary("Ouvrir la démarche", lambda: self.claim_asked.emit(row))
            buttons.addWidget(self.open_button)
        elif row.claim_id is not None:
            buttons.addWidget(secondary("Voir la démarche", lambda: self.claim_asked.emit(row)))
        buttons.addWidget(link("Copier", self._copy))
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _add_calculation(self, column: QVBoxLayout, row: RightRow) -> None:
        steps = row.answer.steps
        if not steps:
            return
        column.addWidget(Text("Calcul", TextRole.CARD_TITLE))
        for place, step in enumerate(steps):
            last = place == len(steps) - 1
            column.addWidget(
                AmountLine(step.label, words.step_value(step), step.source, strong=last)
            )
        if row.later is not None:
            column.addWidget(
                AmountLine(
                    "Ensuite, une fois les autres droits versés",
                    amount(row.later),
                    "ils comptent alors comme ressources",
                )
            )

    def _add_missing(self, column: QVBoxLayout, missing: Sequence[MissingPart]) -> None:
        if not missing:
            return
        column.addWidget(Text("Ce qui manque", TextRole.CARD_TITLE))
        for part in missing:
            box = QFrame()
            restyle(box, notice="unknown")
            inner = QVBoxLayout(box)
            inner.setContentsMargins(12, 8, 12, 8)
            inner.setSpacing(2)
            inner.addWidget(Text(part.label, TextRole.STRONG, wrap=True))
            if part.effect is not None:
                inner.addWidget(Text(f"Change le droit : {amount(part.effect)}", wrap=True))
            if part.path:
                button = link("Compléter")
                button.clicked.connect(lambda _on=False, p=part.path: self.field_asked.emit(p))
                inner.addWidget(button)
            column.addWidget(box)

    def _add_conditions(self, column: QVBoxLayout, conditions: Sequence[Condition]) -> None:
        if not conditions:
            return
        column.addWidget(Text("Conditions", TextRole.CARD_TITLE))
        for condition in conditions:
            name, tone = _MARKS[condition.met]
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Drawing(name, tone, 18))
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(Text(words.condition(condition), wrap=True, selectable=True))
            if condition.source:
                told.addWidget(Text(condition.source, TextRole.HINT, wrap=True, selectable=True))
            line.addLayout(told, 1)
            column.addLayout(line)

    def _add_notes(self, column: QVBoxLayout, row: RightRow) -> None:
        answer = row.answer
        word, _tone = CONFIDENCES[answer.confidence]
        column.addWidget(Text("Confiance", TextRole.CARD_TITLE))
        column.addWidget(Text(f"Résultat {word}.", wrap=True))
        for note in answer.notes:
            column.addWidget(Text(note, TextRole.SECONDARY, wrap=True, selectable=True))
        assumed = assumption_words(answer.assumed)
        if assumed:
            column.addWidget(
                Text(
                    f"Supposé faute d'indication : {' ; '.join(assumed)}.",
                    TextRole.SECONDARY,
                    wrap=True,
                    selectable=True,
                )
            )

    def _add_claim(self, column: QVBoxLayout, row: RightRow, right: Right) -> None:
        column.addWidget(Text("Démarche gratuite", TextRole.CARD_TITLE))
        column.addWidget(Text(words.free_claim(right), TextRole.SECONDARY, wrap=True))
        for address in right.channel.online:
            column.addWidget(_web(address))
        for piece in right.pieces[:_SHOWN_PIECES]:
            column.addWidget(Text(f"•{words.NO_BREAK}{piece}", wrap=True))
        if len(right.pieces) > _SHOWN_PIECES:
            more = len(right.pieces) - _SHOWN_PIECES
            column.addWidget(Text(f"et {more} autres pièces, dans la démarche", TextRole.HINT))
        if row.claim_words:
            column.addWidget(Text(f"Situation : {row.claim_words}", TextRole.SECONDARY, wrap=True))

    def _add_references(self, column: QVBoxLayout, right: Right) -> None:
        column.addWidget(Text("Références", TextRole.CARD_TITLE))
        articles = " · ".join(basis.article for basis in right.legal_basis)
        column.addWidget(Text(articles, TextRole.SECONDARY, wrap=True, selectable=True))
        for address in right.channel.information[:1]:
            column.addWidget(_web(address))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def _web(address: str) -> QWidget:
    shown = address.removeprefix("https://").removeprefix("www.")
    short = shown if len(shown) < 44 else shown[:42] + "…"
    return link(
        short, lambda: QDesktopServices.openUrl(QUrl(address)), drawing="external", hint=address
    )
