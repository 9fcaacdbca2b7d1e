"""What drives legal dates, right by right, as it was reviewed against the sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue import Appeal, AppealRoute, SilenceEffect
from caseapp.rules.catalogue_loader import load_catalogue

if TYPE_CHECKING:
    from caseapp.rules.catalogue import Right

# right | opening | silence | appeals in the order of the source: delay/silence on the appeal.
# « ? » is optional, « ! » runs from something else than the decision on the claim.
_REVIEWED = """
aah | month_after_claim high | 4 mois refusal receipt high | conciliation? 2m medium, rapo 2m/2m high, pole_social 2m high, cra 2m/2m high, pole_social 2m high
ada | other high | 2 mois refusal receipt low | other?! 15j high, ta 7j low, ta 2m medium
aeeh | month_after_claim high | 4 mois refusal receipt high | conciliation? 2m medium, rapo 2m/2m high, pole_social 2m high
aide_alimentaire | other low | - | mediation? - low
aide_eau | other low | 2 mois refusal receipt low | gracieux? 2m/2m medium, ta 2m medium, mediation? - low
aide_juridictionnelle | other high | - | other 15j high, other 8j medium
aide_logement | month_of_claim high | 2 mois refusal receipt medium | rapo 2m/2m medium, ta 2m high, mediation? - medium
aide_menagere | other medium | 2 mois refusal receipt medium | rapo 2m/2m medium, ta 2m medium
aide_specifique_crous | other low | 2 mois refusal receipt low | gracieux? 2m/2m medium, ta 2m medium
aide_urgence_violences | other medium | - | other - low, mediation? - medium
aides_ccas | other low | 2 mois refusal receipt high | gracieux? 2m/2m medium, ta 2m medium
ajpa | other low | 2 mois refusal receipt medium | cra 2m/2m medium, pole_social 2m medium, mediation? - medium
ajpp | month_of_claim high | 3 mois civils acceptance receipt high | cra 2m/2m high, pole_social 2m high, mediation? - medium
allocation_veuvage | other high | 4 mois refusal receipt high | cra 2m/2m high, pole_social 2m high
allocations_familiales | month_after_event high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
ame | day_of_claim medium | 2 mois refusal receipt low | rapo 2m/2m medium, ta 2m medium
apa_domicile | other high | 2 mois acceptance complete_file high | rapo 2m/2m high, ta 2m high, other?! - medium
apa_etablissement | day_of_claim high | 2 mois acceptance complete_file high | rapo 2m/2m medium, ta 2m medium
are | other medium | - | mediation? - high, gracieux! 2m/2m high, other 24m high, mediation_france_travail! 2m high
ars | other high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
asf | other high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
ash | other high | 2 mois refusal receipt medium | rapo 2m/2m medium, ta 2m medium, other! - medium
asi | month_after_claim high | 4 mois refusal receipt high | cra 2m/2m high, pole_social 2m high
aspa | month_after_claim high | 4 mois refusal receipt high | cra 2m/2m high, pole_social 2m high, cmra 2m/4m high
ass | other medium | 2 mois refusal receipt medium | mediation_france_travail 2m high, ta 2m high
at_mp | other high | - | cra 2m/2m high, cmra 2m/4m high, pole_social 2m high
bourse_college | other low | - | gracieux? 2m/2m low, ta 2m low
bourse_crous_dse | other medium | 2 mois refusal receipt low | gracieux? 2m/2m medium, ta 2m medium
bourse_lycee | other low | - | gracieux? 2m/2m low, ta 2m low
c2s | other high | 2 mois acceptance complete_file high | cra 2m/2m high, pole_social 2m high, mediation? - medium
capital_deces | other medium | - | cra 2m/2m high, pole_social 2m high
cej | other medium | 2 mois refusal receipt low | mediation_france_travail 2m high, ta 2m high, gracieux? 2m/2m low
cheque_energie | other medium | - | other! - medium, mediation? - low, ta 2m low
cmg | other high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
cmi | other medium | 4 mois refusal receipt high | rapo 2m/2m medium, pole_social 2m high, ta 2m medium
complement_familial | month_after_event high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
dalo_daho | other low | 3 mois refusal receipt medium | gracieux? 2m/2m medium, ta 2m medium, ta! 4m high, ta! - medium
domiciliation | other medium | 2 mois none receipt low | gracieux? 2m/2m medium, ta 2m medium, other?! - low
droit_au_compte | other low | - | other? - low, mediation? - low, other - medium
exoneration_taxe_fonciere | other low | 6 mois refusal receipt low | other! - low, ta 2m low, mediation? - low
fsl | other medium | 2 mois refusal receipt medium | gracieux? 2m/2m high, ta 2m medium
ij_maladie | other high | - | cmra 2m/4m high, cra 2m/2m high, pole_social 2m high
internet_telephone_social | other low | - | other? - low, mediation? - low
loca_pass | other medium | - | other? - low
logement_social_nur | other medium | - | gracieux? 2m/2m medium, ta 2m medium, other?! - low
masp | other medium | 2 mois refusal receipt low | gracieux? 2m/2m medium, ta 2m medium, other! - medium
microcredit_personnel | other low | - | mediation? - low
mobili_jeune | other low | - | other? - low
mva | automatic high | 2 mois refusal receipt medium | cra 2m/2m medium, pole_social 2m medium, mediation? - medium
paje_allocation_base | month_after_event high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
pass_culture | other low | - | other? - low
pass_sport | other low | - | other? - low
pch | month_of_claim medium | 4 mois refusal receipt high | conciliation? 2m medium, rapo 2m/2m high, pole_social 2m high, other! 2m low
pension_alimentaire_aripa | other medium | - | cra 2m/2m medium, pole_social 2m medium, mediation? - medium
pension_invalidite | other high | 2 mois refusal receipt high | cmra 2m/4m high, cra 2m/2m high, pole_social 2m high
pension_reversion | month_after_event high | 4 mois refusal receipt high | cra 2m/2m high, pole_social 2m high
prepare | other high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
prime_activite | month_of_claim high | 2 mois refusal receipt medium | rapo 2m/2m high, ta 2m high, mediation? - medium
prime_demenagement | other high | 2 mois refusal receipt medium | rapo 2m/2m medium, ta 2m high, mediation? - medium
prime_naissance_adoption | other high | 2 mois refusal receipt medium | cra 2m/2m high, pole_social 2m high, mediation? - medium
puma_affiliation | other high | - | cra 2m/2m high, pole_social 2m high, mediation? - medium
rqth | other medium | 4 mois refusal receipt high | conciliation? 2m medium, rapo 2m/2m high, ta 2m high
rsa | month_of_claim high | 2 mois refusal receipt medium | rapo 2m/2m high, ta 2m high, mediation? - medium
surendettement | other high | 3 mois none receipt high | other 15j high, other! 30j high, other! 30j high, other! 2m high
titre_sejour_prerequis | other low | 4 mois refusal receipt high | ta 2m medium, ta 1m medium
transport_solidaire | other low | - | other? - low, ta 2m low, mediation? - low
visale | other low | - | other? - low
"""
REVIEWED = {line.split(" | ")[0]: line for line in _REVIEWED.strip().split("\n")}
_ARTICLE = re.compile(
    r"(CSS|CASF|CCH|CJA|COJ|CRPA|CESEDA|LPF|C\. (trav|conso|civ)\.|Code de l'énergie) [LRD]\d"
    r"|[Dd]écret (n° )?\d{4}-\d+|LPF \(.*de mémoire"
)


@pytest.fixture(params=load_catalogue().codes())
def right(request: pytest.FixtureRequest) -> Right:
    return load_catalogue().right(request.param)


def _line(right: Right) -> str:
    opening = right.opening
    assert opening is not None
    appeals = ", ".join(map(_appeal, right.appeals))
    return f"{right.code} | {opening.rule} {opening.confidence} | {_silence(right)} | {appeals}"


def _silence(right: Right) -> str:
    silence = right.silence
    if silence is None:
        return "-"
    delay = f"{silence.months} mois" if silence.months else f"{silence.days} jours"
    civil = " civils" if silence.end_of_civil_month else ""
    return f"{delay}{civil} {silence.effect} {silence.start} {silence.confidence}"


def _appeal(appeal: Appeal) -> str:
    marks = ("" if appeal.mandatory else "?") + ("" if appeal.from_decision else "!")
    delay = f"{appeal.months}m" if appeal.months else f"{appeal.days}j" if appeal.days else "-"
    silent = f"/{appeal.silence_months}m" if appeal.silence_months else ""
    return f"{appeal.route}{marks} {delay}{silent} {appeal.confidence}"


def test_what_drives_dates_is_what_was_reviewed(right: Right) -> None:
    assert _line(right) == REVIEWED[right.code]


def test_a_silence_has_one_delay_its_article_and_its_words(right: Right) -> None:
    silences = [*([right.silence] if right.silence else []), *right.other_silences]
    for silence in silences:
        assert (silence.months is None) != (silence.days is None)
        assert _ARTICLE.search(silence.basis), silence.basis
        assert silence.text


def test_a_mandatory_appeal_with_a_delay_has_its_article(right: Right) -> None:
    for appeal in right.appeals:
        assert appeal.months is None or appeal.days is None
        if appeal.mandatory and (appeal.months or appeal.days):
            assert appeal.basis
            assert all(_ARTICLE.search(article) for article in appeal.basis), appeal.basis


def test_an_appeal_says_before_whom(right: Right) -> None:
    assert all(appeal.body and appeal.label for appeal in right.appeals)


def test_an_appeal_follows_only_an_appeal_of_the_same_right_that_comes_before_it(
    right: Right,
) -> None:
    for appeal in right.appeals:
        for route in appeal.after:
            earlier = [a.order for a in right.appeals if a.route == route and a is not appeal]
            assert any(order < appeal.order for order in earlier)


def test_the_court_follows_every_mandatory_appeal_that_comes_before_it(right: Right) -> None:
    prior = {AppealRoute.RAPO, AppealRoute.CRA, AppealRoute.CMRA}
    courts = [a for a in right.appeals if a.route in {AppealRoute.TA, AppealRoute.POLE_SOCIAL}]
    if any(appeal.route in prior for appeal in right.appeals):
        assert courts
        assert all(set(court.after) & prior for court in courts)


def test_mediation_and_conciliation_are_never_mandatory(right: Right) -> None:
    optional = {AppealRoute.MEDIATION, AppealRoute.CONCILIATION}
    assert all(not a.mandatory for a in right.appeals if a.route in optional)


def test_a_confidence_that_the_source_does_not_state_says_so() -> None:
    # The second source states none for most appeals: where one is given, its reason stands beside.
    appeal = load_catalogue().right("asi").appeals[0]
    assert appeal.confidence is Confidence.HIGH
    assert appeal.confidence_note.startswith("non indiquée par la source")


@pytest.mark.parametrize(
    "code",
    [
        "ada",
        "aide_eau",
        "aide_specifique_crous",
        "ame",
        "bourse_crous_dse",
        "cej",
        "domiciliation",
        "exoneration_taxe_fonciere",
        "masp",
    ],
)
def test_a_doubtful_silence_is_exposed_as_doubtful(code: str) -> None:
    silence = load_catalogue().right(code).silence
    assert silence is not None
    assert silence.confidence is Confidence.LOW


def test_no_other_silence_is_doubtful() -> None:
    low = [r.code for r in load_catalogue().all() if r.silence and r.silence.confidence == "low"]
    assert len(low) == 9


@pytest.mark.parametrize(
    ("code", "route"),
    [
        ("ada", "ta"),
        ("bourse_college", "ta"),
        ("bourse_lycee", "ta"),
        ("cheque_energie", "ta"),
        ("exoneration_taxe_fonciere", "ta"),
        ("pch", "other"),
        ("transport_solidaire", "ta"),
    ],
)
def test_a_doubtful_appeal_is_exposed_as_doubtful(code: str, route: str) -> None:
    appeals = load_catalogue().right(code).appeals
    doubtful = [a for a in appeals if a.confidence is Confidence.LOW]
    assert any(a.route == route and (a.months or a.days) for a in doubtful)


def test_the_general_rule_of_silence_keeps_its_medium_confidence() -> None:
    for right in load_catalogue().all():
        silence = right.silence
        if silence and silence.basis.startswith("CRPA L231-4") and right.code != "aides_ccas":
            assert silence.confidence is not Confidence.HIGH


def test_the_special_silences_of_the_law_are_structured() -> None:
    ajpp = load_catalogue().right("ajpp")
    assert ajpp.silence is not None
    assert (ajpp.silence.months, ajpp.silence.end_of_civil_month) == (3, True)
    assert ajpp.silence.effect is SilenceEffect.ACCEPTANCE
    aah = load_catalogue().right("aah").other_silences
    assert [(s.of, s.months, s.basis) for s in aah] == [
        ("CAF ou MSA, après la décision de la CDAPH", 1, "CSS R821-2")
    ]
    accidents = {s.of: s.days for s in load_catalogue().right("at_mp").other_silences}
    assert accidents["accident du travail"] == 30
    assert accidents["maladie professionnelle"] == 120
