"""What is decided of dates: done, reminded later, given to a colleague, and taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.dated_rows import ItemSource
from tests.services.test_dated_items import SOON, appeal, filed, office, refused
from tests.support.builders import Office, a_case

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.dated_rows import DatedItem

__all__ = ["office"]  # the fixture


def a_task(office: Office, case_id: UUID | None = None, **typed: str) -> DatedItem:
    task = office.agenda.record(
        case_id, {"title": "Voir le bailleur", "due_on": "25/11/2026", **typed}
    )
    return the(office, task)


def the(office: Office, item_id: UUID) -> DatedItem:
    (item,) = (item for item in office.dated_items.to_act(SOON) if item.id == item_id)
    return item


def test_the_reminder_of_a_legal_date_waits_but_its_date_stays(office: Office) -> None:
    refused(office)
    item = appeal(office)
    assert item.on == date(2026, 12, 18)
    decided = office.handling.postpone([item], "14/12/2026", "la personne réunit ses pièces")
    put_off = appeal(office)
    assert (put_off.is_put_off, put_off.is_legal) == (True, True)
    assert (put_off.on, put_off.remind_on) == (date(2026, 12, 18), date(2026, 12, 14))
    assert put_off.handled.reason == "la personne réunit ses pièces"
    office.clock.moment = FixedClock.on(date(2026, 12, 14)).moment
    assert not appeal(office).is_put_off
    office.handling.put_back(decided)
    assert appeal(office).handled.postponed_to is None


@pytest.mark.parametrize("day", ["19/12/2026", "15/01/2027"])
def test_no_reminder_waits_past_a_date_of_the_law(office: Office, day: str) -> None:
    refused(office)
    with pytest.raises(UserInputError, match="18/12/2026") as error:
        office.handling.postpone([appeal(office)], day, "attendre")
    assert error.value.field == "due_on"
    office.handling.postpone([appeal(office)], "18/12/2026", "attendre")


def test_a_legal_date_that_is_here_or_past_cannot_wait(office: Office) -> None:
    refused(office)
    for today, words in ((date(2026, 12, 18), "aujourd'hui"), (date(2026, 12, 19), "passée")):
        office.clock.moment = FixedClock.on(today).moment
        with pytest.raises(UserInputError, match=words):
            office.handling.postpone([appeal(office)], "24/12/2026", "attendre")


def test_a_legal_date_that_comes_nearer_brings_its_reminder_along(office: Office) -> None:
    refused(office)
    item = appeal(office)
    office.handling.postpone([item], "17/12/2026", "attendre")
    nearer = type(item)(
        **{name: getattr(appeal(office), name) for name in item.__slots__ if name != "cautious_on"},
        cautious_on=date(2026, 12, 1),
    )
    assert nearer.remind_on == date(2026, 12, 1)


def test_several_are_postponed_together_or_none(office: Office) -> None:
    refused(office)
    task = a_task(office)
    with pytest.raises(UserInputError):
        office.handling.postpone([task, appeal(office)], "28/12/2026", "congés")
    assert the(office, task.id).on == task.on
    decided = office.handling.postpone([task, appeal(office)], "01/12/2026", "congés")
    assert the(office, task.id).on == date(2026, 12, 1)
    assert the(office, task.id).handled.reason == "congés"
    office.handling.put_back(decided)
    assert the(office, task.id) == task


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [("23/11/2026", "x", "due_on"), ("hier", "x", "due_on"), ("", "x", "due_on"),
     ("01/12/2026", " ", "reason"), ("01/12/2026", "x" * 301, "reason")],
)  # fmt: skip
def test_a_postponement_needs_a_day_to_come_and_a_reason(
    office: Office, day: str, reason: str, field: str
) -> None:
    task = a_task(office)
    with pytest.raises(UserInputError) as error:
        office.handling.postpone([task], day, reason)
    assert error.value.field == field
    assert the(office, task.id) == task


def test_what_may_move_moves_and_what_may_not_says_why(office: Office) -> None:
    refused(office)
    task = a_task(office)
    decided = office.handling.move(task, date(2026, 11, 26))
    assert the(office, task.id).on == date(2026, 11, 26)
    office.handling.put_back(decided)
    assert the(office, task.id).on == date(2026, 11, 25)
    with pytest.raises(UserInputError, match="passé"):
        office.handling.move(task, date(2026, 11, 20))
    with pytest.raises(UserInputError, match="vient de la loi"):
        office.handling.move(appeal(office), date(2026, 12, 10))
    office.handling.postpone([appeal(office)], "14/12/2026", "attendre")
    office.handling.move(appeal(office), date(2026, 12, 15))
    assert (appeal(office).remind_on, appeal(office).on) == (date(2026, 12, 15), date(2026, 12, 18))
    assert appeal(office).handled.reason == "attendre"
    with pytest.raises(UserInputError, match="pas au-delà"):
        office.handling.move(appeal(office), date(2026, 12, 19))


def test_a_practical_date_moves_with_its_reminder(office: Office) -> None:
    filed(office, a_case(office, "Leroy", ""), "aah", date(2026, 7, 10))
    (item,) = (
        item for item in office.dated_items.to_act(SOON) if item.kind is DeadlineKind.FOLLOW_UP
    )
    assert item.is_late
    office.handling.postpone([item], "10/12/2026", "rappelés hier")
    after = the(office, item.id)
    assert (after.on, after.is_late, after.is_put_off) == (date(2026, 12, 10), False, False)
    december = office.dated_items.between(date(2026, 12, 7), date(2026, 12, 11))
    assert [i.id for i in december if i.source is ItemSource.DEADLINE] == [item.id]


def test_done_is_taken_back_whatever_it_is_of(office: Office) -> None:
    refused(office)
    weekly = a_task(office, repeat="tous les lundis")
    mandate = office.mandates.record(
        a_case(office),
        {"kind": "consent", "covers": "le bailleur", "given_on": "01/06/2026",
         "ends_on": "01/12/2026"},
    )  # fmt: skip
    before = office.dated_items.to_act(SOON)
    picked = [appeal(office), weekly, the(office, mandate)]
    decided = office.handling.done(picked)
    assert decided.made_next
    left = {item.id for item in office.dated_items.to_act(SOON)}
    assert not left & {item.id for item in picked}
    office.handling.put_back(decided)
    assert office.dated_items.to_act(SOON) == before


def test_what_is_gone_meanwhile_leaves_everything_as_it_was(office: Office) -> None:
    refused(office)
    kept, gone = a_task(office), a_task(office)
    office.agenda.remove(gone.id)
    before = office.dated_items.to_act(SOON)
    with pytest.raises(NotFoundError):
        office.handling.done([appeal(office), kept, gone])
    assert office.dated_items.to_act(SOON) == before


def test_a_colleague_sees_to_it_and_is_proposed_again(office: Office) -> None:
    task = a_task(office)
    decided = office.handling.delegate([task], "  Luc  Garnier ")
    assert the(office, task.id).handled.delegated_to == "Luc Garnier"
    assert office.handling.colleagues() == ("Luc Garnier",)
    with pytest.raises(UserInputError) as error:
        office.handling.delegate([task], "x" * 121)
    assert error.value.field == "colleague"
    office.handling.put_back(decided)
    assert the(office, task.id).handled.delegated_to == ""


def test_what_was_decided_is_told_in_the_history(office: Office) -> None:
    case_id = a_case(office)
    item = a_task(office, case_id)
    office.handling.postpone([item], "01/12/2026", "elle est hospitalisée")
    office.handling.delegate([item], "Luc Garnier")
    told = [
        (entry.what.replace("\N{NO-BREAK SPACE}", " "), entry.after)
        for entry in office.history.page(case_id).entries
    ]
    assert ("Échéance : Voir le bailleur, confié à", "Luc Garnier") in told
    assert any("elle est hospitalisée" in after for _, after in told)


def test_the_red_figure_counts_as_the_morning_does(office: Office) -> None:
    refused(office)
    filed(office, a_case(office, "Leroy", ""), "aah", date(2026, 7, 10))
    a_task(office)
    office.clock.moment = FixedClock.on(date(2026, 12, 20)).moment
    assert office.board.late() == office.board.day().figures.late > 2
    follow_up = next(
        item
        for item in office.dated_items.to_act(SOON)
        if item.kind is DeadlineKind.FOLLOW_UP and item.is_late
    )
    before = office.board.late()
    office.handling.postpone([follow_up], "28/12/2026", "rappelés")
    assert office.board.late() == office.board.day().figures.late == before - 1
