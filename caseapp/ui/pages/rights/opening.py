"""« Ouvrir les démarches »: several claims at once from the estimate, in the order of the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import ZERO
from caseapp.services.claim_opening import pieces_of
from caseapp.services.estimate_rows import RightAction
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import amount, day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.claim_opening import ClaimOpening, PlannedClaim
    from caseapp.services.estimate_rows import RightRow
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.widgets.buttons import Button
    from caseapp.ui.widgets.notice import Notice

_TO_OPEN = {RightAction.OPEN, RightAction.COMPLETE}
_PROPOSED = {Outcome.LIKELY, Outcome.TO_CHECK}


@dataclass(slots=True)
class _Line:
    """One claim of the list, ticked or not."""

    planned: PlannedClaim
    amount: str
    ticked: bool


class SeveralClaims(QObject):
    """Offers the claims of an estimate, opens those that are ticked, and takes that back."""

    stored = Signal()  # the rights are to be read again

    def __init__(
        self, opening: ClaimOpening, navigator: Navigator, notice: Notice, page: QWidget
    ) -> None:
        super().__init__(page)
        self._opening, self._navigator = opening, navigator
        self._notice, self._page = notice, page
        self._case: UUID | None = None
        self._rows: tuple[RightRow, ...] = ()
        self.button = secondary("Ouvrir les démarches…", self.ask)
        self.button.hide()

    def offer(self, case_id: UUID | None, rows: Sequence[RightRow]) -> None:
        """Show the button where there is something to open."""
        self._case = case_id
        self._rows = tuple(
            row
            for row in rows
            if row.action in _TO_OPEN and row.computed and row.outcome in _PROPOSED
        )
        self.button.setVisible(case_id is not None and bool(self._rows))

    def ask(self) -> None:
        """Show the claims in their order, the likely rights ticked."""
        if self._case is None:
            return
        by_right = {row.right: row for row in self._rows}
        lines = [
            _line(planned, by_right[planned.right])
            for planned in self._opening.plan(self._case, list(by_right))
        ]
        dialog = OpeningDialog(self._page, lines, self._open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, rights: Sequence[str]) -> None:
        case = self._case
        if case is None:
            return
        try:
            opened = self._opening.open(case, rights)
        except UserInputError as error:  # one was opened elsewhere meanwhile
            self._tell("Les démarches n'ont pas été ouvertes", error.sentence, Tone.WARN)
            return
        self.stored.emit()
        opened_words = french.plural(len(opened), "démarche ouverte", "démarches ouvertes")
        self._tell(
            opened_words,
            "",
            Tone.OK,
            secondary(
                "Voir les démarches",
                lambda: self._navigator.go(CasePlace(case, CaseTab.CLAIMS)),
            ),
            secondary("Annuler", lambda: self._take_back(opened)),
        )

    def _take_back(self, opened: Sequence[UUID]) -> None:
        self._notice.hide()
        try:
            self._opening.take_back(opened)
        except UserInputError as error:
            self._tell("Les démarches restent ouvertes", error.sentence, Tone.WARN)
        self.stored.emit()

    def _tell(self, title: str, words: str, tone: Tone, *buttons: Button) -> None:
        self._notice.say(title, words, tone, *buttons)
        self._notice.show()


class OpeningDialog(Dialog):
    """The claims in their order, each with its tick, its reason and its last day."""

    def __init__(
        self, parent: QWidget, lines: Sequence[_Line], open_them: Callable[[list[str]], None]
    ) -> None:
        super().__init__(
            parent,
            "Ouvrir les démarches",
            "Dans l'ordre où les demander : ce que le droit fait passer d'abord est en tête.",
            width=760,
        )
        self._open_them = open_them
        self.table = Table(
            RowModel(_columns(), lambda line: line.planned.right), "Démarches à ouvrir"
        )
        self.table.setMinimumHeight(360)
        self.table.rows_model.set_rows(lines)
        self.pieces = Text("", TextRole.SECONDARY, wrap=True)
        self.add(self.table)
        self.add(self.pieces)
        self.add_way_back()
        self._way_on = self.add_way_on("Ouvrir")
        self.table.rows_model.ticked.connect(self._tick)
        self.table.acted.connect(lambda *_: self.go_on())
        if lines:
            self.table.choose(lines[0].planned.right)
        self._count()

    def go_on(self) -> None:
        ticked = self._ticked()
        if ticked:
            self.accept()
            self._open_them([line.planned.right for line in ticked])

    def _ticked(self) -> list[_Line]:
        return [line for line in self.table.rows_model.rows if line.ticked]

    def _tick(self, line: _Line, ticked: bool) -> None:  # noqa: FBT001 - a signal's argument
        line.ticked = ticked
        self.table.rows_model.set_rows(self.table.rows_model.rows)
        self._count()

    def _count(self) -> None:
        ticked = self._ticked()
        words = f"Ouvrir {french.plural(len(ticked), 'démarche')}" if ticked else "Ouvrir"
        self._way_on.setText(words)
        self._way_on.setAccessibleName(words)
        self._way_on.setEnabled(bool(ticked))
        pieces, shared = pieces_of(line.planned for line in ticked)
        common = (
            f", dont {french.plural(shared, 'commune')} à plusieurs démarches : un document du"
            " dossier les coche partout"
            if shared
            else ""
        )
        self.pieces.setText(f"{french.plural(pieces, 'pièce')} en tout{common}." if pieces else "")


def _line(planned: PlannedClaim, row: RightRow) -> _Line:
    """Return a line, ticked where the right is likely and still pays once the others are paid."""
    then = row.later or row.amount
    pays = then is None or then.max > ZERO
    return _Line(planned, amount(then), pays and row.outcome is Outcome.LIKELY)


def _columns() -> list[Column[_Line]]:
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda line: line.ticked, width=36),
        Column(
            title="Démarche",
            text=lambda line: f"{line.planned.place}. {line.planned.name}",
            hint=lambda line: "\n".join((line.planned.agency, *line.planned.reasons)),
            strong=True,
            stretch=True,
        ),
        Column(title="Montant", text=lambda line: line.amount, numeric=True, width=130),
        Column(
            title="Déposer avant le",
            text=lambda line: day(line.planned.file_by),
            hint=lambda line: line.planned.article.partition(" ;")[0],
            numeric=True,
            width=136,
        ),
    ]
