"""The form of each change that can be simulated: its fields, as they stand and as they are typed.

A form is filled with texts by the key of their field; nothing typed is lost while it is not yet
acceptable, and the texts give the change once they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.typography import typeset
from caseapp.services.fact_choices import (
    ACTIVITIES,
    COUPLES,
    DISABILITY_RATES,
    TENURES,
    YES_NO,
)
from caseapp.services.fact_definition import Choice, FactDefinition, FactKind, Section
from caseapp.services.fact_text import UNKNOWN_TEXT
from caseapp.services.household_facts import (
    FOR_FILE,
    HOUSEHOLD_FACTS,
    PERSON_FACTS,
    definition_of,
    notice_years,
    reference_income,
)
from caseapp.services.household_page import FieldState, FieldValue
from caseapp.services.typed_values import is_unknown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from caseapp.domain.household import Household, Person

MONTHS_BEFORE, MONTHS_AFTER = (
    12,
    12,
)  # of a change: what the page of the household shows, and a year


class ChangeKind(StrEnum):
    """What can be simulated."""

    JOB = "job"
    HOURS = "hours"
    JOB_LOSS = "job_loss"
    SEPARATION = "separation"
    PARTNER = "partner"
    BIRTH = "birth"
    CHILD_LEAVES = "child_leaves"
    MOVE = "move"
    RETIREMENT = "retirement"
    DISABILITY = "disability"
    FACT = "fact"


KINDS: dict[ChangeKind, str] = {
    ChangeKind.JOB: "prendre un emploi, changer de salaire",
    ChangeKind.HOURS: "changer d'heures de travail",
    ChangeKind.JOB_LOSS: "perdre un emploi",
    ChangeKind.SEPARATION: "se séparer",
    ChangeKind.PARTNER: "vivre en couple",
    ChangeKind.BIRTH: "avoir un enfant",
    ChangeKind.CHILD_LEAVES: "départ d'un enfant",
    ChangeKind.MOVE: "déménager",
    ChangeKind.RETIREMENT: "partir à la retraite",
    ChangeKind.DISABILITY: "handicap reconnu",
    ChangeKind.FACT: "modifier une autre information",
}
HINTS: dict[ChangeKind, str] = {
    ChangeKind.JOB: "L'allocation chômage s'arrête quand le salaire commence.",
    ChangeKind.HOURS: "Le salaire suit les heures, au même taux horaire.",
    ChangeKind.JOB_LOSS: "Sans montant, l'allocation chômage est un ordre de grandeur d'après le "
    "dernier salaire ; 0 s'il n'y en aura pas.",
    ChangeKind.SEPARATION: "Les enfants restent avec la personne suivie ; les avis d'imposition "
    "du couple ne comptent plus.",
    ChangeKind.PARTNER: "Les avis d'imposition d'une personne seule ne comptent plus.",
    ChangeKind.MOVE: "Ce qui n'est pas indiqué du nouveau logement est inconnu.",
    ChangeKind.RETIREMENT: "Le salaire et l'allocation chômage s'arrêtent.",
}
VALUE = "value:"  # begins the key of the field of an edited fact
HOME = "home"  # the subject of a fact of the household
CLOSED = "closed"  # behind which the sensitive facts that no aid opened are chosen
_UNREAD = FOR_FILE | {"housing.moved_in", "tax.shares"}
_OF_RULES = (Section.COUPLE, Section.HOUSING, Section.SAVINGS)


def _field(key: str, label: str, kind: FactKind, **more: Any) -> FactDefinition:
    return FactDefinition(key=key, label=label, kind=kind, section=Section.PERSON, **more)


_WAGE = _field("amount", "Salaire net, par mois", FactKind.MONEY, hint="1 200")
_SINCE = _field("since", "À partir de", FactKind.DATE, month_is_enough=True)
_FIELDS: dict[ChangeKind, tuple[FactDefinition, ...]] = {
    ChangeKind.JOB: (_WAGE, _SINCE),
    ChangeKind.HOURS: (
        _field("hours_now", "Heures par semaine aujourd'hui", FactKind.INT, lowest=1, highest=60),
        _field("hours_then", "Heures par semaine ensuite", FactKind.INT, lowest=1, highest=60),
        _SINCE,
    ),
    ChangeKind.JOB_LOSS: (
        _field("amount", "Allocation chômage nette, par mois", FactKind.MONEY, default="estimée"),
        _SINCE,
    ),
    ChangeKind.SEPARATION: (_SINCE,),
    ChangeKind.PARTNER: (
        _field("couple", "Couple", FactKind.CHOICE, choices=COUPLES, default="concubinage"),
        _field("birth_date", "Naissance du partenaire", FactKind.DATE, in_past=True),
        _field("activity", "Activité du partenaire", FactKind.CHOICE, choices=ACTIVITIES),
        _field("wage", "Salaire net du partenaire", FactKind.MONEY, default="0 €"),
        _SINCE,
    ),
    ChangeKind.BIRTH: (_field("on", "Naissance", FactKind.DATE, hint="jj/mm/aaaa"),),
    ChangeKind.CHILD_LEAVES: (_SINCE,),
    ChangeKind.MOVE: (
        _field("tenure", "Occupation", FactKind.CHOICE, choices=TENURES),
        _field("commune", "Commune", FactKind.COMMUNE, hint="par son nom"),
        _field("rent", "Loyer hors charges", FactKind.MONEY),
        _field("charges", "Charges", FactKind.MONEY),
        _SINCE,
    ),
    ChangeKind.RETIREMENT: (
        _field("pension", "Retraite nette, par mois", FactKind.MONEY),
        _SINCE,
    ),
    ChangeKind.DISABILITY: (
        _field("rate", "Taux d'incapacité", FactKind.CHOICE, choices=DISABILITY_RATES),
        _field("restriction", "Restriction durable d'accès à l'emploi (RSDAE)", FactKind.BOOL),
        _SINCE,
    ),
    ChangeKind.FACT: (),
}
_OF_SOMEBODY = frozenset(
    {
        ChangeKind.JOB,
        ChangeKind.HOURS,
        ChangeKind.JOB_LOSS,
        ChangeKind.RETIREMENT,
        ChangeKind.DISABILITY,
        ChangeKind.CHILD_LEAVES,
    }
)


@dataclass(frozen=True, slots=True)
class Subjects:
    """The household as it will be when the change comes, and what its people are called."""

    household: Household
    names: Mapping[str, str]
    declared: Sequence[FactDefinition] = ()  # the questions of « Autres faits »
    closed: frozenset[tuple[str, str]] = frozenset()  # who (empty: the household), which fact

    def name(self, person: Person) -> str:
        """Return the first name of a person, or what the person is."""
        return self.names.get(person.id) or _ROLE_NAMES[person.role]

    def name_of(self, who: str) -> str:
        """Return what a person is called, by identifier."""
        found = next((p for p in self.household.people if p.id == who), None)
        return self.names.get(who, "cette personne") if found is None else self.name(found)

    def edited(self, who: str, key: str) -> FactDefinition:
        """Return the definition of the fact that a change edits."""
        asked = () if who else self.declared
        found = next((fact for fact in asked if fact.key == key), None)
        return found or definition_of(key, of_person=bool(who))


_ROLE_NAMES = {
    Role.APPLICANT: "la personne suivie",
    Role.PARTNER: "le partenaire",
    Role.CHILD: "l'enfant à naître",
    Role.OTHER: "l'autre personne",
}


def kinds(home: Household) -> tuple[Choice, ...]:
    """Return the changes that make sense in a household."""
    gone = {ChangeKind.PARTNER if home.partner else ChangeKind.SEPARATION}
    if not home.children:
        gone.add(ChangeKind.CHILD_LEAVES)
    return tuple(Choice(kind, words) for kind, words in KINDS.items() if kind not in gone)


def who_may(kind: ChangeKind, subjects: Subjects) -> tuple[Choice, ...]:
    """Return whom a change may concern."""
    if kind not in _OF_SOMEBODY:
        return ()
    child = kind is ChangeKind.CHILD_LEAVES
    roles = {Role.CHILD} if child else {Role.APPLICANT, Role.PARTNER, Role.OTHER}
    if kind is ChangeKind.DISABILITY:
        roles = set(Role)
    return tuple(
        Choice(p.id, subjects.name(p)) for p in subjects.household.people if p.role in roles
    )


def definitions(
    kind: ChangeKind, texts: Mapping[str, str], subjects: Subjects, today: dt.date
) -> tuple[FactDefinition, ...]:
    """Return the fields that a change asks for, given what is already typed."""
    if kind is ChangeKind.FACT:
        return tuple(_of_fact(texts, subjects, today))
    who = who_may(kind, subjects)
    asked = _FIELDS[kind]
    if len(who) > 1:
        label = "Quel enfant" if kind is ChangeKind.CHILD_LEAVES else "Pour"
        asked = (_field("who", label, FactKind.CHOICE, choices=who), *asked)
    now = french.month(Month.of(today))
    return tuple(replace(d, default=now) if d.key == "since" else d for d in asked)


def _of_fact(
    texts: Mapping[str, str], subjects: Subjects, today: dt.date
) -> Iterator[FactDefinition]:
    home = subjects.household
    people = tuple(Choice(p.id, subjects.name(p)) for p in home.people)
    yield _field("subject", "De qui", FactKind.CHOICE, choices=(Choice(HOME, "le foyer"), *people))
    person = next((p for p in home.people if p.id == texts.get("subject")), None)
    if person is None and texts.get("subject") != HOME:
        return
    facts = _facts_of_home(subjects, today) if person is None else _facts_of(person)
    whose = person.id if person else ""
    named = [Choice(f.key, f.label) for f in facts if (whose, f.key) not in subjects.closed]
    closed = [Choice(f.key, f.label) for f in facts if (whose, f.key) in subjects.closed]
    if closed:  # one quiet line: what an aid would need is chosen behind it
        words = french.plural(len(closed), "information fermée", "informations fermées")
        named.append(Choice(CLOSED, typeset(f"Santé : {words}")))
    yield _field("key", "Information", FactKind.CHOICE, choices=tuple(named))
    if texts.get("key") == CLOSED:
        yield _field(CLOSED, "Information de santé", FactKind.CHOICE, choices=tuple(closed))
    key = texts.get(CLOSED if texts.get("key") == CLOSED else "key")
    chosen = next((fact for fact in facts if fact.key == key), None)
    if chosen is not None:
        yield replace(
            chosen,
            key=VALUE + chosen.key,
            choices=YES_NO if chosen.kind is FactKind.BOOL else chosen.choices,
            default="",
        )


def _facts_of(person: Person) -> Sequence[FactDefinition]:
    return [f for f in PERSON_FACTS if person.role in f.roles and not f.for_file]


def _facts_of_home(subjects: Subjects, today: dt.date) -> Sequence[FactDefinition]:
    kept = [fact for fact in HOUSEHOLD_FACTS if fact.section in _OF_RULES]
    gone = _UNREAD | {"debts.rent", "single_since" if subjects.household.partner else "couple"}
    return [
        *(fact for fact in kept if fact.key not in gone),
        *map(reference_income, notice_years(today)),
        *subjects.declared,
    ]


def field_values(
    asked: Sequence[FactDefinition], texts: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[FieldValue, ...]:
    """Return the fields as they stand, each with what is typed and why it is refused."""
    return tuple(_value(d, texts.get(d.key, ""), errors.get(d.key, "")) for d in asked)


def _value(definition: FactDefinition, text: str, error: str) -> FieldValue:
    unknown = is_unknown(text)
    choices = YES_NO if definition.kind is FactKind.BOOL else definition.choices
    listed = definition.kind in {FactKind.CHOICE, FactKind.BOOL}
    state = FieldState.UNKNOWN if unknown else FieldState.VALUE if text else FieldState.NOT_STATED
    return FieldValue(
        path=definition.key,
        person_id=None,
        key=definition.key,
        label=definition.label,
        kind=definition.kind,
        state=state,
        text=UNKNOWN_TEXT if unknown else text,
        code=text if listed and not unknown else "",
        error=error,
        choices=choices,
        default=definition.default,
        hint=definition.hint,
    )
