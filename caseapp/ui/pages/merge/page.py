"""« Fusionner deux dossiers »: choose the other case, see both sides, make them one, undo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel.errors import CaseAppError
from caseapp.services.merging.rows import MergeChoice
from caseapp.ui.navigator import CasePlace, CasesPlace, MergePlace, Place
from caseapp.ui.pages.merge.past_card import PastCard
from caseapp.ui.pages.merge.preview_cards import PreviewCards
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Button, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.suggest import SuggestEdit, Suggestion
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from caseapp.services.cases import Cases
    from caseapp.services.merging.rows import MergePreview, PastMerge
    from caseapp.services.merging.service import Merges
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Job, Jobs

_FOUND = 8


@dataclass(frozen=True, slots=True)
class MergeTools:
    """What the page reads and does."""

    merges: Merges
    cases: Cases
    navigator: Navigator
    jobs: Jobs


class MergePage(Page):
    """Nothing is done before « Fusionner »; what was done is undone on the same page."""

    def __init__(self, tools: MergeTools) -> None:
        super().__init__()
        self._tools, self._merges = tools, tools.merges
        self._kept: UUID | None = None
        self._merged: UUID | None = None
        self.header = PageHeader("Fusionner deux dossiers")
        self.notice, self.warnings = Notice(), Notice()
        self.other = SuggestEdit("Autre dossier", "Aucun autre dossier ne porte ce nom.")
        self.other.setPlaceholderText("nom ou référence de l'autre dossier")
        self.sides = Text("", wrap=True)
        self.swap = secondary("Garder l'autre", self._swap)
        self.preview = PreviewCards()
        self.merge = primary("Fusionner", self._merge)
        self.past = PastCard()
        self._choosing = Card("Les deux dossiers")
        self._lay_out()
        self.other.asked.connect(self._look)
        self.other.picked.connect(self._choose)
        self.preview.people_changed.connect(self._show_preview)
        self.past.undo_asked.connect(self._undo)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.sides, 1)
        line.addWidget(self.swap)
        self._choosing.add(Text("Autre dossier", TextRole.LABEL))
        self._choosing.add(self.other)
        self._choosing.add(line)
        scroll = ScrollPage()
        self._end = QHBoxLayout()
        self._end.addStretch(1)
        self.give_up = secondary("Annuler", self._back)
        self._end.addWidget(self.give_up)
        self._end.addWidget(self.merge)
        for part in (self.header, self.notice, self._choosing, self.warnings, self.preview):
            scroll.add(part)
        scroll.add(self._end)
        scroll.add(self.past)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_place(self, place: Place) -> None:
        if not isinstance(place, MergePlace):
            return
        self.notice.hide()
        self._kept = self._tools.cases.current(place.kept_id)
        self._merged = place.merged_id
        self.other.clear()
        self.preview.start()
        self._show()
        if self._merged is None:
            self.other.setFocus()
        else:
            self.swap.setFocus()  # not on « Fusionner »: what follows is read first

    def _show(self) -> None:
        kept = self._kept
        if kept is None:
            return
        header = self._tools.cases.header(kept)
        self.header.show_way_back(header.name, self._back)
        self.past.show_merges(self._merges.past(kept))
        self._show_preview(is_new=True)

    def _show_preview(self, *, is_new: bool = False) -> None:
        found: MergePreview | None = None
        if self._kept is not None and self._merged is not None:
            choice = MergeChoice() if is_new else self.preview.choice
            try:
                found = self._merges.preview(self._kept, self._merged, choice)
            except CaseAppError as error:
                self._merged = None
                self._say(error.sentence, Tone.BAD)
        for part in (self.preview, self.merge, self.swap, self.give_up):
            part.setVisible(found is not None)
        self.warnings.setVisible(found is not None and bool(found.warnings))
        if found is None:
            name = "" if self._kept is None else self._tools.cases.header(self._kept).name
            self.sides.setText(f"Gardé : {name}. Choisissez le dossier à y fusionner.")
            return
        kept, merged = found.kept, found.merged
        self.sides.setText(
            f"Gardé : {kept.name} ({kept.reference}). "
            f"Fusionné dans celui-ci : {merged.name} ({merged.reference}), "
            "dont la référence mènera au dossier gardé."
        )
        self.warnings.say("À vérifier", " ".join(found.warnings), Tone.WARN)
        self.preview.show_preview(found)

    def _look(self, text: str) -> None:
        kept = self._kept

        def look(_job: Job) -> Sequence[Suggestion]:
            rows = [row for row in self._tools.cases.rows(text) if row.id != kept]
            return [Suggestion(row.name, row.reference, row.id) for row in rows[:_FOUND]]

        self._tools.jobs.start(self.other, look, self.other.suggest, name="search")

    def _choose(self, case_id: UUID) -> None:
        self._merged = case_id
        self.other.clear()
        self.notice.hide()
        self.preview.start()
        self._show_preview(is_new=True)
        self.swap.setFocus()

    def _swap(self) -> None:
        if self._merged is not None:
            self._kept, self._merged = self._merged, self._kept
            self.preview.start()
            self._show()

    def _merge(self) -> None:
        if self._kept is None or self._merged is None:
            return
        try:
            merge = self._merges.merge(self._kept, self._merged, self.preview.choice)
        except CaseAppError as error:
            self._say(error.sentence, Tone.BAD)
            return
        self._merged = None
        self._tools.navigator.stand_at(MergePlace(self._kept))
        self._show()
        done = next(one for one in self._merges.past(self._kept) if one.id == merge)
        self._say(
            f"Le dossier {done.reference} est fusionné dans celui-ci.",
            Tone.OK,
            secondary("Annuler la fusion", lambda: self._undo(done)),
            secondary("Ouvrir le dossier", self._back),
        )

    def _undo(self, merge: PastMerge) -> None:
        try:
            back = self._merges.undo(merge.id)
        except CaseAppError as error:
            self._say(error.sentence, Tone.BAD)
            return
        self._show()
        self._say(
            f"Les deux dossiers sont séparés : {merge.reference} est de nouveau dans la liste.",
            Tone.OK,
            secondary("L'ouvrir", lambda: self._tools.navigator.go(CasePlace(back))),
        )

    def _say(self, sentence: str, tone: Tone, *buttons: Button) -> None:
        self.notice.say("", sentence, tone, *buttons)
        self.notice.show()
        if buttons:
            buttons[-1].setFocus()  # the one that goes on

    def _back(self) -> None:
        place = CasesPlace() if self._kept is None else CasePlace(self._kept)
        self._tools.navigator.go(place)
