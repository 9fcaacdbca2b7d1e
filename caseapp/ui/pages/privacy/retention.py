"""« Conservation »: the cases nobody came for, decided of one by one or several at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.retention import WAITING
from caseapp.kernel import french
from caseapp.kernel.calendar import months_after
from caseapp.services.retention_rows import PURPOSES
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.privacy.erasing import Erasing
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.pages.privacy.retention_columns import (
    case_columns,
    proof_columns,
    statistic_columns,
)
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.backups import Backups
    from caseapp.services.case_erasing import CaseErasing
    from caseapp.services.erasure_rows import Proof
    from caseapp.services.retention import BeforeDecision, Retentions
    from caseapp.services.retention_rows import RetentionRow
    from caseapp.services.statistics import StatisticRow, Statistics
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs

_ROWS = "retention"
_WAITING, _DECIDED = "waiting", "decided"
_FILTERS = ((_WAITING, "À décider"), (_DECIDED, "Archivés et prolongés"), ("", "Tous"))
_RULE = (
    "Deux ans après le dernier contact (entretien, appel, courrier reçu), il faut décider : effacer,"
    " archiver avec un motif, ou prolonger. Une relance ou un rappel n'est pas un contact. Source :"
    " CNIL, délibération n° 2023-095 du 14 septembre 2023 (fiabilité élevée)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionTools:
    """What the tab works with."""

    retentions: Retentions
    erasing: CaseErasing
    statistics: Statistics
    backups: Backups
    places: Callable[[], tuple[Path, ...]]  # of the copies
    apart: Callable[[Collection[UUID]], int]  # alerts written from some cases, which stay
    clock: Clock
    navigator: Navigator
    jobs: Jobs
    asker: Asker


class RetentionTab(PrivacyContent):
    """The most pressing case first; buttons act on what is ticked, or on the row one is on."""

    def __init__(self, tools: RetentionTools) -> None:
        super().__init__()
        self._tools = tools
        self._rows: tuple[RetentionRow, ...] = ()
        self._ticked: set[UUID] = set()
        self._before: BeforeDecision | None = None
        self.filters = Chips(_FILTERS, "Filtrer les dossiers")
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[RetentionRow] = Table(
            RowModel(case_columns(self._ticked.__contains__), lambda row: row.id),
            "Dossiers à décider",
            grows=True,
        )
        self.empty = EmptyState(
            "Aucun dossier n'attend de décision",
            "Les dossiers sans contact depuis 21 mois apparaîtront ici d'eux-mêmes.",
        )
        self.chosen = Text("", TextRole.SECONDARY)
        self.proofs: Table[Proof] = Table(
            RowModel(proof_columns(), lambda row: row.id), "Preuves d'effacement", grows=True
        )
        self.figures: Table[StatisticRow] = Table(
            RowModel(statistic_columns(), lambda row: (row.title, row.label)),
            "Chiffres anonymes",
            grows=True,
        )
        self.erasing = Erasing(tools, self)
        self._proof_card = Card("Preuves d'effacement", "sans donnée personnelle", flush=True)
        self._figure_card = Card(
            "Chiffres anonymes des dossiers effacés", "aucun groupe de moins de 5", flush=True
        )
        self._lay_out()
        self.filters.chosen.connect(lambda _value: self._filter())
        self.table.rows_model.ticked.connect(self._tick)
        self.table.chosen.connect(lambda _row: self._tell_chosen())
        self.erasing.said.connect(self._say)
        self.erasing.ended.connect(self.show_content)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)

    def _lay_out(self) -> None:
        card = Card("Dossiers sans contact", flush=True)
        card.add_beside_title(self.filters)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        self.buttons = [
            secondary("Contact noté…", self.ask_contact),
            secondary("Prolonger…", self.ask_prolong),
            secondary("Archiver…", self.ask_archive),
            secondary("Effacer…", self.ask_erase),
        ]
        actions.addWidget(self.chosen, 1)
        for button in self.buttons:
            actions.addWidget(button)
        card.add(actions)
        card.add(self.table)
        card.add(self.empty)
        self._proof_card.add(self.proofs)
        self._figure_card.add(self.figures)
        scroll = ScrollPage()
        for part in (
            self.notice,
            Text(_RULE, TextRole.HINT, wrap=True),
            card,
            self._proof_card,
            self._figure_card,
        ):
            scroll.add(part)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @property
    def cases(self) -> list[RetentionRow]:
        """The cases that are ticked, or the one that one is on."""
        ticked = [row for row in self.table.rows_model.rows if row.id in self._ticked]
        current = self.table.current
        return ticked or ([] if current is None else [current])

    def show_content(self) -> None:
        tools = self._tools
        tools.jobs.start(
            self,
            lambda _job: (
                tools.retentions.rows(),
                tools.erasing.proofs(),
                tools.statistics.rows(),
            ),
            lambda read: self._show(*read),
            failed=self._failed,
            name=_ROWS,
        )

    def leave(self) -> None:
        self._tools.jobs.cancel(self, _ROWS)

    # ------------------------------------------------------------------ deciding
    def ask_archive(self) -> None:
        """Ask what the chosen cases are archived for, and until when."""
        purpose = ChoiceField("Finalité", [(one.value, words) for one, words in PURPOSES.items()])
        self._ask(
            "Archiver",
            "L'archive est fermée : seul le responsable la lit. À sa fin, l'effacement est proposé.",
            {"purpose": purpose, "until": self._until(60), "reason": TextField("Motif écrit")},
            self._tools.retentions.archive,
        )

    def ask_prolong(self) -> None:
        """Ask why and until when the chosen cases are kept as they are."""
        self._ask(
            "Prolonger",
            "Le dossier reste ouvert à la lecture jusqu'à cette date, deux ans au plus.",
            {"until": self._until(12), "reason": TextField("Motif écrit")},
            self._tools.retentions.prolong,
        )

    def ask_contact(self) -> None:
        """Ask when the person came, called or wrote."""
        on = TextField("Jour du contact", placeholder="jj/mm/aaaa")
        on.show_text(french.day(self._tools.clock.today()))
        self._ask(
            "Noter un contact",
            "Un entretien, un appel ou un courrier reçu de la personne : les deux ans repartent de"
            " ce jour.",
            {"on": on},
            self._tools.retentions.note_contact,
        )

    def ask_erase(self) -> None:
        """Ask whether the chosen cases are erased for good."""
        if rows := self.cases:
            self.erasing.ask([row.id for row in rows])

    def undo(self) -> None:
        """Let the last decision be as if it had not been taken."""
        if self._before is not None:
            self._tools.retentions.put_back(self._before)
            self._before = None
            self._say("Décision annulée.", Tone.OK)
            self.show_content()

    def _until(self, months: int) -> TextField:
        field = TextField("Jusqu'au", placeholder="jj/mm/aaaa")
        field.show_text(french.day(months_after(self._tools.clock.today(), months)))
        return field

    def _ask(
        self,
        title: str,
        sentence: str,
        fields: dict[str, TextField | ChoiceField],
        decide: Callable[[list[UUID], dict[str, str]], BeforeDecision],
    ) -> None:
        rows = self.cases
        if not rows:
            return
        names = rows[0].name if len(rows) == 1 else french.plural(len(rows), "dossier")

        def record(typed: dict[str, str]) -> None:
            self._before = decide([row.id for row in rows], typed)
            done = french.plural(self._before.count, "dossier décidé", "dossiers décidés")
            self._ticked.clear()
            self.notice.say("", f"{done}.", Tone.OK, secondary("Annuler", self.undo))
            self.notice.show()
            self.show_content()

        form = RefusableForm(self, f"{title} : {names}", sentence, fields, record)
        form.finished.connect(form.deleteLater)
        form.open()

    # ------------------------------------------------------------------ showing
    def _show(
        self,
        rows: tuple[RetentionRow, ...],
        proofs: tuple[Proof, ...],
        figures: tuple[StatisticRow, ...],
    ) -> None:
        self._rows = rows
        self._ticked &= {row.id for row in rows}
        self.proofs.rows_model.set_rows(proofs)
        self.figures.rows_model.set_rows(figures)
        self._proof_card.setVisible(bool(proofs))
        self._figure_card.setVisible(bool(figures))
        self._filter()

    def _filter(self) -> None:
        only = self.filters.value
        kept = [row for row in self._rows if not only or _side(row) == only]
        self.table.rows_model.set_rows(kept)
        self.table.setVisible(bool(kept))
        self.empty.setVisible(not kept)
        self._tell_chosen()

    def _tick(self, row: RetentionRow, ticked: bool) -> None:  # noqa: FBT001 - a signal of Qt
        (self._ticked.add if ticked else self._ticked.discard)(row.id)
        self.table.viewport().update()
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        count = len(self.cases)
        self.chosen.setText(
            french.plural(count, "dossier choisi", "dossiers choisis")
            if count
            else "Cochez des dossiers, ou allez sur une ligne."
        )
        for button in self.buttons:
            button.setEnabled(count > 0)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.notice.say("", sentence, tone)
        self.notice.show()

    def _failed(self, error: CaseAppError) -> None:
        self.notice.say("", str(error), Tone.BAD, secondary("Réessayer", self.show_content))
        self.notice.show()


def _side(row: RetentionRow) -> str:
    return _WAITING if row.standing in WAITING else _DECIDED
