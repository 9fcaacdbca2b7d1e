"""How agencies and signs are written in the sentences about a claim."""

from __future__ import annotations

import pytest

from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import first_agency, of_agency, the_agency
from caseapp.rules.catalogue_loader import load_catalogue


@pytest.mark.parametrize(
    ("agency", "of", "the"),
    [
        ("CAF", "de la CAF", "la CAF"),
        ("CAF ou MSA", "de la CAF ou de la MSA", "la CAF ou la MSA"),
        ("MDPH, puis CAF ou MSA", "de la MDPH", "la MDPH"),
        ("Département", "du département", "le département"),
        ("CCAS", "du CCAS", "le CCAS"),
        ("France Travail", "de France Travail", "France Travail"),
        ("OFII", "de l'OFII", "l'OFII"),
        ("Opérateur", "de l'opérateur", "l'opérateur"),
        ("Truc", "de l'organisme", "l'organisme"),
    ],
)
def test_an_agency_stands_in_a_sentence_with_its_article(agency: str, of: str, the: str) -> None:
    assert of_agency(agency) == of
    assert the_agency(agency) == the


def test_the_first_agency_is_the_one_that_answers_first() -> None:
    assert first_agency("MDPH, puis CAF ou MSA") == "MDPH"
    assert first_agency("Tribunal (bureau d'aide juridictionnelle)") == "Tribunal"


@pytest.mark.parametrize("code", load_catalogue().codes())
def test_every_agency_of_the_catalogue_has_words(code: str) -> None:
    agency = load_catalogue().right(code).agency
    assert of_agency(agency).startswith("d")
    assert the_agency(agency)


def test_signs_never_begin_a_line() -> None:
    assert typeset("Silence : rejet ; « vu » n° 4 !") == (
        "Silence\N{NO-BREAK SPACE}: rejet\N{NARROW NO-BREAK SPACE}; «\N{NO-BREAK SPACE}vu"
        "\N{NO-BREAK SPACE}» n°\N{NO-BREAK SPACE}4\N{NARROW NO-BREAK SPACE}!"
    )
