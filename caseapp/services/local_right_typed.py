"""Everything that is typed for a local right, word for word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.services.local_right_inputs import INPUTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseapp.services.local_appeals import AppealText
    from caseapp.services.local_conditions import ConditionText

PLACE_REMARK = "les habitants"  # tells the condition of the place from the others
NOTE = "note du service"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRightText:
    """The fields of the form, and its rows."""

    fields: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[ConditionText, ...] = ()
    appeals: tuple[AppealText, ...] = ()

    def of(self, name: str) -> str:
        """Return what was typed in a field, or what stands there at first."""
        return self.fields.get(name, INPUTS[name].initial).strip()

    def lines(self, name: str) -> list[str]:
        """Return the lines that say something."""
        return [" ".join(line.split()) for line in self.of(name).splitlines() if line.strip()]

    def filled_conditions(self) -> list[tuple[int, ConditionText]]:
        """Return the conditions that say something, each with its row."""
        return [(n, typed) for n, typed in enumerate(self.conditions) if not typed.is_empty]
