"""Wrong passwords slow the next try, across restarts, whatever the clock is set to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.services import access
from db import attempts
from db.attempts import Attempts, wait_after
from db.files import beside
from db.key_errors import TooSoonError
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock


class Machine:
    """How long a machine has been running."""

    seconds = 5_000.0

    def __call__(self) -> float:
        return self.seconds

    def restart(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 40.0
        monkeypatch.setattr(attempts, "_boot", lambda: "another start")


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def tries(base: Path, clock: FixedClock, machine: Machine) -> Attempts:
    return Attempts(base, clock, machine)


def fail(tries: Attempts, machine: Machine, times: int) -> None:
    for _ in range(times):
        machine.seconds += tries.seconds_left()
        tries.begin()


def test_the_delay_grows_with_each_failure() -> None:
    assert [wait_after(count) for count in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert [wait_after(count) for count in (9, 10, 10_000)] == [60, 300, 300]


def test_a_try_before_the_end_of_the_delay_is_refused_and_not_counted(
    tries: Attempts, machine: Machine
) -> None:
    fail(tries, machine, 5)
    machine.seconds += 15.5
    with pytest.raises(TooSoonError) as caught:
        tries.begin()
    assert caught.value.seconds == pytest.approx(0.5)
    assert tries.failures == 5
    machine.seconds += 0.5
    tries.begin()
    assert tries.failures == 6


def test_the_last_instant_of_the_delay_is_waited_for(
    base: Path, clock: FixedClock, machine: Machine
) -> None:
    slept: list[float] = []
    tries = Attempts(base, clock, machine, sleep=slept.append)
    fail(tries, machine, 5)
    slept.clear()
    machine.seconds += 15.8  # a countdown in whole seconds may end as early
    tries.begin()
    assert slept == [pytest.approx(0.2)]
    assert tries.failures == 6


def test_closing_the_program_does_not_shorten_the_delay(
    tries: Attempts, base: Path, clock: FixedClock, machine: Machine
) -> None:
    fail(tries, machine, 5)
    assert Attempts(base, clock, machine).seconds_left() == 16


@pytest.mark.parametrize("hours", [-24 * 365, -1, 1, 24 * 365])
def test_setting_the_clock_does_not_shorten_the_delay(
    tries: Attempts, machine: Machine, clock: FixedClock, hours: int
) -> None:
    fail(tries, machine, 5)
    clock.moment += timedelta(hours=hours)
    assert tries.seconds_left() == 16


def test_after_a_restart_of_the_machine_the_clock_counts(
    tries: Attempts, machine: Machine, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(tries, machine, 10)
    machine.restart(monkeypatch)
    clock.moment += timedelta(seconds=100)
    assert tries.seconds_left() == pytest.approx(200)
    machine.seconds += 200
    assert tries.seconds_left() == 0


def test_after_a_restart_with_the_clock_set_back_the_delay_begins_anew_and_ends(
    tries: Attempts, machine: Machine, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(tries, machine, 5)
    machine.restart(monkeypatch)
    clock.moment -= timedelta(days=400)
    assert tries.seconds_left() == 16
    machine.seconds += 15
    assert tries.seconds_left() == 1
    machine.seconds += 1
    tries.begin()


def test_the_right_password_too_must_wait_then_all_is_forgotten(
    base: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        monkeypatch.setattr(attempts, "wait_after", lambda _count: 0.0)
        with pytest.raises(access.WrongPasswordError):
            access.unlock(base, "autre", clock=clock)
    monkeypatch.setattr(attempts, "wait_after", lambda count: 300.0 * count)
    with pytest.raises(TooSoonError):
        access.unlock(base, PASSWORD, clock=clock)
    assert 300 < access.seconds_left(base, clock) <= 600
    monkeypatch.setattr(attempts, "wait_after", lambda _count: 0.0)
    access.unlock(base, PASSWORD, clock=clock).close()
    assert not beside(base, attempts.ENDING).exists()
    assert access.seconds_left(base, clock) == 0


@pytest.mark.parametrize("content", [b"", b"[]", b'{"failures": "x"}', b'{"failures": 3, "b": 1}'])
def test_a_file_that_cannot_be_read_keeps_nobody_out(
    base: Path, clock: FixedClock, content: bytes
) -> None:
    beside(base, attempts.ENDING).write_bytes(content)
    access.unlock(base, PASSWORD, clock=clock).close()
