"""« Ma journée »: what is late, what falls due, what is silent, what nobody asked for."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import CONTESTED, WAITING, ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import first_agency
from caseapp.rules.catalogue import SilenceEffect
from caseapp.rules.claim_appeals import OPTIONAL
from caseapp.services import day_agenda
from caseapp.services.case_rows import display_name
from caseapp.services.claim_words import STATES
from caseapp.services.day_board import (
    DayAction,
    DayBoard,
    DayFigures,
    DayRow,
    StateCount,
    UnclaimedRow,
)
from db.queries import board as queries
from db.queries import unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any
    from uuid import UUID

    import sqlalchemy as sa
    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

SOON = timedelta(days=7)
AHEAD = timedelta(days=31)  # what comes later is no concern of today
ROWS = 2000
UNCLAIMED = 50
_NO_HOUR = "24"  # after those at an hour

_S, _K = ClaimState, DeadlineKind
_GROUPS: tuple[tuple[str, tuple[ClaimState, ...]], ...] = (
    ("En instruction", (_S.FILED, _S.TRANSMITTED, _S.ACKNOWLEDGED, _S.UNDER_WAY)),
    ("Pièces à réunir", (_S.PIECES_ASKED,)),
    ("Sans réponse", (_S.SILENT_REFUSAL, _S.SILENT_ACCEPTANCE)),
    ("Refusées", (_S.REFUSED,)),
    ("Recours", (_S.APPEAL, _S.COURT)),
    ("À préparer", (_S.TO_PREPARE, _S.GATHERING)),
    ("Accordées", (_S.GRANTED, _S.PARTLY_GRANTED)),
)
_KIND_WORDS: dict[DeadlineKind, str] = {
    _K.FOLLOW_UP: "relance",
    _K.PIECES: "pièce",
    _K.RENEWAL: "renouvellement",
    _K.APPEAL: "recours",
    _K.FILING: "dépôt",
    _K.LIMITATION: "prescription",
}
_ACTIONS: dict[DeadlineKind, DayAction] = {
    _K.APPEAL: DayAction.WRITE,
    _K.FOLLOW_UP: DayAction.REMIND,
    _K.SILENCE: DayAction.WRITE,
}


class Board:
    """The board of the day over all cases."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    def day(self) -> DayBoard:
        """Return the whole page: figures, rows by cautious date, unclaimed rights, states."""
        today = self._clock.today()
        with self._store.read() as session:
            found = queries.rows(session, today, today + AHEAD, OPTIONAL, ROWS)
            own = day_agenda.rows(session, today, today + AHEAD, ROWS)
            refused = queries.refused_on(
                session, [row.claim_id for row in found if row.state is ClaimState.REFUSED]
            )
            states = queries.claims_by_state(session, today)
            asleep = unclaimed.largest(session, UNCLAIMED)
            rights = _by_estimate(
                unclaimed.rights(session, [row.estimate_id for row in asleep.rows])
            )
            return DayBoard(
                today=today,
                figures=self._figures(session, today, states, asleep),
                rows=tuple(
                    sorted(
                        (*(self._row(row, refused, today) for row in found), *own),
                        key=lambda row: (row.cautious_on, row.at or _NO_HOUR),
                    )
                ),
                unclaimed=tuple(
                    self._unclaimed(row, rights[row.estimate_id]) for row in asleep.rows
                ),
                by_state=_by_state(states),
            )

    def late(self) -> int:
        """Return how many dates are late, for the badge beside « Ma journée »."""
        today = self._clock.today()
        with self._store.read() as session:
            late = [late for _, late, _ in queries.due_by_kind(session, today, today, OPTIONAL)]
            return sum(late) + day_agenda.counted(session, today, today).late

    def _figures(
        self,
        session: Session,
        today: date,
        states: Iterable[tuple[ClaimState, bool, int]],
        asleep: unclaimed.Unclaimed,
    ) -> DayFigures:
        due = queries.due_by_kind(session, today, today + SOON, OPTIONAL)
        week = {kind: count for kind, _, count in due if count}
        own = day_agenda.counted(session, today, today + SOON)
        silent = queries.silent_by_right(session, today)
        return DayFigures(
            cases=queries.cases_followed(session),
            open_claims=sum(count for _, _, count in states),
            late=sum(late for _, late, _ in due) + own.late,
            late_appeals=sum(late for kind, late, _ in due if kind is DeadlineKind.APPEAL),
            week=sum(week.values()) + own.soon,
            week_by_kind=tuple((kind, week[kind]) for kind in _KIND_WORDS if kind in week),
            week_words=" · ".join(
                [
                    *(
                        french.plural(week[kind], words, words if words.endswith("s") else None)
                        for kind, words in _KIND_WORDS.items()
                        if kind in week
                    ),
                    *own.words,
                ]
            ),
            silent=sum(count for _, _, count in silent),
            silent_refusals=sum(
                count for right, route, count in silent if self._is_refusal(right, route)
            ),
            unclaimed_min=Money(asleep.least),
            unclaimed_max=Money(asleep.most),
            unclaimed_cases=asleep.cases,
        )

    def _row(
        self, row: sa.Row[*tuple[Any, ...]], refused: Mapping[UUID, date], today: date
    ) -> DayRow:
        is_silent = row.kind is DeadlineKind.SILENCE
        return DayRow(
            id=row.id,
            claim_id=row.claim_id,
            case_id=row.case_id,
            kind=row.kind,
            cautious_on=row.cautious_on,
            computed_on=row.computed_on,
            days=(row.cautious_on - today).days,
            case_name=display_name(row.last_name, row.first_name),
            claim=typeset(self._claim_words(row, refused)),
            to_do=typeset(self._to_do(row)),
            action=self._action(row),
            is_silent=is_silent,
            is_optional=row.route in OPTIONAL,
        )

    def _claim_words(self, row: sa.Row[*tuple[Any, ...]], refused: Mapping[UUID, date]) -> str:
        """Return « RSA · refus du 19/09 », « AAH · MDPH »."""
        name = self._short(row.right)
        if row.claim_id in refused:
            return f"{name} · refus du {refused[row.claim_id]:%d/%m}"
        if row.state in {ClaimState.SILENT_REFUSAL, *CONTESTED}:
            return f"{name} · {STATES[row.state].lower()}"
        return f"{name} · {first_agency(row.agency)}"

    def _to_do(self, row: sa.Row[*tuple[Any, ...]]) -> str:
        if row.kind is DeadlineKind.SILENCE:
            day = f"{row.computed_on:%d/%m}"
            if self._is_refusal(row.right, row.route):
                return f"Sans réponse : rejet implicite le {day}, à contester"
            return f"Sans réponse : accord tacite le {day}, à faire confirmer"
        if row.kind is DeadlineKind.APPEAL and row.body:
            return f"{row.label} : {row.body.partition(' (')[0]}"
        return str(row.label)

    def _action(self, row: sa.Row[*tuple[Any, ...]]) -> DayAction:
        if row.kind is DeadlineKind.SILENCE and not self._is_refusal(row.right, row.route):
            return DayAction.REMIND
        return _ACTIONS.get(row.kind, DayAction.OPEN)

    def _is_refusal(self, right: str, route: str) -> bool:
        """Say whether silence refuses: always that of an appeal."""
        if route:
            return True
        silence = self._catalogue.right(right).silence
        return silence is None or silence.effect is SilenceEffect.REFUSAL

    def _unclaimed(self, row: unclaimed.UnclaimedCase, rights: Sequence[str]) -> UnclaimedRow:
        return UnclaimedRow(
            case_id=row.case_id,
            case_name=display_name(row.last_name, row.first_name),
            rights=tuple(rights),
            words=", ".join(self._short(right) for right in rights),
            min=Money(row.least),
            max=Money(row.most),
            estimated_on=row.made_at.astimezone(PARIS).date(),
        )

    def _short(self, right: str) -> str:
        return self._catalogue.right(right).short_name


def _by_estimate(rows: Iterable[sa.Row[*tuple[Any, ...]]]) -> dict[UUID, list[str]]:
    rights: dict[UUID, list[str]] = {}
    for estimate_id, right in rows:
        rights.setdefault(estimate_id, []).append(right)
    return rights


def _by_state(states: Iterable[tuple[ClaimState, bool, int]]) -> tuple[StateCount, ...]:
    """Count claims by where they stand; one that waits past its delay is « sans réponse »."""
    counts: Counter[ClaimState] = Counter()
    for state, is_silent, count in states:
        waiting = state in WAITING - {ClaimState.PIECES_ASKED}
        counts[ClaimState.SILENT_REFUSAL if is_silent and waiting else state] += count
    return tuple(
        StateCount(label, group, sum(counts[state] for state in group)) for label, group in _GROUPS
    )
