"""The case of a person who is there while the colleague who follows them is not.

Whoever sees a part of the base has to learn that there is a case, else they open a second one, and
the household tells its story twice. So a whole name as it is written in a case, or a whole
reference, tells what was typed and who follows it: nothing else, and nothing for a beginning of a
name, which would let one read through the list of everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel import french
from caseapp.services.case_rows import display_name
from db.models import Case, Person
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from db.sight import Sight
    from db.store import Store

MOST = 3  # of one name
_LEAST = 3  # letters
_MOST_WORDS = 4  # of a name, in any order


@dataclass(frozen=True, slots=True)
class FollowedElsewhere:
    """A colleague's case, to be opened for a reason."""

    case_id: UUID
    title: str = field(repr=False)  # the name, or the reference: what was typed
    referent: str = field(repr=False)

    @property
    def words(self) -> str:
        """Return who follows it."""
        return f"dossier suivi par {self.referent}"


def named(store: Store, sight: Sight, text: str) -> tuple[FollowedElsewhere, ...]:
    """Return the cases of colleagues that a whole name or a whole reference leads to."""
    folded = french.fold(text)
    if not sight.is_partial or len(folded) < _LEAST:
        return ()
    with store.read(Scope.EVERY) as session:
        people = session.execute(
            sa.select(Case.id, Case.referent, Person.last_name, Person.first_name)
            .join(Person, Person.case_id == Case.id)
            .where(Person.name_folded.in_(list(_orders(folded))), Case.merged_into_id.is_(None))
            .order_by(Case.reference)
        ).all()
        cases = session.execute(
            sa.select(Case.id, Case.referent, Case.reference).where(
                Case.reference == text.strip(), Case.merged_into_id.is_(None)
            )
        ).all()
    found = [
        *(FollowedElsewhere(id_, display_name(*name), who) for id_, who, *name in people),
        *(FollowedElsewhere(id_, reference, who) for id_, who, reference in cases),
    ]
    hidden = {one.case_id: one for one in found if sight.hides(one.case_id, one.referent)}
    return tuple(hidden.values())[:MOST]


def _orders(folded: str) -> Iterator[str]:
    """Yield a name with its words in each order: one says « Awa Ouattara » and « Ouattara Awa »."""
    words = folded.split()
    if len(words) > _MOST_WORDS:
        yield " ".join(words)
        return
    yield from dict.fromkeys(" ".join(order) for order in permutations(words))
