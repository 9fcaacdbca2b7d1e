"""From the rows of documents to what a caseworker reads."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services.case_rows import display_name
from caseapp.services.document_rows import DocumentLine, DocumentsPage
from caseapp.services.document_words import SOON, expiring_words, original_words, validity
from db.queries import documents as queries

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue

_PARIS = ZoneInfo("Europe/Paris")


def documents_page(
    session: Session, case_id: UUID, catalogue: Catalogue, today: date
) -> DocumentsPage:
    """Return the documents of a case, with the claims each serves."""
    kinds = load_document_kinds()
    served: dict[UUID | None, list[str]] = defaultdict(list)
    for document_id, right in queries.served(session, case_id):
        name = _name(catalogue, right)
        if name not in served[document_id]:
            served[document_id].append(name)
    lines = tuple(
        DocumentLine(
            id=row.id,
            case_id=case_id,
            title=row.title,
            kind=row.kind,
            kind_words=kinds.label(row.kind),
            person_id=row.person_id,
            person=row.first_name or row.last_name or "",
            on_date=row.on_date,
            validity=validity(row.valid_until, today),
            file_name=row.file_name,
            note=row.note,
            media_type=row.media_type,
            size=row.size,
            added_on=row.added_at.astimezone(_PARIS).date(),
            original=original_words(row.original_kept, row.original_returned_on),
            claims=tuple(served.get(row.id, ())),
        )
        for row in queries.of_case(session, case_id)
    )
    people = tuple(
        (str(id_), first or display_name(last, first))
        for id_, _position, first, last in queries.people(session, case_id)
    )
    return DocumentsPage(lines=lines, people=people, base_size=queries.total_size(session))


def warning_of(session: Session, case_id: UUID, today: date) -> str:
    """Return how many documents of a case expired, and how many soon will, in words."""
    ends = queries.ends(session, case_id, today + timedelta(days=SOON))
    expired = sum(end is not None and end < today for end in ends)
    return expiring_words(expired, len(ends) - expired)


def _name(catalogue: Catalogue, right: str) -> str:
    try:
        return catalogue.right(right).short_name
    except KeyError:
        return right
