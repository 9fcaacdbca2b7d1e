"""The catalogue is found by any words it holds, and every right tells its whole file."""

from __future__ import annotations

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue_loader import is_official, load_catalogue
from caseapp.rules.family import Family
from caseapp.services.catalogue_file import lowest_confidence, sections
from caseapp.services.catalogue_reading import CatalogueReading

CODES = load_catalogue().codes()


@pytest.fixture(scope="module")
def reading() -> CatalogueReading:
    return CatalogueReading(load_catalogue())


def found(reading: CatalogueReading, text: str, family: str = "") -> list[str]:
    return [row.code for row in reading.rows(text, family)]


def told(code: str) -> dict[str, str]:
    """What each section says, in one text."""
    return {
        section.title: " ".join(
            " ".join((line.label, line.text, *line.details)) for line in section.lines
        )
        for section in sections(load_catalogue().right(code))
    }


def test_all_rights_are_listed_shelf_by_shelf(reading: CatalogueReading) -> None:
    rows = reading.rows()
    assert sorted(row.code for row in rows) == list(CODES)
    shelves = list(Family)
    assert [shelves.index(row.family) for row in rows] == sorted(
        shelves.index(row.family) for row in rows
    )


@pytest.mark.parametrize("text", ["aide logement", "LOGEMENT aide", "aides au logement"])
def test_words_are_found_in_any_order_without_their_little_words(
    reading: CatalogueReading, text: str
) -> None:
    assert found(reading, text)[0] == "aide_logement"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("reversion", "pension_reversion"),
        ("menagere", "aide_menagere"),
        ("rsa", "rsa"),
        ("ass", "ass"),
        ("l'AAH", "aah"),
        ("l\u2019aah", "aah"),
        ("locapass", "loca_pass"),
        ("pass sport", "pass_sport"),
    ],
)
def test_a_name_or_its_initials_come_first_without_accents_nor_signs(
    reading: CatalogueReading, text: str, code: str
) -> None:
    assert found(reading, text)[0] == code


@pytest.mark.parametrize("article", ["L262-2", "l 262-2", "L. 262-2", "L.262-2"])
def test_an_article_is_found_as_people_write_it(reading: CatalogueReading, article: str) -> None:
    assert "rsa" in found(reading, article)
    assert len(found(reading, article)) <= 3  # those that cite it, and no other


def test_agencies_families_pieces_and_conditions_are_searched_too(
    reading: CatalogueReading,
) -> None:
    assert "surendettement" in found(reading, "banque de france")
    assert set(found(reading, "retraite veuvage")) >= {"pension_reversion", "aspa"}
    assert "rsa" in found(reading, "avis droits france travail")
    assert "ame" in found(reading, "sejour irregulier")


def test_letters_inside_a_word_are_not_found(reading: CatalogueReading) -> None:
    assert "ash" not in found(reading, "rsa")
    assert found(reading, "zzz") == []


def test_a_family_keeps_its_rights_alone(reading: CatalogueReading) -> None:
    assert {row.family for row in reading.rows(family="sante")} == {Family.SANTE}
    assert found(reading, "rsa", "sante") == ["c2s"]


def test_blank_text_finds_everything(reading: CatalogueReading) -> None:
    assert len(reading.rows("  ")) == len(CODES)


def test_the_confidence_of_a_row_is_that_of_its_least_sure_point(reading: CatalogueReading) -> None:
    rows = {row.code: row for row in reading.rows()}
    assert rows["rsa"].confidence is Confidence.MEDIUM
    assert rows["aide_alimentaire"].confidence is Confidence.LOW
    assert lowest_confidence(load_catalogue().right("ajpp")) is Confidence.HIGH


def test_a_file_tells_the_claim_from_its_agency_to_its_appeals() -> None:
    file = told("rsa")
    assert "CAF ou MSA" in file["En bref"]
    assert "gratuite" in file["En bref"]
    assert "23/11/2026" in file["En bref"]
    assert "cerfa n° 15481*01" in file["Démarche gratuite"]
    assert "6. La personne déclarer ses ressources tous les trois mois" in file["Étapes"]
    assert "1er jour du mois civil du dépôt" in file["Ouverture du droit"]
    assert "2 mois : rejet implicite" in file["Réponse et silence"]
    assert "considérée comme refusée" in file["Réponse et silence"]
    appeals = file["Recours, dans l'ordre"]
    places = ["1. Recours administratif préalable obligatoire", "2. Tribunal administratif"]
    found = [appeals.index(words) for words in (*places, "Médiation (facultative)")]
    assert found == sorted(found)
    assert "CASF L262-45" in file["Prescription"]
    assert "récupération sur succession" in file["Reste à vérifier"]
    assert "Lue le : 23/11/2026" in file["Sources"]


def test_silence_that_accepts_is_never_told_as_a_refusal() -> None:
    words = told("at_mp")["Réponse et silence"]
    assert "considérée comme acceptée" in words
    assert "refusée" not in words


def test_a_second_chain_of_appeals_begins_again_and_alternatives_share_their_place() -> None:
    places = {
        code: [
            line.label[:2]
            for section in sections(load_catalogue().right(code))
            if section.title.startswith("Recours")
            for line in section.lines
        ]
        for code in ("aah", "aspa", "cheque_energie")
    }
    assert places["aah"] == ["1.", "2.", "1.", "2.", "Co"]
    assert places["aspa"] == ["1.", "1.", "2."]
    assert places["cheque_energie"] == ["1.", "2.", "Mé"]


def test_a_recovery_tells_from_what_amount_on() -> None:
    assert "46 000 €" in told("aide_menagere")["Récupération sur succession"]
    assert told("apa_domicile")["Récupération sur succession"].strip().startswith("Non : l'aide")


def test_conditions_are_in_french_words_with_what_may_replace_them() -> None:
    assert "Résidence ininterrompue : plus de 3 mois" in told("ame")["Conditions"]
    assert "Ou bien : DAHO sans condition de séjour" in told("dalo_daho")["Conditions"]


@pytest.mark.parametrize("code", CODES)
def test_every_right_tells_everything_with_official_links_only(code: str) -> None:
    right = load_catalogue().right(code)
    file = sections(right)
    titles = [section.title for section in file]
    for title in ("En bref", "Conditions", "Démarche gratuite", "Étapes", "Base légale"):
        assert title in titles
    for title in ("Recours, dans l'ordre", "Réponse et silence", "Reste à vérifier"):
        assert title in titles
    lines = [line for section in file for line in section.lines]
    assert all(line.text for line in lines)
    assert all(is_official(line.link) for line in lines if line.link)
    said = " ".join(" ".join((line.text, *line.details)) for line in lines)
    for fact in (*right.pieces, *right.pitfalls, *right.to_verify, *right.cumulation):
        assert fact in said
    for name in right.confidence:
        assert "_" not in name or name not in said
