"""What a person does to dates, one or several at once, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.dated_rows import ItemSource
from caseapp.ui.dated.forms import delegate_form, postpone_form
from caseapp.ui.dated.phones import PhonesWindow
from caseapp.ui.navigator import NEW, CasePlace, CaseTab, ClaimPlace, new_about
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.handling import Decided
    from caseapp.services.letter_rows import ProposedRow
    from caseapp.ui.dated.tools import DatedTools

_TABS = {ItemSource.DOCUMENT: CaseTab.DOCUMENTS, ItemSource.CONTACT: CaseTab.SUMMARY}


class DatedActions(Undone):
    """Decides of dates through the service; `refused` tells why something was not done."""

    refused = Signal(str)
    edit_asked = Signal(object)  # a task of no case: the page shows it in its form

    def __init__(self, tools: DatedTools, page: QWidget) -> None:
        super().__init__(page)
        self._tools, self._handling = tools, tools.desk.handling

    def do(self, items: Sequence[DatedItem]) -> None:
        """Say that things are done."""
        if items:
            self._decide(lambda: self._handling.done(items), f"Fait : {self._words(items)}")

    def postpone(self, items: Sequence[DatedItem]) -> None:
        """Ask until when, and why."""

        def record(day: str, reason: str) -> None:
            decided = self._handling.postpone(items, day, reason)
            self._keep(
                decided,
                lambda: self._handling.postpone(items, day, reason),
                f"Reporté : {self._words(items)}",
            )

        if not items:
            return
        try:
            self._handling.check_wait(items)
        except UserInputError as error:
            self.refused.emit(error.sentence)
            return
        self.open(postpone_form(self._page, items, record))

    def delegate(self, items: Sequence[DatedItem]) -> None:
        """Ask who sees to it."""

        def record(name: str) -> None:
            decided = self._handling.delegate(items, name)
            words = f"Confié à {name.strip()}" if name.strip() else "Plus confié à personne"
            self._keep(
                decided,
                lambda: self._handling.delegate(items, name),
                f"{words} : {self._words(items)}",
            )

        if items:
            self.open(delegate_form(self._page, items, self._handling.colleagues(), record))

    def move(self, item: DatedItem, day: date) -> bool:
        """Put something, or its reminder, on another day; say why where it may not."""
        words = f"{self._words([item])} : {french.weekday_short(day)}"
        return self._decide(lambda: self._handling.move(item, day), words)

    def write(self, item: DatedItem) -> None:
        """Begin a note of what was said or done."""
        if item.case_id is not None:
            self._tools.navigator.go(CasePlace(item.case_id, CaseTab.INTERVIEWS, NEW))

    def letters(self, item: DatedItem) -> tuple[ProposedRow, ...]:
        """Return the letters that the claim of a thing calls for, those that keep its date first."""
        if item.claim_id is None:
            return ()
        try:
            rows = self._tools.desk.letters.proposed(self._tools.desk.claims.page(item.claim_id))
        except NotFoundError:
            return ()
        return tuple(sorted(rows, key=lambda row: row.before != item.cautious_on))

    def begin_letter(self, item: DatedItem, code: str, *_of_signal: object) -> None:
        """Begin a letter with what is known of the claim, and go to it."""
        if item.case_id is None:
            return
        try:
            letter = self._tools.desk.letters.begin(item.case_id, code, item.claim_id)
        except (UserInputError, NotFoundError) as error:
            self.refused.emit(error.sentence)
            return
        self._tools.navigator.go(CasePlace(item.case_id, CaseTab.LETTERS, str(letter)))

    def choose_letter(self, item: DatedItem) -> None:
        """Go to the library of letters, about the claim of a thing."""
        if item.case_id is not None:
            focus = NEW if item.claim_id is None else new_about(item.claim_id)
            self._tools.navigator.go(CasePlace(item.case_id, CaseTab.LETTERS, focus))

    def call(self, items: Sequence[DatedItem]) -> None:
        """Show the numbers of whom things are about."""
        cases = list(dict.fromkeys(item.case_id for item in items if item.case_id is not None))
        if not cases:
            return
        title = f"Appeler {items[0].case_name}" if len(cases) == 1 else "Appeler"
        window = PhonesWindow(self._page, title, self._tools.desk.phones.of_cases(cases))
        window.finished.connect(window.deleteLater)
        window.open()

    def show(self, item: DatedItem) -> None:
        """Go to what a thing is about."""
        go = self._tools.navigator.go
        if item.claim_id is not None:
            go(ClaimPlace(item.claim_id))
        elif item.case_id is not None:
            tab = _TABS.get(item.source, CaseTab.AGENDA)
            focus = "" if item.source is ItemSource.CONTACT else str(item.id)
            go(CasePlace(item.case_id, tab, focus))
        else:
            self.edit_asked.emit(item.id)

    def _decide(self, decide: Callable[[], Decided], words: str) -> bool:
        try:
            decided = decide()
        except (UserInputError, NotFoundError) as error:
            self.refused.emit(error.sentence)
            return False
        if decided.made_next:
            words = f"{words}. Le suivant est à l'agenda."
        self._keep(decided, decide, words)
        return True

    def _keep(self, decided: Decided, decide: Callable[[], Decided], words: str) -> None:
        kept = [decided]
        self.done(lambda: self._handling.put_back(kept.pop()), lambda: kept.append(decide()), words)

    def _words(self, items: Sequence[DatedItem]) -> str:
        if len(items) > 1:
            return french.plural(len(items), "échéance")
        return self._tools.desk.board.to_do(items[0])
