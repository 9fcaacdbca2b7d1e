"""« Simuler »: changes of a household tried beside the present; the case itself stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel.errors import UserInputError
from caseapp.ui.pages.whatif.changes_card import ChangeRow, ChangesCard
from caseapp.ui.pages.whatif.draft import Draft
from caseapp.ui.pages.whatif.keeping import Keeping
from caseapp.ui.pages.whatif.results_card import COMPARE, CURVE, MONTHS, ResultsCard
from caseapp.ui.pages.whatif.taking import Taking
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.domain.scenario import Simulation, Variant
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.change_forms import ChangeKind
    from caseapp.ui.pages.whatif.tools import WhatIfTools
    from caseapp.ui.tasks import Job

_JOB = "simulation"
_NAME = 40  # letters of a variant's name: it heads a column


class WhatIfTab(CaseContent):
    """Keeps one draft a case while the base is open."""

    changed = Signal()  # what is shown changed: for those who wait

    def __init__(self, tools: WhatIfTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self._drafts: dict[UUID, Draft] = {}
        self.notice = Notice()
        self.notice.hide()
        self.keeping = Keeping(tools.simulations, tools.asker, self)
        self.taking = Taking(tools, self)
        self.changes = ChangesCard(tools.suggest_communes)
        self.results = ResultsCard(tools.simulations)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        for part in (self.keeping, self.notice, self.changes, self.results):
            outer.addWidget(part)
        outer.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        card, keeping = self.changes, self.keeping
        card.kind_chosen.connect(self._choose_kind)
        card.variant_chosen.connect(self._choose_variant)
        card.typed.connect(self._type)
        card.add_asked.connect(self._add)
        card.removal_asked.connect(self._remove)
        card.rename_asked.connect(self._rename)
        self.results.views.chosen.connect(self._choose_view)
        self.results.stopped.connect(self._stop)
        self.results.curve_made.connect(self.taking.listen_to)
        keeping.opened.connect(self._open)
        keeping.kept.connect(self._show)
        keeping.print_asked.connect(self.taking.print)
        keeping.copy_asked.connect(self.taking.copy)
        keeping.new_asked.connect(self._start_anew)
        keeping.said.connect(self._say)

    @property
    def case(self) -> UUID | None:
        """The case that is shown."""
        return self._case

    @property
    def draft(self) -> Draft:
        """What is prepared for the case that is shown."""
        if self._case is None:
            return Draft()
        return self._drafts.setdefault(self._case, Draft(view=COMPARE))

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show what is prepared for a case; `focus` names a view, or a simulation that is kept."""
        if case_id != self._case:
            self._tools.jobs.cancel(self, _JOB)
            self.results.show_progress("")
            self.notice.hide()
        self._case = case_id
        if focus in {COMPARE, MONTHS, CURVE}:
            self.draft.view = focus
            self.results.come_in_sight()
        self.results.views.choose(self.draft.view)
        self._show()
        self._compute()
        self.keeping.open_kept(case_id, focus)

    def leave(self) -> None:
        """Keep what is being typed, in whatever state it is."""
        if self._case is not None:
            self.changes.leave()

    # ------------------------------------------------------------------ changes
    def _choose_kind(self, kind: ChangeKind) -> None:
        self.draft.kind = kind
        self.draft.errors = {}
        self._show_form()

    def _choose_variant(self, place: int) -> None:
        self.draft.into = place
        self.draft.errors = {}
        self._show_form()

    def _type(self, key: str, text: str) -> None:
        self.draft.typed[key] = text
        self.draft.errors.pop(key, None)
        self._show_form()

    def _add(self) -> None:
        draft, case = self.draft, self._case
        if case is None:
            return
        try:
            change = self._tools.changes.read(case, draft.kind, draft.typed, draft.before)
        except UserInputError as error:
            draft.errors = {error.field: error.sentence}
            self._show_form()
            if not self.changes.form.go_to(error.field):
                self._say("", error.sentence, Tone.BAD)
            return
        draft.add(change)
        self.notice.hide()
        self._show()
        self._compute()

    def _remove(self, row: ChangeRow) -> None:
        before = list(self.draft.variants)
        self.draft.remove(row.place, row.number)
        self._show()
        self._compute()
        undo = secondary("Annuler", lambda: self._put_back(before))
        self.notice.say("", f"Retiré : {row.words}.", Tone.INFO, undo)
        self.notice.show()

    def _put_back(self, variants: list[Variant]) -> None:
        self.draft.put_back(variants)
        self.notice.hide()
        self._show()
        self._compute()

    def _rename(self, row: ChangeRow) -> None:
        asked = self._tools.asker.text(self, "Renommer la variante", "Nom", row.variant)
        name = " ".join((asked or "").split())[:_NAME]
        taken = {v.name for i, v in enumerate(self.draft.variants) if i != row.place}
        if not name or name in taken:
            if name in taken:
                self._say("", "Une autre variante porte déjà ce nom.", Tone.BAD)
            return
        self.draft.rename(row.place, name)
        self._show()

    # ------------------------------------------------------------------ answers
    def _choose_view(self, view: str) -> None:
        self.draft.view = view
        self._show()
        self._compute()

    def _compute(self) -> None:
        """Ask for what the view lacks; the rest of the simulation stays as it is."""
        draft, case, service = self.draft, self._case, self._tools.simulations
        known = draft.simulation
        if case is None or (not draft.variants and draft.view != CURVE):
            self._tools.jobs.cancel(self, _JOB)
            self.results.show_progress("")
            self._show_results()
            return
        lacks_months = draft.view == MONTHS and not (known and known.has_months)
        lacks_curve = draft.view == CURVE and not (known and known.curve)
        if known is not None and not lacks_months and not lacks_curve:
            return
        variants = tuple(draft.variants)

        def work(job: Job) -> Simulation:
            simulation = known or service.run(case, variants)
            if lacks_months:
                simulation = service.with_months(
                    simulation,
                    lambda done, of: job.progress(done / of, f"Mois {done} sur {of}"),
                )
            return service.with_curve(simulation) if lacks_curve else simulation

        self.results.show_progress("Calcul en cours…")
        self._show_results()
        self._tools.jobs.start(
            self,
            work,
            self._answered,
            failed=self._failed,
            progress=lambda _share, words: self.results.show_progress(f"Calcul en cours : {words}"),
            name=_JOB,
        )

    def _answered(self, simulation: Simulation) -> None:
        self.draft.simulation = simulation
        self.results.show_progress("")
        self._show()

    def _failed(self, error: CaseAppError) -> None:
        self.results.show_progress("")
        self._show()
        again = secondary("Réessayer", self._compute)
        self.notice.say("La simulation n'a pas pu être faite", str(error), Tone.BAD, again)
        self.notice.show()

    def _stop(self) -> None:
        self._tools.jobs.cancel(self, _JOB)
        self.results.show_progress("")
        self._show_results()
        again = secondary("Reprendre", self._compute)
        self.notice.say("", "Le calcul est arrêté.", Tone.INFO, again)
        self.notice.show()

    # ------------------------------------------------------------------ kept
    def _open(self, simulation_id: UUID) -> None:
        saved = self._tools.simulations.open(simulation_id)
        draft = Draft(
            variants=[tried.variant for tried in saved.simulation.variants],
            simulation=saved.simulation,
            kind=self.draft.kind,
            texts=self.draft.texts,
            saved_id=saved.id,
            name=saved.name,
            is_stale=saved.is_stale,
            view=self.draft.view,
        )
        if self._case is not None:
            self._drafts[self._case] = draft
        self.notice.hide()
        if saved.is_stale:
            self.notice.say(
                "Le foyer a changé depuis",
                "Voici la simulation telle qu'elle a été enregistrée.",
                Tone.WARN,
                secondary("Recalculer avec le foyer d'aujourd'hui", self._recompute),
            )
            self.notice.show()
        self._show()
        self._compute()

    def _recompute(self) -> None:
        self.notice.hide()
        self.draft.put_back(self.draft.variants)
        self._show()
        self._compute()

    def _start_anew(self) -> None:
        if self._case is not None:
            old = self.draft
            self._drafts[self._case] = Draft(kind=old.kind, texts=old.texts, view=old.view)
        self.notice.hide()
        self._show()
        self._compute()

    # ------------------------------------------------------------------ on screen
    def _show(self) -> None:
        self._show_form()
        self._show_results()
        self.keeping.show_draft(self._case, self.draft)
        self.changed.emit()

    def _show_form(self) -> None:
        draft, case, service = self.draft, self._case, self._tools.changes
        if case is None:
            return
        kinds = service.kinds(case, draft.before)
        if not any(choice.code == draft.kind for choice in kinds):
            draft.kind = type(draft.kind)(kinds[0].code)
        fields = service.form(case, draft.kind, draft.typed, draft.before, draft.errors)
        self.changes.show_draft(draft, kinds, fields, self._rows(case))

    def _rows(self, case: UUID) -> list[ChangeRow]:
        return [
            ChangeRow(place, number, variant.name, words)
            for place, variant in enumerate(self.draft.variants)
            for number, words in enumerate(self._tools.changes.words(case, variant.changes))
        ]

    def _show_results(self) -> None:
        self.results.show_simulation(self.draft.simulation)

    def _say(self, title: str, sentence: str, tone: Tone) -> None:
        self.notice.say(title, sentence, tone)
        self.notice.show()
