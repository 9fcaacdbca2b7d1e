"""Whether the clock of the machine can be believed: what it says is compared with the last opening.

A clock that jumped makes everything old at once: a year of the journal would go, and be noted as
gone by the rule. So what is thrown away by its age waits until somebody says that the date is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.services import settings
from db.queries import journal as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_LAST = "clock.last_day"
_AWAY = timedelta(days=60)  # a summer, an illness: longer than this, one is asked
_SET_RIGHT = timedelta(days=1)  # a clock, or a time zone, that is put right


@dataclass(frozen=True, slots=True)
class Doubt:
    """The day of the machine, and that of the last opening, which do not go together."""

    last: date
    today: date

    @property
    def sentence(self) -> str:
        """What is said of it."""
        last, today = french.long_day(self.last), french.long_day(self.today)
        if self.today < self.last:
            return (
                f"Cet ordinateur dit que nous sommes le {today}, alors que la base a déjà été ouverte "
                f"le {last}. Si son horloge est fausse, réglez-la, puis rouvrez la base : "
                "d'ici là, les échéances sont comptées trop tard."
            )
        return (
            f"Cet ordinateur dit que nous sommes le {today}, et la base a été ouverte la dernière fois "
            f"le {last}. Si son horloge est fausse, réglez-la, puis rouvrez la base. "
            "D'ici là, rien n'est effacé du journal, et les durées de conservation sont comptées "
            "à la date de l'ordinateur."
        )


class ClockTrust:
    """Remembers the day of the last opening, and doubts a clock that went far from it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def doubt(self) -> Doubt | None:
        """Say why the clock is not believed, if it is not."""
        with self._store.read() as session:
            last = _last(session)
        today = self._clock.today()
        if last is None or -_SET_RIGHT <= today - last <= _AWAY:
            return None
        return Doubt(last, today)

    def settle(self) -> bool:
        """Remember this day, unless the clock is doubted; say whether it is believed."""
        if self.doubt() is not None:
            return False
        self.confirm()
        return True

    def confirm(self) -> None:
        """Believe the clock from this day on: somebody says that it is right."""
        day = self._clock.today().isoformat()
        with self._store.write_aside() as session:
            settings.write(session, _LAST, day, self._clock)


def _last(session: Session) -> date | None:
    """Return the day of the last opening; in a base of before this was kept, of the last act."""
    kept = settings.read(session, _LAST)
    if isinstance(kept, str):
        return date.fromisoformat(kept)
    at = queries.last_moment(session)
    return None if at is None else at.astimezone(PARIS).date()
