"""The information notice: its versions, and whether the people of a case were given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.duties import NoticeOutcome
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.places import resources
from caseapp.services import settings
from caseapp.services import typed_fields as typed_in
from db.models import Case, Notice, NoticeGiven

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

LONGEST = 20_000
OUTCOMES = {NoticeOutcome.GIVEN: "Remise", NoticeOutcome.REFUSED: "Refusée par la personne"}
_BLANK = "[à compléter"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeVersion:
    """One version; number 0 is the proposed text, which nobody published."""

    number: int
    text: str
    made_at: datetime | None
    made_by: str

    @property
    def blanks(self) -> int:
        """How many parts are still to be filled in."""
        return self.text.count(_BLANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What became of the notice in one case."""

    outcome: NoticeOutcome
    number: int
    on: date

    @property
    def words(self) -> str:
        """« Remise le 23/11/2026 (version 2) »."""
        return f"{OUTCOMES[self.outcome]} le {french.day(self.on)} (version {self.number})"


class Notices:
    """The notice of the service."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def current(self) -> NoticeVersion:
        """Return the version in force, or the proposed text where none was published."""
        with self._store.read() as session:
            return _current(session)

    def versions(self) -> tuple[NoticeVersion, ...]:
        """Return the published versions, the newest first."""
        with self._store.read() as session:
            found = session.scalars(sa.select(Notice).order_by(Notice.number.desc())).all()
            return tuple(_version(one) for one in found)

    def publish(self, text: str) -> int:
        """Put a text in force as a new version; return its number. The same text makes none.

        Raises:
            UserInputError: it is empty or too long.
        """
        words = text.strip()
        if not words:
            raise UserInputError("text", "La notice est vide.")
        if len(words) > LONGEST:
            raise UserInputError("text", f"{french.number(LONGEST)} caractères au plus.")
        with self._store.write() as session:
            return self._publish(session, words)

    def give(self, case_id: UUID, typed: Mapping[str, str]) -> None:
        """Record that the notice was given or refused: outcome, on. The proposed text is published.

        Raises:
            UserInputError: the outcome or the day is missing or impossible.
            NotFoundError: the case is there no more.
        """
        outcome = typed_in.word(typed, "outcome", NoticeOutcome)
        day = typed_in.past_day(typed, "on", self._clock.today())
        with self._store.write() as session:
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            self.give_within(session, case_id, outcome, day)

    def give_within(
        self, session: Session, case_id: UUID, outcome: NoticeOutcome, on: date
    ) -> NoticeGiven:
        """Record the same in a session that writes; return the row, to undo."""
        row = NoticeGiven(
            case_id=case_id,
            number=self._publish(session, _current(session).text),
            outcome=outcome,
            on_date=on,
            made_by=settings.read_service(session).worker,
            made_at=self._clock.now(),
        )
        session.add(row)
        session.flush()
        return row

    def of_case(self, case_id: UUID) -> Given | None:
        """Return the last thing that became of the notice in a case, nothing where nothing did."""
        with self._store.read() as session:
            row = session.scalar(
                sa.select(NoticeGiven)
                .where(NoticeGiven.case_id == case_id)
                .order_by(NoticeGiven.made_at.desc(), NoticeGiven.id.desc())
                .limit(1)
            )
            if row is None:
                return None
            return Given(outcome=row.outcome, number=row.number, on=row.on_date)

    def _publish(self, session: Session, text: str) -> int:
        current = _current(session)
        if current.number and current.text == text:
            return current.number
        session.add(
            Notice(
                number=current.number + 1,
                text=text,
                made_at=self._clock.now(),
                made_by=settings.read_service(session).worker,
            )
        )
        session.flush()
        return current.number + 1


def _current(session: Session) -> NoticeVersion:
    row = session.scalar(sa.select(Notice).order_by(Notice.number.desc()).limit(1))
    if row is not None:
        return _version(row)
    service = settings.read_service(session)
    named = ", ".join(part for part in (service.service_name, service.service_address) if part)
    proposed = (resources() / "privacy" / "notice.txt").read_text(encoding="utf-8").strip()
    text = proposed.replace("{service}", named or "[à compléter : nom et adresse du service]")
    return NoticeVersion(number=0, text=text, made_at=None, made_by="")


def _version(row: Notice) -> NoticeVersion:
    return NoticeVersion(number=row.number, text=row.text, made_at=row.made_at, made_by=row.made_by)
