"""`caseapp estimate`: reads households, has them estimated, writes tables or documents."""

from __future__ import annotations

import glob
import json
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.cli.estimate_table import table
from caseapp.cli.terminal import BAD_INPUT, DONE, complain, say, writes_unicode
from caseapp.exchange.document import LARGEST, parse_document
from caseapp.exchange.estimate import write_estimate
from caseapp.exchange.faults import Fault
from caseapp.exchange.household import InvalidHouseholdError, Known, read_household
from caseapp.kernel.clock import SystemClock
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.every_right import answer_every_right
from caseapp.rules.openfisca.process import EngineProcess
from caseapp.rules.places import load_communes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseapp.domain.household import Household
    from caseapp.kernel.calendar import Month

STANDARD_INPUT = "-"


def estimate_files(names: Sequence[str], *, month: Month | None, as_json: bool) -> int:
    """Estimate each file and write the outcomes; or say every fault of every file, and no more."""
    households: list[tuple[str, Household]] = []
    refused = False
    for name in _expanded(names):
        try:
            households.append((name, _household(name, month)))
        except InvalidHouseholdError as error:
            refused = True
            _complain(name, error.faults)
    if refused:
        return BAD_INPUT
    with closing(EngineProcess()) as engine:
        for name, household in households:
            answer = engine.estimate(household)
            estimate = answer_every_right(answer, household, load_catalogue())
            if as_json:
                document = write_estimate(estimate)
                say(json.dumps(document, ensure_ascii=not writes_unicode(), allow_nan=False))
            else:
                say(table(name, estimate, load_catalogue()))
    return DONE


def _household(name: str, month: Month | None) -> Household:
    """Read one file.

    Raises:
        InvalidHouseholdError: it cannot be read, or is at fault.
    """
    today = SystemClock().today()
    document = parse_document(_content(name))
    known = Known(places=load_communes(), rights=load_catalogue().codes())
    household = read_household(document, today=today, known=known)
    if month is None or not isinstance(document, dict):
        return household
    day = min(household.date.day, month.last_day.day)
    moved = {**document, "date": month.first_day.replace(day=day).isoformat()}
    return read_household(moved, today=today, known=known)


def _content(name: str) -> bytes:
    try:
        if name == STANDARD_INPUT:
            if sys.stdin is None:
                raise InvalidHouseholdError([Fault("", "L'entrée standard est fermée.")])
            return sys.stdin.buffer.read(LARGEST + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise InvalidHouseholdError([Fault("", _unreadable(error))]) from error


def _unreadable(error: Exception) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "Ce fichier n'existe pas."
        case IsADirectoryError():
            return "C'est un dossier, pas un fichier."
        case PermissionError():
            return "Ce fichier ne peut pas être ouvert : l'accès est refusé."
        case _:
            return "Ce fichier ne peut pas être lu."


def _complain(name: str, faults: Iterable[Fault]) -> None:
    for fault in faults:
        path = f"{fault.path} : " if fault.path else ""
        complain(typeset(f"{name}: {path}{fault.sentence}"))


def _expanded(names: Iterable[str]) -> Iterator[str]:
    """Do what a shell does with `*.json`, where the shell does not (Windows)."""
    for name in names:
        found = sorted(glob.glob(name)) if os.name == "nt" and "*" in name else []  # noqa: PTH207 - a pattern may be absolute
        yield from found or [name]
