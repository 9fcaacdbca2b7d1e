from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import caseapp as package
from caseapp.kernel.clock import FixedClock
from caseapp.services.access import create_base
from tests.support.command_line import caseapp, plain

ENGLISH = ("usage:", "optional", "positional", "show this", "error", "invalid", "required")
PASSWORD = "Colibri-Ardoise-7421"


@pytest.mark.parametrize("command", [(), ("estimate",), ("demo",), ("check",), ("salvage",)])
def test_the_help_is_in_french(command: tuple[str, ...]) -> None:
    done = caseapp(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage : caseapp" in plain(done.stdout)
    assert not [word for word in ENGLISH if word in done.stdout]


def test_the_help_explains_the_exit_codes() -> None:
    words = plain(caseapp("-h").stdout)
    assert "codes de retour" in words
    for code in ("0  ", "1  ", "2  ", "130"):
        assert code in words


def test_the_version_is_said() -> None:
    done = caseapp("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"CaseApp {package.__version__}")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("estimer",), "Commande inconnue : « estimer »."),
        (("estimate",), "Il manque : FICHIER."),
        (("check",), "Il manque : BASE."),
        (("demo", "a", "b"), "Argument inconnu : b."),
        (("estimate", "x", "--jsno"), "Argument inconnu : --jsno."),
        (("estimate", "x", "--month"), "--month attend une valeur."),
        (("estimate", "x", "--month", "11/2026"), "« 11/2026 » n'est pas un mois AAAA-MM."),
        (("estimate", "x", "--month", "9999-01"), "Le mois « 9999-01 » n'est pas plausible."),
        (("estimate", "x", "--json=1"), "--json n'attend pas de valeur."),
    ],
)
def test_a_command_at_fault_is_told_in_french(arguments: tuple[str, ...], sentence: str) -> None:
    done = caseapp(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert plain(done.stderr).splitlines()[0] == sentence
    assert "--help" in done.stderr


def test_a_sound_base_is_checked(tmp_path: Path) -> None:
    base = tmp_path / "dossiers.caseapp"
    create_base(base, PASSWORD, clock=FixedClock.on(date(2026, 11, 23))).close()
    done = caseapp("check", base, typed=PASSWORD.encode() + b"\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "La base est saine."
    assert PASSWORD not in done.stdout
    wrong = caseapp("check", base, typed=b"autre chose\n")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert len(wrong.stderr.splitlines()) == 1


def test_a_damaged_base_is_told_and_so_is_what_is_no_base(tmp_path: Path) -> None:
    base = tmp_path / "dossiers.caseapp"
    create_base(base, PASSWORD, clock=FixedClock.on(date(2026, 11, 23))).close()
    content = bytearray(base.read_bytes())
    content[len(content) // 2] ^= 1
    base.write_bytes(content)
    damaged = caseapp("check", base, typed=PASSWORD.encode())
    assert damaged.returncode == 1
    assert "DÉFAUT" in damaged.stdout
    other = caseapp("check", Path(__file__), typed=PASSWORD.encode())
    assert other.returncode == 1
    assert "Traceback" not in other.stderr
    absent = caseapp("check", tmp_path / "absente.caseapp")
    assert absent.returncode == 1
    assert len(absent.stderr.splitlines()) == 1


def test_the_window_does_not_wait_for_the_command_line() -> None:
    heavy = ("argparse", "pydantic", "sqlalchemy", "holidays", "yaml", "reportlab")
    text = f"import sys, caseapp.__main__, caseapp.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", text], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_what_is_whole_of_a_damaged_base_is_saved_beside_it(tmp_path: Path) -> None:
    base = tmp_path / "dossiers.caseapp"
    create_base(base, PASSWORD, clock=FixedClock.on(date(2026, 11, 23))).close()
    content = bytearray(base.read_bytes())
    content[500] ^= 1
    base.write_bytes(content)
    assert caseapp("check", base, typed=PASSWORD.encode()).returncode == 1
    done = caseapp("salvage", base, typed=PASSWORD.encode())
    assert (done.returncode, done.stderr) == (0, "")
    said = plain(done.stdout)
    assert said.startswith("1 page abîmée sur ")
    assert "Rien n'a été perdu." in said
    saved = Path(done.stdout.splitlines()[-1].partition(":")[2].strip())
    assert saved.parent == tmp_path
    assert caseapp("check", saved, typed=PASSWORD.encode()).returncode == 0
    assert base.read_bytes() == content
    wrong = caseapp("salvage", base, typed=b"autre chose")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "Ce mot de passe n'ouvre pas cette base." in plain(wrong.stderr)
