"""What is asked of any closing: why, for whom next, when, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.closing import ClosingReason
from caseapp.kernel import french
from caseapp.services.closing_form import DEAD
from caseapp.services.closing_words import REASONS
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from caseapp.ui.dialogs.form import Field

NOTICE = (
    ("", "À dire"),
    ("given", "Remise à la personne"),
    ("refused", "Refusée par la personne"),
    (DEAD, "Sans objet : personne décédée"),
)
_LARGEST = (1040, 720)
_AROUND = 48  # pixels of the screen left around


def closing_fields(today: date) -> dict[str, Field]:
    """Return the fields of a closing, today proposed."""
    on = TextField("Clos le", placeholder="jj/mm/aaaa")
    on.show_text(french.day(today))
    detail = TextField("Précision (facultatif)")
    reason = ChoiceField(
        "Motif", [("", "À choisir"), *((one.value, words) for one, words in REASONS.items())]
    )

    def tell(_place: int) -> None:
        is_other = reason.value == ClosingReason.OTHER
        detail.rename("Lequel" if is_other else "Précision (facultatif)")

    reason.editor.currentIndexChanged.connect(tell)
    return {
        "reason": reason,
        "detail": detail,
        "relay": TextField("Relais vers (facultatif)", placeholder="service, personne, ville"),
        "on": on,
        "note": TextArea("Note de clôture (facultatif)", lines=3),
    }


def size_to_screen(dialog: QWidget) -> None:
    """Give a window the room it is best read in, within the screen it stands on."""
    room = dialog.screen().availableGeometry().size()
    dialog.resize(
        min(_LARGEST[0], room.width() - _AROUND), min(_LARGEST[1], room.height() - _AROUND)
    )
