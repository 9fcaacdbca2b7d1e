"""The forms of the agenda: a task, another day for it, a mandate, its withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.agenda import TaskKind
from caseapp.services.mandate_rows import KINDS
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    Record = Callable[[dict[str, str]], None]

_DAY = "12/12, jeudi, demain, dans 15 jours"


def task_form(
    parent: QWidget, record: Record, typed: Mapping[str, str] | None = None
) -> RefusableForm:
    """Return the form of a task or an appointment, empty or as it was recorded."""
    return _filled(
        RefusableForm(
            parent,
            "Ajouter à l'agenda" if typed is None else "Modifier",
            "",
            {
                "title": TextField("À faire", placeholder="relancer la CAF"),
                "kind": ChoiceField(
                    "Nature",
                    [
                        (TaskKind.TASK.value, "Tâche"),
                        (TaskKind.APPOINTMENT.value, "Rendez-vous"),
                    ],
                ),
                "due_on": TextField("Quand (facultatif)", placeholder=_DAY),
                "at": TextField("Heure (facultatif)", placeholder="14h30"),
                "place": TextField("Lieu (facultatif)"),
                "repeat": TextField(
                    "Se répète (facultatif)",
                    placeholder="tous les lundis",
                    hint="Par exemple : tous les lundis, chaque mois, tous les 15 jours jusqu'au 31/12.",
                ),
                "note": TextField("Note (facultatif)"),
            },
            record,
        ),
        typed,
    )


def day_form(parent: QWidget, title: str, record: Callable[[str], None]) -> RefusableForm:
    """Return the form that asks to which day a task is put off."""
    return RefusableForm(
        parent,
        "Reporter",
        title,
        {"due_on": TextField("À quel jour ?", placeholder=_DAY)},
        lambda typed: record(typed["due_on"]),
    )


def mandate_form(
    parent: QWidget,
    givers: Sequence[tuple[str, str]],
    papers: Sequence[tuple[str, str]],
    record: Record,
    typed: Mapping[str, str] | None = None,
) -> RefusableForm:
    """Return the form of a mandate or a consent, empty or as it was recorded."""
    form = _filled(
        RefusableForm(
            parent,
            "Ajouter un mandat ou un accord" if typed is None else "Modifier",
            "Ce que la personne permet, par écrit ou de vive voix. Elle peut le retirer à tout moment.",
            {
                "kind": ChoiceField(
                    "Nature", [(kind.value, capital(words)) for kind, words in KINDS.items()]
                ),
                "person": ChoiceField("Donné par", [*givers, ("", "Non précisé")]),
                "holder": TextField(
                    "À qui (facultatif)", placeholder="le service, la CAF, le CCAS"
                ),
                "covers": TextField(
                    "Ce que cela couvre", placeholder="échanges avec le bailleur sur la dette"
                ),
                "given_on": TextField("Donné le", placeholder="jj/mm/aaaa"),
                "ends_on": TextField(
                    "Prend fin le (facultatif)",
                    placeholder="jj/mm/aaaa",
                    hint="Un rappel vient trente jours avant.",
                ),
                "document": ChoiceField(
                    "Document signé (facultatif)", [("", "Aucun document"), *papers]
                ),
                "note": TextField("Note (facultatif)"),
            },
            record,
        ),
        typed,
    )
    form.fields["document"].setVisible(bool(papers))
    return form


def withdrawal_form(
    parent: QWidget, covers: str, today: str, record: Callable[[str], None]
) -> RefusableForm:
    """Return the form that asks on which day a mandate was withdrawn."""
    return _filled(
        RefusableForm(
            parent,
            "Retirer",
            f"La personne retire ce qu'elle avait permis : {covers}",
            {"withdrawn_on": TextField("Retiré le", placeholder="jj/mm/aaaa")},
            lambda typed: record(typed["withdrawn_on"]),
        ),
        {"withdrawn_on": today},
    )


def _filled(form: RefusableForm, typed: Mapping[str, str] | None) -> RefusableForm:
    for name, text in (typed or {}).items():
        field = form.fields[name]
        if isinstance(field, ChoiceField):
            field.show_value(text)
        else:
            field.show_text(text)
    return form
