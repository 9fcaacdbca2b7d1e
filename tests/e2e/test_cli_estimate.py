from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.rules.catalogue_loader import load_catalogue
from tests.support.cases import CASES, FOLDER
from tests.support.command_line import caseapp, plain

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
C2S = {"free": "gratuite"}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """The eight cases in one command: one start of the engine."""
    done = caseapp("estimate", *CASES, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip((case.stem for case in CASES), documents, strict=True))


@pytest.mark.parametrize("name", EXPECTED["cases"])
def test_a_case_gives_what_is_expected(answers: dict[str, dict[str, Any]], name: str) -> None:
    rights = {right["right"]: right for right in answers[name]["rights"]}
    for wanted, value in EXPECTED["cases"][name]["expected"].items():
        code, _dot, later = wanted.partition(".")
        right = rights[code]
        if isinstance(value, str):
            assert right["variant"] == C2S[value]
            continue
        amount = right["later"] if later else right["amount"]
        found = 0 if amount is None else amount["max"]
        assert abs(found - value) <= EXPECTED["tolerance_eur_per_month"], wanted
        assert amount is None or amount["min"] == amount["max"]


def test_every_right_of_the_catalogue_is_in_the_answer_once(
    answers: dict[str, dict[str, Any]],
) -> None:
    for answer in answers.values():
        codes = [right["right"] for right in answer["rights"]]
        assert sorted(codes) == sorted(load_catalogue().codes())


def test_what_is_not_computed_comes_with_its_conditions_or_its_articles(
    answers: dict[str, dict[str, Any]],
) -> None:
    rights = [r for r in answers["01_homeless"]["rights"] if r["outcome"] == "not_computed"]
    assert rights
    for right in rights:
        assert right["amount"] is None
        assert right["conditions"] or "voir" in right["notes"][-1], right["right"]


def test_a_table_is_aligned_and_in_french() -> None:
    done = caseapp("estimate", CASES[3])
    lines = plain(done.stdout).splitlines()
    assert done.returncode == 0
    assert "novembre 2026" in lines[0]
    heading, rule, first = lines[2:5]
    assert heading.split()[0] == "Droit"
    assert set(rule) == {"─", " "}
    assert first.startswith("Prime d'activité")
    assert heading.index("Ensuite") + len("Ensuite") == first.index("271,42 €/mois") + len(
        "271,42 €/mois"
    )
    assert any(line.startswith("Par mois : 900,00 € de ressources") for line in lines)


def test_a_household_comes_through_a_pipe_without_date_nor_unicode_terminal() -> None:
    document = json.loads(CASES[0].read_text(encoding="utf-8"))
    del document["date"]
    content = b"\xef\xbb\xbf" + json.dumps(document).encode()
    done = caseapp("estimate", "-", "--month", "2026-11", typed=content, encoding="cp1252")
    assert done.returncode == 0
    assert "651,69" in done.stdout
    ascii_only = caseapp("estimate", "-", "--json", typed=content, encoding="ascii")
    assert json.loads(ascii_only.stdout)["format"] == "caseapp.estimate/1"


def test_a_month_moves_the_estimate_and_not_what_is_dated_in_the_file() -> None:
    done = caseapp("estimate", CASES[3], "--month", "2027-02", "--json")
    answer = json.loads(done.stdout)
    assert (answer["month"], answer["date"]) == ("2027-02", "2027-02-23")
    assert answer["budget"]["income"] == 0  # the wage of the file ends in November 2026


def test_a_month_before_a_birth_is_refused() -> None:
    document = json.loads(CASES[3].read_text(encoding="utf-8"))
    document["people"][2]["birth_date"] = "2026-10-20"
    typed = json.dumps(document).encode()
    done = caseapp("estimate", "-", "--month", "2026-09", typed=typed)
    assert done.returncode == 2
    assert "people[2].birth_date" in done.stderr


def test_one_fault_in_one_file_and_nothing_is_estimated(tmp_path: Path) -> None:
    bad = tmp_path / "mauvais.json"
    document = json.loads(CASES[1].read_text(encoding="utf-8"))
    document["housing"]["commune"] = "75012"
    document["people"][0]["birth_date"] = "1990-02-30"
    bad.write_text(json.dumps(document), encoding="utf-8")
    done = caseapp("estimate", CASES[0], bad, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert plain(done.stderr).splitlines() == [
        f"{bad}: people[0].birth_date : La date « 1990-02-30 » n'existe pas.",
        f"{bad}: housing.commune : « 75012 » est-il un code postal ? Le code INSEE est « 75112 » (Paris 12e Arrondissement).",
    ]


def test_what_is_no_household_file_is_refused_in_one_sentence_each(tmp_path: Path) -> None:
    (tmp_path / "vide.json").write_bytes(b"")
    (tmp_path / "binaire.json").write_bytes(bytes(range(256)))
    (tmp_path / "casse.json").write_bytes(b'{"format": ')
    (tmp_path / "liste.json").write_bytes(b"[]")
    (tmp_path / "énorme.json").write_bytes(b"[" * 2_000_000)
    names = ["absent.json", ".", *sorted(file.name for file in tmp_path.iterdir())]
    done = caseapp("estimate", *(tmp_path / name for name in names))
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == len(names)
    assert all(str(tmp_path) in line for line in lines)
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_trouble() -> None:
    command = [sys.executable, "-m", "caseapp", "estimate", *map(str, CASES), "--json"]
    with subprocess.Popen(  # noqa: S603 - the program under test
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
