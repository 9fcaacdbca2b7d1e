"""A change in words: « Awa : salaire de 1 200 €/mois dès janvier 2027 »."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from caseapp.domain import scenario
from caseapp.domain.facts import NOT_STATED, NoFact
from caseapp.kernel import french
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.typography import typeset
from caseapp.services.commune_text import show_commune
from caseapp.services.fact_choices import ACTIVITIES, DISABILITY_RATES, TENURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.calendar import Month
    from caseapp.rules.places import Communes
    from caseapp.services.change_forms import Subjects
    from caseapp.services.fact_definition import Choice
    from caseapp.services.fact_text import FactText


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """Says changes, with the names, the facts and the communes at hand."""

    subjects: Subjects
    words: FactText
    communes: Communes

    def of(self, change: scenario.Change) -> str:
        """Return what a change says, for a list and for paper."""
        said: dict[type[scenario.Change], Callable[[Any], str]] = {
            scenario.NewWage: self._job,
            scenario.JobLost: self._job_loss,
            scenario.Separated: self._separation,
            scenario.PartnerComes: self._partner,
            scenario.ChildBorn: self._birth,
            scenario.ChildLeaves: self._child_leaves,
            scenario.Moved: self._move,
            scenario.Retired: self._retirement,
            scenario.DisabilityRecognised: self._disability,
            scenario.FactEdited: self._fact,
        }
        return typeset(said[type(change)](change))

    def _name(self, who: str) -> str:
        name = self.subjects.name_of(who)
        return name[:1].upper() + name[1:]

    def _job(self, change: scenario.NewWage) -> str:
        since = _since(change.since)
        return f"{self._name(change.who)} : salaire {_of(change.amount)} {since}"

    def _job_loss(self, change: scenario.JobLost) -> str:
        benefit = f"ARE {_of(change.unemployment)}"
        if change.unemployment == ZERO:
            benefit = "sans ARE"
        return f"{self._name(change.who)} : perte d'emploi, {benefit} {_since(change.since)}"

    def _separation(self, change: scenario.Separated) -> str:
        return f"Séparation {_since(change.since)}"

    def _partner(self, change: scenario.PartnerComes) -> str:
        doing = change.activity
        first = "" if isinstance(doing, NoFact) else f"{_label(ACTIVITIES, doing)}, "
        wage = "sans salaire" if change.wage == ZERO else f"salaire {_of(change.wage)}"
        return f"Vie en couple {_since(change.since)} ({first}{wage})"

    def _birth(self, change: scenario.ChildBorn) -> str:
        return f"Naissance le {french.day(change.on)}"

    def _child_leaves(self, change: scenario.ChildLeaves) -> str:
        return f"Départ : {self.subjects.name_of(change.who)}, {_since(change.since)}"

    def _move(self, change: scenario.Moved) -> str:
        parts = []
        if isinstance(change.commune, str):
            parts.append(show_commune(change.commune, self.communes).partition(" (")[0])
        if not isinstance(change.tenure, NoFact):
            parts.append(_label(TENURES, change.tenure))
        if change.rent is not NOT_STATED:
            parts.append(f"loyer {_of(change.rent)}")
        where = f" ({', '.join(parts)})" if parts else ""
        return f"Déménagement {_since(change.since)}{where}"

    def _retirement(self, change: scenario.Retired) -> str:
        return f"{self._name(change.who)} : retraite {_of(change.pension)} {_since(change.since)}"

    def _disability(self, change: scenario.DisabilityRecognised) -> str:
        rate = change.rate
        known = "inconnu" if isinstance(rate, NoFact) else _label(DISABILITY_RATES, rate)
        more = ", avec RSDAE" if change.restriction is True else ""
        since = _since(change.since)
        return f"{self._name(change.who)} : taux d'incapacité {known}{more} {since}"

    def _fact(self, change: scenario.FactEdited) -> str:
        definition = self.subjects.edited(change.who, change.key)
        label, whose = definition.label, ""
        if change.who:
            whose = f"{self._name(change.who)}, "
            label = label[:1].lower() + label[1:] if label[1:2].islower() else label
        colon = "" if label.endswith("?") else " :"
        return f"{whose}{label}{colon} {_shown(change.value, definition, self.words)}"


def _since(month: Month) -> str:
    return f"dès {french.month(month)}"


def _of(amount: Money | NoFact) -> str:
    if isinstance(amount, NoFact):
        return "inconnu"
    return f"de {french.euros(amount, cents=bool(amount.cents % 100))}/mois"


def _label(choices: tuple[Choice, ...], value: Enum) -> str:
    return next(choice.label for choice in choices if choice.code == value.value)


def _shown(value: Any, definition: Any, words: FactText) -> str:
    if value is NOT_STATED:
        return "non indiqué"
    stored = value
    if isinstance(value, Money):
        stored = value.cents
    elif isinstance(value, date):
        stored = value.isoformat()
    elif isinstance(value, Enum):
        stored = value.value
    return words.show(definition, stored)
