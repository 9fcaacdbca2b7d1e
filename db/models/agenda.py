"""Tasks and appointments of the caseworker, and what was decided of any date."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.agenda import TaskKind
from db.models.base import Base, Document, Row, UtcDateTime, owned_by, refers_to, words


class Task(Row, Base):
    """A thing to do, or an appointment; of a case, or of nobody in particular."""

    __tablename__ = "task"
    __table_args__ = (
        sa.Index(
            "ix_task_open",
            "due_on",
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        ),
    )

    case_id: Mapped[UUID | None] = mapped_column(owned_by("case_file.id"), index=True)
    kind: Mapped[TaskKind] = mapped_column(words(TaskKind, "kind"))
    title: Mapped[str] = mapped_column(sa.String(300))
    note: Mapped[str] = mapped_column(sa.Text(), default="")
    due_on: Mapped[dt.date | None] = mapped_column(sa.Date())  # null: no day was chosen yet
    at: Mapped[str] = mapped_column(sa.String(5), default="")  # « 14:30 », or nothing
    minutes: Mapped[int | None] = mapped_column(sa.Integer())
    place: Mapped[str] = mapped_column(sa.String(160), default="")
    done_on: Mapped[dt.date | None] = mapped_column(sa.Date())
    # What comes back: the rule stands on the open one; doing it makes the next of its series.
    recurrence: Mapped[Any] = mapped_column(Document)  # null: it does not come back
    series_id: Mapped[UUID | None] = mapped_column(sa.Uuid())
    interview_id: Mapped[UUID | None] = mapped_column(refers_to("interview.id"))
    claim_id: Mapped[UUID | None] = mapped_column(refers_to("claim.id"))
    person_id: Mapped[UUID | None] = mapped_column(refers_to("person.id"))
    author: Mapped[str] = mapped_column(sa.String(120), default="")
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())


class CalendarEntry(Row, Base):
    """What agendas outside were last told of one date; its key is that of what it is about."""

    __tablename__ = "calendar_entry"

    mark: Mapped[str] = mapped_column(sa.String(32))  # a digest of what was told
    sequence: Mapped[int] = mapped_column(sa.Integer())
    on_date: Mapped[dt.date] = mapped_column(sa.Date())
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime())
    is_cancelled: Mapped[bool] = mapped_column(sa.Boolean(name="is_cancelled"))


class DateHandling(Row, Base):
    """What was decided of one date: when to be reminded of it, why, and who sees to it.

    Its key is that of what it is about: a deadline, a task, a mandate, a document, or a case (for
    the contact that is due). It outlives a date that was computed away: the reason was given.
    """

    __tablename__ = "date_handling"

    case_id: Mapped[UUID | None] = mapped_column(owned_by("case_file.id"), index=True)
    about: Mapped[str] = mapped_column(sa.String(300))  # the date in words, as it then was
    postponed_to: Mapped[dt.date | None] = mapped_column(sa.Date())  # of the reminder alone
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    delegated_to: Mapped[str] = mapped_column(sa.String(120), default="")
    done_on: Mapped[dt.date | None] = mapped_column(sa.Date())  # of what has no such day itself
