"""« Ma journée »: what is late, what falls due, what is silent, what nobody asked for."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import WAITING, ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.clock import PARIS
from caseapp.kernel.money import Money
from caseapp.services import dated_words, day_board
from caseapp.services.case_rows import display_name
from caseapp.services.dated_items import CONTACT_DAYS
from caseapp.services.dated_rows import ItemSource
from caseapp.services.day_board import DayAction, DayBoard, StateCount, UnclaimedRow
from db.queries import unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any
    from uuid import UUID

    import sqlalchemy as sa

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.dated_cards import Cards
    from caseapp.services.dated_items import DatedItems
    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.day_board import DayFigures
    from db.store import Store

AHEAD = timedelta(days=31)  # what comes later is no concern of today
UNCLAIMED = 50

_S = ClaimState
_GROUPS: tuple[tuple[str, tuple[ClaimState, ...]], ...] = (
    ("En instruction", (_S.FILED, _S.TRANSMITTED, _S.ACKNOWLEDGED, _S.UNDER_WAY)),
    ("Pièces à réunir", (_S.PIECES_ASKED,)),
    ("Sans réponse", (_S.SILENT_REFUSAL, _S.SILENT_ACCEPTANCE)),
    ("Refusées", (_S.REFUSED,)),
    ("Recours", (_S.APPEAL, _S.COURT)),
    ("À préparer", (_S.TO_PREPARE, _S.GATHERING)),
    ("Accordées", (_S.GRANTED, _S.PARTLY_GRANTED)),
)


class Board:
    """The board of the day over all cases."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue, dated: DatedItems) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._dated = catalogue, dated

    def day(self, contact_days: int = CONTACT_DAYS) -> DayBoard:
        """Return the whole page; `contact_days` without contact are too many."""
        today = self._clock.today()
        rows = self._dated.to_act(today + AHEAD)
        contacts, contact_rows = self._dated.without_contact(contact_days)
        cards = self._dated.cards()
        states = _by_state(cards, rows)
        with self._store.read() as session:
            asleep = unclaimed.largest(session, UNCLAIMED)
            rights = _by_estimate(
                unclaimed.rights(session, [row.estimate_id for row in asleep.rows])
            )
        return DayBoard(
            today=today,
            cases=cards.followed(),
            open_claims=sum(state.count for state in states),
            rows=rows,
            contacts=contacts,
            contact_rows=contact_rows,
            figures=self.figures(rows),
            unclaimed=tuple(self._unclaimed(row, rights[row.estimate_id]) for row in asleep.rows),
            unclaimed_min=Money(asleep.least),
            unclaimed_max=Money(asleep.most),
            unclaimed_cases=asleep.cases,
            by_state=states,
        )

    def late(self) -> int:
        """Return how many dates are late, for the badge beside « Ma journée »."""
        yesterday = self._clock.today() - timedelta(days=1)
        return sum(map(day_board.is_late, self._dated.to_act_unnamed(yesterday)))

    def figures(self, rows: Sequence[DatedItem]) -> DayFigures:
        """Return the key figures of some rows."""
        return day_board.figures(
            rows, lambda item: dated_words.silence_refuses(item, self._catalogue)
        )

    def to_do(self, item: DatedItem) -> str:
        """Return what is to be done, in words."""
        return self._dated.to_do(item)

    def action(self, item: DatedItem) -> DayAction:
        """Return what the button of a row does."""
        if item.is_own:
            return DayAction.DONE
        if item.source is ItemSource.CONTACT:
            return DayAction.CALL
        if item.kind is DeadlineKind.APPEAL:
            return DayAction.WRITE
        if item.kind is DeadlineKind.SILENCE:
            refuses = dated_words.silence_refuses(item, self._catalogue)
            return DayAction.WRITE if refuses else DayAction.REMIND
        return DayAction.REMIND if item.kind is DeadlineKind.FOLLOW_UP else DayAction.OPEN

    def _unclaimed(self, row: unclaimed.UnclaimedCase, rights: Sequence[str]) -> UnclaimedRow:
        return UnclaimedRow(
            case_id=row.case_id,
            case_name=display_name(row.last_name, row.first_name),
            rights=tuple(rights),
            words=", ".join(self._dated.right_name(right) for right in rights),
            min=Money(row.least),
            max=Money(row.most),
            estimated_on=row.made_at.astimezone(PARIS).date(),
        )


def _by_estimate(rows: Iterable[sa.Row[*tuple[Any, ...]]]) -> dict[UUID, list[str]]:
    rights: dict[UUID, list[str]] = {}
    for estimate_id, right in rows:
        rights.setdefault(estimate_id, []).append(right)
    return rights


def _by_state(cards: Cards, rows: Iterable[DatedItem]) -> tuple[StateCount, ...]:
    """Count claims by where they stand; one that waits past its delay is « sans réponse »."""
    counts = Counter(cards.states_under_way())
    silent = {row.claim_id: row.claim.state for row in rows if row.is_silent and row.claim}
    for state in silent.values():
        if state in WAITING and state is not ClaimState.PIECES_ASKED:
            counts[state] -= 1
            counts[ClaimState.SILENT_REFUSAL] += 1
    return tuple(
        StateCount(label, group, sum(counts[state] for state in group)) for label, group in _GROUPS
    )
