"""The document that is chosen, as it is: pages, a picture, a text; else why not, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.services.document_words import size_words
from caseapp.ui.pages.documents.opening import Opened, open_content
from caseapp.ui.widgets.buttons import icon_button, link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.paper.page_view import PageView
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.document_rows import DocumentLine
    from caseapp.ui.tasks import Job, Jobs
    from db.blob_reader import BlobReader

_OPEN = "open"


class Preview(Card):
    """Shows one document at a time; what it is opened from is the base, and nothing is written."""

    copy_asked = Signal(object)  # DocumentLine
    print_asked = Signal(object)  # DocumentLine

    def __init__(self, reader_of: Callable[[UUID], BlobReader], jobs: Jobs) -> None:
        super().__init__("Aperçu", flush=True)
        self._reader_of, self._jobs = reader_of, jobs
        self.line: DocumentLine | None = None
        self.opened = Opened()
        self.view = PageView(jobs)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAcceptDrops(False)
        self.text.setAccessibleName("Texte du document")
        self.none = EmptyState(
            "Aucun document choisi", "Choisir une ligne pour voir le document ici."
        )
        self.refusal = ""  # what is said where nothing can be shown
        self._refused = QWidget()
        QVBoxLayout(self._refused)
        self._bar = self._make_bar()
        self._stack = QStackedWidget()
        self._nothing = QWidget()
        nothing = QVBoxLayout(self._nothing)
        nothing.addWidget(self.none)
        nothing.addStretch(1)
        for part in (self._nothing, self.view, self.text, self._refused):
            self._stack.addWidget(part)
        self.add(self._bar)
        self.body.addWidget(self._stack, 1)
        self.view.moved.connect(self._tell_page)
        self._show_nothing()

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        lines = QVBoxLayout(bar)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        self.about = Text("", TextRole.SECONDARY, wrap=True, selectable=True)
        tools = FlowLayout(gap=4)
        view = self.view
        self.before = icon_button(
            "Page précédente", "chevron-left", lambda: view.go(view.page - 1), hint="Page ↑"
        )
        self.after = icon_button(
            "Page suivante", "chevron-right", lambda: view.go(view.page + 1), hint="Page ↓"
        )
        self.place = Text("", TextRole.SECONDARY, figures=True)
        self.smaller = secondary("−", lambda: view.magnify(-1), hint="Réduire (touche −)")
        self.larger = secondary("+", lambda: view.magnify(1), hint="Agrandir (touche +)")
        self.fit = secondary("Ajuster", lambda: view.magnify(0), hint="Largeur entière (touche 0)")
        self.turn = secondary("Tourner", view.turn, hint="Un quart de tour (touche R)")
        self.smaller.setAccessibleName("Réduire")
        self.larger.setAccessibleName("Agrandir")
        self._of_pages = (self.smaller, self.larger, self.fit, self.turn)
        for part in (self.before, self.place, self.after, *self._of_pages):
            tools.addWidget(part)
        self.print_button = link("Imprimer", lambda: self.print_asked.emit(self.line))
        self.copy_button = link(
            "Copie…", lambda: self.copy_asked.emit(self.line), hint="Enregistrer une copie en clair"
        )
        for action in (self.print_button, self.copy_button):
            self.add_action(action)
        row = QHBoxLayout()
        row.addLayout(tools, 1)
        lines.addWidget(self.about)
        lines.addLayout(row)
        return bar

    def show_document(self, line: DocumentLine | None) -> None:
        """Show a document, or nothing; the one that is shown already stays as it stands."""
        if line is None:
            self._show_nothing()
            return
        is_same = self.line is not None and self.line.id == line.id
        self.line = line
        self.set_title(line.title)
        self.about.setText(_about(line))
        self._bar.show()
        if is_same:
            return
        self._let_go()
        self.copy_button.show()
        document_id, media_type = line.id, line.media_type

        def work(job: Job) -> Opened:
            opened = open_content(self._reader_of(document_id), media_type)
            if job.is_cancelled and opened.pages is not None:
                opened.pages.close()
            return opened

        self._jobs.start(
            self,
            work,
            lambda opened: self._show(document_id, opened),
            failed=self._fail,
            name=_OPEN,
        )

    def close_document(self) -> None:
        """Forget the document: nothing of it stays in memory longer than it is looked at."""
        self._jobs.cancel(self, _OPEN)
        self._show_nothing()

    def _show(self, document_id: UUID, opened: Opened) -> None:
        if self.line is None or self.line.id != document_id:
            return
        self.opened = opened
        if opened.pages is not None:
            self._stack.setCurrentWidget(self.view)
            self.view.show_pages(opened.pages)
        elif opened.refusal:
            self._refuse(
                f"{opened.refusal} Il est gardé tel quel : une copie s'ouvre dans un autre programme."
            )
        else:
            self.text.setPlainText(opened.text)
            self._stack.setCurrentWidget(self.text)
        self._tell_page()

    def _refuse(self, sentence: str, *, has_copy: bool = True) -> None:
        """Say why nothing is shown, and how to look at it all the same."""
        self.refusal = sentence
        copy = link("Enregistrer une copie…", lambda: self.copy_asked.emit(self.line))
        column = self._refused.layout()
        while column is not None and (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if isinstance(column, QVBoxLayout):
            column.addWidget(EmptyState("Aperçu impossible", sentence, copy if has_copy else None))
            column.addStretch(1)
        self._stack.setCurrentWidget(self._refused)

    def _fail(self, error: CaseAppError) -> None:
        self._refuse(error.sentence, has_copy=False)
        self.copy_button.hide()

    def _show_nothing(self) -> None:
        self.line = None
        self._let_go()
        self.set_title("Aperçu")
        self._bar.hide()
        self.copy_button.hide()
        self._stack.setCurrentWidget(self._nothing)

    def _let_go(self) -> None:
        self.opened = Opened()
        self.view.show_pages(None)
        self.text.clear()
        self._tell_page()

    def _tell_page(self) -> None:
        count = self.view.count
        self.place.setText(f"{self.view.page + 1} sur {french.number(count)}" if count else "")
        for part in (self.before, self.place, self.after):
            part.setVisible(count > 1)
        self.before.setEnabled(self.view.page > 0)
        self.after.setEnabled(self.view.page < count - 1)
        for part in (*self._of_pages, self.print_button):
            part.setVisible(count > 0)


def _about(line: DocumentLine) -> str:
    parts = [line.kind_words, line.person, line.file_name, size_words(line.size)]
    return " · ".join(part for part in parts if part)
