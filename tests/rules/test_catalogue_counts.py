"""Nothing of the sources is lost: how many entries of each kind they hold, counted in them."""

from __future__ import annotations

import pytest

from caseapp.rules.catalogue_loader import load_catalogue

# Counted in the two source files of 23/11/2026, before they were cut into one file a right:
# articles, conditions, pieces, steps, lines of renewal, appeals, cumulations, pitfalls, sources,
# degrees of confidence, points to verify. Added since: of the residence permit, when to ask again
# (CESEDA R431-5) and the month to contest a refusal that orders to leave (L911-1); of the ASS, when
# to ask again.
_COUNTED = """
aah                         5   0   6   6   3   5   3   3   5   5   3
ada                         6   0   3   5   2   3   3   3   3   3   2
aeeh                        6   0   7   6   2   3   3   3   3   4   2
aide_alimentaire            2   1   2   2   1   1   1   2   1   1   1
aide_eau                    3   3   4   3   1   3   1   2   3   2   2
aide_juridictionnelle       2   9   6   5   1   2   1   4   4   4   4
aide_logement               5   0   5   4   2   3   4   4   6   4   3
aide_menagere              10   4   5   4   1   2   1   2   4   3   2
aide_specifique_crous       1   3   3   3   1   2   1   2   1   2   1
aide_urgence_violences      3   0   3   4   2   2   2   2   2   2   3
aides_ccas                  3   3   5   3   1   2   1   3   1   2   1
ajpa                        5   0   3   4   2   3   3   2   2   4   3
ajpp                        7   0   2   5   3   3   3   3   2   4   2
allocation_veuvage         11   5   4   3   1   2   1   2   2   3   3
allocations_familiales      4   0   5   3   2   3   2   3   5   4   1
ame                         6   3   3   5   2   2   1   3   5   5   7
apa_domicile               13   4   6   5   1   3   1   3   6   5   3
apa_etablissement           7   4   4   3   1   2   1   2   3   2   1
are                         5   0   4   4   2   4   2   3   3   3   2
ars                         5   0   4   3   2   3   2   3   3   4   2
asf                         5   0   4   4   2   3   3   3   4   4   1
ash                        14   4   7   4   1   3   1   4   4   5   3
asi                        10   8   4   3   1   2   1   2   4   4   2
aspa                       27   8   6   5   2   3   1   4   4   6   6
ass                         6   0   3   4   3   2   3   2   3   3   1
at_mp                      16   2   4   6   1   3   1   3   2   3   2
bourse_college              3   3   3   4   2   2   1   3   4   3   3
bourse_crous_dse            4   5   4   5   2   2   1   4   4   3   2
bourse_lycee                3   2   3   4   2   2   1   3   3   3   3
c2s                        16   8   4   6   3   3   1   4   5   6   4
capital_deces               8   3   5   3   1   2   1   2   2   3   2
cej                         4   0   4   4   2   3   3   2   5   3   2
cheque_energie              7   4   4   5   2   3   1   4   4   4   3
cmg                         5   0   3   4   2   3   3   3   3   4   2
cmi                         3   0   6   4   2   3   2   2   4   3   4
complement_familial         3   0   3   3   2   3   4   2   3   4   0
dalo_daho                   8   4   7   6   1   4   1   4   5   4   3
domiciliation               5   3   3   5   2   3   1   3   4   4   2
droit_au_compte             6   3   4   5   1   3   1   3   5   3   2
exoneration_taxe_fonciere   5   5   4   3   1   3   1   3   4   3   3
fsl                         3   0   4   3   1   2   2   2   2   3   2
ij_maladie                 14   4   3   4   1   3   1   4   3   4   3
internet_telephone_social   1   2   2   3   1   2   1   1   3   2   2
loca_pass                   2   3   5   3   1   1   1   3   3   2   1
logement_social_nur         5   4   6   5   2   3   1   3   4   2   3
masp                        5   0   3   4   1   3   2   2   3   2   1
microcredit_personnel       2   4   5   3   1   1   1   3   3   1   2
mobili_jeune                1   4   5   3   2   1   1   3   3   2   3
mva                         3   0   2   2   1   3   4   2   2   2   1
paje_allocation_base        4   0   4   3   2   3   2   2   3   4   1
pass_culture                1   2   2   3   1   1   1   2   2   1   2
pass_sport                  1   2   1   3   2   1   1   3   2   2   1
pch                         4   0   7   6   2   4   3   3   4   4   3
pension_alimentaire_aripa   6   0   3   5   2   3   2   2   4   3   3
pension_invalidite         18   4   5   5   2   3   1   3   3   4   3
pension_reversion          12   4   5   4   2   2   1   4   3   5   2
prepare                     4   0   3   4   1   3   3   2   3   4   2
prime_activite              7   0   4   4   2   3   3   4   4   4   1
prime_demenagement          3   0   3   3   1   3   2   2   2   3   2
prime_naissance_adoption    4   0   3   3   1   3   2   2   2   4   1
puma_affiliation            9   6   6   4   2   3   1   3   2   4   4
rqth                        3   0   5   5   2   3   2   2   2   3   2
rsa                         5   0   5   6   3   3   4   4   7   5   3
surendettement             23   4   8   6   1   4   1   5   2   4   2
titre_sejour_prerequis      8   1   4   3   2   2   1   3   2   2   3
transport_solidaire         1   2   4   3   1   3   1   3   2   2   2
visale                      3   5   4   3   1   1   1   3   3   2   3
"""
_LINES = [line.split() for line in _COUNTED.strip().split("\n")]
COUNTED = {code: tuple(map(int, numbers)) for code, *numbers in _LINES}


def test_every_right_of_the_sources_is_in_the_catalogue() -> None:
    assert set(load_catalogue().codes()) == set(COUNTED)


@pytest.mark.parametrize("code", COUNTED)
def test_every_entry_of_the_sources_is_in_the_file(code: str) -> None:
    right = load_catalogue().right(code)
    assert COUNTED[code] == (
        len(right.legal_basis),
        sum(1 for condition in right.conditions if condition.field),  # the others are ours
        len(right.pieces),
        len(right.steps),
        len(right.renewal),
        len(right.appeals),
        len(right.cumulation),
        len(right.pitfalls),
        len(right.sources),
        len(right.confidence),
        len(right.to_verify),
    )


@pytest.mark.parametrize("code", COUNTED)
def test_what_every_source_states_once_is_in_the_file(code: str) -> None:
    right = load_catalogue().right(code)
    assert right.opening is not None
    assert right.silence is not None or right.processing is not None
    assert right.limitation is not None
    assert right.follow_up is not None
    assert right.follow_up.text


def test_amounts_rules_and_recovery_are_kept_where_the_sources_state_them() -> None:
    rights = load_catalogue().all()
    assert sum(right.amount is not None for right in rights) == 12
    assert sum(len(right.rules) for right in rights) == 9
    assert sum(right.recovery is not None for right in rights) == 39
    assert {right.code for right in rights if right.recovery and right.recovery.exists} == {
        "aspa",
        "aide_menagere",
        "ash",
    }


def test_what_the_sources_ask_to_read_again_first_is_marked() -> None:
    assert {right.code for right in load_catalogue().all() if right.review_first} == {
        "c2s",
        "puma_affiliation",
        "ij_maladie",
        "asi",
        "aspa",
        "allocation_veuvage",
        "titre_sejour_prerequis",
    }
