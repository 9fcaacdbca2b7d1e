"""What is done to a whole case from its header: tags, referent, closing, merging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from caseapp.kernel import french
from caseapp.services.closing_words import badge_words
from caseapp.ui.closing.window import ClosingWindow, leave_for
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.navigator import AlertsPlace, CasePlace, CaseTab, MergePlace
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.suggest_words import suggest_words
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.case_changes import CasesBefore, CaseState
    from caseapp.services.desk import Desk
    from caseapp.ui.navigator import Navigator

NO_NOTICE = "Notice à remettre"
_OUTCOMES = (
    ("", "À dire"),
    ("given", "Remise à la personne"),
    ("refused", "Refusée par la personne"),
)
_BADGES = 3  # tags beside the name, one less where the notice is due; the pane has them all


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What puts on paper that which is not a tab's own."""

    flyer: Callable[[str], None]  # « A4 » or « A5 »
    road_map: Callable[[UUID], None]
    report: Callable[[UUID], None]
    notice: Callable[[], None] = lambda: None
    access: Callable[[UUID], None] = lambda _case_id: None


class CaseMenu(QObject):
    """The button « Dossier » of the header of a case; the last thing done can be taken back."""

    changed = Signal()

    def __init__(self, desk: Desk, navigator: Navigator, papers: CasePapers, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._navigator, self._page = desk, navigator, page
        self._papers = papers
        self._changes = desk.case_changes
        self.doing = Undone(page)
        self.doing.stored.connect(self.changed)
        self._case: UUID | None = None
        self.button = secondary("Dossier")
        self.menu = QMenu(page)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)

    @property
    def case(self) -> UUID | None:
        """The case on screen; what was done to another is not undone from here."""
        return self._case

    @case.setter
    def case(self, case_id: UUID | None) -> None:
        if case_id != self._case:
            self.doing.forget()
        self._case = case_id

    def badges(self) -> tuple[tuple[str, Tone], ...]:
        """Return the pills of the header: closed since when, the tags."""
        state = self._state()
        if state is None:
            return ()
        closing = None if self.case is None else self._desk.case_closings.current(self.case)
        closed = [] if closing is None else [badge_words(closing.closed_on, closing.reason)]
        notice = [] if self._notice_is_told() else [(NO_NOTICE, Tone.WARN)]
        plain = [(words, Tone.NEUTRAL) for words in (*closed, *state.tags[: _BADGES - len(notice)])]
        return (*plain, *notice)

    def fill(self) -> None:
        """Fill the menu for the case on screen."""
        self.menu.clear()
        state, case = self._state(), self.case
        if state is None or case is None:
            return
        self.menu.addAction("Étiqueter…").triggered.connect(self.tag)
        for tag in state.tags:
            self.menu.addAction(f"Retirer « {tag} »").triggered.connect(
                lambda _on=False, tag=tag: self._keep(self._changes.remove_tag([case], tag))
            )
        self.menu.addAction("Changer le référent…").triggered.connect(self.refer)
        if self._desk.case_closings.current(case) is None:
            self.menu.addAction("Fermer le dossier…").triggered.connect(self.close)
        else:
            self.menu.addAction("Rouvrir le dossier").triggered.connect(self.reopen)
        if self.doing.changes.canUndo():
            self.menu.addAction("Annuler le dernier changement").triggered.connect(self.doing.undo)
        if self.doing.changes.canRedo():
            self.menu.addAction("Refaire le changement annulé").triggered.connect(self.doing.redo)
        self.menu.addSeparator()
        report = self.menu.addAction("Note sociale, relais, droit d'accès…")
        report.triggered.connect(lambda: self._papers.report(case))
        access = self.menu.addAction("Réponse à un droit d'accès…")
        access.triggered.connect(lambda: self._papers.access(case))
        road = self.menu.addAction("Feuille de route…")
        road.triggered.connect(lambda: self._papers.road_map(case))
        paid = self.menu.addAction("Service payant…")
        paid.triggered.connect(lambda: self._navigator.go(CasePlace(case, CaseTab.PAID_SERVICE)))
        for size in ("A4", "A5"):
            flyer = self.menu.addAction(f"Fiche « Vos démarches sont gratuites » {size}…")
            flyer.triggered.connect(lambda _on=False, size=size: self._papers.flyer(size))
        self.menu.addSeparator()
        self.menu.addAction("Notice d'information : remise ou refusée…").triggered.connect(
            self.give_notice
        )
        self.menu.addAction("Imprimer la notice d'information…").triggered.connect(
            self._papers.notice
        )
        # The same words for every case: nothing tells whether there is one.
        self.menu.addAction("Signalement, à part du dossier…").triggered.connect(
            lambda: self._navigator.go(AlertsPlace(case))
        )
        self.menu.addSeparator()
        merge = self.menu.addAction("Fusionner avec un autre dossier…")
        merge.triggered.connect(self.merge)
        if self._desk.merges.past(case):
            self.menu.addAction("Fusions de ce dossier").triggered.connect(self.merge)

    def tag(self) -> None:
        """Ask for a tag."""
        line = TextField("Étiquette")
        suggest_words(line.editor, self._changes.known_tags())
        self._ask(
            "Étiqueter",
            {"tag": line},
            lambda case, typed: self._changes.add_tag([case], typed["tag"]),
        )

    def refer(self) -> None:
        """Ask who follows the case from now on."""
        line = TextField("Référent", hint="Vide : sans référent.")
        suggest_words(line.editor, self._changes.known_referents())
        if (state := self._state()) is not None:
            line.show_text(state.referent)
        self._ask(
            "Changer le référent",
            {"referent": line},
            lambda case, typed: self._changes.set_referent([case], typed["referent"]),
        )

    def close(self) -> None:
        """Show what is still alive in the case, and ask why and when it is closed."""
        case = self.case
        if case is None:
            return
        closings = self._desk.case_closings

        def record(typed: dict[str, str], left: tuple[str, ...]) -> None:
            self.doing.changed(closings.close(case, typed, left), closings.put_back)

        window = ClosingWindow(self._page, closings.list_of(case), self._desk.clock.today(), record)
        window.go_asked.connect(lambda place: leave_for(window, self._navigator, place))
        self.doing.open(window)

    def reopen(self) -> None:
        """Open the case again; how it was closed stays."""
        if self.case is not None:
            closings = self._desk.case_closings
            self.doing.changed(closings.reopen([self.case]), closings.put_back)

    def give_notice(self) -> None:
        """Ask whether the notice was given or refused, and when."""
        case = self.case
        if case is None:
            return
        on = TextField("Le", placeholder="jj/mm/aaaa")
        on.show_text(french.day(self._desk.clock.today()))
        outcome = ChoiceField("La notice a été", _OUTCOMES)

        def record(typed: dict[str, str]) -> None:
            self._desk.notices.give(case, typed)
            self.changed.emit()

        given = self._desk.notices.of_case(case)
        sentence = "" if given is None else f"{given.words}."
        form = RefusableForm(
            self._page, "Notice d'information", sentence, {"outcome": outcome, "on": on}, record
        )
        form.finished.connect(form.deleteLater)
        form.open()

    def _notice_is_told(self) -> bool:
        return self.case is None or self._desk.notices.of_case(self.case) is not None

    def merge(self) -> None:
        """Go where two cases are made one."""
        if self.case is not None:
            self._navigator.go(MergePlace(self.case))

    def _state(self) -> CaseState | None:
        return None if self.case is None else self._changes.state(self.case)

    def _ask(
        self,
        title: str,
        fields: Mapping[str, TextField | ChoiceField],
        record: Callable[[UUID, dict[str, str]], CasesBefore],
    ) -> None:
        case = self.case
        if case is None:
            return
        form = RefusableForm(
            self._page, title, "", fields, lambda typed: self._keep(record(case, typed))
        )
        form.finished.connect(form.deleteLater)
        form.open()

    def _keep(self, before: CasesBefore) -> None:
        self.doing.changed(before, self._changes.restore)
