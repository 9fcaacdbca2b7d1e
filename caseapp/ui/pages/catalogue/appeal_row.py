"""One appeal of a local right: which, before whom, within what delay, on what ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from caseapp.kernel.french import plural
from caseapp.services.local_appeals import CHOICES, AppealText
from caseapp.ui.pages.catalogue.rows_card import EditedRow
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Mapping


class AppealRow(EditedRow[AppealText]):
    """Collects one appeal; a part shows its fault once it was left."""

    def __init__(self, typed: AppealText) -> None:
        super().__init__("Retirer ce recours")
        self._kept = typed.kept
        self.fields: dict[str, TextField | ChoiceField] = {
            "route": ChoiceField("Recours", CHOICES),
            "body": TextField("Devant", placeholder="président du CCAS…"),
            "months": TextField(
                "Délai, en mois",
                placeholder="" if typed.days is None else plural(typed.days, "jour"),
                numeric=True,
            ),
            "basis": TextField("Source du délai", placeholder="CJA R421-1, règlement…"),
        }
        self._touched: set[str] = set()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for (name, field), share in zip(self.fields.items(), (5, 5, 2, 5), strict=True):
            text = getattr(typed, name)
            if isinstance(field, ChoiceField):
                field.show_value(text)
            else:
                field.show_text(text)
            field.committed.connect(lambda _text, name=name: self._touch(name))
            line.addWidget(field, share)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def typed(self) -> AppealText:
        texts = {
            name: field.value if isinstance(field, ChoiceField) else field.text
            for name, field in self.fields.items()
        }
        return AppealText(**texts, kept=self._kept)

    def commit(self) -> None:
        for field in self.fields.values():
            field.commit()

    def show_faults(self, told: Mapping[str, str], *, all_of_them: bool) -> None:
        if all_of_them:
            self._touched |= set(self.fields)
        for name, field in self.fields.items():
            field.show_error(told.get(name, "") if name in self._touched else "")

    def part(self, name: str) -> TextField | ChoiceField:
        return self.fields.get(name, self.fields["route"])

    def _touch(self, name: str) -> None:
        self._touched.add(name)
        self.changed.emit()
