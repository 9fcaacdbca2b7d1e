"""What the list of the catalogue shows of a right, and the short words of its shelves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.rules.family import Family
from caseapp.services.catalogue_reading import OF_THE_SERVICE
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.wording import CONFIDENCES

if TYPE_CHECKING:
    from caseapp.services.catalogue_reading import CatalogueRow
    from caseapp.ui.theme import Tone

_SHORT = {
    Family.MINIMA: "Minima",
    Family.FAMILLE: "Famille",
    Family.LOGEMENT: "Logement",
    Family.SANTE: "Santé",
    Family.HANDICAP: "Handicap",
    Family.AUTONOMIE: "Autonomie",
    Family.EMPLOI: "Emploi",
    Family.RETRAITE: "Retraite",
    Family.EDUCATION: "Études",
    Family.QUOTIDIEN: "Quotidien",
    Family.BUDGET: "Budget",
    Family.ACCES: "Accès",
}
FAMILIES = (
    ("", "Toutes"),
    *((family.value, words) for family, words in _SHORT.items()),
    (OF_THE_SERVICE, "Du service"),
)
_UNSAID = "non indiquée"
DATE = "Vérifié le"  # a column for wide windows: the file tells it too


def confidence(row: CatalogueRow) -> str:
    """Return how sure the least sure point of the file is, in words."""
    return _UNSAID if row.confidence is None else CONFIDENCES[row.confidence][0]


def _tone(row: CatalogueRow) -> Tone | None:
    return None if row.confidence is None else CONFIDENCES[row.confidence][1]


def _hint(row: CatalogueRow) -> str:
    mark = "aide locale" if row.local else "modifié par le service" if row.corrected else ""
    return f"{row.agency} · {mark}" if mark else row.agency


def _estimated(row: CatalogueRow) -> str:
    if row.computed:
        return "calculé"
    return "par conditions" if row.judged else "non évalué"


def catalogue_columns() -> list[Column[CatalogueRow]]:
    """Return the columns of the list."""
    return [
        Column(
            title="Droit",
            text=lambda row: row.name,
            hint=_hint,
            sort_key=lambda row: french.fold(row.name),
            strong=True,
            stretch=True,
        ),
        Column(
            title="Famille",
            text=lambda row: _SHORT[row.family],
            tooltip=lambda row: row.family.label,
            sort_key=lambda row: row.family_place,
            width=96,
        ),
        Column(
            title="Estimation",
            text=_estimated,
            sort_key=lambda row: (not row.computed, not row.judged),
            width=112,
        ),
        Column(
            title=DATE,
            text=lambda row: french.day(row.checked_on),
            sort_key=lambda row: row.checked_on,
            width=92,
        ),
        Column(
            title="Confiance",
            text=confidence,
            tone=_tone,
            kind=Kind.PILL,
            tooltip=lambda row: (
                "Du point le moins sûr de la fiche, qui dit chacun d'eux ; "
                f"vérifiée le {french.day(row.checked_on)}"
            ),
            sort_key=lambda row: row.confidence_place,
        ),
    ]
