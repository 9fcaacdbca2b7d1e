"""Runs what was typed, and turns every end into an exit status."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

from caseapp.cli.parser import BAD_INPUT, make_parser
from caseapp.cli.terminal import complain, mute, say
from caseapp.exchange.faults import typeset
from caseapp.kernel.errors import KnownTroubleError, reference

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

DONE = 0
IMPOSSIBLE = 1
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status (see `caseapp --help`)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except SystemExit as end:  # of the parser: help, version, or a command at fault
        return end.code if isinstance(end.code, int) else BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        mute()
        return IMPOSSIBLE
    except KnownTroubleError as trouble:
        complain(typeset(f"{trouble.sentence} {trouble.way_out}"))
        return IMPOSSIBLE
    except Exception as error:  # noqa: BLE001 - a message could hold what is known of somebody
        complain(typeset(f"Une erreur imprévue est survenue (référence : {reference(error)})."))
        return IMPOSSIBLE


def _run(arguments: list[str]) -> int:
    if not arguments or _is_base(arguments[0]):
        return _window(arguments[:1])
    typed = make_parser().parse_args(arguments)
    match typed.command:
        case "estimate":
            return _estimate(typed)
        case "demo":
            return _demo(typed.folder, without_screen=typed.without_screen)
        case "check":
            return _check(typed.base)
        case _:
            return _window([] if typed.base is None else [str(typed.base)])


def _is_base(argument: str) -> bool:
    """Say whether a base was given instead of a command, as a file manager does."""
    return argument.lower().endswith(".caseapp")


def _window(bases: list[str]) -> int:
    from caseapp.ui.application import run  # noqa: PLC0415 - Qt, for no other command

    return run(bases)


def _estimate(typed: argparse.Namespace) -> int:
    from caseapp.cli.estimate import estimate_files  # noqa: PLC0415 - Pydantic, the catalogue…

    return estimate_files(typed.files, month=typed.month, as_json=typed.json)


def _demo(folder: Path, *, without_screen: bool) -> int:
    from caseapp import bootstrap  # noqa: PLC0415 - everything

    try:
        demo = bootstrap.make_demo(folder)
        say(typeset(f"Base de démonstration : {demo.path}"))
        say(typeset(f"Mot de passe : {demo.password}"))
        if without_screen:
            bootstrap.tour_without_screen(demo, say)
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(typeset(f"{folder} : ce dossier ne peut pas être utilisé ({error.strerror})."))
        return IMPOSSIBLE
    return DONE


def _check(base: Path) -> int:
    from caseapp.services.access import check_base  # noqa: PLC0415 - SQLAlchemy, Alembic…

    report = check_base(base, _password())
    for row in report.rows:
        say(typeset(f"{'bon   ' if row.ok else 'DÉFAUT'}  {row.name} : {row.detail}"))
    say("La base est saine." if report.ok else "La base a des défauts : restaurer une sauvegarde.")
    return DONE if report.ok else IMPOSSIBLE


def _password() -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(typeset("Mot de passe : "))
    return "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")
