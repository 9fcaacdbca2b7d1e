"""What is done to one case or to many at once: tags, the referent.

Everything goes by one transaction and gives back what stood there, so that it can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from db.models import Case, CaseTag
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

TAG_LENGTH = 40
REFERENT_LENGTH = 120
_CHUNK = 500  # keys in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What these changes may change of a case."""

    referent: str = field(repr=False)
    tags: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CasesBefore:
    """What the cases were before a change; to be handed back to `restore`."""

    states: Mapping[UUID, CaseState] = field(repr=False)

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.states)


class CaseChanges:
    """Changes cases, many at once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def known_tags(self) -> tuple[str, ...]:
        """Return every tag in use, the most used first."""
        with self._store.read() as session:
            found = session.execute(
                sa.select(sa.func.min(CaseTag.label))
                .group_by(CaseTag.folded)
                .order_by(sa.func.count().desc(), CaseTag.folded)
            )
            return tuple(label for (label,) in found)

    def known_referents(self) -> tuple[str, ...]:
        """Return everybody who is the referent of a case, by name."""
        with self._store.read(Scope.EVERY) as session:
            found = session.scalars(sa.select(Case.referent).where(Case.referent != "").distinct())
            return tuple(sorted(found, key=french.fold))

    def state(self, case_id: UUID) -> CaseState | None:
        """Return what these changes may change of a case, None where it is no longer there."""
        with self._store.read() as session:
            return _before(*_load(session, [case_id])).states.get(case_id)

    def add_tag(self, case_ids: Iterable[UUID], label: str) -> CasesBefore:
        """Put a tag on cases, as it is written elsewhere already.

        Raises:
            UserInputError: it is empty or too long.
        """
        label = read_tag(label)
        with self._store.write() as session:
            same = session.scalar(
                sa.select(CaseTag.label).where(CaseTag.folded == french.fold(label)).limit(1)
            )
            cases, tags = _load(session, case_ids)
            before = _before(cases, tags)
            for case in cases:
                _put_tags(session, case, tags, (*_labels(tags, case), same or label))
            return before

    def remove_tag(self, case_ids: Iterable[UUID], label: str) -> CasesBefore:
        """Take a tag off cases."""
        folded = french.fold(label)
        with self._store.write() as session:
            cases, tags = _load(session, case_ids)
            before = _before(cases, tags)
            for case in cases:
                left = [one for one in _labels(tags, case) if french.fold(one) != folded]
                _put_tags(session, case, tags, left)
            return before

    def rename_tag(self, label: str, new: str) -> CasesBefore:
        """Give a tag another word wherever it stands; a case that has both keeps one.

        Raises:
            UserInputError: the new word is empty or too long.
        """
        new, folded = read_tag(new), french.fold(label)
        with self._store.write() as session:
            found = session.scalars(sa.select(CaseTag.case_id).where(CaseTag.folded == folded))
            cases, tags = _load(session, found.all())
            before = _before(cases, tags)
            for case in cases:
                renamed = [
                    new if french.fold(one) == folded else one for one in _labels(tags, case)
                ]
                _put_tags(session, case, tags, renamed)
            return before

    def set_referent(self, case_ids: Iterable[UUID], name: str) -> CasesBefore:
        """Give cases a referent, or none.

        Raises:
            UserInputError: the name is too long.
        """
        name = " ".join(name.split())
        if len(name) > REFERENT_LENGTH:
            raise UserInputError("referent", f"Un nom a {REFERENT_LENGTH} caractères au plus.")
        with self._store.write() as session:
            cases, tags = _load(session, case_ids)
            before = _before(cases, tags)
            for case in cases:
                case.referent = name
            return before

    def restore(self, before: CasesBefore) -> CasesBefore:
        """Put cases back as they were; return what they were until now."""
        with self._store.write() as session:
            cases, tags = _load(session, before.states)
            now = _before(cases, tags)
            for case in cases:
                state = before.states[case.id]
                case.referent = state.referent
                _put_tags(session, case, tags, state.tags)
            return now


def read_tag(label: str) -> str:
    """Return a tag with single blanks.

    Raises:
        UserInputError: it is empty or too long.
    """
    label = " ".join(label.split())
    if not french.fold(label):
        raise UserInputError("tag", "Écrire une étiquette.")
    if len(label) > TAG_LENGTH:
        raise UserInputError("tag", f"Une étiquette a {TAG_LENGTH} caractères au plus.")
    return label


def _load(
    session: Session, case_ids: Iterable[UUID]
) -> tuple[list[Case], dict[UUID, list[CaseTag]]]:
    """Return cases with their tags; those that are no longer there are left out."""
    ids = list(dict.fromkeys(case_ids))
    cases: list[Case] = []
    tags: dict[UUID, list[CaseTag]] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        cases.extend(session.scalars(sa.select(Case).where(Case.id.in_(some))))
        for tag in session.scalars(sa.select(CaseTag).where(CaseTag.case_id.in_(some))):
            tags.setdefault(tag.case_id, []).append(tag)
    return cases, tags


def _before(cases: Iterable[Case], tags: Mapping[UUID, list[CaseTag]]) -> CasesBefore:
    return CasesBefore(
        {
            case.id: CaseState(
                referent=case.referent,
                tags=_labels(tags, case),
            )
            for case in cases
        }
    )


def _labels(tags: Mapping[UUID, list[CaseTag]], case: Case) -> tuple[str, ...]:
    return tuple(tag.label for tag in tags.get(case.id, ()))


def _put_tags(
    session: Session,
    case: Case,
    tags: Mapping[UUID, Sequence[CaseTag]],
    labels: Iterable[str],
) -> None:
    """Have a case bear these tags; a tag that stays is not written again."""
    wanted: dict[str, str] = {}
    for label in labels:
        wanted.setdefault(french.fold(label), label)
    for tag in tags.get(case.id, ()):
        if wanted.get(tag.folded) == tag.label:
            del wanted[tag.folded]
        elif tag.folded in wanted:
            tag.label = wanted.pop(tag.folded)
        else:
            session.delete(tag)
    for folded, label in wanted.items():
        session.add(CaseTag(case_id=case.id, label=label, folded=folded))
