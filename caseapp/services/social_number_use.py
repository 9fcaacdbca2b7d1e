"""Whether this service keeps the « numéro de sécurité sociale »: decided, kept in mind, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.journal import JournalAction
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.rules.social_number_grounds import load_grounds
from caseapp.services import typed_fields
from caseapp.services.workers import NotInChargeError
from db import journal
from db.models import SocialNumber, SocialNumberUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

LONGEST_WORDS, _LONGEST_NAME = 300, 120
ABOUT = "nir"  # in the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision in force."""

    words: str  # the ground
    is_doubtful: bool
    source: str
    decided_by: str
    decided_on: date


def is_on(session: Session) -> bool:
    """Tell whether the number is kept in this base."""
    return session.scalar(sa.select(sa.exists().where(SocialNumberUse.ended_at.is_(None)))) is True


class SocialNumberUses:
    """Begins and ends the keeping of the number: the person in charge alone does."""

    def __init__(self, store: Store, clock: Clock, is_in_charge: Callable[[], bool]) -> None:
        self._store, self._clock, self._is_in_charge = store, clock, is_in_charge

    @property
    def is_in_charge(self) -> bool:
        """Whether whoever has the base open may decide."""
        return self._is_in_charge()

    def decision(self) -> Decision | None:
        """Return the decision in force; None where the number is not kept."""
        with self._store.read() as session:
            row = _in_force(session)
        if row is None:
            return None
        ground = next((one for one in load_grounds().grounds if one.code == row.ground), None)
        return Decision(
            words=row.words,
            is_doubtful=ground is None or ground.is_doubtful,
            source="" if ground is None else ground.source,
            decided_by=row.decided_by,
            decided_on=row.decided_on,
        )

    def count(self) -> int:
        """Return how many numbers are kept, those of merged cases and those refused too."""
        with self._store.read() as session:
            return _count(session)

    def begin(self, typed: Mapping[str, str]) -> None:
        """Have the number kept from now on; of « ground », « words », « decided_by », « decided_on ».

        Raises:
            NotInChargeError: somebody else has the base open.
            UserInputError: the ground, who decided or the day cannot be accepted.
        """
        self._check()
        ground = next((x for x in load_grounds().grounds if x.code == typed["ground"]), None)
        if ground is None:
            raise UserInputError("ground", "Choisissez le fondement.")
        needed = "Écrivez le texte qui l'autorise : article et finalité."
        words = typed_fields.text(typed, "words", needed if ground.needs_words else "")
        words = words if ground.needs_words else " : ".join(filter(None, (ground.words, words)))
        if len(words) > LONGEST_WORDS:
            raise UserInputError("words", f"{LONGEST_WORDS} caractères au plus, avec le fondement.")
        by = typed_fields.text(
            typed, "decided_by", "Écrivez qui l'a décidé : nom et fonction.", _LONGEST_NAME
        )
        on = typed_fields.past_day(typed, "decided_on", self._clock.today())
        with self._store.write() as session:
            if _in_force(session) is not None:
                raise UserInputError("ground", "Le numéro est déjà activé dans cette base.")
            session.add(
                SocialNumberUse(
                    ground=ground.code,
                    words=words,
                    decided_by=by,
                    decided_on=on,
                    begun_at=self._clock.now(),
                    begun_by=journal.author(session.connection()),
                )
            )
            self._note(session, JournalAction.CHANGED, "activé")

    def end(self) -> int:
        """Keep the number no longer: all go, from the free pages too; return how many.

        Raises:
            NotInChargeError: somebody else has the base open.
        """
        self._check()
        with self._store.write() as session:
            row, gone = _in_force(session), _count(session)
            # By a statement: no history is told of each, the journal says it of all.
            session.execute(sa.delete(SocialNumber))
            if row is not None:
                row.ended_at, row.erased = self._clock.now(), gone
                row.ended_by = journal.author(session.connection())
            numbers = french.plural(gone, "effacé", "effacés")
            self._note(session, JournalAction.ERASED, f"désactivé : {numbers}")
        self._store.compact()
        return gone

    def _check(self) -> None:
        if not self._is_in_charge():
            raise NotInChargeError

    def _note(self, session: Session, action: JournalAction, how: str) -> None:
        told = journal.Entry(action=action, about=f"{ABOUT}/{how}")
        journal.append(session.connection(), [(self._clock.now(), told)])


def _in_force(session: Session) -> SocialNumberUse | None:
    return session.scalar(sa.select(SocialNumberUse).where(SocialNumberUse.ended_at.is_(None)))


def _count(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(SocialNumber)) or 0
