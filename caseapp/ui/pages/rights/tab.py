"""« Droits »: every right of a case, its answer beside it, the claim one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.services.estimate_rows import RightAction, RightRow
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import ClaimPlace
from caseapp.ui.pages.rights.comparison import ComparisonDialog
from caseapp.ui.pages.rights.panel import RightPanel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import OUTCOMES, amount

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.errors import CaseAppError
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.claims import Claims
    from caseapp.services.estimates import Estimates
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Job, Jobs

_ORDER = {Outcome.LIKELY: 0, Outcome.TO_CHECK: 1, Outcome.NO: 2, Outcome.NOT_COMPUTED: 3}
_FILTERS = (
    ("computed", "Calculés"),
    ("open", "Probables ou à vérifier"),
    ("no", "Non"),
    ("not_computed", "Non calculés"),
)
_ACTIONS = {
    RightAction.OPEN: "Ouvrir",
    RightAction.SEE: "Voir",
    RightAction.COMPLETE: "Compléter",
    RightAction.NONE: "",
}


class RightsTab(QWidget):
    """Shows the latest estimate; makes a new one when the household has changed since."""

    claim_opened = Signal()
    field_asked = Signal(str)

    def __init__(
        self,
        estimates: Estimates,
        claims: Claims,
        catalogue: Catalogue,
        navigator: Navigator,
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._estimates, self._claims, self._catalogue = estimates, claims, catalogue
        self._navigator, self._jobs = navigator, jobs
        self._case: UUID | None = None
        self._rows: tuple[RightRow, ...] = ()
        self._focus = ""
        self.caption = Text("", wrap=True)
        self.again = secondary("Recalculer", self._estimate)
        self.compare = secondary("Comparer à…")
        self._history = QMenu(self)
        self.compare.setMenu(self._history)
        self.notice = Notice()
        self.notice.hide()
        self.filters = Chips(_FILTERS, "Filtrer les droits")
        self.table = Table(
            RowModel(_columns(), lambda row: row.right), "Droits estimés", grows=True
        )
        self.total = Text("", TextRole.STRONG, wrap=True)
        self.empty = EmptyState("Pas encore d'estimation", "Le calcul est en cours.")
        self.panel = RightPanel()
        self._lay_out()
        self.filters.chosen.connect(lambda _value: self._filter())
        self.table.chosen.connect(self._explain)
        self.table.acted.connect(lambda row, _column: self._act(row))
        self.table.opened.connect(self._act)
        self.panel.claim_asked.connect(self._claim)
        self.panel.field_asked.connect(self.field_asked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.caption, 1)
        top.addWidget(self.again)
        top.addWidget(self.compare)
        card = Card("", flush=True)
        card.add(self.filters)
        card.add(self.table)
        card.add(self.empty)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(top)
        left.addWidget(self.notice)
        left.addWidget(card)
        left.addWidget(self.total)
        left.addStretch(1)
        right.addWidget(self.panel)
        right.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        outer.addLayout(left, 7)
        outer.addLayout(right, 4)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show the rights of a case, one of them chosen where it is named."""
        self._case, self._focus = case_id, focus
        self.notice.hide()
        self._show()
        if self._estimates.is_stale(case_id):
            self._estimate()

    def _estimate(self) -> None:
        case = self._case
        if case is None:
            return
        self.again.setEnabled(False)
        self.again.setText("Calcul en cours…")

        def work(_job: Job) -> UUID:
            return self._estimates.run(case)

        self._jobs.start(self, work, self._estimated, failed=self._failed, name="estimate")

    def _estimated(self, _estimate_id: UUID) -> None:
        self._ready()
        self._show()

    def _failed(self, error: CaseAppError) -> None:
        self._ready()
        self.notice.say("L'estimation n'a pas pu être faite", str(error), Tone.BAD)
        self.notice.show()

    def _ready(self) -> None:
        self.again.setEnabled(True)
        self.again.setText("Recalculer")

    def _show(self) -> None:
        if self._case is None:
            return
        saved = self._estimates.latest(self._case)
        self._rows = ()
        if saved is not None:
            rows = self._estimates.rows(self._case)
            self._rows = tuple(sorted(rows, key=lambda row: _ORDER[row.outcome]))
            on = french.long_day(saved.estimate.date)
            self.caption.setText(
                f"Estimation du {on} pour {french.month(saved.month)} · {saved.engine}"
            )
            budget = saved.estimate.budget
            self.total.setText(
                f"Droits estimés une fois installés : {french.euros(budget.rights)} par mois, "
                f"en plus de {french.euros(budget.income)} de ressources."
            )
        else:
            self.caption.setText("")
            self.total.setText("")
        self._show_history()
        self._filter()

    def _show_history(self) -> None:
        self._history.clear()
        if self._case is None:
            return
        summaries = self._estimates.history(self._case)
        latest = next((s for s in summaries if s.is_latest), None)
        earlier = [s for s in summaries if not s.is_latest]
        self.compare.setEnabled(bool(earlier) and latest is not None)
        if latest is None:
            return
        for summary in earlier[:12]:
            action = self._history.addAction(
                f"Estimation du {french.day(summary.on)} ({french.month(summary.month)})"
            )
            action.triggered.connect(
                lambda _on=False, a=summary.id, b=latest.id: self._compare(a, b)
            )

    def _compare(self, earlier: UUID, later: UUID) -> None:
        dialog = ComparisonDialog(self, self._estimates.compare(earlier, later))
        dialog.exec()
        dialog.deleteLater()

    def _filter(self) -> None:
        rows = [row for row in self._rows if _passes(row, self.filters.value)]
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not self._rows)
        wanted = self._focus or (rows[0].right if rows and self.table.current is None else "")
        if wanted:
            self.table.choose(wanted)
            self._focus = ""
        self._explain(self.table.current)

    def _explain(self, row: RightRow | None) -> None:
        self.panel.setVisible(row is not None)
        if row is not None:
            self.panel.show_right(row, self._catalogue.right(row.right))

    def _act(self, row: RightRow) -> None:
        if row.action is RightAction.COMPLETE and row.missing:
            self.field_asked.emit(row.missing[0].path)
        elif row.action in {RightAction.OPEN, RightAction.SEE}:
            self._claim(row)

    def _claim(self, row: RightRow) -> None:
        if self._case is None:
            return
        claim_id = row.claim_id or self._claims.open(self._case, row.right)
        self.claim_opened.emit()
        self._navigator.go(ClaimPlace(claim_id))


def _passes(row: RightRow, only: str) -> bool:
    if only == "open":
        return row.outcome in {Outcome.LIKELY, Outcome.TO_CHECK}
    if only == "no":
        return row.outcome is Outcome.NO
    if only == "not_computed":
        return row.outcome is Outcome.NOT_COMPUTED
    return row.outcome is not Outcome.NOT_COMPUTED


def _columns() -> list[Column[RightRow]]:
    return [
        Column(
            title="Droit",
            text=lambda row: f"{row.name} ({row.variant})" if row.variant else row.name,
            hint=lambda row: row.agency,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Résultat",
            text=lambda row: OUTCOMES[row.outcome][0],
            tone=lambda row: OUTCOMES[row.outcome][1],
            kind=Kind.PILL,
        ),
        Column(
            title="Montant",
            text=lambda row: amount(row.amount),
            hint=lambda row: f"puis {amount(row.later)}" if row.later else "",
            numeric=True,
            width=140,
        ),
        Column(
            title="Situation",
            text=lambda row: row.situation,
            width=150,
        ),
        Column(
            title="",
            text=lambda row: _ACTIONS[row.action],
            kind=Kind.ACTION,
            main=lambda row: row.action is RightAction.OPEN,
        ),
    ]
