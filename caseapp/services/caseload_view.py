"""The changes of the caseload as rows of a page, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.spreadsheet import harmless
from caseapp.services.case_rows import display_name
from caseapp.services.caseload_rows import ChangeRow
from caseapp.services.caseload_telling import span
from db.models import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    import sqlalchemy as sa

    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.caseload_changes import Span

KINDS = {
    ChangeKind.NEW_RIGHT: "Nouveau droit",
    ChangeKind.LOST_RIGHT: "Droit perdu",
    ChangeKind.AMOUNT: "Montant changé",
    ChangeKind.THRESHOLD: "Seuil à venir",
    ChangeKind.FIRST: "Première estimation",
    ChangeKind.FAILED: "Pas estimé",
}
_CLAIMED = {ChangeKind.NEW_RIGHT, ChangeKind.AMOUNT, ChangeKind.THRESHOLD}
_NEVER = date(9999, 12, 31)
_TITLES = (
    "Dossier", "Référence", "Nature", "Droit", "Ce qui change", "Date",
    "Avant, de (€)", "Avant, à (€)", "Après, de (€)", "Après, à (€)", "Par", "Vu",
)  # fmt: skip


def change_rows(
    found: Iterable[sa.Row[*tuple[Any, ...]]],
    claims: Mapping[tuple[UUID, str], UUID],
    catalogue: Catalogue,
) -> tuple[ChangeRow, ...]:
    """Return the rows, what is to look at first: unseen, by kind, then by date and name."""
    rows = [_row(columns, claims, catalogue) for columns in found]
    order = list(KINDS)
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.is_seen, order.index(row.kind), row.on or _NEVER, row.case_name),
        )
    )


def _row(
    columns: sa.Row[*tuple[Any, ...]],
    claims: Mapping[tuple[UUID, str], UUID],
    catalogue: Catalogue,
) -> ChangeRow:
    change, last_name, first_name, reference = columns
    claim_id = claims.get((change.case_id, change.right))
    known = change.right in catalogue.codes()
    return ChangeRow(
        id=change.id,
        case_id=change.case_id,
        kind=change.kind,
        case_name=display_name(last_name, first_name),
        reference=reference,
        right=change.right,
        right_name=catalogue.right(change.right).short_name if known else change.right,
        words=change.label,
        before=span(change.before_min_cents, change.before_max_cents),
        after=span(change.after_min_cents, change.after_max_cents),
        is_once=change.is_once,
        on=change.on_date,
        claim_id=claim_id,
        can_claim=claim_id is None and known and change.kind is ChangeKind.NEW_RIGHT,
        is_seen=change.seen_at is not None,
    )


def amount_words(amount: Span | None, *, once: bool = False) -> str:
    """Return « 231 € », « 180 à 231 € », « — »; « une fois » where it is not by the month."""
    if amount is None:
        return "—"
    least, most = (french.euros(end, cents=False) for end in amount)
    words = most if least == most else f"{least.removesuffix(french.NO_BREAK + '€')} à {most}"
    return f"{words} une fois" if once else words


def as_csv(rows: Iterable[ChangeRow]) -> bytes:
    """Return a table that a French spreadsheet opens: semicolons, decimal commas, UTF-8 marked."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_TITLES)
    for row in rows:
        writer.writerow([harmless(cell) for cell in _cells(row)])
    return text.getvalue().encode("utf-8-sig")


def _cells(row: ChangeRow) -> tuple[str, ...]:
    has_amount = row.before is not None or row.after is not None
    return (
        row.case_name,
        row.reference,
        KINDS[row.kind],
        row.right_name,
        row.words,
        french.day(row.on) if row.on else "",
        *_ends(row.before),
        *_ends(row.after),
        ("en tout" if row.is_once else "mois") if has_amount else "",
        "oui" if row.is_seen else "non",
    )


def _ends(amount: Span | None) -> tuple[str, str]:
    if amount is None:
        return "", ""
    least, most = (f"{end.in_euros:.2f}".replace(".", ",") for end in amount)
    return least, most
