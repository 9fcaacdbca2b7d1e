"""What is being prepared for one case: variants, the change half typed, what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseapp.domain.scenario import MOST_VARIANTS, Variant
from caseapp.services.change_forms import ChangeKind

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.domain.scenario import Change, Simulation

NEW = -1  # the place of a variant that is still to be made
_SHORT = {
    ChangeKind.JOB: "Emploi",
    ChangeKind.HOURS: "Autres heures",
    ChangeKind.JOB_LOSS: "Sans emploi",
    ChangeKind.SEPARATION: "Séparation",
    ChangeKind.PARTNER: "En couple",
    ChangeKind.BIRTH: "Naissance",
    ChangeKind.CHILD_LEAVES: "Départ",
    ChangeKind.MOVE: "Déménagement",
    ChangeKind.RETIREMENT: "Retraite",
    ChangeKind.DISABILITY: "Handicap",
    ChangeKind.FACT: "Autre fait",
}


@dataclass
class Draft:
    """Kept while the base is open, so that nothing typed is lost by looking elsewhere."""

    variants: list[Variant] = field(default_factory=list)
    simulation: Simulation | None = None  # of these variants; None while there is none
    kind: ChangeKind = ChangeKind.JOB
    texts: dict[ChangeKind, dict[str, str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    into: int = NEW  # the variant the next change joins
    saved_id: UUID | None = None
    name: str = ""  # under which it was kept
    is_stale: bool = False  # the household changed since
    is_changed: bool = False  # there is something to keep
    view: str = ""

    @property
    def named_simulation(self) -> Simulation:
        """The simulation with the names that its variants bear now.

        Raises:
            ValueError: nothing was computed.
        """
        if self.simulation is None:
            raise ValueError("nothing was computed")
        named = tuple(
            replace(tried, variant=variant)
            for tried, variant in zip(self.simulation.variants, self.variants, strict=True)
        )
        return replace(self.simulation, variants=named)

    @property
    def typed(self) -> dict[str, str]:
        """The texts of the change being typed."""
        return self.texts.setdefault(self.kind, {})

    @property
    def before(self) -> tuple[Change, ...]:
        """The changes that come before the one being typed."""
        return () if self.into == NEW else self.variants[self.into].changes

    @property
    def can_add(self) -> bool:
        """Whether the change being typed has a variant to go to."""
        return self.into != NEW or len(self.variants) < MOST_VARIANTS

    def add(self, change: Change) -> None:
        """Put a change in the variant chosen, or in a new one."""
        if self.into == NEW:
            self.variants.append(Variant(name=self._fresh_name(), changes=(change,)))
        else:
            old = self.variants[self.into]
            self.variants[self.into] = Variant(name=old.name, changes=(*old.changes, change))
        self.texts.pop(self.kind, None)
        self._answer_is_old()

    def remove(self, place: int, number: int) -> None:
        """Take a change out of a variant; the variant goes with its last one."""
        old = self.variants[place]
        left = (*old.changes[:number], *old.changes[number + 1 :])
        if left:
            self.variants[place] = Variant(name=old.name, changes=left)
        else:
            del self.variants[place]
            self.into = NEW
        self._answer_is_old()

    def rename(self, place: int, name: str) -> None:
        """Give a variant another name."""
        self.variants[place] = Variant(name=name, changes=self.variants[place].changes)
        self.is_changed = True
        if self.simulation is not None:
            self.simulation = self.named_simulation

    def put_back(self, variants: list[Variant]) -> None:
        """Undo: the variants as they were."""
        self.variants = variants
        self.into = NEW
        self._answer_is_old()

    def _answer_is_old(self) -> None:
        self.simulation = None
        self.is_changed, self.is_stale = True, False

    def _fresh_name(self) -> str:
        taken = {variant.name for variant in self.variants}
        start = _SHORT[self.kind]
        names = [start, *(f"{start} {n}" for n in range(2, MOST_VARIANTS + 2))]
        return next(name for name in names if name not in taken)
