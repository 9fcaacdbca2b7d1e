"""Views of the list of cases: criteria, an order and a grouping under a name, kept in the base."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.ids import new_id
from caseapp.services import settings, workers
from caseapp.services.case_criteria import CaseCriteria, Grouping, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_KEY, _ON_SCREEN = "cases.views", "cases.on_screen"
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One view; `sort` is the key of a column, with « - » before it to begin with the last."""

    id: str
    name: str = field(repr=False)
    criteria: CaseCriteria
    sort: str = ""
    grouping: Grouping = Grouping.NONE

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return {
            "id": self.id,
            "name": self.name,
            "criteria": self.criteria.to_json(),
            "sort": self.sort,
            "grouping": self.grouping,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> CaseView:
        """Read a view that was kept."""
        return cls(
            id=kept["id"],
            name=kept["name"],
            criteria=CaseCriteria.from_json(kept["criteria"]),
            sort=kept["sort"],
            grouping=Grouping(kept["grouping"]),
        )


DEFAULTS = (
    CaseView(id="open", name="Ouverts", criteria=CaseCriteria()),
    CaseView(
        id="silent",
        name="Sans contact depuis 3 mois",
        criteria=CaseCriteria(silent_months=3),
        sort="contact",
    ),
    CaseView(
        id="pieces",
        name="Pièces manquantes",
        criteria=CaseCriteria(missing_pieces=True),
        sort="due",
    ),
    CaseView(id="closed", name="Clos", criteria=CaseCriteria(status=Status.CLOSED), sort="-closed"),
)


class CaseViews:
    """Keeps the views of the service; those of the program are there until one deletes them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def all(self) -> tuple[CaseView, ...]:
        """Return the views in their order."""
        with self._store.read() as session:
            return _read(session)

    def keep(self, view: CaseView) -> CaseView:
        """Keep a view under a name of its own: a new one where its id is empty.

        Raises:
            UserInputError: it has no name, a long one, or another view has it.
        """
        with self._store.write() as session:
            views = list(_read(session))
            kept = replace(view, id=view.id or str(new_id()), name=_name(view, views))
            place = next((i for i, one in enumerate(views) if one.id == kept.id), len(views))
            views[place : place + 1] = [kept]
            self._write(session, views)
            return kept

    def rename(self, view_id: str, name: str) -> CaseView:
        """Give a view another name.

        Raises:
            UserInputError: it has no name, a long one, or another view has it.
            NotFoundError: there is no such view any more.
        """
        found = next((view for view in self.all() if view.id == view_id), None)
        if found is None:
            raise NotFoundError("Cette vue n'existe plus.")
        return self.keep(replace(found, name=name))

    def delete(self, view_id: str) -> tuple[CaseView, ...]:
        """Delete a view; return those that were there, to be handed to `restore`."""
        with self._store.write() as session:
            before = _read(session)
            self._write(session, [view for view in before if view.id != view_id])
            return before

    def restore(self, views: Sequence[CaseView]) -> None:
        """Put the views back as they were."""
        with self._store.write() as session:
            self._write(session, views)

    def on_screen(self) -> CaseView | None:
        """Return what was on screen the last time; its id is that of its view, or empty.

        It is kept in the base: filters may name a tag or a commune.
        """
        with self._store.read() as session:
            kept = settings.read(session, workers.own_key(session, _ON_SCREEN, self._store.slot))
        return None if kept is None else CaseView.from_json(kept)

    def keep_on_screen(self, view: CaseView) -> None:
        """Keep what is on screen for the next time."""
        with self._store.write() as session:
            key = workers.own_key(session, _ON_SCREEN, self._store.slot)
            settings.write(session, key, view.to_json(), self._clock)

    def _write(self, session: Session, views: Sequence[CaseView]) -> None:
        settings.write(session, _KEY, [view.to_json() for view in views], self._clock)


def _read(session: Session) -> tuple[CaseView, ...]:
    kept = settings.read(session, _KEY)
    return DEFAULTS if kept is None else tuple(CaseView.from_json(view) for view in kept)


def _name(view: CaseView, others: Sequence[CaseView]) -> str:
    name = " ".join(view.name.split())
    if not name:
        raise UserInputError("name", "Donner un nom à la vue.")
    if len(name) > NAME_LENGTH:
        raise UserInputError("name", f"Ce nom a {NAME_LENGTH} caractères au plus.")
    folded = french.fold(name)
    if any(french.fold(other.name) == folded and other.id != view.id for other in others):
        raise UserInputError("name", f"Une autre vue s'appelle déjà « {name} ».")
    return name
