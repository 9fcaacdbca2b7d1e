"""The rule of 80 bits, in the words a person reads."""

from __future__ import annotations

import pytest

from caseapp.services.passwords import RULE, strength


@pytest.mark.parametrize(
    "password",
    [
        "Xk7#pQ2v!mZ9",  # 12 of four kinds
        "xk7pQ2vmZ9abTr",  # 14 of three kinds
        "le chat noir dort sous la table",  # 7 words
        "Tambour-Lilas-37-Corbeau",
        "été forêt corbeau lampe tiroir montagne orange",
    ],
)
def test_a_password_of_the_rule_is_accepted(password: str) -> None:
    verdict = strength(password)
    assert verdict.accepted
    assert verdict.bits >= 80
    assert verdict.advice == ()


@pytest.mark.parametrize(
    "password",
    [
        "",
        "Azerty123",
        "Azertyuiop2024!",
        "Motdepasse2024!",
        "Bonjour2026!!!!",
        "Abcdefghij1234",
        "P@ssw0rd123456",
        "Xk7#pQ2v!mZ",  # 11 of four kinds
        "xk7pQ2vmZ9abT",  # 13 of three kinds
        "le chat noir dort sous table",  # 6 words
        "chat chat chat chat chat chat chat",
        "correcthorsebatterystaple",
        "aaaaaaaaaaaaaa1A!",
    ],
)
def test_a_password_under_the_rule_or_easy_to_guess_is_refused_with_advice(password: str) -> None:
    verdict = strength(password)
    assert not verdict.accepted
    assert verdict.bits < 80
    assert verdict.sentence
    assert verdict.advice


def test_a_short_password_is_answered_with_the_rule() -> None:
    assert RULE in strength("Azerty123").advice


def test_what_is_known_of_the_person_is_a_poor_password() -> None:
    assert not strength("Ouattara-Awa-93", hints=("Ouattara", "Awa")).accepted


@pytest.mark.parametrize("password", ["x" * 100_000, "aB1!" * 20_000, "é" * 5000])
def test_a_very_long_text_is_judged_without_being_searched_to_its_end(password: str) -> None:
    assert not strength(password).accepted  # zxcvbn alone would take hours
