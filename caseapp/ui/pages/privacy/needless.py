"""« Santé »: what no aid of a case needs any more, closed and erased one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.household_view import household_field, person_field
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.needless_facts import NeedlessFact, NeedlessFacts
    from caseapp.services.sensitive_facts import SensitiveFacts
    from caseapp.services.sensitive_rows import ClosedFacts
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs

_ROWS = "needless"
_RULE = (
    "Une information de santé reste ouverte tant qu'une aide du dossier en dépend. Voici celles dont"
    " toutes les démarches sont finies, ou refusées sans plus de recours possible : les refermer"
    " efface ce qui y était écrit. RGPD, articles 5 (1) c et 9 (1) (fiabilité moyenne, à confirmer)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedlessTools:
    """What the tab works with."""

    needless: NeedlessFacts
    sensitive: SensitiveFacts
    navigator: Navigator
    jobs: Jobs


class NeedlessTab(PrivacyContent):
    """A line for each fact; Enter leads to its field, a click closes it."""

    def __init__(self, tools: NeedlessTools) -> None:
        super().__init__()
        self._tools = tools
        self._closed: list[ClosedFacts] = []
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[NeedlessFact] = Table(
            RowModel(_columns(), lambda row: (row.case_id, row.person_id, row.key)),
            "Informations de santé à refermer",
            grows=True,
        )
        self.empty = EmptyState(
            "Aucune information de santé à refermer",
            "Celles dont plus aucune démarche ne dépend apparaîtront ici d'elles-mêmes.",
        )
        card = Card("Informations de santé dont plus aucune aide ne dépend", flush=True)
        card.add(self.table)
        card.add(self.empty)
        scroll = ScrollPage()
        for part in (self.notice, Text(_RULE, TextRole.HINT, wrap=True), card):
            scroll.add(part)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.table.acted.connect(lambda row, _column: self._close(row))
        self.table.opened.connect(self._go)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)

    def show_content(self) -> None:
        self._tools.jobs.start(
            self, lambda _job: self._tools.needless.rows(), self._show, failed=self._failed,
            name=_ROWS,
        )  # fmt: skip

    def leave(self) -> None:
        self._tools.jobs.cancel(self, _ROWS)

    def undo(self) -> None:
        """Put back what was closed last."""
        if self._closed:
            self._tools.sensitive.reopen(self._closed.pop())
            self._say("L'information est de nouveau ouverte.", Tone.OK)
            self.show_content()

    def _close(self, row: NeedlessFact) -> None:
        closed = self._tools.sensitive.close(row.case_id, row.person_id, (row.key,))
        self._closed.append(closed)
        done = "fermé et effacé" if row.has_value else "fermé"
        self.notice.say(
            "", typeset(f"{row.label} : {done}."), Tone.OK, secondary("Annuler", self.undo)
        )
        self.notice.show()
        self.show_content()

    def _go(self, row: NeedlessFact) -> None:
        field = person_field(row.person_id, row.key) if row.person_id else household_field(row.key)
        self._tools.navigator.go(CasePlace(row.case_id, CaseTab.HOUSEHOLD, field))

    def _show(self, rows: tuple[NeedlessFact, ...]) -> None:
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _failed(self, error: CaseAppError) -> None:
        self._say(str(error), Tone.BAD)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.notice.say("", sentence, tone)
        self.notice.show()


def _columns() -> list[Column[NeedlessFact]]:
    return [
        Column(
            title="Personne",
            text=lambda row: row.name,
            discreet=lambda row: french.initials(row.name),
            hint=lambda row: row.reference,
            sort_key=lambda row: french.fold(row.name),
            strong=True,
            width=240,
        ),
        Column(
            title="Information",
            text=lambda row: row.label,
            discreet=lambda _row: "information de santé",
            hint=lambda row: "" if row.has_value else "rien n'y est écrit",
            stretch=True,
        ),
        Column(
            title="Démarches",
            text=lambda row: row.aids,
            discreet=lambda _row: "",
            width=280,
        ),
        Column(
            title="",
            kind=Kind.ACTION,
            text=lambda row: "Fermer et effacer" if row.has_value else "Fermer",
            width=170,
        ),
    ]
