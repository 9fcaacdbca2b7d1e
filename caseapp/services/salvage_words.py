"""What a salvage says of itself in French: what was damaged, saved, lost, rebuilt, by case."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from caseapp.kernel.french import number, plural
from caseapp.kernel.typography import typeset
from db.damaged_base import FREE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.salvage import DamagedPage, Salvaged

# Of alerts, neutral words: whoever reads the account may be no one who may know of them.
_KINDS: dict[str, tuple[str, str]] = {
    "alert": ("écrit personnel", "écrits personnels"),
    "alert_addition": ("complément d'écrit", "compléments d'écrit"),
    "calendar_entry": ("date déjà remise à un agenda", "dates déjà remises à un agenda"),
    "case_file": ("dossier", "dossiers"),
    "case_closing": ("clôture de dossier", "clôtures de dossiers"),
    "case_merge": ("fusion de dossiers", "fusions de dossiers"),
    "case_tag": ("étiquette", "étiquettes"),
    "catalogue_correction": ("correction du catalogue", "corrections du catalogue"),
    "claim": ("démarche", "démarches"),
    "claim_event": ("événement de démarche", "événements de démarche"),
    "claim_exchange": ("échange avec un organisme", "échanges avec un organisme"),
    "claim_piece": ("pièce demandée", "pièces demandées"),
    "claim_step": ("étape de démarche", "étapes de démarche"),
    "date_handling": ("suite donnée à une date", "suites données à une date"),
    "deadline": ("échéance", "échéances"),
    "debt": ("indu ou rappel", "indus ou rappels"),
    "debt_instalment": ("mensualité d'indu", "mensualités d'indu"),
    "document": ("document", "documents"),
    "draft": ("saisie en attente", "saisies en attente"),
    "estimate": ("estimation", "estimations"),
    "estimated_right": ("droit estimé", "droits estimés"),
    "fact": ("information du foyer", "informations du foyer"),
    "fact_past": ("information d'une autre date", "informations d'autres dates"),
    "handed_report": ("écrit remis", "écrits remis"),
    "history": ("ligne d'historique", "lignes d'historique"),
    "interview": ("entretien", "entretiens"),
    "interview_template": ("trame d'entretien", "trames d'entretien"),
    "letter": ("courrier", "courriers"),
    "liability": ("charge ou dette du budget", "charges ou dettes du budget"),
    "local_right": ("aide locale", "aides locales"),
    "mandate": ("mandat ou accord", "mandats ou accords"),
    "paid_service": ("service payant", "services payants"),
    "payment": ("versement", "versements"),
    "payment_stop": ("arrêt de versement", "arrêts de versement"),
    "person": ("personne", "personnes"),
    "quotient_formula": ("formule de quotient", "formules de quotient"),
    "resource_cell": ("montant d'un mois", "montants d'un mois"),
    "resource_line": ("ligne de ressources", "lignes de ressources"),
    "review": ("réestimation du portefeuille", "réestimations du portefeuille"),
    "review_change": ("changement relevé", "changements relevés"),
    "sensitive_opening": ("information de santé ouverte", "informations de santé ouvertes"),
    "setting": ("réglage", "réglages"),
    "simulation": ("simulation", "simulations"),
    "task": ("rendez-vous ou tâche", "rendez-vous ou tâches"),
}
_FIRST = ("case_file", "person", "interview", "claim", "deadline", "document", "task")
_NOT_TOLD = frozenset({"blob", "blob_chunk"})  # told as documents
_MOST_PAGES = 20


def told(found: Salvaged) -> Iterator[str]:
    """Yield the lines of the account, with the spaces of French."""
    yield from map(typeset, _lines(found))


def kinds(counts: dict[str, int]) -> str:
    """Return « 40 dossiers, 71 personnes… », the most telling first."""
    shown = [name for name in _FIRST if counts.get(name)]
    shown += sorted(name for name in counts if name not in {*_FIRST, *_NOT_TOLD} and counts[name])
    return ", ".join(kind(name, counts[name]) for name in shown)


def kind(table: str, count: int) -> str:
    """Return « 2 dossiers » for the rows of a table."""
    one, many = _KINDS.get(table, ("autre fiche", "autres fiches"))
    return plural(count, one, many)


def _lines(found: Salvaged) -> Iterator[str]:
    damaged = len(found.damaged)
    yield f"{plural(damaged, 'page abîmée', 'pages abîmées')} sur {number(found.pages)}."
    yield from _lost(found)
    yield from _rebuilt(found)
    yield f"Récupéré : {kinds(found.saved) or 'rien'}."
    if damaged:
        yield "Ce que contenaient les pages abîmées :"
    for page in found.damaged[:_MOST_PAGES]:
        yield f"  page {page.number} : {_owner(page)}"
    if damaged > _MOST_PAGES:
        yield f"  et {plural(damaged - _MOST_PAGES, 'autre')}"


def _owner(page: DamagedPage) -> str:
    if page.owner is None:
        return "contenu inconnu"
    if page.owner == FREE:
        return "page vide, rien n'est perdu"
    if page.owner in _KINDS:
        return _KINDS[page.owner][1]
    if page.owner in _NOT_TOLD:
        return "contenu de documents"
    return "index ou structure, refaits"


def _lost(found: Salvaged) -> Iterator[str]:
    if not (found.lost or found.documents or found.unplaced):
        yield "Rien n'a été perdu."
        return
    by_case: dict[str, list[str]] = defaultdict(list)
    for rows in found.lost:
        by_case[rows.case].append(kind(rows.table, rows.count))
    for document in found.documents:
        by_case[document.case].append(f"le document « {document.title} »")
    yield "Perdu :"
    for case in sorted(by_case, key=lambda case: (not case, case)):
        yield f"  {case or 'sans dossier, ou dossier inconnu'} : {', '.join(by_case[case])}"
    if found.unplaced:
        yield f"  {plural(found.unplaced, 'fiche lue mais non rattachée', 'fiches lues mais non rattachées')}"


def _rebuilt(found: Salvaged) -> Iterator[str]:
    by_case: dict[str, list[str]] = defaultdict(list)
    for row in found.rebuilt:
        words = "fiche du dossier" if row.table == "case_file" else "fiche d'une personne"
        by_case[row.case].append(words)
    if by_case:
        yield "Reconstitué d'après les index, à compléter :"
        for case, rows in sorted(by_case.items()):
            yield f"  {case or 'dossier inconnu'} : {', '.join(rows)}"
