"""Many households through the engine's process: streamed, followed, stopped, and what may go wrong."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.families import family
from caseapp.domain.estimate import Estimate
from caseapp.exchange.estimate import write_estimate
from caseapp.exchange.household import read_household
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.catalogue import Right
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.corrections import Correction
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.every_right import answer_every_right
from caseapp.rules.merged_catalogue import Held, MergedCatalogue
from caseapp.rules.openfisca.process import EngineProcess
from caseapp.rules.openfisca.turns import Turns
from tests.support.households import TODAY, household, person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caseapp.domain.household import Household
    from caseapp.rules.catalogue_loader import Catalogue

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")

# stands for the worker: it answers each household by a failure that quotes its identifier, notes
# how many it was asked at once, and dies of one whose identifier is « poison »
FAKE = """
import json, os, sys
print('{"ready": true}', flush=True)
for line in sys.stdin:
    question = json.loads(line)
    asked = question.get("households") or [question["household"]]
    open(%r, "a").write(f"{len(asked)}\\n")
    names = [household["people"][0]["id"] for household in asked]
    if "poison" in names:
        os._exit(1)
    for name in names:
        print(json.dumps({"failed": name}), flush=True)
"""


def fake(trace: Path, text: str = FAKE) -> EngineProcess:
    return EngineProcess(command=(sys.executable, "-c", text % str(trace)))


def named(*names: str) -> list[Household]:
    return [household(person(id=name)) for name in names]


def asked(trace: Path) -> list[int]:
    return [int(line) for line in trace.read_text().splitlines()]


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    with closing(EngineProcess()) as started:
        yield started


@pytest.fixture(scope="module")
def households() -> list[Household]:
    return [read_household(family(number), today=TODAY) for number in range(80)]


def test_each_is_answered_as_alone_and_the_progress_is_heard(
    engine: EngineProcess, households: list[Household]
) -> None:
    heard: list[int] = []
    answers = list(engine.estimate_many(households, heard.append))
    assert heard == list(range(1, 81))
    assert all(isinstance(answer, Estimate) for answer in answers)
    for number in (0, 31, 32, 79):  # the ends of the first chunk among them
        assert answers[number] == engine.estimate(households[number])


def written_here(engine: EngineProcess, home: Household, catalogue: Catalogue) -> str:
    return json.dumps(write_estimate(answer_every_right(engine.estimate(home), home, catalogue)))


def test_whole_answers_are_those_made_here_to_the_byte(
    engine: EngineProcess, households: list[Household]
) -> None:
    vague = [read_household(family(number, unknown=0.3), today=TODAY) for number in range(200, 220)]
    homes = [*households[:20], *vague]
    answers = list(engine.estimate_whole(iter(homes), load_catalogue()))
    assert answers == [written_here(engine, home, load_catalogue()) for home in homes]


def test_whole_answers_know_the_rights_of_the_service_and_its_corrections(
    engine: EngineProcess, households: list[Household]
) -> None:
    catalogue, shipped = MergedCatalogue(load_catalogue()), load_catalogue()
    document = shipped.right("apa_domicile").model_dump(by_alias=True)
    local = Right.model_validate({**document, "code": "local_apa", "agency": "CCAS"})
    place = Correction(
        right="apa_domicile",
        path="channel.place",
        value="Maison des solidarités",
        shipped="",
        note="",
        made_on=TODAY,
    )
    catalogue.hold(
        Held(local={"local_apa": local}, deleted={}, corrections={"apa_domicile": (place,)})
    )
    some = households[:8]
    answers = list(engine.estimate_whole(some, catalogue))
    assert answers == [written_here(engine, home, catalogue) for home in some]
    assert all('"right": "local_apa"' in str(answer) for answer in answers)
    catalogue.hold(Held(local={}, deleted={}, corrections={}))
    (again,) = engine.estimate_whole(some[:1], catalogue)
    assert "local_apa" not in str(again)


def test_whole_answers_have_their_troubles_in_their_place(
    engine: EngineProcess, households: list[Household], tmp_path: Path
) -> None:
    nobody = replace(households[0], people=())
    _first, trouble = engine.estimate_whole([households[1], nobody], load_catalogue())
    assert isinstance(trouble, EngineTroubleError)
    assert trouble.sentence == "Le moteur de calcul n'a pas su évaluer cette situation."
    with closing(fake(tmp_path / "asked")) as dying:
        told = list(dying.estimate_whole(named("a", "poison", "b"), load_catalogue()))
    assert [isinstance(answer, EngineTroubleError) for answer in told] == [True] * 3
    assert "ne répond pas" in str(told[1])


def test_households_are_taken_as_they_are_needed(
    engine: EngineProcess, households: list[Household]
) -> None:
    taken: list[int] = []

    def many() -> Iterator[Household]:
        for number in range(5000):
            taken.append(number)
            yield households[number % len(households)]

    answers = engine.estimate_whole(many(), load_catalogue())
    next(answers)
    answers.close()  # type: ignore[attr-defined]  # a generator
    assert len(taken) < 200


def test_an_answer_that_is_none_is_told_in_its_place(tmp_path: Path) -> None:
    text = FAKE.replace('print(json.dumps({"failed": name}), flush=True)', 'print("?", flush=True)')
    with closing(fake(tmp_path / "asked", text)) as engine:
        (one,) = engine.estimate_many(named("a"))
        (other,) = engine.estimate_whole(named("a"), load_catalogue())
    assert "illisible" in str(one)
    assert "illisible" in str(other)


def test_one_that_cannot_be_read_has_its_trouble_in_its_place(
    engine: EngineProcess, households: list[Household]
) -> None:
    nobody = replace(households[0], people=())
    first, trouble, last = engine.estimate_many([households[1], nobody, households[1]])
    assert first == last
    assert isinstance(trouble, EngineTroubleError)
    assert trouble.sentence == "Le moteur de calcul n'a pas su évaluer cette situation."


@POSIX
def test_killed_on_the_way_it_goes_on(engine: EngineProcess, households: list[Household]) -> None:
    answers = engine.estimate_many(households)
    first = next(answers)
    assert engine.process_id is not None
    os.kill(engine.process_id, signal.SIGKILL)
    rest = list(answers)
    assert all(isinstance(answer, Estimate) for answer in (first, *rest))
    assert rest[-1] == engine.estimate(households[-1])


def test_a_curve_comes_through_the_pipe_as_it_was(engine: EngineProcess) -> None:
    curve = engine.curve(household(person()), [ZERO, Money.euros(900)])
    assert curve.present == ZERO
    assert [point.wage for point in curve.points] == [ZERO, Money.euros(900)]
    assert dict(curve.points[0].rights)["rsa"] == Money(57349)
    assert curve.points[0].income == Money.total(amount for _, amount in curve.points[0].rights)
    assert "prime_activite" in dict(curve.points[1].rights)


def test_let_go_of_it_asks_for_no_more(tmp_path: Path) -> None:
    trace = tmp_path / "asked"
    with closing(fake(trace)) as engine:
        answers = engine.estimate_many(named("a") * 5000)
        next(answers)
        answers.close()  # type: ignore[attr-defined]  # a generator
        with pytest.raises(EngineTroubleError):
            engine.estimate(named("b")[0])  # answered after what was under way
    assert sum(asked(trace)) < 500


def test_nothing_is_asked_before_the_first_answer_is_wanted(tmp_path: Path) -> None:
    trace = tmp_path / "asked"
    with closing(fake(trace)) as engine:
        engine.estimate_many(named("a"))
        with pytest.raises(EngineTroubleError):
            engine.estimate(named("b")[0])
    assert asked(trace) == [1]


def test_one_that_kills_the_process_is_told_apart_from_the_others(tmp_path: Path) -> None:
    with closing(fake(tmp_path / "asked")) as engine:
        answers = list(engine.estimate_many(named("a", "poison", "b")))
    told = [str(answer) for answer in answers if isinstance(answer, EngineTroubleError)]
    assert told[0].endswith(": a.")
    assert "ne répond pas" in told[1]
    assert told[2].endswith(": b.")


def test_where_everything_ends_the_process_the_trouble_is_raised_at_once(tmp_path: Path) -> None:
    trace = tmp_path / "asked"
    with (
        closing(fake(trace)) as engine,
        pytest.raises(EngineTroubleError, match="ne répond pas"),
    ):
        list(engine.estimate_many(named("poison") * 40))
    assert len(asked(trace)) <= 6  # twice together, then two alone, twice each


def test_closed_on_the_way_it_tells_so(tmp_path: Path) -> None:
    engine = fake(tmp_path / "asked")
    answers = engine.estimate_many(named("a") * 300)
    next(answers)
    engine.close()
    with pytest.raises(EngineTroubleError, match="est arrêté"):
        list(answers)


def test_who_is_waited_for_goes_before_a_long_work() -> None:
    turns = Turns()
    order: list[str] = []
    started, held = threading.Event(), threading.Event()

    def take(name: str, *, hurried: bool) -> None:
        with turns.taken(hurried=hurried):
            order.append(name)

    def hold() -> None:
        with turns.taken(hurried=False):
            started.set()
            held.wait(10)

    with ThreadPoolExecutor(3) as threads:
        threads.submit(hold)
        started.wait(10)
        long_work = threads.submit(take, "long work", hurried=False)
        threading.Event().wait(0.1)
        person_waits = threads.submit(take, "person", hurried=True)
        threading.Event().wait(0.1)
        held.set()
        person_waits.result(10)
        long_work.result(10)
    assert order == ["person", "long work"]
