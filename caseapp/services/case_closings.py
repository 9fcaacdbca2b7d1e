"""Closing cases and opening them again: what is asked for first, what is kept, all of it undone.

Each change is one transaction and gives back what stood there. Closing keeps a row of its own;
opening again marks it, and takes nothing away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.typography import typeset
from caseapp.services import closing_form as forms
from caseapp.services import settings
from caseapp.services.closing_apart import apart_of, is_answered
from caseapp.services.closing_list import AHEAD, closing_list, left_in, retention_of
from caseapp.services.closing_rows import ClosingView
from caseapp.services.closing_words import reason_words
from caseapp.services.rows_before import (
    RowBefore,
    RowsBefore,
    before_adding,
    before_change,
    put_back,
)
from db.models import Case, CaseClosing, DocumentRow
from db.queries import closing as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.closing_form import Closing
    from caseapp.services.closing_rows import Apart, ClosingList
    from caseapp.services.dated_items import DatedItems
    from caseapp.services.notices import Notices
    from db.store import Store

_CHUNK = 100  # cases between two words of how far it is
_REASON = 300  # characters of what the lists show


@dataclass(frozen=True, slots=True)
class ClosedMany:
    """What became of several cases."""

    before: RowsBefore = field(repr=False)
    closed: int
    left_open: tuple[UUID, ...]  # they lacked an answer
    opened_after: tuple[UUID, ...]  # the day of closing comes before that of their opening


class CaseClosings:
    """The closings of all cases."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalogue: Catalogue,
        notices: Notices,
        dated: DatedItems,
    ) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue
        self._notices, self._dated = notices, dated

    # ------------------------------------------------------------------ reading
    def list_of(self, case_id: UUID) -> ClosingList:
        """Return what one looks at before closing a case.

        Raises:
            NotFoundError: there is no such case any more.
        """
        today = self._clock.today()
        duties = self._dated.duties_of(case_id, today, today + AHEAD)
        with self._store.read() as session:
            case = _case(session, case_id)
            to_come = [one for one in duties if one.done_on is None]
            return closing_list(session, case, self._catalogue, today, to_come)

    def current(self, case_id: UUID) -> ClosingView | None:
        """Return how a case is closed; nothing where it is open."""
        with self._store.read() as session:
            case = session.get(Case, case_id)
            if case is None or case.closed_on is None:
                return None
            rows = queries.of_case(session, case_id)
            kept = next((row for row in rows if row.reopened_on is None), None)
            return _view(kept) if kept is not None else _told_by(case, case.closed_on)

    def past(self, case_id: UUID) -> tuple[ClosingView, ...]:
        """Return every closing of a case, the last first."""
        with self._store.read() as session:
            return tuple(map(_view, queries.of_case(session, case_id)))

    def retention(self, case_id: UUID) -> tuple[str, ...]:
        """Return when a case is listed and closed to reading, in sentences."""
        with self._store.read() as session:
            return retention_of(session, case_id, self._clock.today())

    def apart(
        self, case_ids: Sequence[UUID], told: Callable[[float], None] = lambda _share: None
    ) -> tuple[Apart, ...]:
        """Return the cases that need an answer before they are closed; those closed are left out.

        `told` hears the share done, and stops the work by raising.
        """
        today = self._clock.today()
        found: list[Apart] = []
        with self._store.read() as session:
            for start in range(0, len(case_ids), _CHUNK):
                told(start / len(case_ids))
                some = [
                    case.id
                    for case in queries.cases(session, case_ids[start : start + _CHUNK])
                    if case.closed_on is None
                ]
                found += apart_of(session, some, self._catalogue, today)
        order = {case_id: place for place, case_id in enumerate(case_ids)}
        return tuple(sorted(found, key=lambda one: order[one.case_id]))

    # ------------------------------------------------------------------ closing
    def close(
        self, case_id: UUID, typed: Mapping[str, str], left: Iterable[str] = ()
    ) -> RowsBefore:
        """Close a case as a form holds it; return what stood there, to undo.

        The form: reason, detail, relay, on, note; « notice » where nothing was said of it yet;
        `original_field` and `said_field` of each original the service holds. `left` says what is
        left as it is.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
            NotFoundError: the case is there no more.
        """
        asked = forms.read(typed, self._clock.today())
        with self._store.write() as session:
            case = _case(session, case_id)
            if case.closed_on is not None:
                raise UserInputError("", f"Déjà clos le {french.day(case.closed_on)}.")
            if asked.on < case.opened_on:
                day = french.day(case.opened_on)
                raise UserInputError("on", f"Le dossier a été ouvert après, le {day}.")
            return RowsBefore(tuple(self._close(session, case, asked, typed, left)), 1)

    def close_many(
        self,
        case_ids: Sequence[UUID],
        typed: Mapping[str, str],
        answers: Mapping[UUID, Mapping[str, str]],
        told: Callable[[float], None] = lambda _share: None,
    ) -> ClosedMany:
        """Close the cases that lack no answer; leave the others open. All at once, or none.

        `answers` holds, of a case set apart, « notice », « appeal » (« yes »: it is seen to) and
        what became of each original, as `close` reads it. What is alive in each is kept as left.

        Raises:
            UserInputError: the reason, the day or a text is impossible; `field` says which.
        """
        today = self._clock.today()
        asked = forms.read(typed, today)
        before: list[RowBefore] = []
        left_open, opened_after, closed = [], [], 0
        with self._store.write() as session:
            for start in range(0, len(case_ids), _CHUNK):
                some = queries.cases(session, case_ids[start : start + _CHUNK])
                still = [case for case in some if case.closed_on is None]
                apart = {
                    one.case_id: one
                    for one in apart_of(
                        session, [case.id for case in still], self._catalogue, today
                    )
                }
                for place, case in enumerate(still, start):
                    told(place / len(case_ids))
                    answer = answers.get(case.id, {})
                    one = apart.get(case.id)
                    if asked.on < case.opened_on:
                        opened_after.append(case.id)
                    elif one is not None and not is_answered(one, answer, asked, today):
                        left_open.append(case.id)
                    else:
                        left = left_in(session, case.id, self._catalogue, today)
                        before += self._close(session, case, asked, answer, left)
                        closed += 1
        return ClosedMany(
            RowsBefore(tuple(before), closed), closed, tuple(left_open), tuple(opened_after)
        )

    def reopen(self, case_ids: Iterable[UUID]) -> RowsBefore:
        """Open cases again; how each was closed stays. Return what stood there, to undo."""
        today, before, count = self._clock.today(), [], 0
        with self._store.write() as session:
            author = settings.read_service(session).worker
            for case in queries.cases(session, list(case_ids)):
                if case.closed_on is None:
                    continue
                count += 1
                before.append(before_change(case, "closed_on", "closed_reason"))
                case.closed_on = case.closed_reason = None
                for row in queries.of_case(session, case.id):
                    if row.reopened_on is None:
                        before.append(before_change(row, "reopened_on", "reopened_by"))
                        row.reopened_on, row.reopened_by = today, author
        return RowsBefore(tuple(before), count)

    def put_back(self, before: RowsBefore) -> RowsBefore:
        """Let cases be as they were before a change; return what they were until now."""
        with self._store.write() as session:
            return RowsBefore(put_back(session, before.rows), before.count)

    def _close(
        self,
        session: Session,
        case: Case,
        asked: Closing,
        typed: Mapping[str, str],
        left: Iterable[str],
    ) -> Iterator[RowBefore]:
        today, kept = self._clock.today(), list(left)
        for _case_id, document_id, title in queries.originals(session, [case.id]):
            returned, why = forms.original_answer(typed, document_id, title, asked.on, today)
            if returned is None:
                kept.append(typeset(f"Original non restitué, {title} : {why}"))
                continue
            document = session.get_one(DocumentRow, document_id)
            yield before_change(document, "original_returned_on")
            document.original_returned_on = returned
        if queries.without_notice(session, [case.id]):
            outcome = forms.notice_answer(typed, asked.reason)
            if outcome is None:
                kept.append("Notice d'information sans objet : personne décédée")
            else:
                given = self._notices.give_within(session, case.id, outcome, asked.on)
                yield before_adding(given)
        closing = CaseClosing(
            case_id=case.id,
            closed_on=asked.on,
            reason=asked.reason,
            detail=asked.detail,
            relay=asked.relay,
            note=asked.note,
            left=kept,
            made_by=settings.read_service(session).worker,
            made_at=self._clock.now(),
        )
        session.add(closing)
        session.flush()
        yield before_adding(closing)
        yield before_change(case, "closed_on", "closed_reason")
        words = reason_words(asked.reason, asked.detail, asked.relay)
        case.closed_on, case.closed_reason = asked.on, words[:_REASON]


def _view(row: Any) -> ClosingView:
    return ClosingView(
        closed_on=row.closed_on,
        reason=row.reason,
        detail=row.detail,
        relay=row.relay,
        note=row.note,
        left=tuple(row.left),
        made_by=row.made_by,
        reopened_on=row.reopened_on,
    )


def _told_by(case: Case, closed_on: date) -> ClosingView:
    """Return what a case itself says: it was closed by an older program, or archived."""
    return ClosingView(
        closed_on=closed_on,
        reason=None,
        detail=case.closed_reason or "",
        relay="",
        note="",
        left=(),
        made_by="",
        reopened_on=None,
    )


def _case(session: Session, case_id: UUID) -> Case:
    case = session.get(Case, case_id)
    if case is None:
        raise NotFoundError("Ce dossier n'existe plus.")
    return case
