"""Several rights are asked for in the order of the law."""

from __future__ import annotations

from itertools import permutations

import pytest

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_order import in_order

CATALOGUE = load_catalogue()


def order(*codes: str, under_way: tuple[str, ...] = ()) -> list[str]:
    found = in_order([CATALOGUE.right(code) for code in codes], under_way)
    return [one.right.code for one in found]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("rsa", "ass", "are"), ["are", "ass", "rsa"]),
        (("rsa", "asf"), ["asf", "rsa"]),
        (("rsa", "pension_alimentaire_aripa"), ["pension_alimentaire_aripa", "rsa"]),
        (("aspa", "pension_reversion"), ["pension_reversion", "aspa"]),
        (("mva", "aah", "pension_invalidite"), ["pension_invalidite", "aah", "mva"]),
        (("asi", "pension_invalidite"), ["pension_invalidite", "asi"]),
        (("c2s", "puma_affiliation"), ["puma_affiliation", "c2s"]),
        (("aide_logement", "prime_activite", "c2s"), ["aide_logement", "prime_activite", "c2s"]),
    ],
)
def test_what_the_law_puts_first_comes_first(codes: tuple[str, ...], expected: list[str]) -> None:
    assert order(*codes) == expected


def test_the_order_given_changes_nothing_to_that_of_the_law() -> None:
    for codes in permutations(("rsa", "ass", "are", "asf")):
        found = order(*codes)
        assert found[-1] == "rsa"
        assert found.index("are") < found.index("ass")


def test_each_says_what_comes_before_it_even_when_that_is_under_way() -> None:
    first, second = in_order([CATALOGUE.right("rsa"), CATALOGUE.right("ass")], {"are"})
    assert [prior.right for prior in first.after] == ["are"]
    assert {prior.right for prior in second.after} == {"are", "ass"}


def test_the_files_name_rights_that_exist_with_their_text_and_never_in_a_circle() -> None:
    rights = CATALOGUE.all()
    for right in rights:
        for prior in right.subsidiary_to:
            assert prior.right in CATALOGUE.codes()
            assert prior.why
            assert prior.basis
    placed = [one.right for one in in_order(rights)]
    assert len(placed) == len(rights)
    for place, right in enumerate(placed):
        before = {one.code for one in placed[:place]}
        assert {prior.right for prior in right.subsidiary_to} <= before
