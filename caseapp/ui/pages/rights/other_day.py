"""The rights of another day: estimated when they are asked for, kept on screen alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.right_advice import scales_on
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from caseapp.services.estimate_rows import RightRow, SavedEstimate


class OtherDay(Notice):
    """The banner of that day, and the estimate it is about; hidden where one looks at today."""

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__()
        self._back = back
        self._case: UUID | None = None
        self.day: date | None = None
        self.saved: SavedEstimate | None = None
        self.rows: tuple[RightRow, ...] = ()
        self.hide()

    def look_at(self, case_id: UUID, day: date | None) -> None:
        """Look at a day of a case, or at today."""
        if (case_id, day) != (self._case, self.day):
            self.saved, self.rows = None, ()
        self._case, self.day = case_id, day
        self._tell()

    def take(self, found: tuple[SavedEstimate, tuple[RightRow, ...]]) -> None:
        """Show the estimate of the day."""
        self.saved, self.rows = found
        self.say_again(self._about())

    def _tell(self) -> None:
        self.setVisible(self.day is not None)
        if self.day is not None:
            self.say(
                f"Les droits dans la situation au {french.long_day(self.day)}",
                self._about(),
                Tone.WARN,
                secondary("Revenir à aujourd'hui", self._back),
            )

    def _about(self) -> str:
        scales = scales_on(self.saved.estimate) if self.saved else None
        of_scales = f"Les barèmes sont ceux du {french.long_day(scales)}. " if scales else ""
        return (
            f"Estimés comme si la demande était faite ce jour-là. {of_scales}"
            "Les conditions que le modèle ne calcule pas sont celles du catalogue d'aujourd'hui. "
            "Cette estimation n'est pas conservée et rien ne se demande d'ici."
        )
