"""Complémentaire santé solidaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.household import Protection
from caseapp.kernel import french
from caseapp.kernel.calendar import Territory
from caseapp.rules.openfisca.answers import common, stay
from caseapp.rules.openfisca.answers.draft import Check, Draft, money
from caseapp.rules.parameters import load_replacements, load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.openfisca.answers.case import Case

FREE, CONTRIBUTION = 2, 1
VARIANTS = {FREE: "gratuite", CONTRIBUTION: "avec participation"}


def drafts(case: Case) -> Iterator[Draft]:
    """Return what the rules say of the C2S."""
    kind = int(case.new("c2s")[0])
    draft = Draft(
        "c2s",
        [_covered(case)],
        variant=VARIANTS.get(kind, ""),
        resources_source="CSS L861-1, L861-2",
        shows_amount=False,
    )
    _note_contribution(case, draft, kind)
    if case.new("rsa")[0] > 0 and kind == FREE and stay.regular_stay(case).met is not False:
        draft.note("Le bénéfice du RSA ouvre la C2S gratuite (CSS L861-2).")
    _doubt_old_ceiling(case, draft)
    asylum = any(p.protection is Protection.ASYLUM_SEEKER for p in case.adults)
    if asylum:
        draft.doubt("Demandeur d'asile : prise en charge après trois mois de résidence.")
    _doubt_young(case, draft)
    if case.territory is Territory.ALSACE_MOSELLE:
        draft.note(
            "Alsace-Moselle : la participation des affiliés au régime local est moindre.",
            Confidence.MEDIUM,
        )
    common.doubt_overseas(case, draft)
    common.note_own_business(case, draft)
    yield draft


def _covered(case: Case) -> Check:
    """Check the regular stay; an asylum seeker is covered while the claim is examined."""
    check = stay.regular_stay(case)
    asylum = any(p.protection is Protection.ASYLUM_SEEKER for p in case.adults)
    if check.met is False and asylum:
        return Check("c2s_covered", None)
    return Check("c2s_covered", check.met, check.missing)


def _doubt_old_ceiling(case: Case, draft: Draft) -> None:
    """Say that just over a ceiling of last year, the C2S may be due, or may be free."""
    old = load_replacements()
    note = next((entry.note for entry in old.replacements if draft.code in entry.rights), "")
    resources = case.central("css_cmu_base_ressources")
    if not note or resources is None:
        return
    for name in ("cmu_c_plafond", "acs_plafond"):
        ceiling = case.central(name)
        if ceiling and ceiling < resources <= ceiling * (1 + old.stale_margin_percent / 100):
            draft.doubts.append(note)
            draft.may_have_risen = name == "acs_plafond"


def _doubt_young(case: Case, draft: Draft) -> None:
    """Say that the C2S of the young may be that of the parents' household."""
    limit = load_thresholds().c2s_parents_age.value
    ages = [case.age(person) for person in case.adults]
    if not case.children and all(age is not None and age < limit for age in ages):
        draft.doubt(
            f"Moins de {limit} ans : rattaché au foyer de ses parents s'il vit chez eux, figure sur "
            "leur déclaration d'impôt ou reçoit d'eux une pension (CSS R861-2)."
        )


def _note_contribution(case: Case, draft: Draft, kind: int) -> None:
    later = int(case.later("c2s")[0])
    if kind == CONTRIBUTION:
        paid = french.euros(money(case.new("c2s_contribution")[0]))
        draft.note(f"Participation du foyer : {paid} par mois.")
    if kind == FREE and later == CONTRIBUTION:
        paid = french.euros(money(case.later("c2s_contribution")[0]))
        draft.note(f"Ensuite avec participation ({paid} par mois), quand les droits sont versés.")
    if kind == FREE and later == 0:
        draft.note("Ensuite au-dessus du plafond, quand les autres droits sont versés.")
