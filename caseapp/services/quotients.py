"""The quotients of the service: shipped ones to start from, and its own formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain import formula
from caseapp.domain.formula import Formula, FormulaError
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.quotients import load_quotients
from caseapp.services.budget_variables import NAMES
from caseapp.services.undoable import Undoable, change
from db.models import QuotientFormula
from db.queries import budget as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.deadline import Confidence
    from caseapp.kernel.clock import Clock
    from caseapp.services.undoable import Before
    from db.store import Store

_NAME, _FUND, _NOTE = 120, 160, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFormula:
    """A formula that is shown on every budget."""

    id: UUID | None  # None: shipped
    key: str
    name: str
    fund: str
    text: str
    note: str
    confidence: Confidence | None


class QuotientDesk(Undoable):
    """The formulas of the service; one that bears the name of a shipped one stands in for it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _formula)
        self._clock = clock

    def check(self, text: str) -> str:
        """Return why a formula cannot be accepted, empty where it can."""
        try:
            formula.read(text, NAMES)
        except FormulaError as error:
            return str(error)
        return ""

    def save(self, typed: Mapping[str, str]) -> UUID:
        """Keep a new formula: name, fund, formula, note.

        Raises:
            UserInputError: a part cannot be accepted; `field` says which.
        """
        values = _read(typed)
        with self._store.write() as session:
            others = queries.formulas(session)
            _refuse_same_name(values["name"], others)
            last = max((other.position for other in others), default=-1)
            row = QuotientFormula(position=last + 1, updated_at=self._clock.now(), **values)
            session.add(row)
            session.flush()
            return row.id

    def change(self, formula_id: UUID, typed: Mapping[str, str]) -> Before:
        """Put a formula in the place of another; return what that one held, to undo.

        Raises:
            UserInputError: a part cannot be accepted; `field` says which.
            NotFoundError: it is no more.
        """
        values = _read(typed)
        with self._store.write() as session:
            others = queries.formulas(session)
            _refuse_same_name(values["name"], [one for one in others if one.id != formula_id])
            row = _formula(session, formula_id)
            return change(row, {**values, "updated_at": self._clock.now()})


def known(session: Session) -> tuple[KnownFormula, ...]:
    """Return the shipped formulas that the service did not replace, then its own."""
    own = tuple(
        KnownFormula(
            id=row.id,
            key=str(row.id),
            name=row.name,
            fund=row.fund,
            text=row.formula,
            note=row.note,
            confidence=None,
        )
        for row in queries.formulas(session)
    )
    replaced = {french.fold(one.name) for one in own}
    shipped = tuple(
        KnownFormula(
            id=None,
            key=one.key,
            name=one.name,
            fund=one.fund,
            text=one.formula,
            note=one.note,
            confidence=one.confidence,
        )
        for one in load_quotients().formulas
        if french.fold(one.name) not in replaced
    )
    return (*shipped, *own)


def parsed(one: KnownFormula) -> Formula:
    """Return a formula, read.

    Raises:
        FormulaError: it names what is no longer a variable.
    """
    return formula.read(one.text, NAMES)


def _read(typed: Mapping[str, str]) -> dict[str, str]:
    values = {
        name: " ".join(typed.get(name, "").split()) for name in ("name", "fund", "formula", "note")
    }
    if not values["name"]:
        raise UserInputError("name", "Donner un nom à ce quotient.")
    for name, most in (("name", _NAME), ("fund", _FUND), ("note", _NOTE)):
        if len(values[name]) > most:
            raise UserInputError(name, f"{most} caractères au plus.")
    try:
        formula.read(values["formula"], NAMES)
    except FormulaError as error:
        raise UserInputError("formula", str(error)) from None
    return values


def _refuse_same_name(name: str, others: Iterable[QuotientFormula]) -> None:
    same = french.fold(name)
    if any(french.fold(other.name) == same for other in others):
        raise UserInputError("name", "Une autre formule porte déjà ce nom.")


def _formula(session: Session, formula_id: UUID) -> QuotientFormula:
    row = session.get(QuotientFormula, formula_id)
    if row is None:
        raise NotFoundError("Cette formule n'existe plus.")
    return row
