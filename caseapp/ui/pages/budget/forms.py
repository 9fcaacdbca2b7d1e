"""The forms of « Budget »: a debt, the formula of a quotient, checked while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.services.budget_variables import VARIABLES
from caseapp.services.liabilities import KINDS, typed_of
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.services.budget_rows import LiabilityRow, QuotientRow

_VARIABLES = "\n".join(f"{name} : {words}" for name, words in VARIABLES.items())


def liability_form(
    parent: QWidget, row: LiabilityRow | None, record: Callable[[dict[str, str]], None]
) -> RefusableForm:
    """Return the form of a debt, a new one or one to change."""
    kinds = [("", "Choisir…"), *((kind.value, words) for kind, words in KINDS.items())]
    fields: dict[str, TextField | ChoiceField] = {
        "kind": ChoiceField("Nature", kinds),
        "creditor": TextField("Créancier (facultatif)"),
        "owed": TextField(
            "Dû en tout (€)", numeric=True, hint="Vide ou « inconnu » : personne ne le sait encore."
        ),
        "monthly": TextField(
            "Remboursé par mois (€)",
            numeric=True,
            hint="Vide : rien n'est remboursé pour le moment.",
        ),
        "arrears_since": TextField(
            "Impayé depuis (facultatif)", placeholder="jj/mm/aaaa ou mm/aaaa"
        ),
        "plan_until": TextField("Plan jusqu'au (facultatif)", placeholder="jj/mm/aaaa ou mm/aaaa"),
        "note": TextField("Note (facultatif)"),
    }
    form = RefusableForm(
        parent,
        "Ajouter une dette" if row is None else "Modifier la dette",
        "Le remboursement mensuel entre dans le budget ; le total dû, dans le dossier de dette.",
        fields,
        record,
    )
    _fill(form, {} if row is None else typed_of(row))
    return form


def formula_form(
    parent: QWidget,
    row: QuotientRow | None,
    check: Callable[[str], str],
    record: Callable[[dict[str, str]], None],
) -> RefusableForm:
    """Return the form of a quotient; its formula is checked while it is typed."""
    written = TextField("Formule", placeholder="(ressources - logement - charges) / personnes")
    fields: dict[str, TextField | ChoiceField] = {
        "name": TextField("Nom"),
        "fund": TextField("Organisme ou fonds (facultatif)"),
        "formula": written,
        "note": TextField(
            "Note (facultatif)", hint="Par exemple : règlement du FSL, article et date."
        ),
    }
    form = RefusableForm(
        parent,
        "Ajouter un quotient" if row is None else f"Adapter « {row.name} »",
        "Des variables, + - × /, des parenthèses, et min(a; b), max(a; b), arrondi(a; 2), "
        "si(condition; a; b).",
        fields,
        record,
        width=620,
    )
    form.add(Text(_VARIABLES, TextRole.HINT, selectable=True))

    def see(text: str) -> None:
        written.show_error(check(text) if text.strip() else "")
        form.fit()

    written.editor.textEdited.connect(see)
    if row is not None:
        typed = {"name": row.name, "fund": row.fund, "formula": row.formula, "note": row.note}
        _fill(form, typed)
    return form


def _fill(form: RefusableForm, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        part = form.fields[name]
        if isinstance(part, ChoiceField):
            part.show_value(text)
        else:
            part.show_text(text)
