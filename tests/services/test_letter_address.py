"""Who a letter goes to, as an envelope shows it."""

from __future__ import annotations

import pytest

from caseapp.services.letter_address import addressee, lines


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("tribunal administratif", "Tribunal administratif"),
        ("tribunal administratif (et non le TJ)", "Tribunal administratif"),
        ("président du conseil départemental (ou caisse si la convention)",
         "Président du conseil départemental"),
        ("CAF ou MSA", "[à compléter : CAF ou MSA]"),
        ("MDPH, puis CAF ou MSA", "MDPH"),
        ("auteur de la décision", "[à compléter : auteur de la décision]"),
        ("auteur de la décision (président du conseil départemental)",
         "Président du conseil départemental"),
        ("bailleur/gestionnaire", "[à compléter : bailleur/gestionnaire]"),
        ("médiateur régional puis TA", "Médiateur régional"),
        ("CAF de Loire-Atlantique", "CAF de Loire-Atlantique"),
    ],
)  # fmt: skip
def test_no_explanation_and_no_choice_stand_on_an_envelope(body: str, shown: str) -> None:
    assert addressee(body) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3 allée des Tilleuls 44100 Nantes", ["3 allée des Tilleuls", "44100 Nantes"]),
        ("3 allée des Tilleuls,\n44100 Nantes", ["3 allée des Tilleuls", "44100 Nantes"]),
        ("chez M. X, bât. B, 12345 rue A", ["chez M. X, bât. B", "12345 rue A"]),
        ("BP 44100", ["BP 44100"]),
        ("", []),
    ],
)
def test_an_address_typed_in_a_row_is_cut_before_its_postal_code(
    typed: str, shown: list[str]
) -> None:
    assert lines(typed) == shown
