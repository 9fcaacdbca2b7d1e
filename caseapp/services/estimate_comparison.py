"""What changed between two estimates of a case: in the rights, and in what was known."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import NOT_STATED, NoFact
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.typography import typeset
from caseapp.rules.conditions.vocabulary import DECLARED
from caseapp.services.case_rows import display_name
from caseapp.services.declared_definitions import declared_fact
from caseapp.services.estimate_rows import (
    AmountDifference,
    Comparison,
    EstimateSummary,
    FactDifference,
)
from caseapp.services.household_facts import (
    HOUSEHOLD_FACTS,
    PERSON_FACTS,
    REFERENCE_INCOME,
    ROLES,
    definition_of,
)
from caseapp.services.resource_grid import HISTORY, label_of_kind
from caseapp.services.right_rows import name_of
from caseapp.services.typed_values import of_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caseapp.domain.estimate import Range
    from caseapp.domain.household import Household, Person, ReceivedRight, Resource, Role
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.estimate_rows import SavedEstimate
    from caseapp.services.fact_text import FactText
    from caseapp.services.stored_household import StoredHousehold


def compare(
    earlier: SavedEstimate,
    later: SavedEstimate,
    stored: StoredHousehold,
    catalogue: Catalogue,
    words: FactText,
) -> Comparison:
    """Return what changed from one estimate to a later one; what is the same is left out."""
    names = {
        str(p.id): p.first_name or display_name(p.last_name, p.first_name)
        for p in (*stored.people, *stored.gone)
    }
    facts = _Facts(earlier.household, later.household, names, catalogue, words)
    return Comparison(
        earlier=_summary(earlier),
        later=_summary(later),
        rights=tuple(_rights(earlier, later, catalogue)),
        facts=tuple(facts.differences()),
        same_engine=earlier.engine == later.engine,
        same_catalogue=earlier.catalogue == later.catalogue,
        same_month=earlier.month == later.month,
    )


def _summary(saved: SavedEstimate) -> EstimateSummary:
    return EstimateSummary(
        id=saved.id,
        made_at=saved.made_at,
        on=saved.on,
        month=saved.month,
        engine=saved.engine,
        catalogue=saved.catalogue,
        is_latest=saved.is_latest,
    )


def _rights(
    earlier: SavedEstimate, later: SavedEstimate, catalogue: Catalogue
) -> Iterator[AmountDifference]:
    before = {answer.right: answer for answer in earlier.estimate.rights}
    after = {answer.right: answer for answer in later.estimate.rights}
    for code in (*after, *(code for code in before if code not in after)):
        old, new = before.get(code), after.get(code)
        if old and new and (old.outcome, old.amount) == (new.outcome, new.amount):
            continue
        old_amount = old.amount if old else None
        new_amount = new.amount if new else None
        yield AmountDifference(
            right=code,
            name=name_of(code, catalogue)[0],
            before_outcome=old.outcome if old else None,
            after_outcome=new.outcome if new else None,
            before=old_amount,
            after=new_amount,
            change=_change(old_amount, new_amount),
        )


def _change(before: Range | None, after: Range | None) -> Money | None:
    """Return how much more is paid, where both are exact; nothing counts as zero."""
    known = [amount for amount in (before, after) if amount is not None]
    if not known or any(amount.min != amount.max for amount in known):
        return None
    if before and after and before.period is not after.period:
        return None
    return (after.min if after else ZERO) - (before.min if before else ZERO)


class _Facts:
    """Compares two households fact by fact, in the words of the page."""

    def __init__(
        self,
        before: Household,
        after: Household,
        names: Mapping[str, str],
        catalogue: Catalogue,
        words: FactText,
    ) -> None:
        self._before = before
        self._after = after
        self._names = names
        self._catalogue = catalogue
        self._words = words

    def differences(self) -> Iterator[FactDifference]:
        """Yield what changed: people, their facts and resources, the household's."""
        before = {person.id: person for person in self._before.people}
        after = {person.id: person for person in self._after.people}
        for person in after.values():
            if person.id not in before:
                yield FactDifference(label="Personne ajoutée", before="", after=self._name(person))
            else:
                yield from self._of_person(before[person.id], person)
        for person in before.values():
            if person.id not in after:
                yield FactDifference(label="Personne retirée", before=self._name(person), after="")
        yield from self._of_household()
        yield from self._amounts(
            _by(self._before.received, "right"), _by(self._after.received, "right"), ""
        )

    def _of_person(self, before: Person, after: Person) -> Iterator[FactDifference]:
        who = f" · {self._name(after)}"
        if before.role is not after.role:
            old, new = _role(before.role), _role(after.role)
            yield FactDifference(label=f"Lien{who}", before=old, after=new)
        for fact in PERSON_FACTS:
            if fact.for_file:
                continue
            old, new = getattr(before, fact.key), getattr(after, fact.key)
            if old != new:
                yield self._difference(fact.key, fact.label + who, old, new, of_person=True)
        yield from self._amounts(_by(before.resources, "kind"), _by(after.resources, "kind"), who)

    def _of_household(self) -> Iterator[FactDifference]:
        for fact in HOUSEHOLD_FACTS:
            old, new = _home(self._before, fact.key), _home(self._after, fact.key)
            if old != new:
                yield self._difference(fact.key, fact.label, old, new, of_person=False)
        answers = dict(self._before.declared), dict(self._after.declared)
        for key in sorted({*answers[0], *answers[1]}):
            old, new = (known.get(key, NOT_STATED) for known in answers)
            if old != new:
                fact = declared_fact(DECLARED + key)
                yield self._difference(fact.key, fact.label, old, new, of_person=False)
        incomes = dict(self._before.tax.reference_income), dict(self._after.tax.reference_income)
        for year in sorted({*incomes[0], *incomes[1]}):
            old, new = (known.get(year, NOT_STATED) for known in incomes)
            if old != new:
                key = f"{REFERENCE_INCOME}{year}"
                label = definition_of(key, of_person=False).label
                yield self._difference(key, label, old, new, of_person=False)

    def _difference(
        self, key: str, label: str, old: Any, new: Any, *, of_person: bool
    ) -> FactDifference:
        definition = definition_of(key, of_person=of_person)
        texts = [
            "non indiqué" if fact is NOT_STATED else self._words.show(definition, _stored(fact))
            for fact in (old, new)
        ]
        return FactDifference(label=typeset(label), before=texts[0], after=texts[1])

    def _amounts(
        self,
        before: Mapping[str, Sequence[Resource | ReceivedRight]],
        after: Mapping[str, Sequence[Resource | ReceivedRight]],
        who: str,
    ) -> Iterator[FactDifference]:
        for nature in (*after, *(nature for nature in before if nature not in after)):
            old, new = before.get(nature, ()), after.get(nature, ())
            changed = [
                month for month in self._months() if self._old(old, month) != _amount(new, month)
            ]
            if not changed:
                continue
            last = changed[-1]
            others = f" (et {len(changed) - 1} autres mois)" if len(changed) > 1 else ""
            label = f"{self._nature(nature)} {of_month(french.month(last))}{others}{who}"
            yield FactDifference(
                label=label, before=_text(self._old(old, last)), after=_text(_amount(new, last))
            )

    def _old(self, entries: Sequence[Resource | ReceivedRight], month: Month) -> Money | NoFact:
        """Return what was known of a month; what had not come yet was to go on unchanged."""
        return _amount(entries, min(month, self._last(self._before)))

    def _months(self) -> Iterator[Month]:
        last = self._last(self._after)
        return last.plus(-HISTORY).until(last)

    @staticmethod
    def _last(household: Household) -> Month:
        return Month.of(household.date)

    def _nature(self, nature: str) -> str:
        if nature in self._catalogue.codes():
            return f"{self._catalogue.right(nature).short_name} en paiement"
        return label_of_kind(nature)

    def _name(self, person: Person) -> str:
        return self._names.get(person.id, _role(person.role))


def _role(role: Role) -> str:
    return next(choice.label for choice in ROLES if choice.code == role)


def _by(
    entries: Sequence[Resource | ReceivedRight], name: str
) -> dict[str, list[Resource | ReceivedRight]]:
    found: dict[str, list[Resource | ReceivedRight]] = {}
    for entry in entries:
        found.setdefault(str(getattr(entry, name)), []).append(entry)
    return found


def _amount(entries: Sequence[Resource | ReceivedRight], month: Month) -> Money | NoFact:
    covering = [entry.amount for entry in entries if entry.first <= month <= entry.last]
    return covering[-1] if covering else ZERO


def _text(amount: Money | NoFact) -> str:
    return "inconnu" if isinstance(amount, NoFact) else french.euros(amount)


def _home(household: Household, key: str) -> Any:
    """Return a fact of the household by its key; what only the file keeps is not there."""
    part, dot, name = key.rpartition(".")
    owner = getattr(household, part, None) if dot else household
    return getattr(owner, name, NOT_STATED)


def _stored(fact: Any) -> Any:
    match fact:
        case Money():
            return fact.cents
        case date():
            return fact.isoformat()
        case Enum():
            return fact.value
        case _:
            return fact
