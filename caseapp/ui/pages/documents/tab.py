"""« Documents »: taken in by any way, described, looked at inside the program."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout

from caseapp.kernel.errors import NotFoundError
from caseapp.ui.intake import Intake, Source
from caseapp.ui.pages.documents.describing import Describing
from caseapp.ui.pages.documents.editing import DocumentsEditing
from caseapp.ui.pages.documents.list_card import ListCard
from caseapp.ui.pages.documents.outward import Outward
from caseapp.ui.pages.documents.preview import Preview
from caseapp.ui.pages.documents.scanning import Scanning
from caseapp.ui.pages.documents.words import outcome_words, weight_words
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Button, secondary
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.file_drop import FileDrop
from caseapp.ui.widgets.handed import DropSign, sources_in
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QHideEvent, QResizeEvent

    from caseapp.services.document_rows import DocumentLine, DocumentsPage
    from caseapp.ui.intake import Outcome
    from caseapp.ui.pages.documents.tools import DocumentsTools


_NARROW = 760  # pixels under which the preview stands under the list
_LEAST = QSize(320, 500)


class DocumentsTab(CaseContent):
    """One case at a time; each change is stored at once and can be taken back."""

    def __init__(self, tools: DocumentsTools) -> None:
        super().__init__()
        self._tools, self._documents = tools, tools.documents
        self._case: UUID | None = None
        self._page: DocumentsPage | None = None
        self.editing = DocumentsEditing(tools.documents, self)
        self.intake = Intake(tools.documents, tools.jobs, self)
        self.scanning = Scanning(tools, self)
        self.outward = Outward(tools, self)
        self.notice, self.progress, self.weight = Notice(), Notice(), Notice()
        self._originals: list[Path] = []  # files that were just taken in
        self.list = ListCard()
        self.describing = Describing(
            tools.documents.shown, self.editing.describe, tools.documents.proposed_until
        )
        self.preview = Preview(tools.documents.reader, tools.jobs)
        self._left = QStackedWidget()
        self._lay_out()
        self.drop_sign = DropSign(self)
        self.dropping = FileDrop(self, may=lambda: self._case is not None)
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        for notice in (self.notice, self.progress, self.weight):
            notice.hide()
            outer.addWidget(notice)
        self._left.addWidget(self.list)
        self._left.addWidget(self.describing)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self._left)
        split.addWidget(self.preview)
        self.preview.raise_()  # after the list for a screen reader, which goes by what lies above
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([600, 460])
        for side in (self._left, self.preview):
            side.setMinimumSize(_LEAST)  # in a small window the page scrolls
        outer.addWidget(split, 1)

    def _connect(self) -> None:
        self.editing.stored.connect(self._show_change)
        self.editing.said.connect(self._say)
        self.dropping.held.connect(lambda _at: self.drop_sign.cover())
        self.dropping.gone.connect(self.drop_sign.hide)
        self.dropping.dropped.connect(lambda mime, _at: self._take_dropped(mime))
        self.intake.moved.connect(self._show_progress)
        self.intake.ended.connect(self._end)
        self.scanning.picked.connect(self._take_paths)
        self.outward.said.connect(self._tell)
        self.list.add_asked.connect(self.add)
        self.list.paste_asked.connect(self.paste)
        self.list.scans_asked.connect(self.scanning.ask)
        self.list.description_asked.connect(self.describe)
        self.list.removal_asked.connect(self.editing.remove)
        self.list.table.chosen.connect(self.preview.show_document)
        self.describing.shown.connect(self._show_described)
        self.describing.over.connect(self._end_describing)
        self.preview.copy_asked.connect(self.outward.copy)
        self.preview.print_asked.connect(self.outward.put_on_paper)
        listen_to_undo(self, self._undo, self.editing.redo)
        pasting = QShortcut(QKeySequence("Ctrl+V"), self, self.paste)
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------ as a tab
    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is the id of a document."""
        if case_id != self._case:
            self.leave()
            self._case, self._page = case_id, None
            self.editing.forget()
            self.preview.close_document()
            self._originals = []
            self.notice.hide()
            self._tools.jobs.start(
                self, lambda _job: self._documents.sweep(), lambda _gone: None, name="sweep"
            )
        self._show()
        if focus and self._page is not None:
            found = next((line for line in self._page.lines if str(line.id) == focus), None)
            if found is not None:
                self.list.choose(found.id)

    def leave(self) -> None:
        """Keep what is typed of a document, and leave the others as they were guessed."""
        with suppress(NotFoundError):  # it was removed meanwhile
            self.describing.keep_what_can_be()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no document open behind another page, nor behind the lock."""
        super().hideEvent(event)
        if not event.spontaneous():  # the window is not merely made small
            self.preview.close_document()

    # ------------------------------------------------------------------ ways in
    def add(self) -> None:
        """Ask for files."""
        paths = self._tools.asker.open_files(self, "Ajouter des documents", Path.home())
        self._take_paths(paths)

    def paste(self) -> None:
        """Take in the picture or the files of the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        sources = sources_in(mime, self._tools.clock.now())
        if sources:
            self._take(sources)
        else:
            self._tell("Le presse-papiers ne contient ni image ni fichier.", Tone.WARN)

    def _take_dropped(self, mime: QMimeData) -> None:
        self._take(sources_in(mime, self._tools.clock.now()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self._split.setOrientation(
            Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        )
        if self.drop_sign.isVisible():
            self.drop_sign.cover()

    def _take_paths(self, paths: list[Path]) -> None:
        self._take([Source(path.name, path) for path in paths])

    def _take(self, sources: list[Source]) -> None:
        if self._case is None or not sources:
            return
        self.notice.hide()
        self.intake.take(self._case, sources)

    def _show_progress(self, share: float, sentence: str) -> None:
        words = f"{sentence} · {round(share * 100)} %" if sentence else f"{round(share * 100)} %"
        if self.progress.isVisibleTo(self):
            self.progress.say_again(words)
        else:
            stop = secondary("Arrêter", self.intake.stop)
            self.progress.say("Ajout dans la base chiffrée", words, Tone.INFO, stop)
            self.progress.show()

    def _end(self, outcome: Outcome) -> None:
        """Show what came in, then have it described; the originals stay unless one asks."""
        self.progress.hide()
        new = [taken for taken in outcome.done if not taken.added.was_there]
        is_here = outcome.case_id == self._case
        if is_here and new:
            self.editing.taken_in([taken.added.document_id for taken in new])
        elif is_here:
            self._show()
        words, tone = outcome_words(outcome)
        self._originals = [
            taken.source.path for taken in outcome.done if taken.source.path is not None
        ]
        buttons = self._wiping()
        if is_here and new:
            buttons.append(secondary("Annuler", self._undo))
        if words:
            self.notice.say("", words, tone, *buttons)
            self.notice.show()
        if is_here and outcome.done:
            self.list.choose(outcome.done[-1].added.document_id)
        if is_here and new and self.isVisible():
            self.describe([taken.added.document_id for taken in new])

    # ------------------------------------------------------------------ describing
    def describe(self, documents: list[UUID]) -> None:
        """Go through the forms of documents, each beside its preview."""
        if self._page is not None and documents:
            self._left.setCurrentWidget(self.describing)
            self.describing.describe(documents, self._page.people)

    def _show_described(self, document: UUID) -> None:
        self.preview.show_document(self._line(document))

    def _end_describing(self) -> None:
        if self._left.currentWidget() is not self.list:
            self._left.setCurrentWidget(self.list)
            self.preview.show_document(self.list.table.current)
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, document: UUID) -> DocumentLine | None:
        lines = self._page.lines if self._page is not None else ()
        return next((line for line in lines if line.id == document), None)

    # ------------------------------------------------------------------ on screen
    def _show(self) -> None:
        if self._case is None:
            return
        self._page = self._documents.page(self._case)
        self.list.show_page(self._page)
        if not self.describing.is_under_way:
            self.preview.show_document(self.list.table.current if self._page.lines else None)
        words = weight_words(self._page.base_size)
        self.weight.say("", words, Tone.WARN)
        self.weight.setVisible(bool(words))

    def _wiping(self) -> list[Button]:
        """Return the offer to wipe what was just taken in, where it stands in a file."""
        originals = self._originals
        if not originals:
            return []
        label = "Effacer l'original…" if len(originals) == 1 else "Effacer les originaux…"

        def wipe() -> None:
            self._originals = []
            self.outward.wipe(originals)

        return [secondary(label, wipe)]

    def _show_change(self) -> None:
        self.notice.hide()  # its « Annuler » would take back another change
        if self._originals:  # a description was saved meanwhile: they are still there
            self.notice.say(
                "",
                "Ce qui vient d'être ajouté reste aussi en clair sur le poste.",
                Tone.INFO,
                *self._wiping(),
            )
            self.notice.show()
        self._show()
        self.case_changed.emit()

    def _say(self, sentence: str) -> None:
        self.notice.say("", sentence, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _tell(self, sentence: str, tone: Tone = Tone.INFO) -> None:
        self.notice.say("", sentence, tone)
        self.notice.show()

    def _undo(self) -> None:
        self._originals = []
        self.notice.hide()
        self.editing.undo()
