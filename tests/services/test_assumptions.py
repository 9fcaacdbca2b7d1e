"""What an estimate assumed, in the words of the page."""

from __future__ import annotations

from caseapp.services.assumptions import assumption_words


def test_a_default_is_told_with_the_words_of_its_field() -> None:
    assert assumption_words(["people[1].nationality"]) == ("Nationalité : française (personne 2)",)


def test_what_stands_for_several_fields_is_told_once() -> None:
    assert assumption_words(["savings", "received", "savings"]) == (
        "Épargne et patrimoine : aucun",
        "Droits déjà perçus : aucun",
    )


def test_a_path_of_no_field_is_not_repeated_to_the_reader() -> None:
    assert assumption_words(["people[0].shoe_size", "moon.phase"]) == ()
