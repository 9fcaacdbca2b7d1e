"""Two cases made one, in one transaction, and parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import settings
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import FactText
from caseapp.services.merging import matching, moves, parting, preview, record
from caseapp.services.merging.differences import Clash, Clashes
from caseapp.services.merging.household import TwoCases, load
from caseapp.services.merging.rows import Lost, MergeChoice, MergePreview, PastMerge
from db.models import Case, CaseMerge, Person

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.merged_catalogue import MergedCatalogue
    from caseapp.rules.places import Communes
    from db.store import Store

AS_PROPOSED = MergeChoice()


class Merges:
    """Shows what a merge would give, makes it, undoes it."""

    def __init__(
        self, store: Store, clock: Clock, communes: Communes, catalogue: MergedCatalogue
    ) -> None:
        self._store, self._clock = store, clock
        self._communes, self._catalogue = communes, catalogue

    def preview(
        self, kept_id: UUID, merged_id: UUID, choice: MergeChoice = AS_PROPOSED
    ) -> MergePreview:
        """Return both sides, and what would be kept of each.

        Raises:
            NotFoundError: a case is no longer there, or was merged.
            UserInputError: they are one case.
        """
        with self._store.read() as session, session.no_autoflush:
            two = load(session, kept_id, merged_id)
            matches = self._matches(two, choice)
            return preview.of(two, matches, self._clashes(two, matches, choice), self.right_name)

    def merge(self, kept_id: UUID, merged_id: UUID, choice: MergeChoice = AS_PROPOSED) -> UUID:
        """Make two cases one; return what undoes it.

        Raises:
            NotFoundError: a case is no longer there, or was merged.
            UserInputError: they are one case.
        """
        with self._store.write() as session, session.no_autoflush:
            two = load(session, kept_id, merged_id)
            matches = self._matches(two, choice)
            clashes = self._clashes(two, matches, choice)
            lost = [clash.lost() for clash in clashes if clash.difference.key]
            now = {one: same for one, same in matches.items() if same is not None}
            first = min(two.merged.people, key=lambda person: person.position, default=None)
            name = display_name(first.last_name, first.first_name) if first is not None else ""
            moves.merge(session, two, now, clashes, self._clock.today())
            moved: dict[str, Any] = {**record.of_session(session), "name": name}
            moved["lost"] = [[one.label, one.kept, one.lost] for one in lost]
            merged = CaseMerge(
                kept_id=kept_id,
                merged_id=merged_id,
                at=self._clock.now(),
                author=settings.read_service(session).worker,
                moved=moved,
            )
            session.add(merged)
            session.flush()
            return merged.id

    def undo(self, merge_id: UUID) -> UUID:
        """Part two cases again; return the case that comes back.

        Raises:
            NotFoundError: there is no such merge, or it was undone.
            UserInputError: a later merge is to be undone first.
        """
        with self._store.write() as session:
            row = session.get(CaseMerge, merge_id)
            if row is None or row.undone_at is not None:
                raise NotFoundError("Cette fusion a déjà été annulée.")
            if _later(session, row):
                raise UserInputError(
                    "merge", "Une fusion plus récente de ce dossier est à annuler d'abord."
                )
            parting.part(session, row.kept_id, row.merged_id, row.moved)
            row.undone_at = self._clock.now()
            return row.merged_id

    def past(self, case_id: UUID) -> tuple[PastMerge, ...]:
        """Return the merges into a case, the latest first, those undone too."""
        with self._store.read() as session:
            found = session.execute(
                sa.select(CaseMerge, Case.reference, Person.last_name, Person.first_name)
                .join(Case, Case.id == CaseMerge.merged_id)
                .outerjoin(Person, sa.and_(Person.case_id == Case.id, Person.position == 0))
                .where(CaseMerge.kept_id == case_id)
                .order_by(CaseMerge.at.desc(), CaseMerge.id.desc())
            ).all()
            return tuple(_past(session, *row) for row in found)

    def right_name(self, right: str) -> str:
        """Return the short name of a right."""
        known = self._catalogue.codes()
        return self._catalogue.right(right).short_name if right in known else right

    def _matches(self, two: TwoCases, choice: MergeChoice) -> dict[UUID, UUID | None]:
        kept = matching.known(two.kept.people, two.kept.facts)
        merged = matching.known(two.merged.people, two.merged.facts)
        return matching.checked(choice.people, kept, merged)

    def _clashes(
        self, two: TwoCases, matches: dict[UUID, UUID | None], choice: MergeChoice
    ) -> list[Clash]:
        words = FactText(self._communes, self._clock.today())
        now = {one: same for one, same in matches.items() if same is not None}
        return list(Clashes(two, now, words, self.right_name, choice).all())


def _later(session: Session, row: CaseMerge) -> bool:
    """Say whether another merge stands on this one: into the same case, or of it into another."""
    return (
        session.scalar(
            sa.select(
                sa.exists().where(
                    CaseMerge.undone_at.is_(None),
                    CaseMerge.id > row.id,
                    sa.or_(CaseMerge.kept_id == row.kept_id, CaseMerge.merged_id == row.kept_id),
                )
            )
        )
        is True
    )


def _past(
    session: Session, row: CaseMerge, reference: str, last: str | None, first: str | None
) -> PastMerge:
    lost: list[Any] = row.moved.get("lost", [])
    return PastMerge(
        id=row.id,
        kept_id=row.kept_id,
        merged_id=row.merged_id,
        reference=reference,
        name=display_name(last or "", first or "") or row.moved.get("name", ""),
        at=row.at,
        author=row.author,
        undone_at=row.undone_at,
        lost=tuple(Lost(label=label, kept=kept, lost=gone) for label, kept, gone in lost),
        can_undo=row.undone_at is None and not _later(session, row),
    )
