"""« Synthèse »: a case on one page, each part a click away from its tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace
from caseapp.ui.pages.summary.closing import closing_parts
from caseapp.ui.pages.summary.columns import claim_columns, right_columns, to_do_columns
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.columns import MainAndSide
from caseapp.ui.widgets.lines import AmountLine
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import capital, day

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.agenda_rows import AgendaRow
    from caseapp.services.budget_rows import BudgetPage
    from caseapp.services.case_summary import CaseSummary
    from caseapp.services.claim_page import ClaimListRow
    from caseapp.services.estimate_rows import RightRow
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Job, Jobs

_SIDE = 320


@dataclass(frozen=True, slots=True)
class SummaryTools:
    """What the tab works with."""

    read: Callable[[UUID], CaseSummary]
    navigator: Navigator
    jobs: Jobs


class SummaryTab(CaseContent):
    """Reads a case afresh each time it is shown; nothing is typed here."""

    def __init__(self, tools: SummaryTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self.to_do: Table[AgendaRow] = Table(
            RowModel(to_do_columns(), lambda row: (row.kind, row.id)), "À faire", grows=True
        )
        self.claims: Table[ClaimListRow] = Table(
            RowModel(claim_columns(), lambda row: row.id), "Démarches en cours", grows=True
        )
        self.rights: Table[RightRow] = Table(
            RowModel(right_columns(), lambda row: row.right),
            "Droits probables non demandés",
            grows=True,
        )
        self._listed = (
            _ListCard("À faire", self.to_do, "Rien n'attend.", self._way(CaseTab.AGENDA)),
            _ListCard(
                "Démarches en cours",
                self.claims,
                "Aucune démarche n'est en cours.",
                self._way(CaseTab.CLAIMS),
            ),
            _ListCard(
                "Droits probables non demandés",
                self.rights,
                "Aucun droit probable n'attend d'être demandé.",
                self._way(CaseTab.RIGHTS),
            ),
        )
        self.budget = _WordsCard("Budget du mois", self._way(CaseTab.BUDGET))
        self.interview = _WordsCard("Dernier entretien", self._way(CaseTab.INTERVIEWS))
        self.papers = _WordsCard("Documents et accords", self._way(CaseTab.DOCUMENTS))
        self.note = _WordsCard("Note et étiquettes", None)
        self.closing = _WordsCard("Clôture", self._way(CaseTab.HISTORY))
        self._lay_out()
        self.to_do.opened.connect(self._open_to_do)
        self.claims.opened.connect(lambda row: self._go(ClaimPlace(row.id)))
        self.claims.acted.connect(lambda row, _column: self._go(ClaimPlace(row.id)))
        self.rights.opened.connect(self._open_right)
        self.rights.acted.connect(lambda row, _column: self._open_right(row))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(
            MainAndSide(
                self._listed,
                (self.closing, self.budget, self.interview, self.papers, self.note),
                side=_SIDE,
            )
        )

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is not used."""
        del focus
        if case_id != self._case:
            self._case = case_id
            self._empty()

        def work(_job: Job) -> CaseSummary:
            return self._tools.read(case_id)

        self._tools.jobs.start(self, work, self._show, failed=self._fail, name="read")

    def _empty(self) -> None:
        """Show nothing of another case while this one is read; each card stands in its place."""
        for card in self._listed:
            card.empty()
        for words in (self.closing, self.budget, self.interview, self.papers, self.note):
            words.show_parts([])
        self.note.hide()
        self.closing.hide()

    def _fail(self, error: CaseAppError) -> None:
        if not isinstance(error, NotFoundError):  # erased or merged meanwhile: the header says it
            raise error

    def _show(self, summary: CaseSummary) -> None:
        for card, rows in zip(
            self._listed, (summary.to_do, summary.glance.claims, summary.unclaimed), strict=True
        ):
            card.show_rows(rows)
        more = f"et {french.plural(summary.more_to_do, 'autre')}" if summary.more_to_do else ""
        self._listed[0].set_title("À faire", more)
        self._show_rights(summary)
        self._show_budget(summary.budget)
        self._show_words(summary)
        self.closing.setVisible(bool(summary.closings))
        self.closing.show_parts(closing_parts(summary))

    def _show_rights(self, summary: CaseSummary) -> None:
        totals = summary.glance.totals
        hint = "" if totals is None else f"estimés le {day(totals.on)}"
        self._listed[2].set_title("Droits probables non demandés", hint)
        if totals is None:
            self._listed[2].say("Aucune estimation encore : l'onglet « Droits » en fait une.")

    def _show_budget(self, page: BudgetPage) -> None:
        now, then = page.now, page.then
        if not page.has_resources:
            self.budget.say("Aucune ressource n'est connue : le reste à vivre est inconnu.")
            return
        lines = [
            AmountLine("Ressources", french.euros(now.resources)),
            AmountLine("Logement, charges, dettes", french.euros(-_going(page))),
            AmountLine(
                "Reste à vivre",
                french.euros(now.left),
                f"{french.euros(now.per_day_and_person)} par jour et par personne",
                strong=True,
            ),
        ]
        if then is not None and then.left != now.left:
            lines.append(AmountLine("Avec les droits estimés", french.euros(then.left)))
        unknown = f"Non compté, car inconnu : {', '.join(page.unknown)}." if page.unknown else ""
        self.budget.show_parts(
            [*lines, *([Text(unknown, TextRole.HINT, wrap=True)] * bool(unknown))]
        )

    def _show_words(self, summary: CaseSummary) -> None:
        glance, spoken = summary.glance, summary.glance.interview
        if spoken is None:
            self.interview.say("Aucun entretien n'est encore noté.")
        else:
            when = Text(
                f"{day(spoken.on)} · {capital(spoken.words)}", TextRole.SECONDARY, wrap=True
            )
            self.interview.show_parts([when, Text(spoken.said, wrap=True, selectable=True)])
        papers: list[QWidget] = [Text(french.plural(summary.documents, "document"))]
        papers += [
            Text(f"{line.title} : {line.validity.words}", tone=Tone.WARN, wrap=True)
            for line in summary.expiring
        ]
        papers += [
            Text(f"{capital(row.covers)} : {row.state_words}", TextRole.SECONDARY, wrap=True)
            for row in summary.mandates
        ]
        self.papers.show_parts(papers)
        tags = " · ".join(glance.tags)
        said = [Text(words, wrap=True, selectable=True) for words in (tags, glance.note) if words]
        self.note.setVisible(bool(said))
        self.note.show_parts(said)

    def _open_to_do(self, row: AgendaRow) -> None:
        if row.claim_id is not None:
            self._go(ClaimPlace(row.claim_id))
        elif self._case is not None:
            self._go(CasePlace(self._case, CaseTab.AGENDA, str(row.id)))

    def _open_right(self, row: RightRow) -> None:
        if self._case is not None:
            self._go(CasePlace(self._case, CaseTab.RIGHTS, row.right))

    def _way(self, tab: CaseTab) -> Callable[[], None]:
        def go() -> None:
            if self._case is not None:
                self._go(CasePlace(self._case, tab))

        return go

    def _go(self, place: CasePlace | ClaimPlace) -> None:
        self._tools.navigator.go(place)


class _ListCard(Card):
    """A list of a few rows, or a sentence where there is none, and the way to the whole."""

    def __init__(
        self, title: str, table: Table[Any], nothing: str, see_all: Callable[[], None]
    ) -> None:
        super().__init__(title, flush=True)
        whole = link("Tout voir", see_all)
        whole.setAccessibleName(f"Tout voir : {title}")
        self.add_action(whole)
        self._table, self._words = table, nothing
        self._nothing = Text(nothing, TextRole.SECONDARY, wrap=True)
        self.add(table)
        self.add(self._nothing)

    def show_rows(self, rows: tuple[Any, ...]) -> None:
        self._table.rows_model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._nothing.setText(self._words)
        self._nothing.setVisible(not rows)

    def empty(self) -> None:
        self.show_rows(())
        self.say("")
        self.set_title(self.accessibleName(), "")

    def say(self, sentence: str) -> None:
        self._nothing.setText(sentence)


class _WordsCard(Card):
    """A few words or amounts, made anew at each reading, and the way to the whole."""

    def __init__(self, title: str, see_all: Callable[[], None] | None) -> None:
        super().__init__(title)
        if see_all is not None:
            whole = link("Tout voir", see_all)
            whole.setAccessibleName(f"Tout voir : {title}")
            self.add_action(whole)
        self._parts: list[QWidget] = []

    def show_parts(self, parts: list[Any]) -> None:
        for part in self._parts:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            self.add(part)

    def say(self, sentence: str) -> None:
        self.show_parts([Text(sentence, TextRole.SECONDARY, wrap=True)])


def _going(page: BudgetPage) -> Any:
    return page.now.housing + page.now.charges + page.now.debts
