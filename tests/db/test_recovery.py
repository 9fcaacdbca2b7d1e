"""A recovery key is copied by hand: every slip is noticed, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.recovery import GROUP_SIZE, GROUPS, RecoveryGroupError, RecoveryKey, group_holds

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def printed(key: RecoveryKey) -> str:
    return "".join(key.groups)


def test_what_is_printed_is_read_back_in_any_case_with_signs_that_look_alike() -> None:
    for _ in range(200):
        key = RecoveryKey.new()
        words = " ".join(key.groups)
        for typed in (
            words,
            words.lower(),
            words.replace(" ", ""),
            words.replace(" ", " - "),
            words.replace("0", "o").replace("1", "l"),
            words.replace("0", "O").replace("1", "I"),
        ):
            assert RecoveryKey.read(typed).value == key.value


def test_every_wrong_sign_is_noticed_and_its_group_is_named() -> None:
    text = printed(RecoveryKey.new())
    for place, sign in enumerate(text):
        for other in SIGNS.replace(sign, ""):
            with pytest.raises(RecoveryGroupError) as caught:
                RecoveryKey.read(text[:place] + other + text[place + 1 :])
            assert caught.value.number == place // GROUP_SIZE + 1


def test_two_signs_that_changed_places_are_noticed() -> None:
    for _ in range(100):
        text = printed(RecoveryKey.new())
        for place in range(len(text) - 1):
            one, other = text[place], text[place + 1]
            if one == other:
                continue
            with pytest.raises(RecoveryGroupError):
                RecoveryKey.read(text[:place] + other + one + text[place + 2 :])


def test_two_groups_that_changed_places_are_noticed() -> None:
    groups = list(RecoveryKey.new().groups)
    for one in range(GROUPS):
        for other in range(one):
            moved = list(groups)
            moved[one], moved[other] = moved[other], moved[one]
            with pytest.raises(RecoveryGroupError) as caught:
                RecoveryKey.read(" ".join(moved))
            assert caught.value.number == other + 1


@pytest.mark.parametrize("typed", ["", "A", "ÉÉÉÉÉ" * 8, "00000" * 9])
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(RecoveryGroupError):
        RecoveryKey.read(typed)


def test_one_sign_too_many_is_refused() -> None:
    with pytest.raises(RecoveryGroupError):
        RecoveryKey.read(printed(RecoveryKey.new()) + "0")


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(typed: str) -> None:
    with pytest.raises(RecoveryGroupError) as caught:  # no key is drawn by chance
        RecoveryKey.read(typed)
    assert 1 <= caught.value.number <= GROUPS
    assert group_holds(1, typed) in {True, False}


def test_a_group_is_judged_alone_while_it_is_typed() -> None:
    groups = RecoveryKey.new().groups
    assert all(group_holds(number, group) for number, group in enumerate(groups, 1))
    assert not group_holds(2, groups[0])
    assert not group_holds(1, groups[0][:-1])
