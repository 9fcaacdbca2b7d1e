"""One right, explained: why, how much, what is missing, what to do, where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.estimate import Outcome
from caseapp.kernel.web import site_of
from caseapp.services.estimate_rows import RightAction, RightRow
from caseapp.ui import clipboard
from caseapp.ui.dialogs.web import web_link
from caseapp.ui.pages.rights import words
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.lines import AmountLine
from caseapp.ui.widgets.texts import Drawing, Line, Pill, Text, TextRole
from caseapp.ui.wording import OUTCOMES, amount, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.domain.estimate import Condition
    from caseapp.rules.catalogue import Right
    from caseapp.services.household_page import HouseholdPage
    from caseapp.services.learned_delays import UsualDelays
    from caseapp.ui.pages.rights.answer_here import AnswerHere
    from caseapp.ui.widgets.buttons import Button

_MARKS = {True: ("ok", Tone.OK), False: ("bad", Tone.BAD), None: ("unknown", Tone.UNKNOWN)}


class RightPanel(Card):
    """Shows one right; made anew for each, so that nothing of another stays."""

    claim_asked = Signal(object)  # RightRow
    field_asked = Signal(str, str)  # path of the fact to fill, code of the right that asks
    file_asked = Signal(str)  # code of the right whose file is wanted
    print_asked = Signal()
    form_asked = Signal(str)  # code of the right whose form is to be filled

    def __init__(
        self,
        make_answer: Callable[[], AnswerHere],
        usual: Callable[[], UsualDelays],
        has_form: Callable[[str], bool],
    ) -> None:
        """`usual` returns how long answers usually take, where that was learned."""
        super().__init__()
        self._make_answer, self._usual, self._has_form = make_answer, usual, has_form
        self.answer: AnswerHere | None = None  # the field of the fact to ask first
        self.setAccessibleName("Explication du droit")
        self._content: QWidget | None = None
        self._shown: tuple[object, ...] = ()
        self._text = ""

    @property
    def words(self) -> str:
        """Everything shown, as plain text: what is copied and printed; titles begin with « # »."""
        return self._text

    def show_right(self, row: RightRow, right: Right, page: HouseholdPage | None = None) -> None:
        """Show a right of an estimate, with the household whose missing facts it asks for.

        What is typed and where one is stays while it is the same as before.
        """
        shown = (row, right, page, self._usual().words(right.code))
        if shown == self._shown:
            return
        self._shown = shown
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._text = words.plain_text(row, right)
        self.answer = None
        self._content = content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._add_heading(column, row)
        self._add_next(column, row)
        self._add_missing(column, row, page)
        self._add_conditions(column, row.answer.conditions)
        self._add_calculation(column, row)
        self._add_assumed(column, row)
        self._add_confidence(column, row)
        self._add_claim(column, right)
        self._add_references(column, right)
        self.body.addWidget(content)
        content.show()

    def _add_heading(self, column: QVBoxLayout, row: RightRow) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        outcome, tone = OUTCOMES[row.outcome]
        pill = outcome if row.outcome is Outcome.NO else words.shown_amount(row)
        heading.addWidget(Text(row.title, TextRole.CARD_TITLE, wrap=True), 1)
        heading.addWidget(Pill(outcome if pill == "—" else pill, tone), 0, _TOP)
        column.addLayout(heading)
        _say(column, words.why(row), TextRole.SECONDARY)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        if row.claim_id is not None:
            buttons.addWidget(secondary("Voir la démarche", lambda: self.claim_asked.emit(row)))
        elif row.action is not RightAction.NONE:
            main = primary if row.action is RightAction.OPEN else secondary
            buttons.addWidget(main("Ouvrir la démarche", lambda: self.claim_asked.emit(row)))
        buttons.addWidget(link("Copier", self._copy, hint="Copier toute cette explication"))
        buttons.addWidget(
            link("Imprimer", self.print_asked.emit, hint="Imprimer cette explication")
        )
        buttons.addStretch(1)
        column.addLayout(buttons)
        file = link("Voir la fiche du droit", hint="Tout ce que le catalogue dit de ce droit")
        file.clicked.connect(lambda _on=False, code=row.right: self.file_asked.emit(code))
        column.addWidget(file)
        if self._has_form(row.right):
            form = link(
                "Aide au remplissage", hint="Le formulaire, champ par champ, avec le dossier"
            )
            form.clicked.connect(lambda _on=False, code=row.right: self.form_asked.emit(code))
            column.addWidget(form)

    def _add_calculation(self, column: QVBoxLayout, row: RightRow) -> None:
        steps = row.answer.steps
        if not steps:
            return
        _title(column, "Calcul")
        for step in steps:
            last = step is steps[-1]
            column.addWidget(
                AmountLine(step.label, words.step_value(step), step.source, strong=last)
            )
        if row.later is not None:
            why = "quand les autres droits, une fois versés, comptent comme ressources"
            column.addWidget(AmountLine("Ensuite", amount(row.later), why))

    def _add_next(self, column: QVBoxLayout, row: RightRow) -> None:
        if row.next_step:
            _title(column, "À faire")
            _say(column, row.next_step)
        if row.waiting:
            _title(column, "Attendre")
            _say(column, row.waiting)
            _say(column, row.waiting_basis, TextRole.HINT)

    def _add_assumed(self, column: QVBoxLayout, row: RightRow) -> None:
        if not row.assumed:
            return
        _title(column, "Supposé, faute d'indication")
        for part in row.assumed:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Text(part.words, TextRole.SECONDARY, wrap=True), 1)
            if part.path:
                button = link("Corriger", hint=f"Aller à : {part.words}")
                button.setAccessibleName(f"Corriger : {part.words}")
                self._lead_to_field(button, part.path, row.right)
                line.addWidget(button, 0, _TOP)
            column.addLayout(line)

    def _lead_to_field(self, button: Button, path: str, right: str) -> None:
        button.clicked.connect(lambda _on=False: self.field_asked.emit(path, right))

    def _add_missing(self, column: QVBoxLayout, row: RightRow, page: HouseholdPage | None) -> None:
        missing = row.missing
        if not missing:
            return
        _title(column, "Ce qui manque")
        first = next((part for part in missing if part.path), None)
        for part in missing:
            box = QFrame()
            restyle(box, notice="unknown")
            inner = QVBoxLayout(box)
            inner.setContentsMargins(12, 8, 12, 8)
            inner.setSpacing(2)
            if part is first:
                inner.addWidget(Text(words.ask_here(part), TextRole.STRONG, wrap=True))
            else:
                inner.addWidget(Text(capital(part.label), TextRole.STRONG, wrap=True))
                _say(inner, words.effect(part))
            if part is first and self._add_field(inner, page, part.path, row.right):
                pass
            elif part.path:
                button = link("Compléter", hint=f"Aller à : {part.label}")
                self._lead_to_field(button, part.path, row.right)
                inner.addWidget(button)
            column.addWidget(box)

    def _add_field(
        self, inner: QVBoxLayout, page: HouseholdPage | None, path: str, right: str
    ) -> bool:
        if page is None:
            return False
        answer = self._make_answer()
        if not answer.show_field(page, path, right):
            answer.deleteLater()
            return False
        self.answer = answer
        inner.addWidget(answer)
        return True

    def _add_conditions(self, column: QVBoxLayout, conditions: Sequence[Condition]) -> None:
        if not conditions:
            return
        _title(column, "Conditions")
        for condition in conditions:
            name, tone = _MARKS[condition.met]
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Drawing(name, tone, 18), 0, _TOP)
            told = QVBoxLayout()
            told.setSpacing(0)
            _say(told, words.condition(condition))
            _say(told, condition.source, TextRole.HINT)
            line.addLayout(told, 1)
            column.addLayout(line)

    def _add_confidence(self, column: QVBoxLayout, row: RightRow) -> None:
        _title(column, "Confiance")
        _say(column, words.confidence(row))
        for note in row.answer.notes:
            _say(column, note, TextRole.SECONDARY)

    def _add_claim(self, column: QVBoxLayout, right: Right) -> None:
        _title(column, "Démarche gratuite")
        _say(column, words.free_claim(right), TextRole.SECONDARY)
        _say(column, words.opening(right), TextRole.SECONDARY)
        if usual := self._usual().words(right.code):
            _say(column, f"{capital(usual)}.", TextRole.SECONDARY)
        for address in right.channel.online:
            column.addWidget(web_link(f"Faire la demande sur {site_of(address)}", address))
        form = right.channel.form
        if form is not None and form.link:
            column.addWidget(web_link(f"Voir le formulaire sur {site_of(form.link)}", form.link))
        for address in right.channel.information:
            column.addWidget(web_link(f"S'informer sur {site_of(address)}", address))
        if right.pieces:
            _title(column, "Pièces à réunir")
        for piece in right.pieces:
            _say(column, f"• {capital(piece)}")

    def _add_references(self, column: QVBoxLayout, right: Right) -> None:
        if not right.legal_basis:
            return
        _title(column, "Références")
        articles = QWidget()
        flow = FlowLayout(articles, gap=10, line_gap=2)
        for basis in right.legal_basis:
            flow.addWidget(
                web_link(basis.article, basis.link)
                if basis.link
                else Line(basis.article, TextRole.BODY)
            )
        column.addWidget(articles)

    def _copy(self) -> None:
        clipboard.copy(words.copied(self._text))


_TOP = Qt.AlignmentFlag.AlignTop


def _title(column: QVBoxLayout, title: str) -> None:
    column.addSpacing(8)
    column.addWidget(Text(title, TextRole.CARD_TITLE))


def _say(column: QVBoxLayout, sentence: str, role: TextRole = TextRole.BODY) -> None:
    if sentence:
        column.addWidget(Text(sentence, role, wrap=True, selectable=True))
