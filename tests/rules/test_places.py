from __future__ import annotations

import pytest

from caseapp.rules.places import load_communes


def found(text: str, limit: int = 20) -> list[str]:
    return [commune.code for commune in load_communes().search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("saint den", "97411"),  # the largest of them
        ("St-Denis 93", "93066"),
        ("saint denis 974", "97411"),
        ("NANTES", "44109"),
        ("  nantes ", "44109"),
        ("beaupreau", "49023"),
        ("l'hay", "94038"),
        ("Paris 12", "75112"),
        ("paris 1er", "75101"),
        ("Marseille 3", "13203"),
        ("Le Mans", "72181"),
        ("abergement-clem", "01001"),
        ("œting", "57521"),
        ("75012", "75112"),
        ("75112", "75112"),
        ("44000", "44109"),
        ("2a004", "2A004"),
        ("arbignieu", "01015"),  # a commune déléguée leads to the commune it is now part of
    ],
)
def test_a_commune_is_found_as_people_write_it(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "zzzz", "99999", "(", "|", ";", "\n", "x" * 5000])
def test_what_names_no_commune_finds_none(typed: str) -> None:
    assert found(typed) == [] or typed == "("  # « Château-Chinon (Ville) » has one


def test_the_beginning_of_a_name_comes_before_a_word_inside_it() -> None:
    names = [commune.name for commune in load_communes().search("den", 20)]
    assert names[0].startswith("Den")


def test_a_limit_is_kept_and_no_commune_comes_twice() -> None:
    codes = found("saint", 500)
    assert len(codes) == len(set(codes)) == 500
    assert found("saint", 3) == codes[:3]
    assert found("saint", 0) == []


def test_a_commune_says_what_is_needed_to_tell_it_from_its_namesakes() -> None:
    commune = load_communes().get("93066")
    assert commune is not None
    assert (commune.name, commune.departement, commune.departement_name) == (
        "Saint-Denis",
        "93",
        "Seine-Saint-Denis",
    )
    assert "93200" in commune.postal_codes


def test_a_postal_code_is_no_commune_even_where_it_was_a_code_long_ago() -> None:
    # 75012 was the INSEE code of Boulogne-Billancourt until 1968.
    assert load_communes().get("75012") is None
    assert [c.code for c in load_communes().with_postal_code("75012")] == ["75112"]


@pytest.mark.parametrize("code", ["", "\n", ";", "44", "441099", "~", "44109;"])
def test_what_is_no_code_finds_no_commune(code: str) -> None:
    assert load_communes().get(code) is None
    assert load_communes().with_postal_code(code) == ()


def test_the_code_of_a_merged_commune_leads_to_the_new_one() -> None:
    merged = load_communes().get("49023")
    assert merged is not None
    assert merged.former_codes
    for code in merged.former_codes:
        assert load_communes().get(code) == merged
