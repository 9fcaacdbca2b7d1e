"""« Activité »: a period, a person or the service, the figures, the cases behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.activity import masked
from caseapp.kernel import french
from caseapp.services import typed_values
from caseapp.services.activity_words import MASKING, value_text
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.pages.activity.behind import BehindDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from datetime import date

    from caseapp.domain.activity import ActivityData, Figure
    from caseapp.kernel.errors import CaseAppError
    from caseapp.ui.navigator import Place
    from caseapp.ui.pages.activity.tools import ActivityTools
    from caseapp.ui.tasks import Job

_COUNT = "count"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure under its title."""

    key: tuple[str, str]
    title: str
    figure: Figure
    is_masked: bool  # once it leaves the desk


class ActivityPage(Page):
    """Counts beside the window; what stood there before stays until the new figures come."""

    def __init__(self, tools: ActivityTools) -> None:
        super().__init__()
        self._tools = tools
        self.data: ActivityData | None = None
        self.header = PageHeader("Activité")
        self.pdf = secondary("Voir et imprimer le PDF…", lambda: self._save("pdf"))
        self.workbook = secondary("Enregistrer le tableur…", lambda: self._save("xlsx"))
        for button in (self.workbook, self.pdf):
            button.setEnabled(False)
            self.header.add_button(button)
        self.first = TextField("Du", placeholder="jj/mm/aaaa")
        self.last = TextField("Au", placeholder="jj/mm/aaaa")
        self.referent = ChoiceField("Qui", [("", "Tout le service")])
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[FigureRow] = Table(
            RowModel(_columns(), lambda row: row.key), "Chiffres de la période"
        )
        self._lay_out()
        for field in (self.first, self.last):
            field.committed.connect(lambda _text: self.count())
        self.referent.committed.connect(lambda _code: self.count())
        self.table.acted.connect(lambda row, _column: self._behind(row))
        self.table.opened.connect(self._behind)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        for field, share in ((self.first, 1), (self.last, 1), (self.referent, 2)):
            top.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        card = Card("", flush=True)
        card.add(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addWidget(self.notice)
        outer.addLayout(top)
        outer.addWidget(
            Text(
                f"Dans le PDF et le tableur, {MASKING[:1].lower()}{MASKING[1:]}",
                TextRole.HINT,
                wrap=True,
            )
        )
        outer.addWidget(card, 1)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - there is one place
        chosen = self.referent.value
        self.referent.show_choices(
            [("", "Tout le service"), *((name, name) for name in self._tools.referents())]
        )
        self.referent.show_value(chosen)
        if not self.first.text:
            today = self._tools.clock.today()
            self.first.show_text(french.day(today.replace(month=1, day=1)))
            self.last.show_text(french.day(today))
        self.count()

    def leave(self) -> None:
        self._tools.jobs.cancel(self, _COUNT)

    def count(self) -> None:
        """Count the period that is typed, beside the window."""
        first, last = self._day(self.first), self._day(self.last)
        if first is None or last is None:
            return
        if last < first:
            self.last.show_error("La fin précède le début.")
            return
        referent = self.referent.value
        self.notice.say("", "Calcul en cours…", Tone.INFO, secondary("Arrêter", self._stop))
        self.notice.show()

        def work(job: Job) -> ActivityData:
            return self._tools.activity.report(first, last, referent, job.progress)

        def told(share: float, _sentence: str) -> None:
            self.notice.say_again(f"Calcul en cours : {round(share * 100)}{french.NO_BREAK}%")

        self._tools.jobs.start(
            self, work, self._show, failed=self._failed, progress=told, name=_COUNT
        )

    def _day(self, field: TextField) -> date | None:
        try:
            day = typed_values.read_date(field.text, today=self._tools.clock.today())
        except ValueError as error:
            field.show_error(str(error))
            return None
        field.show_error("")
        return day

    def _stop(self) -> None:
        self._tools.jobs.cancel(self, _COUNT)
        self.notice.say("", "Calcul arrêté.", Tone.INFO, secondary("Reprendre", self.count))

    def _show(self, data: ActivityData) -> None:
        self.data = data
        self.notice.hide()
        rows = []
        for table in data.tables:
            hidden = masked(table)
            rows += [
                FigureRow((table.code, figure.label), table.title, figure, place in hidden)
                for place, figure in enumerate(table.figures)
            ]
        self.table.rows_model.set_rows(rows)
        for button in (self.pdf, self.workbook):
            button.setEnabled(True)

    def _failed(self, error: CaseAppError) -> None:
        self.notice.say("", str(error), Tone.BAD, secondary("Réessayer", self.count))
        self.notice.show()

    def _behind(self, row: FigureRow) -> None:
        kept = [case for case in self._tools.cases.rows() if case.id in row.figure.cases]
        title = f"{row.title} : {row.figure.label}"
        dialog = BehindDialog(self, title, kept, self._tools.navigator)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, kind: str) -> None:
        if self.data is not None:
            self._tools.save(self.data, kind)


def _columns() -> list[Column[FigureRow]]:
    return [
        Column(
            title="Chiffre",
            text=lambda row: row.figure.label,
            hint=lambda row: row.title,
            strong=lambda row: row.figure.is_total,
            stretch=True,
        ),
        Column(
            title="Valeur",
            text=lambda row: value_text(row.figure),
            numeric=True,
            width=130,
        ),
        Column(
            title="À la sortie",
            text=lambda row: "masqué" if row.is_masked else "",
            tone=lambda row: Tone.WARN if row.is_masked else None,
            kind=Kind.PILL,
            width=110,
        ),
        Column(
            title="",
            text=lambda row: "Voir" if row.figure.cases else "",
            kind=Kind.ACTION,
        ),
    ]
