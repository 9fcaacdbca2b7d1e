"""Somebody who may already have a case: the same name, a near one, the same birth."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.typography import typeset
from caseapp.services import followed_elsewhere, typed_values
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import UNKNOWN_JSON
from db.queries import duplicates as queries
from db.sight import ALL, Scope, sight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any
    from uuid import UUID

    import sqlalchemy as sa
    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.sight import Sight
    from db.store import Store

SHOWN = 5
NEAR = 0.82  # of two whole names: one letter in six may differ
_SAME_BIRTH_NAME = 0.5  # born the same day: half of the name is enough
_LEAST = 3  # letters of a name before anything is looked for
_CANDIDATES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyDuplicate:
    """Somebody of the base who may be the same person."""

    case_id: UUID
    reference: str
    name: str = field(repr=False)
    case_name: str = field(repr=False)  # of the applicant, where it is somebody else
    born_on: date | None = field(repr=False)
    is_closed: bool
    why: str  # « même nom, même date de naissance »


class Duplicates:
    """Looks for the people who may be somebody."""

    def __init__(
        self, store: Store, clock: Clock, sight: Callable[[], Sight] = lambda: ALL
    ) -> None:
        """`sight`: what whoever works sees, to tell that somebody is followed by a colleague."""
        self._store, self._clock, self._sight = store, clock, sight

    def likely(
        self, last_name: str, first_name: str = "", birth: date | None = None
    ) -> tuple[LikelyDuplicate, ...]:
        """Return the likeliest, one a case, the surest first."""
        last, first = french.fold(last_name), french.fold(first_name)
        if len(last) < _LEAST:
            return ()
        with self._store.read(Scope.NAMED) as session:
            closed = sight_of(session).closed
            born = _born(session, last, first, birth)
            scores = _near(queries.named_alike(session, _letters(last, first)), last, first, NEAR)
            scores |= {person: max(born[person], scores.get(person, 0)) for person in born}
            best = sorted(scores, key=lambda person: (person not in born, -scores[person]))
            rows = queries.people(session, best[:_CANDIDATES])
        found = sorted(
            (_one(row, last, first, birth, scores[row.id]) for row in rows),
            key=lambda pair: (-pair[0], pair[1].name, pair[1].reference),
        )
        cases: dict[UUID, LikelyDuplicate] = {}
        for _score, duplicate in found:
            cases.setdefault(duplicate.case_id, duplicate)
        seen = [
            replace(one, is_closed=False) if one.case_id in closed else one
            for one in cases.values()
        ]
        return (*self._elsewhere(last_name, first_name), *seen)[:SHOWN]

    def _elsewhere(self, last_name: str, first_name: str) -> Iterator[LikelyDuplicate]:
        """Yield who is followed by a colleague under this very name; nothing more is said."""
        for one in followed_elsewhere.named(
            self._store, self._sight(), f"{last_name} {first_name}"
        ):
            yield LikelyDuplicate(
                case_id=one.case_id,
                reference="",
                name=one.title,
                case_name="",
                born_on=None,
                is_closed=False,
                why=typeset(f"même nom, {one.words}"),
            )

    def read_birth(self, text: str) -> date | None:
        """Return the birth that was typed, None where nothing was.

        Raises:
            UserInputError: it is no day, or one to come.
        """
        if not text.strip():
            return None
        today = self._clock.today()
        try:
            day = typed_values.read_date(text, today=today, in_past=True)
        except ValueError as error:
            raise UserInputError("birth_date", typeset(str(error))) from None
        if day > today:
            raise UserInputError("birth_date", "Cette date n'est pas encore passée.")
        if day.year < 1900:
            raise UserInputError("birth_date", "Cette date est avant 1900.")
        return day


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, from 0 to 1, whatever the order of their words."""
    if one == other or sorted(one.split()) == sorted(other.split()):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _letters(last: str, first: str) -> set[str]:
    return {word[0] for word in (last, first) if word}


def _born(session: Session, last: str, first: str, birth: date | None) -> dict[UUID, float]:
    """Return who was born that day and bears a name that is not wholly another."""
    if birth is None:
        return {}
    return _near(queries.born_on(session, birth.isoformat()), last, first, _SAME_BIRTH_NAME)


def _near(
    people: Iterable[sa.Row[UUID, str]], last: str, first: str, least: float
) -> dict[UUID, float]:
    """Return who bears a name near enough, with how near it is."""
    if not first:  # only the last name is known yet: it is how the whole name begins
        return {
            person: 1.0 for person, name in people if name == last or name.startswith(f"{last} ")
        }
    straight, swapped = _Matcher(f"{last} {first}"), _Matcher(f"{first} {last}")
    scores = (
        (person, max(straight.score(name, least), swapped.score(name, least)))
        for person, name in people
    )
    return {person: score for person, score in scores if score}


class _Matcher:
    """Compares many names with one; a ratio is asked for only where it may be high enough."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self._matcher = SequenceMatcher(autojunk=False)
        self._matcher.set_seq2(wanted)

    def score(self, name: str, least: float) -> float:
        """Return how near a name is, 0 under the least."""
        if name == self._wanted:
            return 1.0
        matcher = self._matcher
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0
        ratio = matcher.ratio()
        return ratio if ratio >= least else 0


def _one(
    row: sa.Row[*tuple[Any, ...]], last: str, first: str, birth: date | None, likeness: float
) -> tuple[float, LikelyDuplicate]:
    known = row.birth if isinstance(row.birth, str) and row.birth != UNKNOWN_JSON else ""
    born = date.fromisoformat(known) if known else None
    why, score = _name_words(row, last, first), likeness
    if birth is not None and born is not None:
        same = birth == born
        why += ", même date de naissance" if same else ", autre date de naissance"
        score += 1 if same else -0.5
    return score, LikelyDuplicate(
        case_id=row.case_id,
        reference=row.reference,
        name=display_name(row.last_name, row.first_name),
        case_name=""
        if row.id == row.applicant_id
        else display_name(row.applicant_last, row.applicant_first),
        born_on=born,
        is_closed=row.closed_on is not None,
        why=typeset(why),
    )


def _name_words(row: sa.Row[*tuple[Any, ...]], last: str, first: str) -> str:
    his_last, his_first = french.fold(row.last_name), french.fold(row.first_name)
    if his_last == last and (not first or his_first == first):
        return "même nom"
    if his_last == first and his_first == last:
        return "nom et prénom inversés"
    return "nom proche"
