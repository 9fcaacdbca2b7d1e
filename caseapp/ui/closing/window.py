"""« Fermer le dossier »: one window, one page: what is still alive, why it ends, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.domain.closing import ClosingReason, OpenKind
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.closing_form import RETURNED, STILL_KEPT, original_field, said_field
from caseapp.ui.closing.fields import NOTICE, closing_fields, size_to_screen
from caseapp.ui.closing.lines import LinesList
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, PrivacyPlace, PrivacyTab
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from caseapp.services.closing_rows import ClosingList, OpenLine
    from caseapp.ui.dialogs.form import Field
    from caseapp.ui.dialogs.kept_forms import KeptForms
    from caseapp.ui.navigator import Navigator, Place

_TABS = {
    OpenKind.APPEAL: CaseTab.PAYMENTS,  # of an overpayment: the others have their claim
    OpenKind.GRANT: CaseTab.PAYMENTS,
    OpenKind.DEBT: CaseTab.PAYMENTS,
    OpenKind.TASK: CaseTab.AGENDA,
    OpenKind.REMINDER: CaseTab.AGENDA,
    OpenKind.LETTER: CaseTab.LETTERS,
    OpenKind.MANDATE: CaseTab.AGENDA,
    OpenKind.INFORM: CaseTab.LETTERS,
}
_FOCUSED = {OpenKind.TASK, OpenKind.LETTER}  # whose tab shows one by its key
_TICKED = "ticked"
_CLOSING_DAY = "jour de la clôture"
_ORIGINALS = (("", "À dire"), (RETURNED, "Restitué"), (STILL_KEPT, "Non restitué"))


class ClosingWindow(RefusableForm):
    """Nothing blocks but the notice and the originals; the rest is ticked, or left and kept."""

    go_asked = Signal(object)  # a place one wants to see first; what is typed is kept
    taken_up = "Ce qui était commencé ici est repris."

    def __init__(
        self,
        parent: QWidget,
        found: ClosingList,
        today: date,
        record: Callable[[dict[str, str], tuple[str, ...]], None],
    ) -> None:
        """`record` stores what is typed and what is left, or raises `UserInputError`."""
        self._found = found
        retention = Text(" ".join(found.retention), TextRole.SECONDARY, wrap=True)
        lines = LinesList(found.lines, (*_warning(found), retention))
        super().__init__(
            parent,
            f"Fermer le dossier {found.reference}",
            typeset(
                f"{found.name} : ce qui vit encore. Cocher ce qui est réglé ; le reste est noté avec la clôture."
            ),
            _fields(found, today),
            lambda typed: record(_asked(typed), lines.left),
            beside=lines,
            way_on="Fermer le dossier",
        )
        self.lines = lines
        lines.go_asked.connect(lambda line: self.go_asked.emit(_place_of(found, line)))
        reason = self.fields["reason"]
        assert isinstance(reason, ChoiceField)  # noqa: S101 - made so below
        reason.editor.currentIndexChanged.connect(lambda _place: self._see_reason(reason.value))
        self._see_reason(reason.value)
        for document_id, _title in found.originals:
            answer = self.fields[original_field(document_id)]
            assert isinstance(answer, ChoiceField)  # noqa: S101 - made so below
            answer.editor.currentIndexChanged.connect(lambda _place: self._see_originals())
        self._see_originals()
        size_to_screen(self)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields, and which boxes are ticked."""
        return {**super().typed, _TICKED: ",".join(map(str, self.lines.ticked))}

    def fit(self) -> None:
        """Keep the size that the person gives."""

    def _take_up(self, typed: Mapping[str, str]) -> None:
        super()._take_up(typed)
        self.lines.tick(int(place) for place in typed.get(_TICKED, "").split(",") if place)

    def _see_reason(self, reason: str) -> None:
        self.lines.show_applicant(shown=reason != ClosingReason.DEATH)

    def _see_originals(self) -> None:
        for document_id, _title in self._found.originals:
            answer = self.fields[original_field(document_id)]
            said = self.fields[said_field(document_id)]
            assert isinstance(answer, ChoiceField)  # noqa: S101 - made so below
            assert isinstance(said, TextField)  # noqa: S101 - made so below
            is_kept = answer.value == STILL_KEPT
            said.rename("Pourquoi il reste ici" if is_kept else "Restitué le")
            said.editor.setPlaceholderText("" if is_kept else _CLOSING_DAY)
            said.setVisible(bool(answer.value))


def leave_for(window: ClosingWindow, navigator: Navigator, place: Place) -> None:
    """Go and see something first; what is typed is taken up when the window opens again."""
    parent = window.parentWidget()
    over = None if parent is None else parent.window()
    kept: KeptForms | None = getattr(over, "kept_forms", None)
    if kept is not None:
        kept.keep(window)
    window.reject()
    navigator.go(place)


def _warning(found: ClosingList) -> tuple[Notice, ...]:
    appeals = [line for line in found.lines if line.kind is OpenKind.APPEAL]
    if not appeals:
        return ()
    count = french.plural(len(appeals), "recours ou délai", "recours ou délais")
    return (
        Notice(
            f"{count} de recours à ne pas perdre",
            "Fermer le dossier n'arrête ni le délai ni la procédure : dire qui les suit.",
            Tone.WARN,
        ),
    )


def _fields(found: ClosingList, today: date) -> dict[str, Field]:
    fields = closing_fields(today)
    if found.needs_notice:
        hint = "Sans nouvelles, elle peut être envoyée par courrier."
        fields["notice"] = ChoiceField("Notice d'information", NOTICE, hint=hint)
    for document_id, title in found.originals:
        fields[original_field(document_id)] = ChoiceField(f"Original : {title}", _ORIGINALS)
        fields[said_field(document_id)] = TextField("Restitué le", placeholder=_CLOSING_DAY)
    return fields


def _asked(typed: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in typed.items() if name != _TICKED}


def _place_of(found: ClosingList, line: OpenLine) -> Place:
    """Return where one sees to something."""
    if line.claim_id is not None:
        return ClaimPlace(line.claim_id)
    if line.kind is OpenKind.REQUEST:
        return PrivacyPlace(PrivacyTab.REQUESTS)
    if line.kind is OpenKind.INFORM and line.target_id is not None:
        return CasePlace(found.case_id, CaseTab.HOUSEHOLD)
    focus = str(line.target_id) if line.kind in _FOCUSED and line.target_id else ""
    return CasePlace(found.case_id, _TABS[line.kind], focus)
