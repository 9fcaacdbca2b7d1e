"""A letter goes: an act of its claim, a day to ask again; and all of it taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.agenda import TaskKind
from caseapp.domain.claim import AppealFiled, Exchange, ExchangeMedium, NoAnswer
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules import claim_life
from caseapp.rules.letters.loader import load_letters
from caseapp.services import letter_typing, settings
from caseapp.services.claim_events import ROUTES, kind_of
from caseapp.services.claim_records import ClaimRecord
from db.models import Letter, Task
from db.queries import letters as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import Channel
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.claim_page import ClaimPage
    from db.store import Store


EXCHANGE = "exchange"  # a letter that is no appeal


class LetterSending:
    """Notes which letters went."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    def record(self, letter_id: UUID, typed: Mapping[str, str]) -> None:
        """Say that a letter went, as a form holds it: on, by, follow_up_on.

        Raises:
            UserInputError: a part cannot be read, or see `send`.
        """
        self.send(letter_id, *letter_typing.read_send(typed, self._clock.today()))

    def send(
        self, letter_id: UUID, on: date, by: Channel, follow_up_on: date | None, act: str = ""
    ) -> None:
        """Say that a letter went: an act of its claim, and a day to ask again.

        An appeal is recorded as one, so that the clock follows; another letter stands in the
        thread of exchanges. `act` is the route of the appeal it is, or `EXCHANGE`, where no
        template of the program says it: the service's own, or one that is gone.

        Raises:
            UserInputError: the appeal cannot be recorded on that day, the day is to come, or
                nothing says whether it is an appeal.
        """
        today = self._clock.today()
        if on > today:
            raise UserInputError("on", "L'envoi ne peut pas être daté d'un jour à venir.")
        if follow_up_on is not None and follow_up_on < on:
            raise UserInputError("follow_up_on", "La relance ne peut pas précéder l'envoi.")
        with self._store.write() as session:
            letter = find(session, letter_id)
            if letter.sent_on is not None:
                raise UserInputError("on", "Cet envoi est déjà noté.")
            letter.sent_on, letter.sent_by = on, by
            if letter.claim_id is not None:
                self._act(session, letter, (on, by), act)
            if follow_up_on is not None:
                letter.task_id = self._task(session, letter, follow_up_on)

    def undo_send(self, letter_id: UUID) -> None:
        """Say that a letter did not go after all; what its sending made goes too."""
        with self._store.write() as session:
            letter = find(session, letter_id)
            event_id, exchange_id, task_id = letter.event_id, letter.exchange_id, letter.task_id
            letter.sent_on = letter.sent_by = None
            letter.event_id = letter.exchange_id = letter.task_id = None
            session.flush()
            silence_id = queries.silence_with(session, event_id, kind_of(NoAnswer))
            queries.delete_made(session, silence_id, None, None)
            queries.delete_made(session, event_id, exchange_id, task_id)
            if letter.claim_id is not None and event_id is not None:
                record = ClaimRecord(session, letter.claim_id)
                record.recompute(self._catalogue.right(record.right), self._clock.today())

    def _act(self, session: Session, letter: Letter, went: tuple[date, Channel], act: str) -> None:
        (on, by), claim_id = went, letter.claim_id
        if claim_id is None:
            return
        template = load_letters().get(letter.template)
        route = act if template is None else template.route.value if template.route else EXCHANGE
        if not route:  # it may be an appeal: an exchange would stop no clock
            raise UserInputError("act", "Dire si ce courrier est un recours.")
        if route == EXCHANGE:
            exchange = Exchange(on=on, medium=ExchangeMedium.LETTER, words=letter.name)
            letter.exchange_id = queries.add_exchange(
                session, claim_id, exchange, self._clock.now()
            )
            return
        record = ClaimRecord(session, claim_id)
        right = self._catalogue.right(record.right)
        event = AppealFiled(on=on, route=route, channel=by)
        for silence in self._silence_first(record, event, right):
            record.add(silence, self._clock)
        letter.event_id = record.add(event, self._clock).id
        record.recompute(right, self._clock.today())

    def _silence_first(
        self, record: ClaimRecord, event: AppealFiled, right: Right
    ) -> tuple[NoAnswer, ...]:
        """Return the absence of an answer that an appeal against a silence states by itself.

        Raises:
            UserInputError: the appeal cannot be recorded, with it or without.
        """
        today, before = self._clock.today(), record.events()
        try:
            claim_life.check(before, event, today, right)
        except UserInputError:
            silence = NoAnswer(on=event.on)
            try:
                claim_life.check(before, silence, today, right)
                claim_life.check([*before, silence], event, today, right)
            except UserInputError:
                claim_life.check(before, event, today, right)  # says what is lacking
            return (silence,)
        return ()

    def _task(self, session: Session, letter: Letter, on: date) -> UUID:
        task = Task(
            case_id=letter.case_id,
            claim_id=letter.claim_id,
            kind=TaskKind.TASK,
            title=f"Relancer : {letter.name}"[:300],
            note=f"Courrier envoyé le {french.day(letter.sent_on or on)}.",
            due_on=on,
            recurrence=None,
            author=settings.read_service(session).worker,
            made_at=self._clock.now(),
        )
        session.add(task)
        session.flush()
        return task.id


def appeals_of(claim: ClaimPage) -> tuple[tuple[str, str], ...]:
    """Return what a letter may be of a claim: route and words, an exchange first."""
    open_ = [
        line
        for line in claim.deadlines
        if line.kind is DeadlineKind.APPEAL and line.done_on is None and line.route
    ]
    routes = {line.route: f"Recours : {ROUTES[line.route]}, {line.body}" for line in open_}
    return ((EXCHANGE, "Un courrier, pas un recours"), *routes.items())


def find(session: Session, letter_id: UUID) -> Letter:
    """Return a letter, to read or to change.

    Raises:
        NotFoundError: there is no such letter any more.
    """
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise NotFoundError("Ce courrier n'existe plus.")
    return letter
