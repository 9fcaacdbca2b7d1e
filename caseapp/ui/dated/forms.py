"""What is asked about dates: until when a reminder waits and why, and who sees to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from caseapp.kernel import french
from caseapp.services.dated_rows import ItemSource
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.services.dated_rows import DatedItem

_DAY = "12/12, jeudi, demain, dans 15 jours"


def postpone_form(
    parent: QWidget, items: Sequence[DatedItem], record: Callable[[str, str], None]
) -> RefusableForm:
    """Return the form that asks until when, and why; `record` takes both as they are typed."""
    form = RefusableForm(
        parent,
        "Reporter" if len(items) == 1 else f"Reporter {french.plural(len(items), 'échéance')}",
        _what_happens(items),
        {
            "due_on": TextField("À quel jour ?", placeholder=_DAY),
            "reason": TextField(
                "Pourquoi ?", placeholder="la personne réunit ses pièces", hint=_REASON
            ),
        },
        lambda typed: record(typed["due_on"], typed["reason"]),
    )
    if len(items) == 1:
        reason = form.fields["reason"]
        if isinstance(reason, TextField):
            reason.show_text(items[0].handled.reason)
    return form


_REASON = "Le motif reste à côté de la date, et dans l'historique du dossier."


def delegate_form(
    parent: QWidget,
    items: Sequence[DatedItem],
    colleagues: Sequence[str],
    record: Callable[[str], None],
) -> RefusableForm:
    """Return the form that asks who sees to it; names that are known are proposed."""
    field = TextField("Nom de la ou du collègue", hint="Vide : plus personne n'en est chargé.")
    completer = QCompleter(list(colleagues), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.editor.setCompleter(completer)
    names = {item.handled.delegated_to for item in items}
    if len(names) == 1:
        field.show_text(names.pop())
    return RefusableForm(
        parent,
        "Confier à…",
        "C'est noté ici et dans l'historique ; rien n'est envoyé à personne.",
        {"colleague": field},
        lambda typed: record(typed["colleague"]),
    )


def _what_happens(items: Sequence[DatedItem]) -> str:
    """Say what a postponement does: a date of the law does not move."""
    legal = [item for item in items if item.is_legal]
    ends = [item for item in items if item.source in {ItemSource.MANDATE, ItemSource.DOCUMENT}]
    parts = []
    if legal:
        until = french.day(min(item.cautious_on for item in legal))
        parts.append(
            "La date de la loi ne bouge pas : seul le rappel attend, au plus tard jusqu'au"
            f" {until}."
        )
    elif ends:
        parts.append("La date ne bouge pas : seul le rappel attend.")
    if len(legal) + len(ends) < len(items):
        parts.append("Une tâche, un rendez-vous ou une relance change de jour.")
    return " ".join(parts)
