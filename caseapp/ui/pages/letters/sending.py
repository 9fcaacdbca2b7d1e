"""The form that notes when and how a letter went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Channel
from caseapp.kernel import french
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from caseapp.services.letter_rows import LetterPage

_DAY = "jj/mm/aaaa"
_TO_SAY = ("", "À préciser : recours ou non")
_CHANNELS = [
    (Channel.REGISTERED_LETTER.value, "Recommandé avec avis de réception"),
    (Channel.LETTER.value, "Courrier simple"),
    (Channel.COUNTER.value, "Remis au guichet contre reçu"),
    (Channel.EMAIL.value, "Courriel"),
    (Channel.ONLINE.value, "En ligne"),
]


def send_form(
    parent: QWidget,
    page: LetterPage,
    today: date,
    proposed: Channel,
    record: Callable[[dict[str, str]], None],
) -> RefusableForm:
    """Return the form, with the way and the follow-up that the template proposes."""
    act = "Le recours est noté dans la démarche : ses délais suivent. " if page.makes_appeal else ""
    form = RefusableForm(
        parent,
        "Noter l'envoi",
        f"{act}Le courrier reste ensuite comme il est parti.",
        {
            "on": TextField("Parti le", placeholder=_DAY),
            "by": ChoiceField("Par", _CHANNELS),
            **({"act": ChoiceField("Ce courrier est", [_TO_SAY, *page.acts])} if page.acts else {}),
            "follow_up_on": TextField(
                "Relancer le (facultatif)", placeholder=_DAY, hint="une tâche à l'agenda"
            ),
        },
        record,
    )
    values = {"on": french.day(today), "by": proposed.value}
    if page.follow_up_on is not None:
        values["follow_up_on"] = french.day(page.follow_up_on)
    for name, text in values.items():
        field = form.fields[name]
        if isinstance(field, ChoiceField):
            field.show_value(text)
        else:
            field.show_text(text)
    return form
