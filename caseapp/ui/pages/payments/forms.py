"""The forms of « Versements »: arrears or an overpayment, and a plan to repay it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.payment import DebtKind, StopKind
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

_MONTH, _DAY = "mm/aaaa", "jj/mm/aaaa"


def debt_form(
    parent: QWidget,
    kind: DebtKind,
    rights: Sequence[tuple[str, str]],
    record: Callable[[dict[str, str]], None],
) -> RefusableForm:
    """Return the form of arrears or of an overpayment."""
    is_owed = kind is DebtKind.OVERPAYMENT
    fields: dict[str, TextField | ChoiceField] = {
        "right": ChoiceField("Droit", [("", "Choisir…"), *rights]),
        "amount": TextField("Montant (€)", numeric=True),
        "first": TextField("Premier mois", placeholder=_MONTH),
        "last": TextField(
            "Dernier mois (facultatif)", placeholder=_MONTH, hint="Vide : un seul mois."
        ),
        "notified_on": TextField(
            "Notifié le (facultatif)",
            placeholder=_DAY,
            hint="Le jour où l'organisme l'a fait savoir : la prescription se compte de ce jour."
            if is_owed
            else "",
        ),
    }
    if is_owed:
        fields["fraud"] = ChoiceField(
            "L'organisme dit-il qu'il y a fraude ?", [("", "non"), ("true", "oui")]
        )
    fields["note"] = TextField("Note (facultatif)")
    return RefusableForm(
        parent,
        "Ajouter un indu" if is_owed else "Ajouter un rappel",
        "Ce que l'organisme réclame au foyer." if is_owed else "Ce que l'organisme doit au foyer.",
        fields,
        lambda typed: record({**typed, "kind": kind.value}),
    )


def stop_form(
    parent: QWidget, name: str, record: Callable[[dict[str, str]], None]
) -> RefusableForm:
    """Return the form of a suspension or of an end."""
    return RefusableForm(
        parent,
        "Suspension ou fin du versement",
        f"{name} : après le dernier mois dû, rien n'est attendu jusqu'à la reprise.",
        {
            "kind": ChoiceField(
                "Ce que dit l'organisme",
                [
                    (StopKind.SUSPENDED.value, "le versement est suspendu"),
                    (StopKind.ENDED.value, "le droit est terminé"),
                ],
            ),
            "last": TextField(
                "Versé jusqu'à", placeholder=_MONTH, hint="Le dernier mois dû, compris."
            ),
            "resumed": TextField(
                "Repris à partir de (facultatif)",
                placeholder=_MONTH,
                hint="Après une suspension. Vide : jusqu'à nouvel ordre.",
            ),
        },
        record,
    )


def plan_form(
    parent: QWidget, kind: DebtKind, left: str, record: Callable[[dict[str, str]], None]
) -> RefusableForm:
    """Return the form of a plan."""
    return RefusableForm(
        parent,
        "Plan de remboursement" if kind is DebtKind.OVERPAYMENT else "Plan de versement",
        f"Reste : {left}. Les mensualités déjà payées sont gardées.",
        {
            "each": TextField("Montant par mois (€)", numeric=True),
            "first": TextField("Première mensualité", placeholder=_MONTH),
        },
        record,
    )
