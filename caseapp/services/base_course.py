"""Whether a base goes on from the state last opened on this machine, or was set back meanwhile.

Every page and the key file are sealed, but an older base is as well sealed as the one of today. So
the machine keeps the number and the seal of the last line of the journal: a base that holds fewer
lines is older, and one with another seal at that number went another way. Kept outside the base,
since what stands in it goes back with it. A base that has gone on elsewhere holds that line: it
is told nothing of.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from caseapp.domain.journal import JournalAction
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import CaseAppError
from db.queries import journal as queries
from db.secret import KEY_SIZE
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from caseapp.kernel.clock import Clock
    from caseapp.services.journal import Journal
    from db.store import Store

_WAYS = (
    "Une copie a pu être remise à la main ou venir d'un autre ordinateur, ou quelqu'un a pu remettre"
    " un ancien fichier. Comparez avec vos sauvegardes : « Verrouiller », puis « Restaurer une"
    " sauvegarde »."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The end of the journal when the base was last open here. It holds nothing personal."""

    number: int
    seal: str
    at: datetime  # aware

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Seen | None:
        """Read what the machine kept; nothing where there is nothing, or something else."""
        try:
            return cls(int(kept["number"]), str(kept["seal"]), datetime.fromisoformat(kept["at"]))
        except (KeyError, TypeError, ValueError):
            return None

    def kept(self) -> dict[str, Any]:
        """Return it as the machine keeps it."""
        return {"number": self.number, "seal": self.seal, "at": self.at.isoformat()}


@dataclass(frozen=True, slots=True)
class SetBack:
    """A base that does not go on from what was seen."""

    seen: Seen
    missing: int  # lines that it has not, at least; 0 where it went another way

    @property
    def sentence(self) -> str:
        """What is said of it."""
        at = self.seen.at.astimezone(PARIS)
        moment = f"le {french.long_day(at.date())} à {french.hour(f'{at:%H:%M}')}"
        if not self.missing:
            return (
                f"Cette base n'est pas la suite de celle ouverte ici {moment} : chacune a changé de"
                f" son côté, ce qui a été fait dans l'une n'est pas dans l'autre. {_WAYS}"
            )
        lines = french.plural(self.missing, "ligne de son journal", "lignes de son journal")
        verb = "manque" if self.missing == 1 else "manquent"
        return (
            f"Cette base est plus ancienne que celle ouverte ici {moment} : {lines} {verb}, et ce"
            f" qui a été fait depuis. {_WAYS}"
        )


class BaseCourse:
    """Tells the end of the journal of an open base, and compares it with one that was seen."""

    def __init__(self, store: Store, clock: Clock, journal: Journal) -> None:
        self._store, self._clock, self._journal = store, clock, journal

    @property
    def name(self) -> str:
        """What tells this base from others on this machine, wherever its folder is.

        Its copies have its salt too, and names of their own. The salt is that of the key: the one
        at the head of the file could be changed by who puts a file there.
        """
        with self._store.data_key() as key:
            digest = hashlib.sha256(key[KEY_SIZE:])
        digest.update(self._store.path.name.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()[:32]

    def end(self) -> Seen | None:
        """Return where the journal ends now; nothing where nothing was ever noted.

        Raises:
            KnownTroubleError: the base cannot be read or written.
        """
        self._journal.settle()
        last = self._journal.last_seal()
        return None if last is None else Seen(*last, self._clock.now())

    def at_close(self, keep: Callable[[Seen | None], object]) -> None:
        """Have the end of the journal kept while the base is still open, at its closing."""

        def call() -> None:
            with suppress(CaseAppError):  # a base that cannot be read closes all the same
                keep(self.end())

        self._store.before_close(call)

    def set_back(self, seen: Seen) -> SetBack | None:
        """Say how the base does not go on from what was seen, if it does not."""
        with self._store.read(Scope.EVERY) as session:
            last = queries.last_seal(session)
            seal = queries.seal_of(session, seen.number)
        reached = 0 if last is None else last[0]
        if reached < seen.number:
            return SetBack(seen, seen.number - reached)
        # A line that the purge took elsewhere cannot be compared: the base is newer.
        return None if seal is None or seal == seen.seal else SetBack(seen, 0)

    def note(self, *, meant: bool) -> None:
        """Note in the journal that the base was found set back, or that somebody means it so."""
        self._journal.note(JournalAction.SET_BACK, about="meant" if meant else "noticed")
