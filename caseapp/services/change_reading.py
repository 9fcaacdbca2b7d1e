"""From the texts of a form to the change they mean, or to the sentence at the field at fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from caseapp.domain import scenario
from caseapp.domain.facts import NOT_STATED, UNKNOWN, Fact, NoFact
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    ResourceKind,
    Tenure,
    amount_in,
)
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, months_after
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.typography import typeset
from caseapp.rules.unemployment import benefit_after
from caseapp.services import change_forms as forms
from caseapp.services import typed_values
from caseapp.services.change_forms import ChangeKind
from caseapp.services.stored_household import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from caseapp.services.change_forms import Subjects
    from caseapp.services.fact_definition import FactDefinition
    from caseapp.services.fact_text import FactText

_BIRTH_AHEAD = 10  # months: of a pregnancy known today


class ChangeReader:
    """Reads one form; every refusal names its field."""

    def __init__(
        self,
        kind: ChangeKind,
        texts: Mapping[str, str],
        subjects: Subjects,
        words: FactText,
        today: date,
    ) -> None:
        self._kind, self._texts, self._subjects = kind, texts, subjects
        self._words, self._today = words, today
        asked = forms.definitions(kind, texts, subjects, today)
        self._asked = {definition.key: definition for definition in asked}

    def read(self) -> scenario.Change:
        """Return the change.

        Raises:
            UserInputError: a field is missing, or cannot be accepted.
        """
        readers: dict[ChangeKind, Callable[[], scenario.Change]] = {
            ChangeKind.JOB: self._job,
            ChangeKind.HOURS: self._hours,
            ChangeKind.JOB_LOSS: self._job_loss,
            ChangeKind.SEPARATION: lambda: scenario.Separated(since=self._since()),
            ChangeKind.PARTNER: self._partner,
            ChangeKind.BIRTH: self._birth,
            ChangeKind.CHILD_LEAVES: self._child_leaves,
            ChangeKind.MOVE: self._move,
            ChangeKind.RETIREMENT: self._retirement,
            ChangeKind.DISABILITY: self._disability,
            ChangeKind.FACT: self._fact,
        }
        return readers[self._kind]()

    def _job(self) -> scenario.Change:
        return scenario.NewWage(who=self._who(), amount=self._amount("amount"), since=self._since())

    def _job_loss(self) -> scenario.Change:
        return scenario.JobLost(who=self._who(), unemployment=self._benefit(), since=self._since())

    def _child_leaves(self) -> scenario.Change:
        return scenario.ChildLeaves(who=self._who(), since=self._since())

    def _retirement(self) -> scenario.Change:
        return scenario.Retired(
            who=self._who(), pension=self._amount("pension"), since=self._since()
        )

    def _disability(self) -> scenario.Change:
        return scenario.DisabilityRecognised(
            who=self._who(),
            rate=self._choice("rate", DisabilityRate),
            restriction=self._value("restriction"),
            since=self._since(),
        )

    def _hours(self) -> scenario.Change:
        who = self._who()
        now = Decimal(self._whole("hours_now"))
        then = Decimal(self._whole("hours_then"))
        wage = self._present_wage(who)
        if isinstance(wage, NoFact) or not wage:
            raise UserInputError(
                "hours_now", "Aucun salaire connu ce mois-ci : indiquer plutôt le nouveau salaire."
            )
        return scenario.NewWage(who=who, amount=wage.times(then / now), since=self._since())

    def _benefit(self) -> Money | NoFact:
        given = self._value("amount")
        if given is not NOT_STATED:
            return UNKNOWN if isinstance(given, NoFact) else Money(given)
        wage = self._present_wage(self._who())
        return UNKNOWN if isinstance(wage, NoFact) else benefit_after(wage)

    def _partner(self) -> scenario.Change:
        couple = self._value("couple")
        wage = self._value("wage")
        return scenario.PartnerComes(
            couple=Couple.COHABITING if couple is NOT_STATED else self._choice("couple", Couple),
            birth_date=self._stated("birth_date", date.fromisoformat),
            activity=self._stated("activity", Activity),
            wage=ZERO if wage is NOT_STATED else self._amount("wage"),
            since=self._since(),
        )

    def _birth(self) -> scenario.Change:
        on = self._needed("on", "Indiquer la date de naissance, même approchée.")
        if isinstance(on, NoFact):
            raise UserInputError("on", "Indiquer une date, même approchée.")
        day = date.fromisoformat(on)
        first = Month.of(self._today).plus(-forms.MONTHS_BEFORE).first_day
        if day < first:
            raise UserInputError("on", typeset(f"Cette date est avant le {french.day(first)}."))
        if day > months_after(self._today, _BIRTH_AHEAD):
            raise UserInputError("on", "Cette date est dans plus de dix mois.")
        return scenario.ChildBorn(on=day, since=Month.of(day))

    def _move(self) -> scenario.Change:
        tenure: Fact[Tenure] = self._choice("tenure", Tenure)
        rented = isinstance(tenure, NoFact) or tenure.is_rented
        rent = self._value("rent")
        unstated: Fact[Money] = UNKNOWN if rented else NOT_STATED
        return scenario.Moved(
            tenure=tenure,
            commune=self._stated("commune", str),
            rent=unstated if rent is NOT_STATED else _money(rent),
            charges=self._stated("charges", Money, otherwise=NOT_STATED),
            since=self._since(),
        )

    def _fact(self) -> scenario.Change:
        self._needed("subject", "Choisir une personne, ou le foyer.")
        key = str(self._needed("key", "Choisir une information."))
        if key == forms.CLOSED:
            key = str(self._needed(forms.CLOSED, "Choisir une information."))
        field = forms.VALUE + key
        subject = self._texts["subject"]
        who = "" if subject == forms.HOME else subject
        stored = self._value(field)
        value: Any = stored
        if not isinstance(stored, NoFact):
            value = decode(key, stored, of_person=bool(who))
        return scenario.FactEdited(who=who, key=key, value=value, since=Month.of(self._today))

    # ------------------------------------------------------------------ fields
    def _who(self) -> str:
        may = forms.who_may(self._kind, self._subjects)
        if len(may) == 1:
            return may[0].code
        who = self._needed("who", "Choisir la personne.")
        if not any(choice.code == who for choice in may):
            raise UserInputError("who", "Cette personne n'est plus dans le foyer.")
        return str(who)

    def _since(self) -> Month:
        text = self._texts.get("since", "").strip()
        now = Month.of(self._today)
        if not text:
            return now
        try:
            month = self._month(text)
        except ValueError as error:
            raise UserInputError("since", typeset(str(error))) from None
        first, last = now.plus(-forms.MONTHS_BEFORE), now.plus(forms.MONTHS_AFTER)
        if not first <= month <= last:
            span = f"Indiquer un mois de {french.month(first)} à {french.month(last)}."
            raise UserInputError("since", span)
        return month

    def _month(self, text: str) -> Month:
        """Read a month or a day; « 02/27 » is to come."""
        next_year = self._today.replace(year=self._today.year + 1, day=1)
        if typed_values.looks_like_month(text):
            return typed_values.read_month(text, today=next_year)
        return Month.of(typed_values.read_date(text, today=next_year))

    def _amount(self, key: str) -> Money | NoFact:
        value = self._needed(key, "Indiquer un montant, ou « inconnu ».")
        return UNKNOWN if isinstance(value, NoFact) else Money(value)

    def _whole(self, key: str) -> int:
        value = self._needed(key, "Indiquer un nombre d'heures.")
        if isinstance(value, NoFact):
            raise UserInputError(key, "Indiquer un nombre d'heures.")
        return int(value)

    def _choice(self, key: str, kind: Any) -> Any:
        value = self._needed(key, "Choisir dans la liste, ou « inconnu ».")
        return UNKNOWN if isinstance(value, NoFact) else kind(value)

    def _stated(self, key: str, kind: Any, *, otherwise: NoFact = UNKNOWN) -> Any:
        value = self._value(key)
        if value is NOT_STATED:
            return otherwise
        return value if isinstance(value, NoFact) else kind(value)

    def _needed(self, key: str, sentence: str) -> Any:
        value = self._value(key)
        if value is NOT_STATED:
            raise UserInputError(key, sentence)
        return value

    def _value(self, key: str) -> Any:
        definition: FactDefinition | None = self._asked.get(key)
        if definition is None:
            return NOT_STATED
        return self._words.read(definition, self._texts.get(key, ""), field=key)

    def _present_wage(self, who: str) -> Money | NoFact:
        person = next(p for p in self._subjects.household.people if p.id == who)
        month = Month.of(self._subjects.household.date)
        return amount_in(person.resources, ResourceKind.WAGE, month)


def _money(stored: Any) -> Fact[Money]:
    return stored if isinstance(stored, NoFact) else Money(stored)
