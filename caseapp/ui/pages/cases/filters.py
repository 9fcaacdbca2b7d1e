"""The filters of the list: each a choice of what is found in the cases themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.kernel import french
from caseapp.services.case_criteria import NOBODY, Asked, CaseCriteria, Grouping, Status
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from caseapp.services.case_criteria import CaseRights
    from caseapp.services.case_rows import CaseRow

_WIDTH = 164
_STATUSES = ((Status.OPEN, "Ouverts"), (Status.CLOSED, "Clos"), (Status.ALL, "Ouverts et clos"))
_ASKED = (
    (Asked.NO, "Jamais demandé"),
    (Asked.YES, "Déjà demandé"),
    (Asked.ANY, "Demandé ou non"),
)
_SILENT = (("0", "Peu importe"), *((str(n), f"Plus de {n} mois") for n in (1, 2, 3, 6, 12)))
_PIECES = (("", "Peu importe"), ("1", "Il en manque"))
GROUPINGS = (
    (Grouping.NONE, "Ne pas grouper"),
    (Grouping.REFERENT, "Référent"),
    (Grouping.COMMUNE, "Commune"),
    (Grouping.STATUS, "Statut"),
    (Grouping.TAG, "Étiquette"),
    (Grouping.RIGHT, "Droit à demander"),
    (Grouping.CONTACT, "Mois du dernier contact"),
)
_ALL = ("", "Tous")
_ANY = ("", "Toutes")


class FilterBar(QWidget):
    """Choices that keep some of the cases."""

    changed = Signal(object)  # CaseCriteria
    grouping_changed = Signal()

    def __init__(self, right_name: Callable[[str], str]) -> None:
        super().__init__()
        self.setAccessibleName("Filtres")
        self._right_name = right_name
        self.status = ChoiceField("Statut", _STATUSES)
        self.referent = ChoiceField("Référent", [_ALL])
        self.tag = ChoiceField("Étiquette", [_ANY])
        self.commune = ChoiceField("Commune", [_ANY])
        self.contact = ChoiceField("Sans contact depuis", _SILENT)
        self.pieces = ChoiceField("Pièces à réunir", _PIECES)
        self.right = ChoiceField("Droit probable", [_ALL])
        self.asked = ChoiceField("Ce droit a été", _ASKED)
        self.grouping = ChoiceField("Grouper par", GROUPINGS)
        outer = FlowLayout(self, gap=12, line_gap=8)
        for field in (*self.fields, self.grouping):
            field.setFixedWidth(_WIDTH)
            outer.addWidget(field)
        for field in self.fields:
            field.committed.connect(lambda _value: self._tell())
        self.grouping.committed.connect(lambda _value: self.grouping_changed.emit())
        self.clear = link("Effacer les filtres", self._clear)
        outer.addWidget(self.clear)
        self.show_criteria(CaseCriteria())

    @property
    def fields(self) -> tuple[ChoiceField, ...]:
        """The filters, in their order."""
        return (
            self.status, self.referent, self.tag, self.commune,
            self.contact, self.pieces, self.right, self.asked,
        )  # fmt: skip

    @property
    def criteria(self) -> CaseCriteria:
        """What is asked now."""
        return CaseCriteria(
            status=Status(self.status.value),
            referent=self.referent.value,
            tag=self.tag.value,
            commune=self.commune.value,
            right=self.right.value,
            asked=Asked(self.asked.value),
            silent_months=int(self.contact.value or 0),
            missing_pieces=bool(self.pieces.value),
        )

    def show_criteria(self, criteria: CaseCriteria) -> None:
        """Show what is asked; a value that no case has any more is shown all the same."""
        for field, value in (
            (self.status, criteria.status.value),
            (self.referent, criteria.referent),
            (self.tag, criteria.tag),
            (self.commune, criteria.commune),
            (self.right, criteria.right),
            (self.asked, criteria.asked.value),
            (self.contact, str(criteria.silent_months)),
            (self.pieces, "1" if criteria.missing_pieces else ""),
        ):
            if field.editor.findData(value) < 0:
                words = self._right_name(value) if field is self.right else value
                field.editor.addItem(words, value)
            field.show_value(value)
        self._see()

    def show_choices(self, rows: Sequence[CaseRow], rights: Mapping[UUID, CaseRights]) -> None:
        """Offer what is found in the cases."""
        kept = self.criteria
        referents = {row.referent for row in rows}
        communes = {row.commune for row in rows}
        tags = {tag for row in rows for tag in row.tags}
        found = {right for one in rights.values() for right in one.unclaimed | one.claimed}
        _offer(self.referent, _ALL, referents, "Sans référent")
        _offer(self.commune, _ANY, communes, "Non renseignée")
        _offer(self.tag, _ANY, tags | {""}, "Sans étiquette")
        names = sorted(((right, self._right_name(right)) for right in found), key=_by_words)
        _fill(self.right, [_ALL, *names])
        self.show_criteria(kept)

    def _clear(self) -> None:
        self.show_criteria(CaseCriteria(status=Status(self.status.value)))
        self.changed.emit(self.criteria)

    def _tell(self) -> None:
        self._see()
        self.changed.emit(self.criteria)

    def _see(self) -> None:
        self.asked.setEnabled(bool(self.right.value))
        self.clear.setVisible(bool(self.criteria.count))


def _offer(field: ChoiceField, first: tuple[str, str], found: set[str], lacking: str) -> None:
    known = sorted(((value, value) for value in found if value), key=_by_words)
    without = [(NOBODY, lacking)] if "" in found else []
    _fill(field, [first, *known, *without])


def _fill(field: ChoiceField, choices: Iterable[tuple[str, str]]) -> None:
    field.editor.clear()
    for value, words in choices:
        field.editor.addItem(words, value)


def _by_words(choice: tuple[str, str]) -> str:
    return french.fold(choice[1])
