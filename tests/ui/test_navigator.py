"""One goes to places, back and forward."""

from __future__ import annotations

from uuid import UUID

from caseapp.ui.navigator import CasePlace, CasesPlace, CaseTab, DayPlace, Navigator

CASE = CasePlace(UUID(int=1))


def test_one_comes_back_the_way_one_went() -> None:
    navigator, seen = Navigator(), list[object]()
    navigator.moved.connect(seen.append)
    for place in (DayPlace(), CasesPlace(), CASE):
        navigator.go(place)
    navigator.back()
    navigator.back()
    navigator.forward()
    assert seen == [DayPlace(), CasesPlace(), CASE, CasesPlace(), DayPlace(), CasesPlace()]


def test_going_elsewhere_after_coming_back_forgets_the_way_forward() -> None:
    navigator = Navigator()
    for place in (DayPlace(), CasesPlace()):
        navigator.go(place)
    navigator.back()
    navigator.go(CASE)
    assert not navigator.can_go_forward
    navigator.back()
    assert navigator.current == DayPlace()


def test_going_where_one_is_shows_the_place_afresh_without_lengthening_the_way() -> None:
    navigator, seen = Navigator(), list[object]()
    navigator.moved.connect(seen.append)
    navigator.go(DayPlace())
    navigator.go(DayPlace())
    assert seen == [DayPlace(), DayPlace()]
    assert not navigator.can_go_back


def test_the_way_back_leads_to_the_tab_one_left() -> None:
    navigator = Navigator()
    navigator.go(CASE)
    navigator.stand_at(CasePlace(CASE.case_id, CaseTab.RIGHTS))
    navigator.go(DayPlace())
    navigator.back()
    assert navigator.current == CasePlace(CASE.case_id, CaseTab.RIGHTS)


def test_nothing_happens_before_the_first_place() -> None:
    navigator, seen = Navigator(), list[object]()
    navigator.moved.connect(seen.append)
    navigator.back()
    navigator.forward()
    navigator.refresh()
    assert seen == []
    assert navigator.current is None
