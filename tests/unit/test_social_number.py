"""The number is read generously, refused in a sentence, shown masked."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.social_number import doubts, is_waiting, masked, masked_text, read, written
from tests.support.hands import plain

PUBLISHED = "255081416802538"  # the example of public descriptions of the number


@pytest.mark.parametrize(
    "typed",
    [
        "2 55 08 14 168 025 38",
        PUBLISHED,
        " 2.55.08.14.168.025-38 ",
        "2\u202f55\u202f08\u00a014 168 025 38",
    ],
    ids=["spaces", "together", "points", "narrow spaces"],
)
def test_it_is_read_whatever_stands_between_its_signs(typed: str) -> None:
    assert read(typed) == PUBLISHED


def test_corsica_counts_as_19_and_18() -> None:
    for department, stands_for in (("2A", "19"), ("2B", "18")):
        key = 97 - int(f"18405{stands_for}321025") % 97
        number = f"18405{department}321025{key:02}"
        assert read(number.lower()) == number
        assert plain(written(number)).startswith(f"1 84 05 {department} 321")
        with pytest.raises(ValueError, match="clé"):
            read(f"18405{department}321025{(key + 1) % 97:02}")


def test_a_number_given_while_waiting_is_one() -> None:
    number = f"7840588321025{97 - 7840588321025 % 97:02}"
    assert is_waiting(read(number))
    assert "provisoire" in doubts(number, date(1984, 5, 2))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2 55 08 14 168 025", "Il manque la clé"),
        ("2 55 08 14 168 02 38", "il y en a 14 ici"),
        ("2 55 08 14 168 025 39", "La clé ne correspond pas"),
        ("9 55 08 14 168 025 38", "Le premier chiffre"),
        ("2 55 08 14 168 O25 38", "n'a que des chiffres"),
        ("2 55 2A 14 168 025 38", "à la place du département"),
        ("", "Saisissez"),
    ],
)
def test_what_is_wrong_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read(typed)


def test_every_wrong_digit_and_every_two_changed_places_are_noticed() -> None:
    for place, sign in enumerate(PUBLISHED):
        for other in "0123456789":
            if other != sign:
                with pytest.raises(ValueError, match=r"."):
                    read(PUBLISHED[:place] + other + PUBLISHED[place + 1 :])
        changed = list(PUBLISHED)
        changed[place - 1], changed[place] = changed[place], changed[place - 1]
        if "".join(changed) != PUBLISHED:
            with pytest.raises(ValueError, match=r"."):
                read("".join(changed))


def test_the_last_five_signs_and_the_key_are_hidden() -> None:
    assert plain(masked(PUBLISHED)) == "2 55 08 14 1•• ••• ••"
    assert masked_text("2 55 08 14 168 0") == "2 55 08 14 1•• •"


def test_what_does_not_go_with_the_birth_is_a_doubt() -> None:
    assert doubts(PUBLISHED, date(1955, 8, 3)) == ""
    assert doubts(PUBLISHED, None) == ""
    assert "l'année de ce numéro ne va pas" in doubts(PUBLISHED, date(1956, 8, 3))
    assert "l'année et le mois" in doubts(PUBLISHED, date(1956, 9, 3))
    unknown_month = "2553114168025" + f"{97 - 2553114168025 % 97:02}"
    assert doubts(read(unknown_month), date(1955, 8, 3)) == ""
