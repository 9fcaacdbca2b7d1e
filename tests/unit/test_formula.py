"""Formulas of quotients: what is read, what is refused and how, what they give."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain import formula
from caseapp.domain.formula import FormulaError

KNOWN = ("ressources", "prestations", "loyer", "charges", "personnes", "parts_caf")
VALUES = {
    "ressources": Decimal(1200),
    "prestations": Decimal(300),
    "loyer": Decimal(450),
    "charges": Decimal(0),
    "personnes": Decimal(3),
    "parts_caf": Decimal("2.5"),
}


def value(text: str) -> Decimal:
    return formula.read(text, KNOWN).value(VALUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ressources / personnes", "400"),
        ("(ressources + prestations) / parts_caf", "600"),
        ("Ressources − Loyer", "750"),
        ("1 200,50 + 0,5", "1201"),
        ("2 × loyer ÷ 3", "300"),
        ("max(0; loyer - ressources)", "0"),
        ("min(ressources; prestations; loyer)", "300"),
        ("si(personnes >= 3; 10; 20)", "10"),
        ("si(personnes = 2; 10; 20)", "20"),
        ("si(charges <> 0; ressources / charges; 7)", "7"),
        ("arrondi(ressources / 7; 2)", "171.43"),
        ("arrondi(0,5)", "1"),
        ("-loyer", "-450"),
    ],
)
def test_a_formula_counts_as_a_spreadsheet_would(text: str, expected: str) -> None:
    assert value(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Écrire une formule"),
        (
            "ressources / loyr",
            "« loyr » n'est pas une variable connue. Vouliez-vous écrire « loyer » ?",
        ),
        ("(ressources + loyer / 2", "Il manque une parenthèse fermante."),
        ("ressources) / 2", "parenthèse fermante de trop"),
        ("ressources + / 2", "ne peut pas être lue"),
        ("ressources ** 2", "Une formule n'a que"),
        ("moyenne(ressources; loyer)", "n'est pas une fonction"),
        ("si(ressources; 1)", "demande 3 valeurs"),
        ("'texte'", "Une formule n'a que"),
        ("__import__('os').system('x')", "Une formule n'a que"),
        ("ressources.__class__", "Une formule n'a que"),
        ("[ressources for ressources in (1;2)]", "Une formule n'a que"),
        ("lambda: 1", "Une formule n'a que"),
        ("True", "n'est pas une variable connue"),
        ("1" * 500, "400 caractères au plus"),
        ("(" * 60 + "1" + ")" * 60 + "+" + "-" * 90 + "1", "trop de parenthèses"),
    ],
)
def test_what_is_no_formula_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(FormulaError) as refused:
        formula.read(text, KNOWN)
    assert sentence in str(refused.value)


def test_a_division_by_zero_is_said() -> None:
    with pytest.raises(FormulaError, match="divise par zéro"):
        value("ressources / charges")


def test_a_value_that_nobody_knows_is_named_not_counted_as_nothing() -> None:
    read = formula.read("ressources - loyer", KNOWN)
    assert read.names == ("ressources", "loyer")
    with pytest.raises(FormulaError, match=r"Inconnu : loyer\."):
        read.value({"ressources": Decimal(1), "loyer": None})


@given(st.text(max_size=80))
def test_no_text_does_anything_but_count_or_be_refused(text: str) -> None:
    with suppress(FormulaError):
        assert isinstance(formula.read(text, KNOWN).value(VALUES), Decimal)


@given(st.decimals(0, 9999, places=2), st.integers(1, 9))
def test_what_is_left_by_person_follows_its_variables(left: Decimal, people: int) -> None:
    read = formula.read("arrondi(ressources / personnes; 2)", KNOWN)
    found = read.value({"ressources": left, "personnes": Decimal(people)})
    assert abs(found * people - left) <= Decimal("0.005") * people


def test_a_formula_that_python_would_grumble_about_is_read_in_silence() -> None:
    with pytest.raises(FormulaError):
        formula.read("2and 3", ("loyer",))
