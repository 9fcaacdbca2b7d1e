"""Tasks and appointments: recorded, done, put off, coming back; mandates that end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.agenda import TaskKind
from caseapp.domain.claim import Channel, Filed
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.agenda_rows import AgendaKind
from caseapp.services.dated_rows import ItemSource
from caseapp.services.dated_words import claim_words
from caseapp.services.day_board import DayAction
from tests.support.builders import TODAY, Office, a_case, an_interview, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.agenda_rows import AgendaRow


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def a_task(office: Office, case: UUID | None, title: str = "relancer", **typed: str) -> UUID:
    return office.agenda.record(case, {"title": title, "due_on": "30/11/2026", **typed})


def to_do(office: Office, case: UUID) -> list[AgendaRow]:
    return [row for row in office.agenda.of_case(case) if row.done_on is None]


def test_a_task_and_an_appointment_stand_by_day_and_hour(office: Office, case: UUID) -> None:
    a_task(office, case, "plus tard", due_on="dans 15 jours")
    a_task(office, case, "l'après-midi", due_on="jeudi", at="14h30", kind="appointment")
    a_task(office, case, "le matin", due_on="jeudi", at="9h", place="CCAS")
    a_task(office, case, "un jour", due_on="")
    rows = to_do(office, case)
    assert [row.title for row in rows] == ["un jour", "le matin", "l'après-midi", "plus tard"]
    assert (rows[1].at, rows[1].hint, rows[1].days) == ("09:00", "CCAS", 3)
    assert (rows[2].kind, rows[2].on) == (AgendaKind.APPOINTMENT, date(2026, 11, 26))
    assert rows[0].on is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"due_on": "20/11/2026"}, "due_on"),
        ({"due_on": "bientôt"}, "due_on"),
        ({"at": "25h"}, "at"),
        ({"repeat": "parfois"}, "repeat"),
        ({"repeat": "tous les jours", "due_on": ""}, "due_on"),
        ({"repeat": "tous les jours jusqu'au 25/11"}, "repeat"),
        ({"title": "x" * 301}, "title"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    office: Office, case: UUID, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        a_task(office, case, **typed)
    assert refused.value.field == field
    assert to_do(office, case) == []


def test_a_task_is_done_and_undone(office: Office, case: UUID) -> None:
    task = a_task(office, case)
    done = office.agenda.done(task)
    assert to_do(office, case) == []
    assert office.agenda.of_case(case)[0].done_on == TODAY
    assert office.agenda.done(task).next_id is None  # done twice is done once
    office.agenda.undo_done(done)
    assert [row.id for row in to_do(office, case)] == [task]


def test_doing_what_comes_back_makes_the_next_one_and_undoing_takes_it_away(
    office: Office, case: UUID
) -> None:
    task = a_task(office, case, due_on="30/11/2026", repeat="tous les lundis")
    done = office.agenda.done(task)
    (following,) = to_do(office, case)
    assert (following.on, following.hint) == (date(2026, 12, 7), "tous les lundis")
    assert done.next_id == following.id
    office.agenda.undo_done(done)
    (again,) = to_do(office, case)
    assert (again.id, again.hint) == (task, "tous les lundis")


def test_what_is_done_late_comes_back_after_today(office: Office, case: UUID) -> None:
    task = a_task(office, case, due_on="24/11/2026", repeat="tous les jours")
    office.clock.moment = FixedClock.on(date(2026, 12, 3)).moment
    office.agenda.done(task)
    assert to_do(office, case)[0].on == date(2026, 12, 4)


def test_putting_one_off_does_not_move_its_series(office: Office, case: UUID) -> None:
    task = a_task(office, case, due_on="30/11/2026", repeat="chaque mois")
    before = office.agenda.postpone(task, "03/12")
    assert to_do(office, case)[0].on == date(2026, 12, 3)
    office.agenda.done(task)
    assert to_do(office, case)[0].on == date(2026, 12, 30)
    office.agenda.put_back(before)
    assert office.agenda.typed(task)["due_on"] == "30/11/2026"


def test_a_series_ends_with_its_last_day(office: Office, case: UUID) -> None:
    task = a_task(office, case, repeat="tous les lundis jusqu'au 05/12")
    assert office.agenda.done(task).next_id is None
    assert to_do(office, case) == []


def test_a_change_is_stored_and_taken_back(office: Office, case: UUID) -> None:
    task = a_task(office, case, repeat="tous les lundis", note="dossier papier")
    typed = office.agenda.typed(task)
    before = office.agenda.change(task, {**typed, "title": "appeler", "repeat": ""})
    assert (to_do(office, case)[0].title, to_do(office, case)[0].hint) == (
        "appeler",
        "dossier papier",
    )
    after = office.agenda.put_back(before)
    assert office.agenda.typed(task) == typed
    office.agenda.put_back(after)
    assert office.agenda.typed(task)["title"] == "appeler"


def test_a_late_task_may_keep_its_day_when_its_words_change(office: Office, case: UUID) -> None:
    task = a_task(office, case, due_on="24/11/2026")
    office.clock.moment = FixedClock.on(date(2026, 12, 3)).moment
    office.agenda.change(task, {**office.agenda.typed(task), "title": "appeler"})
    assert to_do(office, case)[0].days == -9


def test_what_was_removed_comes_back(office: Office, case: UUID) -> None:
    task = a_task(office, case)
    typed = office.agenda.typed(task)
    gone = office.agenda.remove(task)
    assert to_do(office, case) == []
    with pytest.raises(NotFoundError):
        office.agenda.typed(task)
    office.agenda.restore(gone)
    assert office.agenda.typed(task) == typed


def test_dictated_steps_become_tasks_of_the_interview(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, facts="Vu.")
    steps = office.agenda.steps("relancer la CAF le 12/12\nrdv jeudi 14h30\nà voir un jour")
    office.agenda.add_steps(case, interview, steps)
    assert [(row.title, row.on, row.at) for row in to_do(office, case)] == [
        ("à voir un jour", None, ""),
        ("Rendez-vous", date(2026, 11, 26), "14:30"),
        ("relancer la CAF", date(2026, 12, 12), ""),
    ]
    office.interviews.remove(interview)
    assert len(to_do(office, case)) == 3  # what is to do stays to do


def test_dates_of_the_law_stand_among_the_tasks(office: Office, case: UUID) -> None:
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 11, 2), channel=Channel.COUNTER))
    a_task(office, case, due_on="demain")
    kinds = [row.kind for row in to_do(office, case)]
    assert kinds[0] is AgendaKind.TASK
    assert AgendaKind.DEADLINE in kinds
    deadline = next(row for row in to_do(office, case) if row.kind is AgendaKind.DEADLINE)
    assert (deadline.claim_id, deadline.is_own, deadline.hint) == (claim, False, "RSA")
    assert office.agenda.count(case) == len(to_do(office, case))


# ------------------------------------------------------------------ the day


def test_tasks_stand_on_the_day_with_their_figures(office: Office, case: UUID) -> None:
    a_task(office, case, "relancer", due_on="demain")
    a_task(office, None, "classer", due_on="aujourd'hui")
    a_task(office, case, "rdv CMP", due_on="jeudi", at="14h30", kind="appointment")
    a_task(office, case, "un jour", due_on="")
    a_task(office, case, "dans longtemps", due_on="dans 2 mois")
    office.clock.moment = FixedClock.on(date(2026, 11, 25)).moment
    day = office.board.day()
    assert [(row.case_name, office.board.to_do(row), row.days) for row in day.rows] == [
        ("Sans dossier", "classer", -2),
        ("OUATTARA Awa", "relancer", -1),
        ("OUATTARA Awa", "rdv CMP", 1),
    ]
    assert [row.source for row in day.rows][1:] == [ItemSource.TASK, ItemSource.APPOINTMENT]
    assert claim_words(day.rows[2]) == "Rendez-vous · 14h30"
    assert {office.board.action(row) for row in day.rows} == {DayAction.DONE}
    assert (day.figures.late, day.figures.week) == (2, 1)
    assert day.figures.week_words == "1\N{NO-BREAK SPACE}rendez-vous"
    assert office.board.late() == 2
    office.agenda.done(day.rows[0].id)
    assert office.board.late() == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ahead=st.integers(0, 60),
    repeat=st.sampled_from(
        ["tous les lundis", "chaque mois", "tous les 3 jours", "un jeudi sur deux", "tous les ans"]
    ),
    waits=st.lists(st.integers(0, 50), min_size=1, max_size=4),
)
def test_a_series_moves_on_and_has_one_open_task_at_a_time(
    office: Office, ahead: int, repeat: str, waits: list[int]
) -> None:
    office.clock.moment = FixedClock.on(TODAY).moment
    case = a_case(office)
    start = TODAY + timedelta(days=ahead)
    task = a_task(office, case, due_on=f"{start:%d/%m/%Y}", repeat=repeat)
    last = start
    for wait in waits:
        office.clock.moment += timedelta(days=wait)
        done = office.agenda.done(task)
        (row,) = to_do(office, case)
        assert row.on is not None
        assert row.on > last
        assert row.on > office.clock.today()
        assert done.next_id == row.id
        task, last = row.id, row.on
    assert office.agenda.typed(task)["kind"] == TaskKind.TASK
