"""The variables that a quotient may name, with their words and their values for one household."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.household import Role
from caseapp.rules.quotients import load_quotients
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.household_facts import REFERENCE_INCOME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from caseapp.kernel.money import Money
    from caseapp.services.budget_rows import BudgetSide
    from caseapp.services.stored_household import StoredHousehold, StoredPerson

VARIABLES: Mapping[str, str] = {
    "ressources": "toutes les ressources du mois, prestations comprises (€)",
    "revenus": "ressources du mois hors prestations (€)",
    "prestations": "droits versés dans le mois (€)",
    "aide_logement": "aide au logement du mois (€)",
    "logement": "loyer et charges locatives du mois (€)",
    "charges": "autres charges fixes du mois (€)",
    "dettes": "remboursements de dettes du mois (€)",
    "reste_a_vivre": "ressources moins logement, charges et dettes (€)",
    "revenus_imposables": "revenu fiscal de référence le plus récent (€ par an)",
    "personnes": "personnes du foyer",
    "adultes": "personnes du foyer hors enfants",
    "enfants": "enfants du foyer",
    "parts_caf": "parts du quotient familial de la CAF",
    "parts_fiscales": "parts de l'avis d'imposition",
    "unites_consommation": "unités de consommation (échelle de l'OCDE)",
}
NAMES = tuple(VARIABLES)
_SEVERE = "80_plus"


def values(stored: StoredHousehold, side: BudgetSide, today: date) -> dict[str, Decimal | None]:
    """Return the value of each variable for one side of a budget; None where it is not known."""
    children = [person for person in stored.people if person.role is Role.CHILD]
    disabled = sum(1 for child in children if _has_aeeh(child))
    known = load_quotients()
    return {
        "ressources": _euros(side.resources),
        "revenus": _euros(side.resources - side.rights),
        "prestations": _euros(side.rights),
        "aide_logement": _euros(side.housing_aid),
        "logement": _euros(side.housing),
        "charges": _euros(side.charges),
        "dettes": _euros(side.debts),
        "reste_a_vivre": _euros(side.left),
        "revenus_imposables": _reference_income(stored.home),
        "personnes": Decimal(len(stored.people)),
        "adultes": Decimal(len(stored.people) - len(children)),
        "enfants": Decimal(len(children)),
        "parts_caf": known.parts.of(len(children), disabled),
        "parts_fiscales": _shares(stored.home),
        "unites_consommation": known.consumption_units.of(
            [person.age(today) for person in stored.people]
        ),
    }


def _has_aeeh(child: StoredPerson) -> bool:
    return child.facts.get("disability_rate") == _SEVERE or bool(
        child.facts.get("aeeh_complement") not in {None, 0, UNKNOWN_JSON}
    )


def _reference_income(home: Mapping[str, object]) -> Decimal | None:
    years = sorted(key for key in home if key.startswith(REFERENCE_INCOME))
    latest = home[years[-1]] if years else None
    return Decimal(latest).scaleb(-2) if isinstance(latest, int) else None


def _shares(home: Mapping[str, object]) -> Decimal | None:
    shares = home.get("tax.shares")
    return Decimal(str(shares)) if isinstance(shares, int | float) else None


def _euros(amount: Money) -> Decimal:
    return amount.in_euros
