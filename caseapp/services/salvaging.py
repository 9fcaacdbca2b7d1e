"""Saving what can be saved of a damaged base into a new one beside it; the damaged one stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.kernel.places import is_there
from caseapp.services.base_opening import hold
from caseapp.services.salvage_words import told as words_of
from db.errors import NotABaseError
from db.key_errors import ForeignKeysFileError
from db.pages import any_page_holds, is_foreign
from db.salvage import salvage
from db.troubles import known_troubles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from db.salvage import Salvaged

_MARK = "recuperee"


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved, where, and the account of it, line by line, in French."""

    path: Path
    found: Salvaged
    lines: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was lost."""
        return not (self.found.lost or self.found.documents or self.found.unplaced)


def salvage_base(
    path: Path,
    password: str,
    clock: Clock,
    told: Callable[[float], object] = lambda _share: None,
) -> SalvageReport:
    """Save what can be saved of a base. Blocks for seconds: called in a job.

    `told` hears how far it is (0 to 1), and stops it by raising: nothing is left then.

    Raises:
        WrongPasswordError: the password does not open its key file.
        NotABaseError: the file is something else.
        ForeignKeysFileError: not one page was written with this key.
        BaseTroubleError: a window has it open, the disk is full…
    """
    held = hold(path, password)
    try:
        with known_troubles(held.base):
            if not any_page_holds(held.base, held.data_key):
                kind = NotABaseError if is_foreign(held.base) else ForeignKeysFileError
                raise kind(held.base)
            target = _free_name(held.base, clock)
            found = salvage(held.base, held.data_key, target, clock.now(), told)
    finally:
        held.let_go()
    return SalvageReport(target, found, tuple(words_of(found)))


def _free_name(base: Path, clock: Clock) -> Path:
    """Return a free name: « dossiers.recuperee-2026-11-26.caseapp », then « …-2 »."""
    stem = f"{base.stem}.{_MARK}-{clock.today().isoformat()}"
    number, target = 1, base.with_name(f"{stem}{base.suffix}")
    while is_there(target):
        number += 1
        target = base.with_name(f"{stem}-{number}{base.suffix}")
    return target
