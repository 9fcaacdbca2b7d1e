"""What is done to the chosen cases: tags, referent, closing, copying, a file for a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.domain.journal import JournalAction
from caseapp.kernel import french
from caseapp.kernel.files import write_atomically
from caseapp.kernel.spreadsheet import block
from caseapp.services import case_table
from caseapp.ui import clipboard
from caseapp.ui.closing.batch import BatchClosing
from caseapp.ui.closing.window import ClosingWindow, leave_for
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.pages.cases.batch_letters import BatchLettersDialog
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.suggest_words import suggest_words
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.case_changes import CasesBefore
    from caseapp.services.case_rows import CaseRow
    from caseapp.ui.models.table import Column
    from caseapp.ui.pages.cases.lines import CaseLines
    from caseapp.ui.pages.cases.tools import CasesTools

_DECIDE = "Fermé à la lecture : décider d'abord, dans « Protection »."
_CSV = "Tableau CSV (*.csv)"


class CaseActions(Undone):
    """Does one thing to many cases at once; each can be taken back."""

    told = Signal(str)  # what was done that changes nothing

    def __init__(self, tools: CasesTools, page: QWidget) -> None:
        super().__init__(page)
        self._tools = tools
        self._changes, self._clock = tools.desk.case_changes, tools.desk.clock
        self._closings = tools.desk.case_closings

    def tag(self, cases: Sequence[CaseRow]) -> None:
        """Ask for a tag and put it on cases."""
        line = TextField("Étiquette")
        suggest_words(line.editor, self._changes.known_tags())
        self._ask(
            "Étiqueter",
            f"L'étiquette est mise sur {_cases(cases)}.",
            {"tag": line},
            lambda typed: self.add_tag(_ids(cases), typed["tag"]),
        )

    def untag(self, cases: Sequence[CaseRow], tag: str) -> None:
        """Take a tag off cases."""
        self.remove_tag(_ids(cases), tag)

    def add_tag(self, case_ids: Sequence[UUID], tag: str) -> None:
        """Put a tag on cases.

        Raises:
            UserInputError: it is empty or too long.
        """
        before = self._changes.add_tag(case_ids, tag)
        self._keep(before, f"Étiquette « {' '.join(tag.split())} » mise sur {_count(before)}.")

    def remove_tag(self, case_ids: Sequence[UUID], tag: str) -> None:
        """Take a tag off cases."""
        before = self._changes.remove_tag(case_ids, tag)
        self._keep(before, f"Étiquette « {tag} » retirée de {_count(before)}.")

    def rename_tag(self, tag: str) -> None:
        """Ask for another word for a tag, wherever it stands."""
        line = TextField("Nouvelle étiquette")
        line.show_text(tag)

        def record(typed: dict[str, str]) -> None:
            before = self._changes.rename_tag(tag, typed["tag"])
            self._keep(before, f"Étiquette « {tag} » renommée dans {_count(before)}.")

        self._ask("Renommer l'étiquette", f"« {tag} » change partout.", {"tag": line}, record)

    def refer(self, cases: Sequence[CaseRow]) -> None:
        """Ask who follows cases from now on."""
        line = TextField("Référent", hint="Vide : sans référent.")
        suggest_words(line.editor, self._changes.known_referents())
        line.show_text(cases[0].referent if len({case.referent for case in cases}) == 1 else "")

        def record(typed: dict[str, str]) -> None:
            before = self._changes.set_referent(_ids(cases), typed["referent"])
            name = " ".join(typed["referent"].split())
            words = f"Référent : {name}" if name else "Sans référent"
            self._keep(before, f"{words} ({_count(before)}).")

        self._ask("Changer le référent", _sentence(cases), {"referent": line}, record)

    def close(self, cases: Sequence[CaseRow]) -> None:
        """Ask why cases are closed, and of each that needs it what it needs."""
        unreadable = self._tools.desk.retentions.unreadable()  # nothing of them is shown here
        still = [case for case in cases if case.closed_on is None and case.id not in unreadable]
        if not still:
            locked = any(case.id in unreadable for case in cases)
            self.told.emit(_DECIDE if locked else "Déjà clos.")
            return
        if len(still) == 1:
            self._close_one(still[0])
            return
        dialog = BatchClosing(self._page, self._closings, self._tools.jobs, still, self._clock)
        dialog.closed.connect(
            lambda many, words: self.changed(many.before, self._closings.put_back, words)
        )
        self.open(dialog)

    def _close_one(self, case: CaseRow) -> None:
        def record(typed: dict[str, str], left: tuple[str, ...]) -> None:
            before = self._closings.close(case.id, typed, left)
            self.changed(before, self._closings.put_back, f"Clos : {case.name}.")

        found = self._closings.list_of(case.id)
        window = ClosingWindow(self._page, found, self._clock.today(), record)
        window.go_asked.connect(lambda place: leave_for(window, self._tools.navigator, place))
        self.open(window)

    def write(self, cases: Sequence[CaseRow]) -> None:
        """Ask which letter to begin in each of the cases."""
        dialog = BatchLettersDialog(self._page, self._tools, cases)
        dialog.written.connect(self.stored)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def reopen(self, cases: Sequence[CaseRow]) -> None:
        """Open cases again."""
        before = self._closings.reopen(_ids(cases))
        words = f"Rouvert : {french.plural(before.count, 'dossier')}."
        self.changed(before, self._closings.put_back, words)

    def copy(self, cases: Sequence[CaseRow], lines: CaseLines, shown: Sequence[str]) -> None:
        """Copy cases as the columns show them, to be pasted in a spreadsheet or a message."""
        titles, rows = _texts(cases, lines, shown, lines.words)
        clipboard.copy(block((titles, *rows)))
        self._tools.desk.journal.note(JournalAction.COPIED, about="list")
        self.told.emit(f"Copié : {french.plural(len(cases), 'dossier')}.")

    def export(self, cases: Sequence[CaseRow], lines: CaseLines, shown: Sequence[str]) -> None:
        """Ask where to write cases as the columns show them, and write them there."""
        name = f"dossiers-{self._clock.today():%Y-%m-%d}.csv"
        path = self._tools.asker.save_file(
            self._page, "Exporter les dossiers", Path.home() / name, _CSV
        )
        if path is None:
            return
        content = case_table.as_csv(
            *_texts(cases, lines, shown, lambda column, row: column.text(row))
        )
        told = f"{french.plural(len(cases), 'dossier')} dans {path.name}. Ce fichier n'est pas chiffré."
        self._tools.jobs.start(
            self._page,
            lambda _job: write_atomically(path, content),
            lambda _nothing: self._exported(told),
            failed=lambda error: self._tools.asker.tell(
                self._page, "L'export n'a pas été enregistré", str(error)
            ),
            name="export",
        )

    def _exported(self, told: str) -> None:
        self._tools.desk.journal.note(JournalAction.EXPORTED, about="list")
        self.told.emit(told)

    def _ask(
        self,
        title: str,
        sentence: str,
        fields: dict[str, TextField],
        record: Callable[[dict[str, str]], None],
    ) -> None:
        self.open(RefusableForm(self._page, title, sentence, fields, record))

    def _keep(self, before: CasesBefore, words: str) -> None:
        self.changed(before, self._changes.restore, words)


def _ids(cases: Sequence[CaseRow]) -> list[UUID]:
    return [case.id for case in cases]


def _cases(cases: Sequence[CaseRow]) -> str:
    return cases[0].name if len(cases) == 1 else french.plural(len(cases), "dossier")


def _sentence(cases: Sequence[CaseRow]) -> str:
    return f"{_cases(cases)}."


def _count(before: CasesBefore) -> str:
    return french.plural(before.count, "dossier")


def _texts(
    cases: Sequence[CaseRow],
    lines: CaseLines,
    shown: Sequence[str],
    words: Callable[[Column[CaseRow], CaseRow], str],
) -> tuple[list[str], list[list[str]]]:
    columns = [lines.columns[lines.keys.index(key)] for key in shown]
    rows = [[_cell(words(column, case)) for column in columns] for case in cases]
    return [column.title for column in columns], rows


def _cell(text: str) -> str:
    return "" if text == "—" else text
