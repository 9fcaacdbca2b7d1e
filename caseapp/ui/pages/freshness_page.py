"""« Fraîcheur »: when each legal fact was last checked, and what has changed since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.freshness import Shelf, Standing
from caseapp.kernel import french
from caseapp.services.freshness import SHELVES, FreshRow, summary
from caseapp.ui.dialogs.web import open_page
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import CataloguePlace
from caseapp.ui.tasks import at_once
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.freshness import Freshness
    from caseapp.ui.navigator import Navigator, Place
    from caseapp.ui.tasks import Beside, Jobs

_STANDINGS = {
    Standing.CHANGED: ("Texte modifié", Tone.BAD),
    Standing.ASKED: ("À relire", Tone.WARN),
    Standing.OLD: ("Plus d'un an", Tone.WARN),
    Standing.UNDATED: ("Sans date", Tone.UNKNOWN),
    Standing.CURRENT: ("À jour", Tone.OK),
}
_TO_REVIEW = "to_review"
_FILTERS = (
    (_TO_REVIEW, "À revoir"),
    *((shelf.value, words) for shelf, words in SHELVES.items()),
    ("", "Tout"),
)
_BARE = 1000  # pixels under which the rights are told in the second line alone
_RIGHTS = 2
_NO_DAY = date(1900, 1, 1)  # nobody knows: the oldest


class FreshnessPage(Page):
    """Lists what is to be checked again; Enter opens the text."""

    def __init__(
        self, freshness: Freshness, navigator: Navigator, jobs: Jobs, beside: Beside = at_once
    ) -> None:
        """`beside` reads the facts: the whole catalogue the first time."""
        super().__init__()
        self._beside = beside
        self._freshness, self._navigator, self._jobs = freshness, navigator, jobs
        self._kept: tuple[FreshRow, ...] = ()
        self._scales: tuple[FreshRow, ...] = ()
        self.header = PageHeader("Fraîcheur")
        self.search = TextField("Rechercher", placeholder="droit, article, valeur…")
        self.filters = Chips(_FILTERS, "Filtrer les faits")
        self.filters.choose(_TO_REVIEW)
        self.notice = Notice()
        self.notice.hide()
        self.table = Table(RowModel(_columns(), lambda row: row.key), "Faits juridiques datés")
        self.empty = EmptyState(
            "Rien à revoir ici",
            "Aucun fait ne correspond à ce filtre et à ces mots.",
            secondary("Tout voir", self._show_all),
        )
        self._lay_out()
        self.search.editor.textChanged.connect(lambda _text: self._filter())
        self.search.editor.returnPressed.connect(self.table.setFocus)
        self.filters.chosen.connect(lambda _value: self._filter())
        self.table.opened.connect(self._read)
        self.table.acted.connect(lambda row, _column: self._read(row))
        find = QShortcut(QKeySequence.StandardKey.Find, self, self.search.editor.setFocus)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 2)
        top.addWidget(self.filters, 5, Qt.AlignmentFlag.AlignBottom)
        card = Card("", flush=True)
        card.add(self.table, 1)
        card.add(self.empty)
        card.body.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addWidget(self.notice)
        outer.addLayout(top)
        outer.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_RIGHTS, self.width() < _BARE)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - there is one place
        self._beside(self._freshness.kept, self._kept_came)

    def _kept_came(self, rows: tuple[FreshRow, ...]) -> None:
        if rows != self._kept:  # the list stays where one left it
            self._kept = rows
            self._filter()
        if not self._scales:
            self._ask_scales()

    def _ask_scales(self) -> None:
        self.notice.hide()
        self._jobs.start(
            self,
            lambda _job: self._freshness.scales(),
            self._scales_came,
            failed=self._no_scales,
            name="scales",
        )

    def _scales_came(self, rows: tuple[FreshRow, ...]) -> None:
        self._scales = rows
        self._filter()

    def _no_scales(self, error: CaseAppError) -> None:
        self.notice.say(
            "Les barèmes du modèle ne sont pas dans la liste",
            str(error),
            Tone.WARN,
            secondary("Réessayer", self._ask_scales),
        )
        self.notice.show()

    def _filter(self) -> None:
        rows = (*self._kept, *self._scales)
        words = french.fold(self.search.text).split()
        shown = [row for row in rows if _passes(row, self.filters.value) and _holds(row, words)]
        shown.sort(key=lambda row: (row.place, row.checked_on or row.since or _NO_DAY))
        self.table.rows_model.set_rows(shown)
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.header.show_words("Fraîcheur", summary=summary(rows))
        if shown and self.table.current is None:
            self.table.choose(shown[0].key)

    def _show_all(self) -> None:
        self.search.show_text("")
        self.filters.choose("")
        self._filter()

    def _read(self, row: FreshRow) -> None:
        if row.link:
            open_page(row.link)
        elif row.shelf is Shelf.CATALOGUE:
            self._navigator.go(CataloguePlace(row.rights[0]))


def _passes(row: FreshRow, wanted: str) -> bool:
    if wanted == _TO_REVIEW:
        return row.standing is not Standing.CURRENT
    return not wanted or row.shelf == wanted


def _holds(row: FreshRow, words: list[str]) -> bool:
    if not words:
        return True
    text = french.fold(f"{row.label} {row.value} {row.right_words} {row.source} {row.why}")
    return all(word in text for word in words)


def _act(row: FreshRow) -> str:
    if row.link:
        return "Lire le texte"
    return "Voir la fiche" if row.shelf is Shelf.CATALOGUE else ""


def _columns() -> list[Column[FreshRow]]:
    return [
        Column(
            title="Fait",
            text=lambda row: row.label,
            hint=lambda row: row.why or row.source,
            strong=True,
            sort_key=lambda row: french.fold(row.label),
            stretch=True,
        ),
        Column(
            title="Valeur",
            text=lambda row: row.value,
            hint=lambda row: f"depuis le {day(row.since)}" if row.since else "",
            sort_key=lambda row: row.since,
            width=150,
        ),
        Column(
            title="Droits",
            text=lambda row: row.right_words,
            tooltip=lambda row: row.right_words,
            sort_key=lambda row: french.fold(row.right_words),
            width=170,
        ),
        Column(
            title="Vu le",
            text=lambda row: day(row.checked_on),
            sort_key=lambda row: row.checked_on,
            width=120,
        ),
        Column(
            title="État",
            text=lambda row: _STANDINGS[row.standing][0],
            tone=lambda row: _STANDINGS[row.standing][1],
            kind=Kind.PILL,
            sort_key=lambda row: row.place,
        ),
        Column(title="", text=_act, kind=Kind.ACTION),
    ]
