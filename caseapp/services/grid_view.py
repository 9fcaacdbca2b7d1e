"""The rows of the grid of resources, and what it says of one month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.facts import UNKNOWN, NoFact
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services import typed_values
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import UNKNOWN_TEXT
from caseapp.services.household_page import CellValue, FieldState, LineRow, MissingRow
from caseapp.services.resource_grid import HISTORY, KINDS, RIGHT, WINDOW, label_of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money
    from caseapp.services.resource_grid import StoredLine
    from caseapp.services.stored_household import StoredHousehold

__all__ = ["KINDS", "RIGHT", "cell_field", "missing", "resources_field", "rows", "window"]

BEFORE = "before"
RESOURCES = "resources"


def cell_field(line_id: UUID, month: Month | None) -> str:
    """Return the path of a cell; no month means « avant »."""
    return f"lines/{line_id}/{month or BEFORE}"


def resources_field(person_id: UUID) -> str:
    """Return the path of the resources of a person who has no line yet."""
    return f"people/{person_id}/{RESOURCES}"


def window(last: Month) -> tuple[Month, ...]:
    """Return the twelve months that end with one."""
    return tuple(last.plus(1 - WINDOW).until(last))


def rows(
    stored: StoredHousehold, months: tuple[Month, ...], rights: Mapping[str, str]
) -> tuple[LineRow, ...]:
    """Return the lines of the grid over some months."""
    names = {
        person.id: display_name(person.last_name, person.first_name) for person in stored.people
    }
    return tuple(
        LineRow(
            id=line.id,
            person_id=line.person_id,
            nature=line.nature,
            label=label_of(line, rights),
            person_name=names[line.person_id] if line.person_id else "",
            before=_before(line, months[0], stored.drafts),
            cells=tuple(_cell(line, month, stored.drafts) for month in months),
            note=_note(line, months[-1]),
        )
        for line in stored.lines
    )


def missing(stored: StoredHousehold, now: Month, rights: Mapping[str, str]) -> Iterator[MissingRow]:
    """Yield who is paid with no line, the months « inconnu », and the lines left empty."""
    first_names = {person.id: person.first_name for person in stored.people}
    for person in stored.people:
        if unasked := stored.unasked_of(person):
            whose = f" · {person.first_name}" if person.first_name else ""
            words = f"{label_of_kind(unasked)} : aucune ligne{whose}"
            path = resources_field(person.id)
            yield MissingRow(label=words, path=path, is_unknown=False)
    for line in stored.lines:
        whose = first_names.get(line.person_id, "") if line.person_id else ""
        suffix = f" · {whose}" if whose else ""
        label = label_of(line, rights)
        if line.is_empty and cell_field(line.id, now) not in stored.drafts:
            yield MissingRow(
                label=f"{label} : montant{suffix}",
                path=cell_field(line.id, now),
                is_unknown=False,
            )
        for month in (None, *now.plus(-HISTORY).until(now)):
            path = cell_field(line.id, month)
            is_refused = path in stored.drafts
            if is_refused or (month and line.cells.get(month) is UNKNOWN):
                of = typed_values.of_month(french.month(month)) if month else "d'avant"
                yield MissingRow(
                    label=f"{label} {of}{suffix}",
                    path=path,
                    is_unknown=not is_refused,
                    is_refused=is_refused,
                )


def label_of(line: StoredLine, rights: Mapping[str, str]) -> str:
    """Return « Salaire net », « RSA en paiement »."""
    if line.right:
        return f"{rights.get(line.right, line.right)} en paiement"
    return label_of_kind(line.nature)


def _cell(line: StoredLine, month: Month, drafts: Mapping[str, str]) -> CellValue:
    if month in line.cells:
        return _value(line, month, line.cells[month], drafts)
    if line.is_empty:
        return _value(line, month, None, drafts)
    return _value(line, month, line.amount_in(month), drafts, implied=True)


def _before(line: StoredLine, first: Month, drafts: Mapping[str, str]) -> CellValue:
    """Return « avant »: what was typed there, or what the months before the window held."""
    if any(month < first for month in line.cells):
        amount = line.amount_in(first.plus(-1))
        return _value(line, None, amount, drafts, implied=not isinstance(amount, NoFact))
    return _value(line, None, line.before, drafts)


def _value(
    line: StoredLine,
    month: Month | None,
    amount: Money | NoFact | None,
    drafts: Mapping[str, str],
    *,
    implied: bool = False,
) -> CellValue:
    path = cell_field(line.id, month)
    if path in drafts:
        return CellValue(
            path=path,
            month=month,
            state=FieldState.DRAFT,
            text=drafts[path],
            error=_error(drafts[path]),
        )
    if amount is None:
        return CellValue(path=path, month=month, state=FieldState.NOT_STATED, text="")
    if isinstance(amount, NoFact):
        state = FieldState.IMPLIED if implied else FieldState.UNKNOWN
        return CellValue(path=path, month=month, state=state, text=UNKNOWN_TEXT)
    return CellValue(
        path=path,
        month=month,
        state=FieldState.IMPLIED if implied else FieldState.VALUE,
        text=typed_values.show_amount(amount),
        amount=amount,
    )


def _error(draft: str) -> str:
    try:
        typed_values.read_amount(draft)
    except ValueError as error:
        return str(error)
    return "À valider de nouveau."


def _note(line: StoredLine, shown: Month) -> str:
    """Say what is assumed of the months that were not typed."""
    if line.is_empty:
        return typeset("aucun montant saisi : inconnu")
    if not line.cells:
        return typeset("tous les mois : comme « avant »")
    notes = []
    first, last = min(line.cells), max(line.cells)
    if line.before is None:
        notes.append(f"avant {first.number:02d}/{first.year} : comme ce mois-là")
    if len(line.cells) <= last.minus(first):
        notes.append("mois vides : comme le mois précédent")
    if last < shown:
        notes.append(f"après {last.number:02d}/{last.year} : inchangé")
    return typeset(" · ".join(notes))
