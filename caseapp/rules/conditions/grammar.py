"""The schema of a test: structured YAML, checked as it is read; no expression, no `eval`.

`docs/decisions/conditions.md` tells it to who writes a file.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from caseapp.domain.estimate import Outcome, Period
from caseapp.rules.conditions.entries import Entry
from caseapp.rules.conditions.names import FACTS, ORDERED, FactName, Kind
from caseapp.rules.conditions.thresholds import BySize, Number, load_declared_thresholds
from caseapp.rules.conditions.vocabulary import load_declared_facts

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class Who(StrEnum):
    """Of whom a fact is asked."""

    APPLICANT = "applicant"
    PARTNER = "partner"
    ADULT = "adult"  # at least one
    EVERY_ADULT = "every_adult"
    CHILD = "child"  # at least one
    EVERY_CHILD = "every_child"
    PERSON = "person"  # at least one


class Operator(StrEnum):
    """How a fact is compared."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


_BOUNDS = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN)
_FIELDS = {"is": "is_", "in": "in_"}


class _Words(Entry):
    """A test, which may be asked in the same words by several rights."""

    @cached_property
    def words(self) -> str:
        """What it asks: the same text for the same test."""
        return f"{type(self).__name__} {self.model_dump_json(exclude_none=True)}"


class ThresholdRef(Entry):
    """A number by its name in `declared_thresholds.yaml`."""

    threshold: str

    @model_validator(mode="after")
    def _exists(self) -> ThresholdRef:
        if self.threshold not in load_declared_thresholds():
            raise ValueError(
                f"le seuil « {self.threshold} » n'est pas dans declared_thresholds.yaml"
            )
        return self


Bound = Number | ThresholdRef | BySize
Value = bool | int | float | str


class FactTest(_Words):
    """A fact of the household, or of one of its people, against one operand."""

    fact: str
    who: Who | None = None  # the applicant, or the person that `someone` speaks of
    is_: Value | None = Field(default=None, alias="is")
    is_not: Value | None = None
    in_: Annotated[tuple[Value, ...], Field(min_length=1)] | None = Field(default=None, alias="in")
    not_in: Annotated[tuple[Value, ...], Field(min_length=1)] | None = None
    at_least: Bound | None = None
    more_than: Bound | None = None
    at_most: Bound | None = None
    less_than: Bound | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> FactTest:
        name = FACTS.get(self.fact)
        if name is None:
            raise ValueError(f"le fait « {self.fact} » est inconnu")
        given = [operator for operator in Operator if self._of(operator) is not None]
        if len(given) != 1:
            raise ValueError(f"« {self.fact} » demande une comparaison, et une seule")
        if self.who is not None and not name.of_person:
            raise ValueError(f"« {self.fact} » est un fait du foyer : pas de « who »")
        if given[0] in _BOUNDS:
            if name.kind not in ORDERED:
                raise ValueError(f"« {self.fact} » ne se compare qu'avec is, is_not, in ou not_in")
        else:
            _check_values(self.fact, name, self.values)
        return self

    def _of(self, operator: Operator) -> Any:
        return getattr(self, _FIELDS.get(operator.value, operator.value))

    @cached_property
    def operator(self) -> Operator:
        """The one comparison."""
        return next(o for o in Operator if self._of(o) is not None)

    @cached_property
    def bound(self) -> Bound:
        """What an ordered comparison compares with."""
        bound: Bound = self._of(self.operator)
        return bound

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """What an equality compares with."""
        operand = self._of(self.operator)
        return operand if isinstance(operand, tuple) else (operand,)

    @cached_property
    def name(self) -> FactName:
        """What the fact is."""
        return FACTS[self.fact]


def _check_values(fact: str, name: FactName, values: tuple[Value, ...]) -> None:
    kind: type[Any] | tuple[type[Any], ...] = str
    if name.kind is Kind.FLAG:
        kind = bool
    elif name.kind in ORDERED:
        kind = (int, float)
    for value in values:
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise ValueError(f"« {value} » n'est pas une valeur de « {fact} »")
        if name.words and value not in name.words:
            known = ", ".join(sorted(name.words))
            raise ValueError(f"« {value} » n'est pas une valeur de « {fact} » : {known}")


class AllTest(_Words):
    """Every part must be met."""

    all: Annotated[tuple[Test, ...], Field(min_length=1)]


class AnyTest(_Words):
    """One part must be met."""

    any: Annotated[tuple[Test, ...], Field(min_length=1)]


class NotTest(_Words):
    """The part must not be met."""

    not_: Test = Field(alias="not")


class SomeoneTest(_Words):
    """One and the same person (or every one) meets the test; its facts without `who` are theirs."""

    someone: Who
    meets: Test


class ReceivesTest(_Words):
    """A right is in payment this month."""

    receives: Key


class RightTest(_Words):
    """The answer for another right of the same estimate."""

    right: Key
    outcome: Annotated[tuple[Outcome, ...], Field(min_length=1)] = (Outcome.LIKELY,)


class DeclaredTest(_Words):
    """A yes-or-no fact that only declared conditions read."""

    declared: Key
    question: str = ""  # of a local right: its own question

    @model_validator(mode="after")
    def _exists(self) -> DeclaredTest:
        if not self.question and self.declared not in load_declared_facts():
            raise ValueError(
                f"« {self.declared} » n'est pas dans declared_facts.yaml : ajouter « question »"
            )
        return self


_SHAPES = ("all", "any", "not", "someone", "fact", "receives", "right", "declared")


def _shape(value: object) -> str | None:
    """Return which kind of test this is, by the word that only this kind has."""
    if isinstance(value, Entry):
        found = type(value).__name__.removesuffix("Test").lower()
        return found if found in _SHAPES else None
    return next((s for s in _SHAPES if s in value), None) if isinstance(value, dict) else None


Test = Annotated[
    Annotated[AllTest, Tag("all")]
    | Annotated[AnyTest, Tag("any")]
    | Annotated[NotTest, Tag("not")]
    | Annotated[SomeoneTest, Tag("someone")]
    | Annotated[FactTest, Tag("fact")]
    | Annotated[ReceivesTest, Tag("receives")]
    | Annotated[RightTest, Tag("right")]
    | Annotated[DeclaredTest, Tag("declared")],
    Discriminator(
        _shape,
        custom_error_type="test_shape",
        custom_error_message="un test est attendu : " + ", ".join(_SHAPES),
    ),
]


class Payment(Entry):
    """What a right pays where `when` holds: a range, in euros."""

    when: Test | None = None
    min: Annotated[Number, Field(ge=0)]
    max: Annotated[Number, Field(ge=0)]
    period: Period
    basis: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Payment:
        if self.min > self.max:
            raise ValueError("« min » est au-dessus de « max »")
        return self


for _model in (AllTest, AnyTest, NotTest, SomeoneTest, Payment):
    _model.model_rebuild()
