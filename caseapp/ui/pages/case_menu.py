"""What is done to a whole case from its header: tags, referent, closing, merging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services import typed_values
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.navigator import AlertsPlace, CasePlace, CaseTab, MergePlace
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.suggest_words import suggest_words

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
        self._before: CasesBefore | None = None
        self.case: UUID | None = None
        self.button = secondary("Dossier")
        self.menu = QMenu(page)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)

    def badges(self) -> tuple[tuple[str, Tone], ...]:
        """Return the pills of the header: closed since when, the tags."""
        state = self._state()
        if state is None:
            return ()
        closed = [] if state.closed_on is None else [f"Clos le {french.day(state.closed_on)}"]
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
        if state.closed_on is None:
            self.menu.addAction("Clore le dossier…").triggered.connect(self.close)
        else:
            self.menu.addAction("Rouvrir le dossier").triggered.connect(
                lambda: self._keep(self._changes.reopen([case]))
            )
        if self._before is not None and case in self._before.states:
            self.menu.addAction("Annuler le dernier changement").triggered.connect(self.undo)
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
        """Ask when and why the case is closed."""
        today = self._desk.clock.today()
        on = TextField("Clos le", placeholder="jj/mm/aaaa")
        on.show_text(french.day(today))

        def record(case: UUID, typed: dict[str, str]) -> CasesBefore:
            try:
                day = typed_values.read_date(typed["on"], today=today, in_past=True)
            except ValueError as error:
                raise UserInputError("on", str(error)) from None
            if "notice" in typed:
                if not typed["notice"]:
                    raise UserInputError("notice", "Dire si elle a été remise ou refusée.")
                told = {"outcome": typed["notice"], "on": typed["on"]}
                self._desk.notices.give(case, told)
            return self._changes.close([case], day, typed["reason"])

        fields: dict[str, TextField | ChoiceField] = {
            "reason": TextField("Motif (facultatif)"),
            "on": on,
        }
        if not self._notice_is_told():
            fields["notice"] = ChoiceField("Notice d'information", _OUTCOMES)
        self._ask("Clore le dossier", fields, record)

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

    def undo(self) -> None:
        """Take back the last change; a second time does it again."""
        if self._before is not None:
            self._keep(self._changes.restore(self._before))

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
        self._before = before
        self.changed.emit()
