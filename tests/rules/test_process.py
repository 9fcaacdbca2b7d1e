from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caseapp.exchange.household import read_household, write_household
from caseapp.kernel.money import Money
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.openfisca.pipe import worker_command
from caseapp.rules.openfisca.process import EngineProcess
from tests.support.cases import CASES

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseapp.domain.household import Household

TODAY = date(2026, 11, 23)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="stops and kills with POSIX signals")


def case(number: int) -> Household:
    return read_household(json.loads(CASES[number - 1].read_text(encoding="utf-8")), today=TODAY)


def rsa(engine: EngineProcess, household: Household) -> Money:
    amount = engine.estimate(household).of("rsa").amount
    assert amount is not None
    return amount.max


def wait_for(happened: Callable[[], bool], seconds: float = 60) -> None:
    pause, end = threading.Event(), time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        pause.wait(0.05)


def send(engine: EngineProcess, number: int) -> int:
    process_id = engine.process_id
    assert process_id is not None
    os.kill(process_id, number)
    return process_id


def program(text: str) -> tuple[str, ...]:
    """Return the command of a process that stands for a worker gone wrong."""
    return (sys.executable, "-c", text)


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    with closing(EngineProcess()) as started:
        yield started


def test_it_warms_up_in_the_background_and_answers(engine: EngineProcess) -> None:
    wait_for(engine.is_ready)
    assert rsa(engine, case(1)) == Money(65169)
    assert engine.is_ready()


def test_questions_of_several_threads_each_get_their_own_answer(engine: EngineProcess) -> None:
    households = [case(1), case(2), case(3)] * 3
    with ThreadPoolExecutor(9) as threads:
        amounts = list(threads.map(lambda household: rsa(engine, household).cents, households))
    assert amounts == amounts[:3] * 3
    assert len(set(amounts)) == 3


@POSIX
def test_killed_between_two_questions_it_is_warm_again_before_the_next(
    engine: EngineProcess,
) -> None:
    wait_for(engine.is_ready)
    killed = send(engine, signal.SIGKILL)
    wait_for(lambda: engine.process_id != killed and engine.is_ready())
    assert rsa(engine, case(2)) == Money(57349)


@POSIX
def test_killed_just_before_a_question_it_answers_all_the_same(engine: EngineProcess) -> None:
    wait_for(engine.is_ready)
    send(engine, signal.SIGKILL)
    assert rsa(engine, case(2)) == Money(57349)


@POSIX
def test_killed_while_it_computes_it_computes_again(engine: EngineProcess) -> None:
    wait_for(engine.is_ready)
    send(engine, signal.SIGSTOP)  # so that the question is surely under way
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(rsa, engine, case(1))
        threading.Event().wait(0.2)
        assert not answer.done()
        send(engine, signal.SIGKILL)
        assert answer.result(60) == Money(65169)


@POSIX
def test_hung_it_is_replaced_after_its_time() -> None:
    with closing(EngineProcess(answer_limit=3)) as engine:
        wait_for(engine.is_ready)
        hung = send(engine, signal.SIGSTOP)
        assert rsa(engine, case(1)) == Money(65169)
        assert engine.process_id != hung


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_out_of_memory_it_says_so_and_another_takes_its_place() -> None:
    with closing(EngineProcess()) as engine:
        wait_for(engine.is_ready)
        starved = engine.process_id
        assert starved is not None
        pages = int(Path(f"/proc/{starved}/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + 2_000_000
        resource.prlimit(starved, resource.RLIMIT_AS, (limit, limit))
        troubles: list[EngineTroubleError] = []
        for _again in range(20):  # one household takes little: it is asked until nothing is left
            try:
                engine.curve(case(7), [Money.euros(wage) for wage in range(0, 4000, 5)])
            except EngineTroubleError as trouble:
                troubles.append(trouble)
                break
        assert troubles[0].sentence == "Le moteur de calcul a manqué de mémoire."
        assert "Fermer d'autres programmes" in troubles[0].way_out
        wait_for(lambda: engine.process_id != starved and engine.is_ready())
        assert rsa(engine, case(1)) == Money(65169)


@POSIX
def test_what_is_known_of_people_is_in_no_command_line_environment_or_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    document = write_household(case(4))
    document["people"][0]["id"] = "Zorglub"
    with closing(EngineProcess()) as engine:
        engine.estimate(read_household(document, today=TODAY))
        process = Path(f"/proc/{engine.process_id}")
        if process.exists():
            for name in ("cmdline", "environ"):
                assert b"Zorglub" not in (process / name).read_bytes()
    assert not list(tmp_path.rglob("*"))


def test_a_worker_that_never_answers_is_told_in_french() -> None:
    mute = program("import sys; print('{\"ready\": true}', flush=True); sys.stdin.read()")
    with (
        closing(EngineProcess(answer_limit=0.3, command=mute)) as engine,
        pytest.raises(EngineTroubleError) as trouble,
    ):
        engine.estimate(case(1))
    assert trouble.value.sentence == "Le moteur de calcul ne répond pas."
    assert "Réessayer" in trouble.value.way_out


@pytest.mark.parametrize(
    "command",
    [
        program("raise SystemExit(3)"),
        program("print('bonjour')"),
        ("/nowhere/python",),
    ],
    ids=["ends", "says something else", "does not exist"],
)
def test_a_worker_that_does_not_start_is_told_in_french(command: tuple[str, ...]) -> None:
    with (
        closing(EngineProcess(command=command)) as engine,
        pytest.raises(EngineTroubleError, match="n'a pas démarré"),
    ):
        engine.estimate(case(1))


def test_a_worker_that_says_why_it_does_not_start_is_quoted() -> None:
    broken = program('print(\'{"failed": "ImportError, system.py:12"}\')')
    with (
        closing(EngineProcess(command=broken)) as engine,
        pytest.raises(EngineTroubleError, match=r"ImportError, system\.py:12"),
    ):
        engine.estimate(case(1))


def test_a_worker_that_cannot_start_is_not_started_over_and_over(tmp_path: Path) -> None:
    trace = tmp_path / "starts"
    command = program(f"open({str(trace)!r}, 'a').write('x')")
    with closing(EngineProcess(command=command)) as engine:
        wait_for(trace.exists)
        threading.Event().wait(0.5)
        assert trace.read_text() == "x"
        assert not engine.is_ready()


def test_a_failed_calculation_gives_a_reference_and_no_second_try() -> None:
    failing = program(
        "import sys; print('{\"ready\": true}', flush=True)\n"
        "for i, _ in enumerate(sys.stdin): "
        'print(\'{"failed": "KeyError, income.py:%d"}\' % i, flush=True)'
    )
    with closing(EngineProcess(command=failing)) as engine:
        for number in (0, 1):
            with pytest.raises(EngineTroubleError, match=rf"income\.py:{number}"):
                engine.estimate(case(1))


def test_an_answer_that_is_no_estimate_is_told_in_french() -> None:
    odd = program(
        "import sys; print('{\"ready\": true}', flush=True)\n"
        "for _ in sys.stdin: print('{\"estimate\": {}}', flush=True)"
    )
    with (
        closing(EngineProcess(command=odd)) as engine,
        pytest.raises(EngineTroubleError, match="illisible"),
    ):
        engine.estimate(case(1))


def test_closed_it_answers_nobody_and_leaves_no_process() -> None:
    engine = EngineProcess()
    process_id = engine.process_id
    assert process_id is not None
    engine.close()
    engine.close()
    assert not is_alive(process_id)
    assert not engine.is_ready()
    with pytest.raises(EngineTroubleError, match="est arrêté"):
        engine.estimate(case(1))


def test_closed_while_somebody_waits_it_tells_so() -> None:
    mute = program("import sys; print('{\"ready\": true}', flush=True); sys.stdin.read()")
    engine = EngineProcess(command=mute)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(engine.estimate, case(1))
        wait_for(engine.is_ready)
        threading.Event().wait(0.2)
        engine.close()
        with pytest.raises(EngineTroubleError, match="est arrêté"):
            answer.result(10)


@POSIX
def test_the_worker_does_not_outlive_a_program_that_was_killed() -> None:
    text = (
        "import time\n"
        "from caseapp.rules.openfisca.process import EngineProcess\n"
        "print(EngineProcess().process_id, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen(program(text), stdout=subprocess.PIPE)  # noqa: S603 - our own
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not is_alive(worker))


def test_the_worker_says_nothing_but_answers_and_survives_what_it_cannot_read() -> None:
    planted = json.dumps({"household": {"format": "Zorglub"}})
    good = json.dumps({"household": write_household(case(1))})
    done = subprocess.run(  # noqa: S603 - our own
        worker_command(),
        input=f"Zorglub\n{planted}\n[]\n{good}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    ready, *failures, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert ready == {"ready": True}
    assert [list(failure) for failure in failures] == [["failed"]] * 3
    assert "estimate" in last
    assert "Zorglub" not in done.stdout + done.stderr
    assert done.returncode == 0


def test_the_program_itself_never_loads_openfisca() -> None:
    text = (
        "import sys, caseapp.rules.openfisca.process\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in"
        " {'openfisca_core', 'openfisca_france', 'numpy'}]"
    )
    subprocess.run(program(text), check=True)  # noqa: S603 - our own


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except OSError:
        return False
    # A killed process whose parent is gone too may wait for its funeral.
    status = Path(f"/proc/{process_id}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
