"""Runs what was typed, and turns every end into an exit status."""

from __future__ import annotations

import getpass
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from caseapp.cli.terminal import BAD_INPUT, DONE, IMPOSSIBLE, INTERRUPTED, complain, mute, say
from caseapp.kernel.crashes import leave_no_core
from caseapp.kernel.errors import CaseAppError, KnownTroubleError, reference
from caseapp.kernel.files import only_for_their_owner
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status (see `caseapp --help`)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    leave_no_core()
    only_for_their_owner()
    try:
        return _run(arguments)
    except SystemExit as end:  # of the parser: help, version, or a command at fault
        return end.code if isinstance(end.code, int) else BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        mute()
        return IMPOSSIBLE
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in one sentence
        complain(typeset(_sentence(error)))
        return IMPOSSIBLE


def _sentence(error: Exception) -> str:
    if isinstance(error, KnownTroubleError):
        return f"{error.sentence} {error.way_out}"
    if isinstance(error, CaseAppError):
        return error.sentence
    # A message could hold what is known of somebody; where it happened cannot.
    return f"Une erreur imprévue est survenue (référence : {reference(error)})."


def _run(arguments: list[str]) -> int:
    if not arguments or _is_base(arguments[0]):
        return _window(arguments[:1])
    from caseapp.cli.parser import make_parser  # noqa: PLC0415 - the window does not wait for it

    typed = make_parser().parse_args(arguments)
    match typed.command:
        case "estimate":
            return _estimate(typed)
        case "demo":
            return _demo(typed.folder, without_screen=typed.without_screen)
        case "check":
            return _check(typed.base)
        case "salvage":
            return _salvage(typed.base)
        case _:
            return _window(_window_options(typed))


def _window_options(typed: argparse.Namespace) -> list[str]:
    base = [] if typed.base is None else ["--base", str(typed.base)]
    return [*base, *(["--demo"] if typed.demo else [])]


def _is_base(argument: str) -> bool:
    """Say whether a base was given instead of a command, as a file manager does."""
    return argument.lower().endswith(".caseapp")


def _window(arguments: list[str]) -> int:
    from caseapp.bootstrap import Parts  # noqa: PLC0415 - for no other command
    from caseapp.ui.running import run  # noqa: PLC0415 - Qt

    return run(arguments, Parts(reviews_by_itself=True))


def _estimate(typed: argparse.Namespace) -> int:
    from caseapp.cli.estimate import estimate_files  # noqa: PLC0415 - Pydantic, the catalogue…

    return estimate_files(typed.files, month=typed.month, as_json=typed.json)


def _demo(folder: Path, *, without_screen: bool) -> int:
    from caseapp.bootstrap import make_demo  # noqa: PLC0415 - everything

    demo = make_demo(folder, _progress)
    say(typeset(f"Base de démonstration : {demo.path}"))
    say(typeset(f"Mot de passe : {demo.password}"))
    if without_screen:
        from caseapp.tour import tour  # noqa: PLC0415 - Qt

        tour(demo, lambda words: say(typeset(words)))
    return DONE


def _progress(done: int, of: int) -> None:
    """Count the cases on the standard error, where somebody is watching it."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{of}" + ("\n" if done == of else ""))
        sys.stderr.flush()


def _share(share: float) -> None:
    """Tell a share of the work, which does not end with the last page: something is left to do."""
    _progress(min(99, int(share * 100)), 100)


def _check(base: Path) -> int:
    from caseapp.services.access import check_base  # noqa: PLC0415 - SQLAlchemy, Alembic…

    report = check_base(base, _password(), told=_share)
    _progress(100, 100)
    for row in report.rows:
        say(typeset(f"{'bon   ' if row.ok else 'DÉFAUT'}  {row.name} : {row.detail}"))
    if report.ok:
        say("La base est saine.")
        return DONE
    say(typeset("La base a des défauts : restaurer une sauvegarde."))
    say(typeset("À défaut de sauvegarde, récupérer ce qui peut l'être : caseapp salvage BASE"))
    return IMPOSSIBLE


def _salvage(base: Path) -> int:
    from caseapp.kernel.clock import SystemClock  # noqa: PLC0415 - for no other command
    from caseapp.services.access import salvage_base  # noqa: PLC0415 - SQLAlchemy, Alembic…

    report = salvage_base(base, _password(), clock=SystemClock(), told=_share)
    _progress(100, 100)
    for line in report.lines:
        say(line)
    say(typeset(f"Nouvelle base, même mot de passe : {report.path}"))
    return DONE


def _password() -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(typeset("Mot de passe : "))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no text is no password either
    return "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")
