"""The cases that are not closed with others unless something is answered of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.errors import UserInputError
from caseapp.services import closing_form as forms
from caseapp.services.closing_appeals import open_appeals
from caseapp.services.closing_rows import Apart
from db.queries import closing as queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.closing_form import Closing


def is_answered(one: Apart, answer: Mapping[str, str], asked: Closing, today: date) -> bool:
    """Say whether all that a case set apart needs was answered."""
    if one.appeals and answer.get("appeal") != "yes":
        return False
    try:
        if one.needs_notice:
            forms.notice_answer(answer, asked.reason)
        for document_id, title in one.originals:
            forms.original_answer(answer, document_id, title, asked.on, today)
    except UserInputError:
        return False
    return True


def apart_of(
    session: Session, case_ids: Sequence[UUID], catalogue: Catalogue, today: date
) -> Iterator[Apart]:
    """Yield the cases that lack a notice, have an appeal, or whose originals are still held."""
    unsaid = queries.without_notice(session, case_ids)
    held: dict[UUID, list[tuple[UUID, str]]] = {}
    for case_id, document_id, title in queries.originals(session, case_ids):
        held.setdefault(case_id, []).append((document_id, title))
    appeals: dict[UUID, list[str]] = {}
    for one in open_appeals(session, case_ids, catalogue, today):
        appeals.setdefault(one.case_id, []).append(one.words)
    for case_id in case_ids:
        if case_id in unsaid or case_id in held or case_id in appeals:
            yield Apart(
                case_id=case_id,
                needs_notice=case_id in unsaid,
                appeals=tuple(appeals.get(case_id, ())),
                originals=tuple(held.get(case_id, ())),
            )
