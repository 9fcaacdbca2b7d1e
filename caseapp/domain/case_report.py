"""What a report of a case discloses, ready to be laid out.

Words are the ones of the screens and come as texts; amounts and dates stay typed, since the
page aligns them. Nothing here shows itself in a log: every class is without a repr.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from caseapp.domain.estimate import Range
    from caseapp.domain.facts import Fact, NoFact
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money


class Section(StrEnum):
    """A part of the report the caseworker chooses to disclose or not, in reading order."""

    PEOPLE = "people"
    HEALTH = "health"  # what is sensitive, for a recipient who needs it
    CONTACTS = "contacts"  # how to reach them: for a recipient who has to
    MANDATES = "mandates"  # what the person permits, to whom and until when
    RESOURCES = "resources"
    RIGHTS = "rights"
    CLAIMS = "claims"
    DEADLINES = "deadlines"
    DUTIES = "duties"  # declarations, renewals and ages of the year to come
    NEXT_STEPS = "next_steps"
    CLOSING = "closing"  # why and when the follow-up ended
    INTERVIEWS = "interviews"  # those that were named one by one


# What a report holds unless told otherwise; an interview is only ever disclosed by name, and
# health, numbers and addresses, mandates, the year to come and a closing, only where they are
# asked for.
ALL_SECTIONS = frozenset(Section) - {
    Section.HEALTH,
    Section.CONTACTS,
    Section.MANDATES,
    Section.DUTIES,
    Section.CLOSING,
    Section.INTERVIEWS,
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PersonEntry:
    """One person of the household."""

    name: str  # « OUATTARA Awa »
    link: str  # « demandeuse », « enfant »
    birth_date: Fact[dt.date]
    situation: str = ""  # « salariée à temps partiel, parent isolé depuis février 2024 »


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HealthEntry:
    """What is known of the health of one person, or of the household."""

    name: str  # « OUATTARA Awa », « Foyer »
    facts: tuple[str, ...]  # « Taux d'incapacité : de 50 à 79 % »


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ContactEntry:
    """How one person, or the home, is reached."""

    name: str  # « OUATTARA Awa », « Domicile »
    reached_by: tuple[str, ...]  # « 06 39 98 41 27 »


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MandateEntry:
    """One mandate or consent that still holds."""

    kind: str  # « accord de partage d'informations »
    covers: str
    giver: str  # « OUATTARA Awa », empty where nobody is named
    holder: str  # « la CAF », empty where nobody is named
    period: str  # « du 12/11/2026 au 12/11/2027 »
    is_signed: bool  # its signed document is in the case


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BudgetEntry:
    """One resource or one charge of the month."""

    label: str
    amount: Money | NoFact


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BudgetPart:
    """Resources and charges of one month; what remains is None where an amount is unknown."""

    month: Month
    resources: tuple[BudgetEntry, ...] = ()
    charges: tuple[BudgetEntry, ...] = ()
    remainder: Money | None = None  # « reste à vivre » of the month
    remainder_per_day: Money | None = None  # per day and person
    housing_share: Decimal | None = None  # « taux d'effort logement », in per cent


AmountOrWords: TypeAlias = "Range | Money | str"  # words: « gratuite », « ouverte », « »


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RightEntry:
    """One estimated right."""

    right: str  # « Aide personnalisée au logement »
    outcome: str  # « probable »
    estimated: AmountOrWords = ""
    received: AmountOrWords = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EstimatePart:
    """The latest estimate, with its date and the versions it was made with."""

    on: dt.date
    month: Month
    engine: str  # « OpenFisca-France 176.1.8 »
    catalogue: str  # date of the catalogue
    rights: tuple[RightEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ClaimDate:
    """One dated event of a claim: « déposée », « refus notifié »."""

    label: str
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ClaimEntry:
    """One claim, where it stands and its dates in order."""

    right: str
    agency: str
    state: str  # « pièces à réunir (2 sur 3) »
    dates: tuple[ClaimDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DeadlineEntry:
    """One open deadline; the caseworker acts by the cautious date."""

    label: str  # « Silence de la CAF : rejet implicite »
    claim: str  # « Allocation de soutien familial »
    cautious_on: dt.date
    computed_on: dt.date
    article: str = ""  # empty for a practical date
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NextStep:
    """One thing to do next, with who does it and by when, where that is known."""

    text: str
    who: str = ""
    by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class InterviewEntry:
    """One interview, without the private notes: they are never read into a report."""

    on: dt.date
    heading: str  # « suivi · visite à domicile, au domicile · 45 min »
    present: str  # « OUATTARA Awa, Mme Petit (CCAS) »
    author: str
    facts: str
    words: str
    analysis: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ClosingEntry:
    """One closing of the case; what was left to be done is the service's own list."""

    on: dt.date
    reason: str  # « Objectif atteint »
    relay: str  # who follows from then on
    note: str
    reopened_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WrittenPart:
    """What the caseworker writes under a heading of the outline."""

    title: str  # « Évaluation sociale »
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CaseReportData:
    """The report of one case. A part that is not in `sections` is never laid out."""

    service_name: str
    service_address: str
    reference: str  # « 2026-0147 »
    person: str  # « OUATTARA Awa »
    author: str  # « Claire Morel, assistante de service social »
    recipient: str  # who receives it
    purpose: str  # what for
    consent: str  # « Communiqué avec l'accord de la personne du 20/11/2026. »
    edited_at: dt.datetime  # aware
    sections: frozenset[Section] = ALL_SECTIONS
    people: tuple[PersonEntry, ...] = ()
    health: tuple[HealthEntry, ...] = ()
    contacts: tuple[ContactEntry, ...] = ()
    mandates: tuple[MandateEntry, ...] = ()
    budget: BudgetPart | None = None
    estimate: EstimatePart | None = None  # None: no estimate was made
    claims: tuple[ClaimEntry, ...] = ()
    deadlines: tuple[DeadlineEntry, ...] = ()
    duties: tuple[DeadlineEntry, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    closings: tuple[ClosingEntry, ...] = ()
    interviews: tuple[InterviewEntry, ...] = ()
    title: str = "Rapport de situation"
    written: tuple[WrittenPart, ...] = ()

    @property
    def file_name(self) -> str:
        """The name proposed for the file: the reference, never the person's name."""
        return f"{self.title.partition(' :')[0].partition(' (')[0]} {self.reference}.pdf"
