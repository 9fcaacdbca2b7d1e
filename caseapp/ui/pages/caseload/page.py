"""« File active »: one button estimates every open case again, a list says what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.files import write_atomically
from caseapp.services.caseload_view import KINDS, as_csv
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace
from caseapp.ui.pages.caseload.columns import columns, words_of
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table
from db.models import ReviewReason

if TYPE_CHECKING:
    from datetime import timedelta
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from caseapp.services.caseload import Caseload
    from caseapp.services.caseload_rows import CaseloadPage as Found
    from caseapp.services.caseload_rows import ChangeRow, Progress
    from caseapp.services.claims import Claims
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator, Place
    from caseapp.ui.pages.caseload.runner import Runner
    from caseapp.ui.tasks import Jobs

CSV = "Tableau CSV (*.csv)"
_SEEN = "seen"
_NARROW = 980  # pixels under which the model is not told beside the title
_FILTERS = (
    ("", "Tout"),
    *((kind.value, words) for kind, words in KINDS.items()),
    (_SEEN, "Déjà vus"),
)
_REASONS = {
    ReviewReason.ASKED: "Réestimation de la file active",
    ReviewReason.MONTH: "Nouveau mois : la file active est réestimée",
    ReviewReason.ENGINE: "Nouvelle version du moteur : la file active est réestimée",
    ReviewReason.CATALOGUE: "Nouveau catalogue des droits : la file active est réestimée",
}


class CaseloadPage(Page):
    """The list of changes; Enter acts on one, several can be marked as seen at once."""

    exported = Signal()  # the table is in a file

    def __init__(
        self,
        caseload: Caseload,
        claims: Claims,
        runner: Runner,
        navigator: Navigator,
        jobs: Jobs,
        asker: Asker,
    ) -> None:
        super().__init__()
        self._caseload, self._claims, self._runner = caseload, claims, runner
        self._navigator, self._jobs, self._asker = navigator, jobs, asker
        self._found: Found | None = None
        self._undo: tuple[tuple[UUID, ...], bool] | None = None
        self.header = PageHeader("File active")
        self.again = primary("Réestimer la file active", self._run)
        self.export = secondary("Exporter", self._export)
        self.mark = secondary("Marquer comme vu", self._mark)
        self.undo = link("Annuler", self._undo_mark)
        self.notice = Notice()
        self.search = TextField("Rechercher", placeholder="nom, droit, changement…")
        self.filters = Chips(_FILTERS, "Filtrer les changements")
        self.table = Table(RowModel(columns(), lambda row: row.id), "Changements de la file active")
        self.never = EmptyState(
            "La file active n'a pas encore été réestimée",
            "Tous les dossiers ouverts seront estimés : droits nouveaux ou perdus, montants changés "
            "et dates à venir se liront ici.",
        )
        self.nothing = EmptyState("Rien à voir", "Aucun changement n'attend d'être vu.")
        self.none_here = EmptyState("Rien ici", "Aucun changement ne répond à ce filtre.")
        self._no_rows = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for button in (self.export, self.again):
            self.header.add_button(button)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self.filters, 4, Qt.AlignmentFlag.AlignBottom)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.mark)
        tools.addWidget(self.undo)
        tools.addStretch(1)
        card = Card("", flush=True)
        card.add(self.table, 1)
        empties = QVBoxLayout(self._no_rows)
        empties.setContentsMargins(0, 0, 0, 0)
        for empty in (self.never, self.nothing, self.none_here):
            empties.addWidget(empty)
        card.add(self._no_rows)
        card.body.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addWidget(self.notice)
        outer.addLayout(top)
        outer.addWidget(card, 1)
        outer.addLayout(tools)
        self.notice.hide()
        self.undo.hide()

    def _connect(self) -> None:
        self.search.editor.textChanged.connect(lambda _text: self._filter())
        self.search.editor.returnPressed.connect(self.table.setFocus)
        self.filters.chosen.connect(lambda _value: self._filter())
        self.table.opened.connect(self._open)
        self.table.acted.connect(lambda row, _column: self._act(row))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_mark())
        self._runner.moved.connect(self._show_progress)
        self._runner.ended.connect(self._ended)
        for keys, call in (
            (QKeySequence.StandardKey.Find, self.search.editor.setFocus),
            (QKeySequence.StandardKey.Undo, self._undo_mark),
        ):
            QShortcut(keys, self, call).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - there is one place
        self._read()
        if self._runner.is_running:
            self._show_progress(self._runner.progress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_summary()

    def _show_summary(self) -> None:
        if self._found is not None:
            words = _summary(self._found, brief=self.width() < _NARROW)
            self.header.show_words("File active", summary=words)

    def _read(self) -> None:
        self._jobs.start(self, lambda _job: self._caseload.page(), self._came, name="page")

    def _came(self, found: Found) -> None:
        self._found = found
        self._show_summary()
        self._filter()

    def _filter(self) -> None:
        if self._found is None:
            return
        wanted, words = self.filters.value, french.fold(self.search.text).split()
        rows = [row for row in self._found.rows if _passes(row, wanted) and _holds(row, words)]
        unseen = any(not row.is_seen for row in self._found.rows)
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._no_rows.setVisible(not rows)
        self.never.setVisible(not rows and self._found.last is None)
        self.nothing.setVisible(not rows and self._found.last is not None and not unseen)
        self.none_here.setVisible(not rows and self._found.last is not None and unseen)
        for tool in (self.search, self.filters, self.mark):
            tool.setVisible(self._found.last is not None or bool(rows))
        self.export.setEnabled(bool(rows))
        self._show_mark()

    # ---- the review

    def _run(self) -> None:
        self._runner.start(ReviewReason.ASKED)
        self._show_progress(None)

    def _show_progress(self, progress: Progress | None) -> None:
        self.again.setEnabled(False)
        title = _REASONS[self._runner.reason or ReviewReason.ASKED]
        if progress is None or not progress.done:
            stop = secondary("Arrêter", self._runner.stop)
            self.notice.say(title, _progress_words(progress), Tone.INFO, stop)
            self.notice.show()
        else:
            self.notice.say_again(_progress_words(progress))

    def _ended(self, sentence: str, way_out: str) -> None:
        self.again.setEnabled(True)
        self.notice.setVisible(bool(sentence))
        if sentence:
            kept = "Ce qui était fait est gardé."
            self.notice.say(sentence, f"{way_out} {kept}".strip(), Tone.WARN)
        self._read()

    # ---- the rows

    def _act(self, row: ChangeRow) -> None:
        if row.claim_id is not None:
            self._navigator.go(ClaimPlace(row.claim_id))
        elif row.can_claim:
            self._navigator.go(ClaimPlace(self._claims.open(row.case_id, row.right)))
        else:
            self._open(row)

    def _open(self, row: ChangeRow) -> None:
        self._navigator.go(CasePlace(row.case_id, CaseTab.RIGHTS, row.right))

    def _chosen(self) -> list[ChangeRow]:
        return [self.table.rows_model.row(i) for i in self.table.selectionModel().selectedRows()]

    def _show_mark(self) -> None:
        chosen = self._chosen()
        self.mark.setEnabled(bool(chosen))
        seen = bool(chosen) and all(row.is_seen for row in chosen)
        self.mark.setText("Remettre à voir" if seen else "Marquer comme vu")

    def _mark(self) -> None:
        chosen = self._chosen()
        if chosen:
            seen = not all(row.is_seen for row in chosen)
            ids = tuple(row.id for row in chosen if row.is_seen is not seen)
            self._caseload.mark_seen(ids, seen=seen)
            self._undo = (ids, not seen)
            self.undo.show()
            self._read()

    def _undo_mark(self) -> None:
        if self._undo is not None:
            (ids, seen), self._undo = self._undo, None
            self._caseload.mark_seen(ids, seen=seen)
            self.undo.hide()
            self._read()

    def _export(self) -> None:
        rows = self.table.rows_model.rows
        proposed = Path.home() / "file-active.csv"
        path = self._asker.save_file(self, "Exporter les changements", proposed, CSV)
        if path is not None:
            self._jobs.start(
                self,
                lambda _job: write_atomically(path, as_csv(rows)),
                lambda _nothing: self._written(path),
                failed=lambda error: self._asker.tell(
                    self, "Le tableau n'a pas été enregistré", str(error)
                ),
                name="export",
            )

    def _written(self, path: Path) -> None:
        self.exported.emit()
        self._asker.tell(self, "Le tableau est enregistré", f"{path.name}, dans {path.parent}.")


def _passes(row: ChangeRow, wanted: str) -> bool:
    if wanted == _SEEN:
        return row.is_seen
    return not row.is_seen and (not wanted or row.kind.value == wanted)


def _holds(row: ChangeRow, words: list[str]) -> bool:
    text = french.fold(f"{row.case_name} {row.reference} {row.right_name} {words_of(row)}")
    return all(word in text for word in words)


def _progress_words(progress: Progress | None) -> str:
    if progress is None:
        return "Les dossiers sont lus…"
    words = f"{french.plural(progress.done, 'dossier')} sur {french.number(progress.total)}"
    return f"{words}, {_left(progress.left)}" if progress.left else words


def _left(left: timedelta) -> str:
    seconds = round(left.total_seconds())
    if seconds < 60:
        return f"encore {french.plural(max(1, seconds), 'seconde')}"
    return f"encore {french.plural(round(seconds / 60), 'minute')}"


def _summary(found: Found, *, brief: bool) -> str:
    last = found.last
    if last is None:
        return french.plural(found.open_cases, "dossier ouvert", "dossiers ouverts")
    state = "" if last.is_whole else " · interrompue"
    cases = french.plural(last.cases, "dossier") + f" sur {french.number(last.total)}"
    scales = f"barèmes {french.of_month(last.month)}"
    engine = "" if brief else f" · {last.engine}"  # the side bar tells it too
    return f"Le {french.day(last.on)}{state} · {cases}{engine} · {scales}"
