"""Slow work answers in the window's thread, only to those who still wait."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject

from caseapp.kernel.errors import KnownTroubleError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.kernel.errors import CaseAppError
    from caseapp.ui.tasks import Job, Jobs


def test_the_answer_comes_back_in_the_thread_of_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Any]()
    jobs.start(
        owner,
        lambda _job: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("job")
    assert seen[0][1] is threading.main_thread()


def test_of_two_jobs_under_one_name_only_the_newest_answers(jobs: Jobs, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Any]()
    may_go = threading.Event()
    jobs.start(owner, lambda _job: may_go.wait(5) and "old", seen.append, name="search")
    jobs.start(owner, lambda _job: "new", seen.append, name="search")
    qtbot.waitUntil(lambda: bool(seen))
    may_go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == ["new"]


def test_nobody_is_called_back_once_the_owner_is_gone(jobs: Jobs, qtbot: QtBot) -> None:
    parent, seen = QObject(), list[object]()
    owner = QObject(parent)
    may_go = threading.Event()
    jobs.start(owner, lambda _job: may_go.wait(5), seen.append)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    may_go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == []


def test_a_window_that_goes_lets_go_of_what_its_parts_wait_for(jobs: Jobs, qtbot: QtBot) -> None:
    window, other, seen = QObject(), QObject(), list[object]()
    part = QObject(QObject(window))
    may_go = threading.Event()
    jobs.start(part, lambda _job: may_go.wait(5) and "part", seen.append)
    jobs.start(other, lambda _job: may_go.wait(5) and "other", seen.append)
    jobs.let_go(window)
    may_go.set()
    qtbot.waitUntil(lambda: not jobs.busy and bool(seen))
    assert seen == ["other"]


def test_a_known_trouble_goes_to_whoever_asked(jobs: Jobs, qtbot: QtBot) -> None:
    owner, seen = QObject(), list["CaseAppError"]()

    def work(_job: Job) -> None:
        raise KnownTroubleError("Le disque est plein.", "Libérez de la place.")

    jobs.start(owner, work, lambda _nothing: None, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].sentence == "Le disque est plein."


def test_any_other_failure_goes_the_way_of_every_unforeseen_failure(
    jobs: Jobs, qtbot: QtBot
) -> None:
    owner = QObject()
    with qtbot.captureExceptions() as caught:
        jobs.start(owner, lambda _job: 1 / 0, lambda _ok: None, failed=lambda _e: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_progress_is_told_and_a_cancelled_job_stops_there(jobs: Jobs, qtbot: QtBot) -> None:
    owner = QObject()
    told: list[tuple[float, str]] = []
    done: list[object] = []
    may_go, stopped = threading.Event(), threading.Event()

    def work(job: Job) -> str:
        job.progress(0.5, "12 dossiers sur 24")
        may_go.wait(5)
        try:
            job.progress(1.0)
        except Exception:
            stopped.set()
            raise
        return "fini"

    def say(share: float, sentence: str) -> None:
        told.append((share, sentence))

    job = jobs.start(owner, work, done.append, progress=say)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(0.5, "12 dossiers sur 24")]
    job.cancel()
    may_go.set()
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert done == []


def _echo(number: int, _job: Job) -> int:
    return number


def test_thousands_of_jobs_leave_nothing_behind(jobs: Jobs, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[int]()
    for number in range(2000):
        jobs.start(owner, partial(_echo, number), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2000, timeout=20_000)
    assert not jobs.busy


@pytest.mark.parametrize("cancelled", [False, True])
def test_closing_waits_for_what_runs_and_calls_nobody(
    jobs: Jobs, qtbot: QtBot, cancelled: bool
) -> None:
    owner, seen, ended = QObject(), list[object](), threading.Event()

    def work(_job: Job) -> str:
        ended.set()
        return "fini"

    job = jobs.start(owner, work, seen.append)
    if cancelled:
        job.cancel()
    ended.wait(0.2)
    jobs.close()
    qtbot.wait(20)
    assert seen == []


def test_nothing_is_begun_once_the_window_goes(jobs: Jobs, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[object]()
    jobs.close()
    assert jobs.start(owner, partial(_echo, 1), seen.append).is_cancelled
    qtbot.wait(20)
    assert (seen, jobs.busy) == ([], False)


def test_the_memory_of_jobs_is_given_back_once_they_ended(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = threading.Event()
    monkeypatch.setattr("caseapp.kernel.memory.give_back", given.set)
    jobs.start(QObject(jobs), lambda _job: None, lambda _nothing: None)
    qtbot.waitUntil(given.is_set)
    assert not jobs.busy
