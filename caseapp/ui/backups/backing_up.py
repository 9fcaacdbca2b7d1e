"""Has the base copied by itself: once a day, and when the window closes if something changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.backups import Backups, Copy, Outcome
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Job, Jobs

MOST_PLACES = 2
OLD = timedelta(days=3)  # past which the last copy is a worry
_NAME = "backup"
_EVERY = 10 * 60_000  # milliseconds between two looks whether a copy is due


class BackingUp(QObject):
    """Copies beside the window; `changed` tells that there is something else to show.

    The places are those of this machine and of this base: a stick has another name elsewhere.
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self, backups: Backups, settings: Settings, jobs: Jobs, clock: Clock, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._backups, self._settings = backups, settings
        self._jobs, self._clock = jobs, clock
        self._copied = backups.writes
        self._job: Job | None = None
        self.outcomes: tuple[Outcome, ...] = ()
        self.trouble = ""  # why the last try ended without an outcome
        timer = QTimer(self)
        timer.setInterval(_EVERY)
        timer.timeout.connect(self.start_if_due)
        timer.start()

    @property
    def base(self) -> Path:
        """The base that is copied."""
        return self._backups.base

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders that the copies go to."""
        found = self._kept.get("places")
        return tuple(map(Path, found)) if isinstance(found, list) else ()

    @property
    def last(self) -> datetime | None:
        """The moment of the last good copy."""
        found = self._kept.get("last")
        try:
            return datetime.fromisoformat(found) if isinstance(found, str) else None
        except ValueError:  # the file was changed by hand
            return None

    @property
    def is_running(self) -> bool:
        """Whether a copy is being made."""
        return self._job is not None

    @property
    def is_due(self) -> bool:
        """Whether there was no good copy yet today."""
        last = self.last
        # A copy of a day to come was made under a clock that was wrong.
        return bool(self.places) and (last is None or _day(last) != self._clock.today())

    @property
    def has_news(self) -> bool:
        """Whether something was written since the last good copy, or there is none of today."""
        return bool(self.places) and (self.is_due or self._backups.writes != self._copied)

    @property
    def worry(self) -> str:
        """What one should be told: no place, no copy, an old one, a place that is away; or nothing."""
        last = self.last
        if not self.places or last is None or abs(self._clock.now() - last) > OLD:
            return f"{self.words} : cette base n'est pas à l'abri d'une panne ou d'un vol."
        if any(outcome.trouble is not None for outcome in self.outcomes):
            return "La sauvegarde n'a pas été faite partout."
        return ""

    @property
    def words(self) -> str:
        """How old the last good copy is, in a line."""
        if not self.places:
            return "Aucune sauvegarde"
        last = self.last
        if last is None:
            return "Aucune sauvegarde encore"
        days = (self._clock.today() - _day(last)).days
        hour = french.hour(last.astimezone(PARIS).strftime("%H:%M"))
        if days < 0:
            return f"Sauvegarde datée du {french.day(_day(last))}, l'horloge a été changée"
        if days == 0:
            return f"Sauvegardée aujourd'hui à {hour}"
        if days == 1:
            return f"Sauvegardée hier à {hour}"
        return f"Sauvegardée il y a {days} jours, le {french.day(_day(last))}"

    def copies(self, folder: Path) -> tuple[Copy, ...]:
        """Return the copies of this base in a folder, the newest first."""
        return self._backups.copies(folder)

    def add_place(self, folder: Path) -> None:
        """Have copies go to a folder too, from now on.

        Raises:
            KnownTroubleError: it would protect nothing, or is not there.
        """
        self._backups.check_place(folder)
        known = self.places
        if folder not in known:
            self._keep(places=[str(place) for place in (*known, folder)[-MOST_PLACES:]])
        self.start()

    def remove_place(self, folder: Path) -> None:
        """Have no copies go there any more; those that are there stay."""
        self._keep(places=[str(place) for place in self.places if place != folder])
        self.changed.emit()

    def start_if_due(self) -> None:
        """Copy, if there was no good copy yet today."""
        if self.is_due:
            self.start()

    def start(self) -> None:
        """Copy beside the window, unless a copy is being made."""
        if self._job is not None or not self.places:
            return
        folders, writes = self.places, self._backups.writes
        self.outcomes, self.trouble = (), ""

        def work(job: Job) -> tuple[Outcome, ...]:
            return self._backups.back_up(folders, lambda: job.is_cancelled)

        self._job = self._jobs.start(
            self, work, lambda found: self._done(found, writes), failed=self._failed, name=_NAME
        )
        self.changed.emit()

    def stop(self) -> None:
        """Wait for the copy no more; nothing is left of it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.changed.emit()
            self.ended.emit()

    def _done(self, outcomes: Sequence[Outcome], writes: int) -> None:
        self._job = None
        self.outcomes = tuple(outcomes)
        made = [one.made.made_at for one in outcomes if one.made is not None]
        if made:
            self._keep(last=max(made).isoformat())
            self._copied = writes
        self.changed.emit()
        self.ended.emit()

    def _failed(self, error: CaseAppError) -> None:
        self._job = None
        self.trouble = str(error)
        self.changed.emit()
        self.ended.emit()

    @property
    def _name(self) -> str:
        return f"backups of {self._backups.base}"

    @property
    def _kept(self) -> dict[str, Any]:
        return self._settings.layout(self._name)

    def _keep(self, **values: object) -> None:
        self._settings.remember_layout(self._name, {**self._kept, **values})


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()
