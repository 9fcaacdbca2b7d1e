"""What several rights have in common: overseas, shared custody, children in care, own business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.facts import NoFact
from caseapp.kernel.calendar import Territory
from caseapp.rules.openfisca.answers.known import OWN_BUSINESS

if TYPE_CHECKING:
    from caseapp.rules.openfisca.answers.case import Case
    from caseapp.rules.openfisca.answers.draft import Draft


def doubt_overseas(case: Case, draft: Draft) -> None:
    """Say that overseas scales are only partly computed."""
    if not case.overseas:
        return
    if case.territory is Territory.MAYOTTE:
        sentence = "Mayotte : barèmes et conditions propres, que le calcul ne connaît pas."
    else:
        sentence = "Outre-mer : barèmes propres, que le calcul ne connaît qu'en partie."
    draft.doubt(sentence, Confidence.LOW)


def doubt_shared_custody(case: Case, draft: Draft) -> None:
    """Say that a child living by turns with each parent is counted whole."""
    if case.shares_custody():
        draft.doubt(
            "Résidence alternée : le partage entre les deux parents n'est pas calculé pour ce "
            "droit, chaque enfant est compté en entier."
        )


def doubt_child_in_care(case: Case, draft: Draft) -> None:
    """Say that a child in care was not counted."""
    if case.has_placed_child():
        draft.doubt(
            "Enfant confié à l'aide sociale à l'enfance : il n'est pas compté ; le juge ou le "
            "département peut maintenir le versement à la famille (CSS L521-2)."
        )


def note_own_business(case: Case, draft: Draft) -> None:
    """Say how incomes of self-employed people are counted."""
    if case.has_resource(OWN_BUSINESS, 0, 1, 2, 3, 4):
        draft.note(
            "Activité indépendante : chiffre d'affaires des mois de référence après abattement "
            "(micro-entreprise), ou dernier bénéfice annuel connu.",
            Confidence.MEDIUM,
        )


def note_unknown_received(case: Case, draft: Draft) -> None:
    """Say that a right in payment whose amount is unknown was taken as computed."""
    for entry in case.household.received:
        if isinstance(entry.amount, NoFact) and entry.first <= case.month:
            draft.note(
                "Montant d'un droit déjà versé inconnu : le montant calculé en tient lieu.",
                Confidence.MEDIUM,
            )
            return
