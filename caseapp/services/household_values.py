"""What a household says for the names of letters and forms; what is not known is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.conditions.vocabulary import DECLARED
from caseapp.rules.letters.household_names import ANSWER_KEYS, INCOME_KINDS
from caseapp.services.fact_definition import FactKind
from caseapp.services.household_page import FieldState
from caseapp.services.resource_grid import RIGHT
from caseapp.services.tax_facts import REFERENCE_INCOME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from caseapp.services.household_page import FieldValue, HouseholdPage, LineRow, PersonRow

_PERSON: Mapping[str, str] = {
    "naissance": "birth_date",
    "telephone": "phone",
    "autre_telephone": "phone_2",
    "courriel": "email",
    "activite": "activity",
    "inscrit_le": "job_seeker_since",
    "nationalite": "nationality",
    "titre_depuis": "residence_permit_since",
    "titre_jusqu_au": "residence_permit_until",
    "protection": "protection",
    "grossesse": "pregnant_due",
    "taux_incapacite": "disability_rate",
    "restriction_emploi": "work_restriction",
    "inapte": "unfit_for_work",
    "gir": "gir",
    "scolarite": "schooling",
    "autre_parent": "other_parent",
    "garde_alternee": "shared_custody",
}
_PARTNER = ("naissance", "activite", "nationalite", "telephone", "courriel")
_HOME: Mapping[str, str] = {
    "occupation": "housing.tenure",
    "loyer": "housing.rent",
    "charges": "housing.charges",
    "entree": "housing.moved_in",
    "conventionne": "housing.state_agreement",
    "colocation": "housing.flat_share",
    "bailleur_famille": "housing.landlord_is_family",
    "demande_sociale": "housing.social_request",
    "dette": "debts.rent",
}
_SAVINGS: Mapping[str, str] = {
    "livrets": "savings.non_taxable",
    "imposable": "savings.taxable",
    "biens_loues": "savings.rented_property",
    "biens_non_loues": "savings.unrented_property",
}
_CHARGES: Mapping[str, str] = {
    "energie": "charges.energy",
    "assurances": "charges.insurance",
    "transports": "charges.transport",
    "garde": "charges.childcare",
    "scolarite": "charges.school",
    "sante": "charges.health",
    "impots": "charges.taxes",
    "autres": "charges.other",
    "dettes": "debts.monthly",
}
_POSTCODE = re.compile(r"\b(\d{5})\b")


def of_household(page: HouseholdPage, today: date) -> dict[str, str]:
    """Return the texts of the applicant, the partner, the home and the money, by name."""
    applicant = page.people[0]
    last = [Month.of(today).plus(-1)]
    return {
        **of_person(page, applicant),
        **dict(_of_partner(page)),
        **dict(_of_home(page)),
        **of_income(page, applicant, last),
    }


def of_person(page: HouseholdPage, person: PersonRow) -> dict[str, str]:
    """Return the texts of « personne. » for one of the household; the home is everybody's."""
    texts = {
        "personne.nom": person.last_name,
        "personne.prenom": person.first_name,
        "personne.nom_complet": f"{person.first_name} {person.last_name}".strip(),
        "personne.lien": "" if person.role is Role.APPLICANT else person.role_label,
        **{f"personne.{name}": shown(person.facts, key) for name, key in _PERSON.items()},
    }
    address = shown(page.housing, "housing.address")
    commune = shown(page.housing, "housing.commune").partition(" (")[0]
    code = _POSTCODE.search(address)
    texts["personne.adresse"] = address
    texts["personne.commune"] = commune
    if code is not None:
        texts["personne.code_postal"] = code[1]
        texts["personne.voie"] = address[: code.start()].strip(" ,\n")
    return _known(texts)


def of_income(page: HouseholdPage, person: PersonRow, months: Sequence[Month]) -> dict[str, str]:
    """Return the texts of « revenus. »: what one person had in all of some months together.

    A nature that nobody entered has no text: it was not asked, which is not nothing.
    """
    lines = [line for line in page.lines if line.person_id == person.id]
    texts = {}
    for name, natures in INCOME_KINDS.items():
        total = _sum([line for line in lines if line.nature in natures], months)
        if total is not None:
            texts[f"revenus.{name}"] = french.euros(total)
    return texts


def is_entered(page: HouseholdPage, person: PersonRow, name: str) -> bool:
    """Tell whether a person has a line of resources of a « revenus. » name."""
    natures = INCOME_KINDS[name]
    return any(line.person_id == person.id and line.nature in natures for line in page.lines)


def lists(page: HouseholdPage) -> dict[str, Sequence[str]]:
    """Return the lists of names: the children, the rights in payment."""
    children = [person for person in page.people if person.role is Role.CHILD]
    return {
        "enfants.noms": [
            f"{child.first_name} {child.last_name}, {born}" if born else child.first_name
            for child in children
            for born in [shown(child.facts, "birth_date")]
        ],
        "prestations.percues": [_received(line) for line in page.lines if _is_right(line)],
    }


def shown(facts: Sequence[FieldValue], key: str) -> str:
    """Return what a fact says, with its unit, or nothing where it is not known."""
    for one in facts:
        if one.key == key and one.state in {FieldState.VALUE, FieldState.IMPLIED}:
            return (
                f"{one.text} €" if one.kind is FactKind.MONEY and "€" not in one.text else one.text
            )
    return ""


def _of_partner(page: HouseholdPage) -> Iterator[tuple[str, str]]:
    partner = next((one for one in page.people if one.role is Role.PARTNER), None)
    if partner is None:
        return
    texts = of_person(page, partner)
    for name in ("nom", "prenom", "nom_complet", *_PARTNER):
        if text := texts.get(f"personne.{name}"):
            yield f"conjoint.{name}", text


def _of_home(page: HouseholdPage) -> Iterator[tuple[str, str]]:
    found = {
        "foyer.seul_depuis": shown(page.couple, "single_since"),
        **{f"logement.{name}": shown(page.housing, key) for name, key in _HOME.items()},
        **{f"epargne.{name}": shown(page.savings, key) for name, key in _SAVINGS.items()},
        **{f"charges.{name}": shown(page.charges, key) for name, key in _CHARGES.items()},
        "impots.parts": shown(page.tax, "tax.shares"),
        **{
            f"reponse.{name}": shown(page.declared, DECLARED + key)
            for name, key in ANSWER_KEYS.items()
        },
    }
    yield from _known(found).items()
    years = [one.key for one in page.tax if one.key.startswith(REFERENCE_INCOME)]
    for key in sorted(years, reverse=True):
        if income := shown(page.tax, key):
            yield "impots.revenu_fiscal", income
            yield "impots.annee", key.removeprefix(REFERENCE_INCOME)
            return


def _sum(lines: Sequence[LineRow], months: Sequence[Month]) -> Money | None:
    """Return the total of the lines over the months; nothing where one of them is not known."""
    if not lines:
        return None
    amounts: list[Money] = []
    for line in lines:
        by_month = {cell.month: cell.amount for cell in line.cells}
        for month in months:
            amount = by_month.get(month)
            if amount is None:
                return None
            amounts.append(amount)
    return Money.total(amounts)


def _received(line: LineRow) -> str:
    amount = line.cells[-1].amount if line.cells else None
    return line.label if amount is None else f"{line.label} : {french.euros(amount)}"


def _is_right(line: LineRow) -> bool:
    return line.nature.startswith(RIGHT)


def _known(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}
