"""Interviews: kept as they are typed, found again, copied; the last contact follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.interview import InterviewKind, Medium, usual_place, usually_contact
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.ids import new_id
from caseapp.services import drafts, interview_typing, removed, settings
from caseapp.services.case_rows import display_name
from caseapp.services.interview_rows import KINDS, MEDIA, TEXTS, InterviewPage, InterviewRow
from caseapp.services.interview_templates import InterviewTemplates
from caseapp.services.interview_typing import REFUSABLE
from caseapp.services.removed import Removed
from db.models import Case, Draft, Interview, Person
from db.queries import interviews as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.services.interview_rows import Template
    from db.store import Store

_STEPS = "steps"


class Interviews:
    """The interviews of all cases."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self.templates = InterviewTemplates(store)

    # ------------------------------------------------------------------ read
    def rows(
        self, case_id: UUID, text: str = "", kind: InterviewKind | None = None
    ) -> tuple[InterviewRow, ...]:
        """Return the interviews of a case, the newest first; those that hold every word of a text."""
        words = french.fold(text).split()
        with self._store.read() as session:
            found = queries.rows(session, case_id)
            kept = None if not words else _holding(queries.texts(session, case_id), words)
        return tuple(
            _row(row)
            for row in found
            if (kind is None or row.kind is kind) and (kept is None or row.id in kept)
        )

    def count(self, case_id: UUID) -> int:
        """Return how many interviews a case has."""
        with self._store.read() as session:
            return queries.count(session, case_id)

    def people(self, case_id: UUID) -> tuple[str, ...]:
        """Return the names of the household of today, as they are ticked among those present."""
        today = self._clock.today()
        with self._store.read() as session:
            found = session.execute(
                sa.select(Person.last_name, Person.first_name)
                .where(
                    Person.case_id == case_id,
                    sa.or_(Person.left_on.is_(None), Person.left_on > today),
                )
                .order_by(Person.position)
            ).all()
        return tuple(display_name(last, first) for last, first in found)

    def get(self, interview_id: UUID) -> InterviewPage:
        """Return all of an interview.

        Raises:
            NotFoundError: it is no more.
        """
        with self._store.read() as session:
            row = _interview(session, interview_id)
            kept = _drafts(session, interview_id)
            return _page(row, kept, self._clock, is_kept=True)

    def blank(self, case_id: UUID) -> InterviewPage:
        """Return a new interview of today; it is in the base once something is typed in it."""
        with self._store.read() as session:
            return _page(self._new(session, case_id, new_id()), {}, self._clock, is_kept=False)

    # ------------------------------------------------------------------ typed
    def put(self, case_id: UUID, interview_id: UUID, typed: Mapping[str, Any]) -> dict[str, str]:
        """Keep what was typed, by field; return the sentences of the fields that are refused.

        A refused text is kept as it was typed, beside the value that stood there.
        """
        errors: dict[str, str] = {}
        today, now = self._clock.today(), self._clock.now()
        with self._store.write() as session:
            row = session.get(Interview, interview_id)
            if row is None:
                row = self._new(session, case_id, interview_id)
                session.add(row)
            for name, value in typed.items():
                field = f"interviews/{interview_id}/{name}"
                if name == _STEPS:
                    _keep_steps(session, case_id, field, value, now)
                    continue
                try:
                    interview_typing.put(row, name, value, today)
                except UserInputError as error:
                    errors[name] = error.sentence
                    if name in REFUSABLE:
                        drafts.keep(session, case_id, field, value, at=now)
                else:
                    drafts.clear(session, case_id, field)
            row.updated_at = now
            queries.follow_contact(session, case_id, today)
        return errors

    def insert(self, case_id: UUID, interview_id: UUID, template: Template) -> None:
        """Put an outline in an interview: nothing that was typed is replaced."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(Interview, interview_id)
            if row is None:
                row = self._new(session, case_id, interview_id)
                session.add(row)
            if not any(getattr(row, name).strip() for name in TEXTS):
                row.kind, row.medium = template.kind, template.medium
                row.place = row.place or usual_place(row.medium)
                row.is_contact = usually_contact(row.kind, row.medium)
            row.minutes = template.minutes if row.minutes is None else row.minutes
            for name, outline in template.texts.items():
                setattr(row, name, _after(getattr(row, name), outline))
            row.updated_at = now
            queries.follow_contact(session, case_id, self._clock.today())

    def duplicate(self, interview_id: UUID) -> UUID:
        """Make an interview of today like another; the private notes stay where they are."""
        with self._store.write() as session:
            old = _interview(session, interview_id)
            row = self._new(session, old.case_id, new_id())
            for name in ("kind", "medium", "place", "minutes", "present", "is_contact", *TEXTS):
                setattr(row, name, getattr(old, name))
            session.add(row)
            queries.follow_contact(session, old.case_id, self._clock.today())
            return row.id

    def remove(self, interview_id: UUID) -> Removed:
        """Remove an interview with its refused texts; return both, to undo."""
        with self._store.write() as session:
            row = _interview(session, interview_id)
            parts = (row, *_draft_rows(session, interview_id))
            gone = Removed(tuple(copied for part in parts for copied in removed.copy(part).rows))
            for part in parts:
                session.delete(part)
            queries.follow_contact(session, row.case_id, self._clock.today())
            return gone

    def restore(self, gone: Removed) -> None:
        """Put back an interview that was removed."""
        with self._store.write() as session:
            removed.restore(session, gone)
            case_id = gone.rows[0][1]["case_id"]
            queries.follow_contact(session, case_id, self._clock.today())

    def copied(self, interview_id: UUID) -> str:
        """Return an interview as text for the clipboard, without its private notes."""
        page = self.get(interview_id)
        head = f"Entretien du {page.on} · {KINDS[page.kind]} · {MEDIA[page.medium]}"
        lines = [head, *(f"Présents : {', '.join(page.present)}" for _ in page.present[:1])]
        for name, text in page.texts.items():
            if text.strip():
                lines += ["", TEXTS[name], text.strip()]
        return "\n".join(lines)

    def _new(self, session: Session, case_id: UUID, interview_id: UUID) -> Interview:
        if session.get(Case, case_id) is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        is_first = queries.count(session, case_id) == 0
        kind = InterviewKind.FIRST if is_first else InterviewKind.FOLLOW_UP
        applicant = session.execute(
            sa.select(Person.last_name, Person.first_name).where(
                Person.case_id == case_id, Person.position == 0
            )
        ).one()
        now = self._clock.now()
        return Interview(
            id=interview_id,
            case_id=case_id,
            on_date=self._clock.today(),
            at="",
            kind=kind,
            medium=Medium.OFFICE,
            place=usual_place(Medium.OFFICE),
            minutes=None,
            present=[display_name(*applicant)],
            facts="",
            words="",
            analysis="",
            private="",
            is_contact=usually_contact(kind, Medium.OFFICE),
            author=settings.read_service(session).worker,
            recorded_at=now,
            updated_at=now,
        )


def _page(row: Interview, kept: Mapping[str, str], clock: Clock, *, is_kept: bool) -> InterviewPage:
    def shown(name: str) -> str:
        return kept.get(name, interview_typing.text_of(row, name))

    refused = (
        (name, interview_typing.refusal(row, name, kept[name], clock.today()))
        for name in REFUSABLE
        if name in kept
    )
    return InterviewPage(
        id=row.id,
        case_id=row.case_id,
        is_kept=is_kept,
        on=shown("on_date"),
        at=shown("at"),
        kind=row.kind,
        medium=row.medium,
        place=row.place,
        minutes=shown("minutes"),
        present=tuple(row.present or ()),
        facts=row.facts,
        words=row.words,
        analysis=row.analysis,
        private=row.private,
        is_contact=row.is_contact,
        author=row.author,
        steps=kept.get(_STEPS, ""),
        errors=tuple((name, sentence) for name, sentence in refused if sentence),
    )


def _row(row: sa.Row[*tuple[Any, ...]]) -> InterviewRow:
    texts = (row.facts, row.words, row.analysis)
    first = next((" ".join(text.split()) for text in texts if text.strip()), "")
    return InterviewRow(
        id=row.id,
        on=row.on_date,
        at=row.at,
        kind=row.kind,
        medium=row.medium,
        author=row.author,
        is_contact=row.is_contact,
        first_words=first,
    )


def _holding(texts: Iterable[sa.Row[*tuple[Any, ...]]], words: list[str]) -> set[UUID]:
    found = set()
    for id_, place, present, *parts in texts:
        folded = french.fold(" ".join([place, *(present or ()), *parts]))
        if all(word in folded for word in words):
            found.add(id_)
    return found


def _after(typed: str, outline: str) -> str:
    """Return what was typed, then an outline that does not stand there yet."""
    if not typed.strip():
        return outline
    return typed if outline in typed else f"{typed.rstrip()}\n\n{outline}"


def _keep_steps(session: Session, case_id: UUID, field: str, text: str, now: Any) -> None:
    if text.strip():
        drafts.keep(session, case_id, field, text, at=now)
    else:
        drafts.clear(session, case_id, field)


def _draft_rows(session: Session, interview_id: UUID) -> list[Draft]:
    start = f"interviews/{interview_id}/"
    return list(session.scalars(sa.select(Draft).where(Draft.field.startswith(start))))


def _drafts(session: Session, interview_id: UUID) -> dict[str, str]:
    return {row.field.rpartition("/")[2]: row.text for row in _draft_rows(session, interview_id)}


def _interview(session: Session, interview_id: UUID) -> Interview:
    row = session.get(Interview, interview_id)
    if row is None:
        raise NotFoundError("Cet entretien n'existe plus.")
    return row
