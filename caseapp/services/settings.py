"""Settings of the service, kept with the base: they stand on every report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.errors import UserInputError
from db.models import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

LENGTHS = {"service_name": 160, "service_address": 300, "worker": 120, "worker_title": 120}
DEFAULT_TITLE = "assistante ou assistant de service social"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """Who writes, for which service."""

    service_name: str = field(default="", repr=False)
    service_address: str = field(default="", repr=False)
    worker: str = field(default="", repr=False)  # « Claire Morel »
    worker_title: str = field(default=DEFAULT_TITLE, repr=False)

    @property
    def signature(self) -> str:
        """The worker with the title, as it stands on a report."""
        return ", ".join(part for part in (self.worker, self.worker_title) if part)


class Settings:
    """Reads and changes the settings of the service."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def service(self) -> ServiceSettings:
        """Return the settings of the service."""
        with self._store.read() as session:
            return read_service(session)

    def save_service(self, settings: ServiceSettings) -> None:
        """Keep the settings of the service.

        Raises:
            UserInputError: a text is too long.
        """
        values = {key: getattr(settings, key).strip() for key in LENGTHS}
        for key, length in LENGTHS.items():
            if len(values[key]) > length:
                raise UserInputError(key, f"Ce texte a {length} caractères au plus.")
        from caseapp.services import workers  # noqa: PLC0415 - which reads settings itself

        with self._store.write() as session:
            workers.rename(session, self._store.slot, values["worker"], values["worker_title"])
            for key, value in values.items():
                write(session, f"service.{key}", value, self._clock)


def read_service(session: Session) -> ServiceSettings:
    """Return the settings of the service, in a session that is open."""
    rows = session.execute(
        sa.select(Setting.key, Setting.value).where(Setting.key.startswith("service."))
    )
    values = {key.removeprefix("service."): value for key, value in rows}
    return ServiceSettings(**{key: values[key] for key in LENGTHS if key in values})


def read(session: Session, key: str) -> Any | None:
    """Return the value of a setting, or nothing when it was never kept."""
    return session.scalar(sa.select(Setting.value).where(Setting.key == key))


def write(session: Session, key: str, value: Any, clock: Clock) -> None:
    """Keep the value of a setting."""
    row = session.scalar(sa.select(Setting).where(Setting.key == key))
    if row is None:
        row = Setting(key=key)
        session.add(row)
    row.value, row.updated_at = value, clock.now()
