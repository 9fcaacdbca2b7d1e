"""What both cases say, and not alike: facts, names, lines of resources, payments, the referent.

Each difference knows how to let the other value win. Nothing is thrown away: the value that
loses stays with the merged case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.household_facts import definition_of
from caseapp.services.merging.rows import Difference, Lost, MergeChoice, Side
from caseapp.services.resource_grid import KINDS, RIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from uuid import UUID

    from caseapp.services.fact_text import FactText
    from caseapp.services.merging.household import TwoCases
    from db.models import FactRow, Payment, Person, ResourceLine

_FACT = ("value", "since", "recorded_at")
_NAME = ("last_name", "first_name", "name_folded")
_PAYMENT = ("cents", "recorded_at")
_REFERENT = "referent"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows that say the same thing otherwise, and what to do where the other wins."""

    difference: Difference
    kept_row: Any = field(repr=False)
    merged_row: Any = field(repr=False)  # stays with the merged case, lines that won apart
    _swap: Callable[[Any, Any], object] = field(repr=False)

    def let_merged_win(self) -> None:
        """Let the value of the merged case be the one that is kept."""
        self._swap(self.kept_row, self.merged_row)

    def lost(self) -> Lost:
        """Return the value that does not win."""
        shown = self.difference
        wins, loses = shown.kept, shown.merged
        if shown.side is Side.MERGED:
            wins, loses = loses, wins
        return Lost(label=shown.label, kept=wins, lost=loses)


class Clashes:
    """Finds the differences of two cases, once it is known who is who."""

    def __init__(
        self,
        two: TwoCases,
        matches: Mapping[UUID, UUID],
        words: FactText,
        right_name: Callable[[str], str],
        choice: MergeChoice,
    ) -> None:
        self._two, self._matches = two, matches
        self._words, self._right_name = words, right_name
        self._choice = choice
        self._names = {
            person.id: display_name(person.last_name, person.first_name)
            for person in two.kept.people
        }

    def all(self) -> Iterator[Clash]:
        """Return every difference, in the order of the page of a household."""
        yield from self._referent()
        yield from self._people()
        yield from self._facts()
        yield from self._lines()
        yield from self._payments()

    def _referent(self) -> Iterator[Clash]:
        kept, merged = self._two.kept.case, self._two.merged.case
        if kept.referent and merged.referent and kept.referent != merged.referent:
            yield self._clash(
                "case/referent",
                "Référent",
                (kept.referent, merged.referent),
                (kept, merged),
                partial(_swap, columns=(_REFERENT,)),
            )

    def _people(self) -> Iterator[Clash]:
        kept = {person.id: person for person in self._two.kept.people}
        for other in self._two.merged.people:
            one = kept.get(self._matches.get(other.id))  # type: ignore[arg-type]  # None: nobody
            if one is None or (one.last_name, one.first_name) == (
                other.last_name,
                other.first_name,
            ):
                continue
            yield self._clash(
                f"person/{other.id}",
                f"{self._names[one.id]} : nom et prénom",
                (self._names[one.id], display_name(other.last_name, other.first_name)),
                (one, other),
                partial(_swap, columns=_NAME),
            )

    def _facts(self) -> Iterator[Clash]:
        kept = {(fact.person_id, fact.key): fact for fact in self._two.kept.facts}
        for other in self._two.merged.facts:
            one = kept.get((self._now(other.person_id), other.key))
            if one is None or one.value == other.value:
                continue
            yield self._clash(
                f"fact/{other.id}",
                self._about(one.person_id, self._fact_label(one)),
                (self._fact_text(one), self._fact_text(other)),
                (one, other),
                partial(_swap, columns=_FACT),
                prefers_merged=_is_better(other, one),
            )

    def _lines(self) -> Iterator[Clash]:
        """A resource that both cases have is one resource: added up, it would count twice."""
        kept: dict[tuple[UUID | None, str], ResourceLine] = {}
        for line in self._two.kept.lines:
            kept.setdefault((line.person_id, line.nature), line)
        for other in self._two.merged.lines:
            one = kept.pop((self._now(other.person_id), other.nature), None)
            if one is None:
                continue
            yield self._clash(
                f"line/{other.id}",
                self._about(one.person_id, self._line_label(one)),
                (self._two.kept.line_text(one), self._two.merged.line_text(other)),
                (one, other),
                _change_places,
                is_alike=self._two.kept.months(one) == self._two.merged.months(other),
            )

    def _payments(self) -> Iterator[Clash]:
        kept = {(paid.right, paid.month): paid for paid in self._two.kept.payments}
        for other in self._two.merged.payments:
            one = kept.get((other.right, other.month))
            if one is None or one.cents == other.cents:
                continue
            month = french.month(Month.of(one.month))
            yield self._clash(
                f"payment/{other.id}",
                f"{self._right_name(one.right)} versé, {month}",
                (french.euros(Money(one.cents)), french.euros(Money(other.cents))),
                (one, other),
                partial(_swap, columns=_PAYMENT),
            )

    def _clash(
        self,
        key: str,
        label: str,
        texts: tuple[str, str],
        rows: tuple[Any, Any],
        swap: Callable[[Any, Any], object],
        *,
        prefers_merged: bool = False,
        is_alike: bool = False,
    ) -> Clash:
        proposed = Side.MERGED if prefers_merged else Side.KEPT
        side = Side.KEPT if is_alike else self._choice.sides.get(key, proposed)
        shown = Difference(
            key="" if is_alike else key, label=label, kept=texts[0], merged=texts[1], side=side
        )
        return Clash(shown, *rows, swap)

    def _now(self, person_id: UUID | None) -> UUID | None:
        return None if person_id is None else self._matches.get(person_id, person_id)

    def _about(self, person_id: UUID | None, label: str) -> str:
        return label if person_id is None else f"{self._names.get(person_id, '')} : {label}"

    def _fact_label(self, fact: FactRow) -> str:
        try:
            return definition_of(fact.key, of_person=fact.person_id is not None).label
        except KeyError:  # of another version of the program
            return fact.key

    def _fact_text(self, fact: FactRow) -> str:
        try:
            definition = definition_of(fact.key, of_person=fact.person_id is not None)
        except KeyError:
            return str(fact.value)
        return self._words.show(definition, fact.value)

    def _line_label(self, line: ResourceLine) -> str:
        if line.nature.startswith(RIGHT):
            return f"{self._right_name(line.nature.removeprefix(RIGHT))} en paiement"
        known = {choice.code: choice.label for choice in KINDS}
        return known.get(line.nature, line.nature)


def _is_better(other: FactRow, one: FactRow) -> bool:
    """Say whether a fact is known where the other is not, else whether it was entered later."""
    if UNKNOWN_JSON in (one.value, other.value):
        return bool(one.value == UNKNOWN_JSON)
    return other.recorded_at > one.recorded_at


def _swap(one: FactRow | Person | Payment | Any, other: Any, columns: Sequence[str]) -> None:
    """Let two rows change what they say: each stays where it is."""
    for name in columns:
        mine, its = getattr(one, name), getattr(other, name)
        setattr(one, name, its)
        setattr(other, name, mine)


def _change_places(one: ResourceLine, other: ResourceLine) -> None:
    """Let two lines change cases, each with its months."""
    for name in ("case_id", "person_id", "position"):
        mine, its = getattr(one, name), getattr(other, name)
        setattr(one, name, its)
        setattr(other, name, mine)
