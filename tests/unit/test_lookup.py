"""Words are the same however they are accented, spaced or joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.kernel.lookup import Part, reference_words, sought, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Éloïse Müller", {"eloise", "muller"}),
        ("sa sœur Læticia", {"sa", "soeur", "laeticia"}),
        ("l'aide d’urgence", {"l", "aide", "d", "urgence"}),
        ("Jean-Pierre", {"jean", "pierre"}),
        ("Ça coûte 1 043,50 €", {"ca", "coute", "1", "043", "50"}),
        ("Łukasz Ørsted Đặng", {"lukasz", "orsted", "dang"}),
        ("e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}", {"ete"}),
        ("محمد", {"محمد"}),
        ("🙂 * ( )", set()),
    ],
)
def test_the_words_of_a_text(text: str, found: set[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "written",
    ["06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "+33 6 12 34 56 78",
     "+33612345678", "0033 6 12 34 56 78", "+33 (0)6 12 34 56 78", "06\N{NARROW NO-BREAK SPACE}12 34 56 78"],
)  # fmt: skip
@pytest.mark.parametrize(
    "typed", ["06", "0612", "06 12", "06.12.34.56.78", "+33 6 12 34", "34 56 78", "5678", "345678"]
)
def test_a_phone_number_is_found_however_it_is_spaced(written: str, typed: str) -> None:
    found = words(f"Joindre sa tante au {written} le soir")
    assert all(part.is_in(found) for part in sought(typed).parts)


@pytest.mark.parametrize("typed", ["147", "0147", "2026-147", "2026-0147", "2026 0147", "20260147"])
def test_a_reference_is_found_in_full_or_by_its_number(typed: str) -> None:
    assert all(part.is_in(reference_words("2026-0147")) for part in sought(typed).parts)


def test_another_number_is_not_this_reference() -> None:
    assert not all(part.is_in(reference_words("2026-0147")) for part in sought("2026-148").parts)


def test_what_is_marked_are_whole_words_of_the_text_as_it_is_written() -> None:
    text = "Sa sœur Éloïse paie l'échéance au 06 12 34 56 78."
    asked = sought("eche SOEUR 0612")
    assert [text[start:end] for start, end in asked.marks(text)] == [
        "sœur", "échéance", "06 12 34 56 78",
    ]  # fmt: skip


def test_a_number_that_is_not_a_phone_is_marked_as_its_words() -> None:
    text = "Le 12/03/2026, puis 12 euros"
    assert [text[s:e] for s, e in sought("12 03").marks(text)] == ["12/03/2026", "12"]


def test_a_word_that_is_typed_twice_counts_once_and_the_rest_of_a_novel_not_at_all() -> None:
    assert sought("loyer Loyer LOYER").parts == (Part(("loyer",)),)
    assert len(sought("a b c d e f g h i j k l m n o p " * 1000).parts) == 12


@given(st.text())
def test_any_text_can_be_looked_for_in_itself(text: str) -> None:
    asked = sought(text)
    found = words(text[:400])
    assert all(part.is_in(found) or part.number for part in asked.parts)
    for start, end in asked.marks(text):
        assert 0 <= start < end <= len(text)
