"""What remains of erased cases outside the base, and until when: copies, bases kept aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.calendar import months_after
from caseapp.services.case_erasing import COPIES_MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from caseapp.services.backups import Backups

_ASIDE = ".avant-"  # bases set aside by a restoring, or by a change of version


def remains(backups: Backups, folders: Sequence[Path], today: date) -> tuple[str, ...]:
    """Say in sentences which copies still hold what is erased today, and until when.

    Looks into the folders: called in a job.
    """
    said = []
    for folder in folders:
        copies = backups.copies(folder)
        if copies:
            first, last = copies[-1].made_at.date(), copies[0].made_at.date()
            count = french.plural(len(copies), "copie", "copies")
            said.append(
                f"{count} dans « {folder} », du {french.day(first)} au {french.day(last)} : la"
                " rotation les efface l'une après l'autre, la dernière au plus tard le"
                f" {french.day(months_after(today, COPIES_MONTHS))} si une copie est faite chaque"
                " mois."
            )
        elif not folder.is_dir():
            said.append(
                f"Les copies de « {folder} », qui n'est pas accessible : elles n'ont pas pu être"
                " comptées."
            )
    said += [
        f"La base mise de côté « {path.name} », à effacer vous-même."
        for path in aside(backups.base)
    ]
    return tuple(said)


def aside(base: Path) -> tuple[Path, ...]:
    """Return the bases set aside beside a base, by name."""
    names = f"{base.stem}{_ASIDE}"
    found = (path for path in base.parent.iterdir() if path.suffix == base.suffix)
    return tuple(sorted(path for path in found if path.name.startswith(names)))
