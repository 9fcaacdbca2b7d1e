"""Rows of the services that a person paid for, and of the steps that take back control."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.money import Money
    from caseapp.rules.paid_services import TakingBack


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step, and when it was done; a report says too when the person agreed to it."""

    step: TakingBack
    done_on: date | None
    agreed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidServiceRow:
    """One paid service of a case."""

    id: UUID
    name: str = field(repr=False)
    signed: str = field(repr=False)
    signed_on: date | None
    paid: Money | None
    monthly: Money | None
    handed: tuple[str, ...]  # codes
    steps: tuple[StepRow, ...]
    note: str = field(repr=False)

    @property
    def left(self) -> int:
        """How many steps are to do; a report, which is optional, is none of them."""
        return sum(row.done_on is None for row in self.steps if not row.step.agreement)

    @property
    def state_words(self) -> str:
        """« 7 étapes à faire », « accès repris »."""
        return f"{french.plural(self.left, 'étape')} à faire" if self.left else "accès repris"

    @property
    def money_words(self) -> str:
        """« 29 € payés, 29,90 € par mois », « somme inconnue »."""
        parts = []
        if self.paid is not None:
            parts.append(f"{_euros(self.paid)} payés")
        if self.monthly is not None and self.monthly.cents:
            parts.append(f"{_euros(self.monthly)} par mois")
        return ", ".join(parts) or "somme inconnue"


def _euros(amount: Money) -> str:
    return french.euros(amount, cents=bool(amount.cents % 100))
