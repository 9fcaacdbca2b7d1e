"""Local facts of a shipped right, corrected with a note: marked, kept through updates, undone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.corrections import CORRECTABLE, Correction, Shape, value_at
from caseapp.services.local_catalogue import reload
from caseapp.services.local_right_checks import is_https
from caseapp.services.typed_values import read_integer
from db.models import CatalogueCorrection
from db.queries import catalogue as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.merged_catalogue import MergedCatalogue
    from db.store import Store

_LONGEST = 2000
_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFact:
    """A correction in words."""

    path: str
    label: str
    value: str
    shipped: str  # what stood there when it was corrected
    shipped_now: str  # the same, unless an update of the program changed it
    note: str
    made_on: str

    @property
    def has_moved(self) -> bool:
        """Whether the shipped fact changed since it was corrected."""
        return self.shipped != self.shipped_now


class Corrections:
    """The facts that the service corrected; dates of claims then follow by `Claims.refresh`."""

    def __init__(self, store: Store, clock: Clock, catalogue: MergedCatalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue

    def of(self, code: str) -> tuple[CorrectedFact, ...]:
        """Return what was corrected in a right, field by field."""
        if code not in self._catalogue.shipped.codes():
            return ()
        shipped = self._catalogue.shipped.right(code)
        return tuple(
            CorrectedFact(
                path=found.path,
                label=CORRECTABLE[found.path].label,
                value=show(found.value),
                shipped=show(found.shipped),
                shipped_now=show(value_at(shipped, found.path)),
                note=found.note,
                made_on=french.day(found.made_on),
            )
            for found in self._catalogue.corrections(code)
            if found.path in CORRECTABLE
        )

    def standing(self, code: str) -> dict[str, Correction]:
        """Return the corrections of a right by path, to put one back."""
        return {found.path: found for found in self._catalogue.corrections(code)}

    def text(self, code: str, path: str) -> str:
        """Return what stands in a field now, as it would be typed."""
        return show(value_at(self._catalogue.right(code), path))

    def correct(self, code: str, path: str, text: str, note: str) -> None:
        """Put something else in the place of a shipped fact.

        Raises:
            UserInputError: the text cannot be read (`value`), or the note is missing (`note`).
            NotFoundError: there is no such shipped right.
        """
        if code not in self._catalogue.shipped.codes():
            raise NotFoundError("Ce droit n'est plus dans le catalogue.")
        value, words = _read(path, text), " ".join(note.split())
        shipped = value_at(self._catalogue.shipped.right(code), path)
        if value == shipped:
            raise UserInputError("value", "C'est déjà ce que dit la fiche livrée.")
        if not words:
            raise UserInputError("note", "Dire d'où vient cette correction.")
        if len(words) > _NOTE:
            raise UserInputError("note", f"Cette note a {_NOTE} caractères au plus.")
        now = self._clock.now()
        made = Correction(
            right=code, path=path, value=value, shipped=shipped, note=words, made_on=now.date()
        )
        with self._store.write() as session:
            self._put(session, made, now)
        self._reload()

    def undo(self, code: str, path: str) -> Correction | None:
        """Give a field back what the program ships; return the correction that stood there."""
        before = self.standing(code).get(path)
        with self._store.write() as session:
            row = queries.correction(session, code, path)
            if row is not None:
                session.delete(row)
        self._reload()
        return before

    def put_back(self, correction: Correction) -> None:
        """Put back a correction that was undone or replaced, as it stood."""
        day = datetime.combine(correction.made_on, time(), UTC)
        with self._store.write() as session:
            self._put(session, correction, day)
        self._reload()

    @staticmethod
    def _put(session: Session, made: Correction, at: datetime) -> None:
        row = queries.correction(session, made.right, made.path)
        if row is None:
            row = CatalogueCorrection(right=made.right, path=made.path)
            session.add(row)
        row.value, row.shipped, row.note = made.value, made.shipped, made.note
        row.made_at = at

    def _reload(self) -> None:
        reload(self._store, self._catalogue)


def show(value: Any) -> str:
    """Return a fact as it is typed: lines one under the other, days « 30 ; 55 »."""
    if not isinstance(value, list | tuple):
        return str(value or "")
    if all(isinstance(part, int) for part in value):
        return " ; ".join(map(str, value))
    return "\n".join(map(str, value))


def _read(path: str, text: str) -> Any:
    field = CORRECTABLE[path]
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        raise UserInputError("value", "Écrire ce qui remplace la fiche livrée.")
    if len(text) > _LONGEST:
        raise UserInputError("value", f"Ce texte a {_LONGEST} caractères au plus.")
    if field.shape is Shape.LINKS:
        for line in lines:
            if not is_https(line):
                raise UserInputError("value", "Écrire des adresses complètes, en https://.")
    if field.shape is Shape.DAYS:
        try:
            found = {read_integer(p, 1, 365) for p in re.split(r"[;,\s]+", text) if p}
        except ValueError as error:
            raise UserInputError("value", str(error)) from None
        return sorted(found)
    return " ".join(lines) if field.shape is Shape.TEXT else lines
