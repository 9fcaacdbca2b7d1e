"""What stood in a form when the base was locked: kept in the base, and handed back once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.services import settings, workers
from db.models import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_KEY = "forms.unfinished"  # a setting: a form may be about no row yet
_MOST = 20  # forms: a lock finds one or two of them open


def forget_forms(session: Session, clock: Clock) -> None:
    """Forget what stood in every form of everybody, within a transaction under way."""
    kept = session.scalars(sa.select(Setting).where(Setting.key.startswith(_KEY)))
    for row in kept:
        if row.value:
            row.value, row.updated_at = {}, clock.now()


class UnfinishedForms:
    """Keeps forms by a name that says which one and where."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def keep(self, name: str, typed: Mapping[str, str]) -> None:
        """Keep what stands in a form."""
        with self._store.write() as session:
            key = workers.own_key(session, _KEY, self._store.slot)
            kept = {**self._kept(settings.read(session, key)), name: dict(typed)}
            last = dict(list(kept.items())[-_MOST:])
            settings.write(session, key, last, self._clock)

    def take(self, name: str) -> dict[str, str]:
        """Return what stood in a form and forget it; nothing where it was not kept."""
        with self._store.read() as session:
            key = workers.own_key(session, _KEY, self._store.slot)
            kept = self._kept(settings.read(session, key))
        if name not in kept:
            return {}
        found = kept.pop(name)
        with self._store.write() as session:
            settings.write(session, key, kept, self._clock)
        return found

    @staticmethod
    def _kept(value: object) -> dict[str, dict[str, str]]:
        return dict(value) if isinstance(value, dict) else {}
