"""The names of what is known of a household: of its people, its home, its money.

A letter speaks of the person followed and of the last whole month. A form asks the same of each
person, or of several months: there the same names speak of the person and month of the line.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PERSON: Mapping[str, str] = MappingProxyType(
    {
        "lien": "lien avec la personne suivie",
        "voie": "numéro et voie",
        "code_postal": "code postal",
        "autre_telephone": "autre téléphone",
        "activite": "activité",
        "inscrit_le": "date d'inscription à France Travail",
        "nationalite": "nationalité",
        "titre_depuis": "début du titre de séjour",
        "titre_jusqu_au": "fin du titre de séjour",
        "protection": "protection internationale",
        "grossesse": "date prévue de l'accouchement",
        "taux_incapacite": "taux d'incapacité",
        "restriction_emploi": "restriction durable d'accès à l'emploi",
        "inapte": "inaptitude au travail",
        "gir": "GIR",
        "scolarite": "scolarité",
        "autre_parent": "ce que fait l'autre parent",
        "garde_alternee": "garde alternée",
    }
)
PARTNER: Mapping[str, str] = MappingProxyType(
    {
        "nom": "nom du partenaire",
        "prenom": "prénom du partenaire",
        "nom_complet": "prénom et nom du partenaire",
        "naissance": "date de naissance du partenaire",
        "activite": "activité du partenaire",
        "nationalite": "nationalité du partenaire",
        "telephone": "téléphone du partenaire",
        "courriel": "courriel du partenaire",
    }
)
HOME: Mapping[str, str] = MappingProxyType(
    {
        "occupation": "occupation du logement",
        "loyer": "loyer hors charges",
        "charges": "charges du logement",
        "entree": "date d'entrée dans le logement",
        "conventionne": "logement conventionné ou non",
        "colocation": "colocation ou non",
        "bailleur_famille": "lien de famille avec le bailleur",
        "demande_sociale": "numéro ou état de la demande de logement social",
        "dette": "dette de loyer",
    }
)
TAX: Mapping[str, str] = MappingProxyType(
    {
        "revenu_fiscal": "revenu fiscal de référence",
        "annee": "année des revenus de l'avis d'imposition",
        "parts": "nombre de parts",
    }
)
SAVINGS: Mapping[str, str] = MappingProxyType(
    {
        "livrets": "livrets non imposables",
        "imposable": "épargne imposable",
        "biens_loues": "valeur des biens loués",
        "biens_non_loues": "valeur des biens non loués",
    }
)
CHARGES: Mapping[str, str] = MappingProxyType(
    {
        "energie": "énergie et eau, par mois",
        "assurances": "assurances et téléphone, par mois",
        "transports": "transports, par mois",
        "garde": "garde d'enfants, par mois",
        "scolarite": "cantine et scolarité, par mois",
        "sante": "mutuelle et santé, par mois",
        "impots": "impôts et taxes, par mois",
        "autres": "autres charges, par mois",
        "dettes": "remboursements de dettes, par mois",
    }
)
# The codes of `services.resource_grid.KINDS` that each name adds up.
INCOME_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "salaire": ("wage", "partial_activity"),
        "chomage": ("unemployment",),
        "retraite": ("pension",),
        "invalidite": ("invalidity_pension",),
        "indemnites": ("sickness_benefit", "maternity_benefit", "work_accident_benefit"),
        "rente": ("work_accident_annuity",),
        "independant": ("self_employed_profit",),
        "micro": ("micro_turnover_sales", "micro_turnover_services", "micro_turnover_liberal"),
        "pension_recue": ("alimony_received",),
        "pension_versee": ("alimony_paid",),
        "formation": ("training_pay", "internship_pay"),
        "bourse": ("scholarship",),
        "loyers": ("rents",),
        "placements": ("capital_income",),
        "autres": ("other",),
    }
)
INCOME: Mapping[str, str] = MappingProxyType(
    {
        "salaire": "salaires",
        "chomage": "allocations de chômage",
        "retraite": "retraites",
        "invalidite": "pension d'invalidité",
        "indemnites": "indemnités journalières",
        "rente": "rente d'accident du travail",
        "independant": "revenus d'activité indépendante",
        "micro": "chiffre d'affaires de micro-entreprise",
        "pension_recue": "pension alimentaire reçue",
        "pension_versee": "pension alimentaire versée",
        "formation": "rémunération de formation ou de stage",
        "bourse": "bourse d'études",
        "loyers": "loyers perçus",
        "placements": "revenus de placements",
        "autres": "autres ressources",
    }
)
# Yes-or-no facts, by the keys of `resources/parameters/declared_facts.yaml`.
ANSWER_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "residence_reguliere": "regular_residence",
        "plus_de_trois_mois": "stay_over_3_months",
        "adresse_stable": "stable_home",
        "lien_commune": "link_with_commune",
        "domiciliee": "domiciled",
        "demande_logement_social": "social_housing_request",
        "delai_anormal": "social_housing_delay_passed",
        "expulsion": "eviction_ruled",
        "hebergement_long": "temporary_housing_long",
        "logement_insalubre": "unfit_home",
        "logement_indecent": "indecent_or_crowded_home",
        "protection_juridique": "legal_protection_insurance",
        "protection_majeur": "under_guardianship",
        "rqth": "rqth_recognised",
        "sante_ouverte": "health_cover_open",
        "compte_bancaire": "bank_account_held",
        "separee": "separated_from_other_parent",
        "titre_pension": "alimony_set_by_title",
        "veuvage": "widowed",
        "arret_travail": "sick_leave_prescribed",
        "impots_declares": "tax_return_filed",
        "employeur_prive": "private_employer",
    }
)
ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "residence_reguliere": "résidence habituelle et régulière en France",
        "plus_de_trois_mois": "résidence en France depuis plus de trois mois",
        "adresse_stable": "adresse où recevoir son courrier",
        "lien_commune": "lien avec la commune",
        "domiciliee": "domiciliation déjà ouverte",
        "demande_logement_social": "demande de logement social enregistrée",
        "delai_anormal": "délai anormalement long dépassé",
        "expulsion": "expulsion jugée sans relogement",
        "hebergement_long": "hébergement prolongé en structure",
        "logement_insalubre": "logement impropre ou insalubre",
        "logement_indecent": "logement indécent ou suroccupé",
        "protection_juridique": "assurance de protection juridique",
        "protection_majeur": "tutelle ou curatelle",
        "rqth": "qualité de travailleur handicapé reconnue",
        "sante_ouverte": "droits à l'assurance maladie ouverts",
        "compte_bancaire": "compte bancaire",
        "separee": "séparation d'avec l'autre parent",
        "titre_pension": "titre qui fixe une pension alimentaire",
        "veuvage": "décès de l'époux ou de l'épouse",
        "arret_travail": "arrêt de travail en cours",
        "impots_declares": "déclaration de revenus faite",
        "employeur_prive": "employeur privé",
    }
)
DEBT: Mapping[str, str] = MappingProxyType(
    {
        "creancier": "créancier",
        "nature": "nature de la dette",
        "montant": "montant dû",
        "mensualite": "mensualité de la dette",
        "impaye_depuis": "début des impayés",
        "plan_jusqu_au": "fin du plan de remboursement",
    }
)
LISTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "enfants": MappingProxyType({"noms": "enfants, avec leur date de naissance"}),
        "prestations": MappingProxyType({"percues": "prestations déjà perçues"}),
    }
)
