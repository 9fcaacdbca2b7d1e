"""What of an activity may leave the desk: no small group, neither told nor found by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.activity import SMALLEST, ActivityTable, Figure, masked
from caseapp.kernel.ids import new_id


def table(*groups: int, total: bool = True) -> ActivityTable:
    parts = [frozenset(new_id() for _ in range(count)) for count in groups]
    figures = [
        Figure(label=str(place), value=len(cases), cases=cases) for place, cases in enumerate(parts)
    ]
    whole = frozenset[object]().union(*parts)
    head = [Figure(label="total", value=len(whole), cases=whole, is_total=True)]  # type: ignore[arg-type]
    return ActivityTable(
        code="t", title="T", figures=tuple([*head, *figures] if total else figures)
    )


def test_a_group_of_five_is_told_and_one_of_four_is_not() -> None:
    assert masked(table(5, 4, total=False)) == {1}


def test_nothing_is_not_a_group() -> None:
    assert masked(table(0, 9)) == frozenset()


def test_beside_a_total_a_second_part_is_masked_so_that_none_is_found_by_subtraction() -> None:
    assert masked(table(3, 40, 7)) == {1, 3}  # the smallest of those that could be told


def test_two_small_parts_that_come_to_less_than_five_take_a_third_with_them() -> None:
    assert masked(table(1, 2, 30, 8)) == {1, 2, 4}
    assert masked(table(3, 4, 30)) == {1, 2}


def test_a_small_whole_is_masked_with_all_its_parts() -> None:
    assert masked(table(1, 2)) == {0, 1, 2}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_no_subtraction_tells_a_small_group(groups: list[int]) -> None:
    made = table(*groups)
    hidden = masked(made)
    parts = range(1, len(made.figures))
    assert all(
        made.figures[p].group >= SMALLEST for p in parts if p not in hidden and groups[p - 1]
    )
    secret = [p for p in parts if p in hidden]
    if secret and 0 not in hidden:
        others = [p for p in parts if p not in hidden and made.figures[p].group]
        together = sum(made.figures[p].group for p in secret)
        assert not others or (len(secret) > 1 and together >= SMALLEST)
