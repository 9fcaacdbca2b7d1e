"""The rows of two cases, read once, from which a merge is shown and made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import Money
from caseapp.services.fact_text import UNKNOWN_TEXT
from caseapp.services.merging.tables import case_tables
from db.models import Case, FactRow, Payment, Person, ResourceCell, ResourceLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class OneCase:
    """One case and all rows that belong to it, by table."""

    case: Case = field(repr=False)
    rows: Mapping[str, list[Any]] = field(repr=False)
    cells: Mapping[UUID, Sequence[ResourceCell]] = field(repr=False)

    @property
    def people(self) -> list[Person]:
        """The people, the applicant first."""
        return sorted(self.rows["person"], key=lambda person: (person.position, person.id))

    @property
    def facts(self) -> list[FactRow]:
        """The facts of all of them and of the household."""
        return self.rows["fact"]

    @property
    def lines(self) -> list[ResourceLine]:
        """The lines of resources, in their order."""
        return sorted(self.rows["resource_line"], key=lambda line: (line.position, line.id))

    @property
    def payments(self) -> list[Payment]:
        """What was paid, the first month first."""
        return sorted(self.rows["payment"], key=lambda paid: (paid.right, paid.month))

    def months(self, line: ResourceLine) -> list[tuple[Any, ...]]:
        """Return what a line says of each month."""
        typed = sorted((cell.month, cell.cents) for cell in self.cells.get(line.id, ()))
        return [("before", line.before_cents), *typed]

    def line_text(self, line: ResourceLine) -> str:
        """Return « 900,00 € depuis novembre 2026 »: the last month that was typed."""
        cells = sorted(self.cells.get(line.id, ()), key=lambda cell: cell.month)
        if not cells:
            known = line.before_cents
            return "rien de saisi" if known is None else french.euros(Money(known))
        last = cells[-1]
        amount = UNKNOWN_TEXT if last.cents is None else french.euros(Money(last.cents))
        typed = french.plural(len(cells), "mois saisi", "mois saisis")
        return f"{amount} en {french.month(Month.of(last.month))} ({typed})"


@dataclass(frozen=True, slots=True)
class TwoCases:
    """The case that is kept and the one that goes into it."""

    kept: OneCase
    merged: OneCase


def load(session: Session, kept_id: UUID, merged_id: UUID) -> TwoCases:
    """Read two cases whole.

    Raises:
        NotFoundError: one is no longer there, or was merged meanwhile.
        UserInputError: they are one case.
    """
    if kept_id == merged_id:
        raise UserInputError("other", "Choisir un autre dossier que celui-ci.")
    return TwoCases(_one(session, kept_id), _one(session, merged_id))


def _one(session: Session, case_id: UUID) -> OneCase:
    case = session.get(Case, case_id)
    if case is None or case.merged_into_id is not None:
        raise NotFoundError("Ce dossier n'existe plus, ou il a déjà été fusionné.")
    rows = {
        table.model.__tablename__: list(
            session.scalars(
                sa.select(table.model).where(getattr(table.model, table.case) == case_id)
            )
        )
        for table in case_tables()
    }
    cells: dict[UUID, list[ResourceCell]] = {}
    for cell in session.scalars(
        sa.select(ResourceCell)
        .join(ResourceLine, ResourceLine.id == ResourceCell.line_id)
        .where(ResourceLine.case_id == case_id)
    ):
        cells.setdefault(cell.line_id, []).append(cell)
    return OneCase(case, rows, cells)
