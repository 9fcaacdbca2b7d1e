"""The sections of the report of a case: each a table, or the sentence that says it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from caseapp.domain.case_report import Section
from caseapp.domain.estimate import Range
from caseapp.domain.facts import NoFact
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, age_on
from caseapp.kernel.money import Money
from caseapp.reports import (
    case_budget,
    case_closing,
    case_health,
    case_interviews,
    case_mandates,
    case_tables,
    page,
    styles,
)
from caseapp.services.simulation_words import amount_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import (
        AmountOrWords,
        CaseReportData,
        ClaimEntry,
        ContactEntry,
        DeadlineEntry,
        EstimatePart,
        NextStep,
        PersonEntry,
    )

_DASH = "—"


def lay_out(section: Section, data: CaseReportData, today: dt.date) -> list[Flowable]:
    """Return what one section puts on the page."""
    parts: dict[Section, Callable[[], list[Flowable]]] = {
        Section.PEOPLE: lambda: _people(data.people, today),
        Section.HEALTH: lambda: case_health.lay_out(data.health),
        Section.CONTACTS: lambda: _contacts(data.contacts),
        Section.MANDATES: lambda: case_mandates.lay_out(data.mandates),
        Section.RESOURCES: lambda: case_budget.lay_out(data.budget),
        Section.RIGHTS: lambda: _rights(data.estimate),
        Section.CLAIMS: lambda: _claims(data.claims),
        Section.DEADLINES: lambda: _dates("Échéances", data.deadlines, "date de suivi"),
        Section.DUTIES: lambda: _dates("L'année à venir", data.duties, "date pratique"),
        Section.NEXT_STEPS: lambda: _next_steps(data.next_steps),
        Section.CLOSING: lambda: case_closing.lay_out(data.closings),
        Section.INTERVIEWS: lambda: case_interviews.lay_out(data.interviews),
    }
    return parts[section]()


def _people(people: Sequence[PersonEntry], today: dt.date) -> list[Flowable]:
    if not people:
        return case_tables.nothing("Foyer", "Aucune personne n'est enregistrée.")
    rows = [
        [
            styles.text(person.name, styles.CELL),
            styles.text(person.link, styles.CELL),
            styles.text(_birth(person, today), styles.DATE),
            styles.text(person.situation, styles.CELL),
        ]
        for person in people
    ]
    head = case_tables.columns("Personne", "Lien", "Naissance", "Situation")
    return [styles.listing("Foyer", [head, *rows], case_tables.widths(46, 26, 34))]


def _contacts(contacts: Sequence[ContactEntry]) -> list[Flowable]:
    if not contacts:
        return case_tables.nothing("Coordonnées", "Aucune coordonnée n'est enregistrée.")
    rows = [
        [styles.text(one.name, styles.CELL), styles.text("\n".join(one.reached_by), styles.CELL)]
        for one in contacts
    ]
    return [styles.listing("Coordonnées", rows, case_tables.widths(46))]


def _birth(person: PersonEntry, today: dt.date) -> str:
    match person.birth_date:
        case NoFact():
            return case_tables.no_fact(person.birth_date)
        case birth if birth > today:
            return f"à naître, {french.day(birth)}"
        case birth:
            return f"{french.day(birth)}, {_age(birth, today)}"


def _age(birth: dt.date, today: dt.date) -> str:
    years = age_on(birth, today)
    if years < 2:  # « 9 mois » and « 18 mois », as of a baby
        months = Month.of(today).minus(Month.of(birth)) - (today.day < birth.day)
        return french.plural(months, "mois", "mois")
    return french.plural(years, "an")


def _rights(estimate: EstimatePart | None) -> list[Flowable]:
    if estimate is None:
        return case_tables.nothing("Droits estimés", "Aucune estimation n'a été faite.")
    rows = [
        [
            styles.text(entry.right, styles.CELL),
            styles.text(entry.outcome, styles.CELL),
            styles.text(_estimated(entry.estimated), styles.AMOUNT),
            styles.text(_estimated(entry.received), styles.AMOUNT),
            styles.text(entry.remark, styles.CELL),
        ]
        for entry in estimate.rights
    ]
    head = case_tables.columns("Droit", "Résultat", "Estimé", "Perçu", "Remarque", right=(2, 3))
    catalogue = f", catalogue des droits du {estimate.catalogue}" if estimate.catalogue else ""
    note = (
        f"Estimation indicative pour {french.month(estimate.month)}, {estimate.engine}"
        f"{catalogue}. Montants par mois, sauf mention. Elle n'engage pas les organismes. "
        "Toutes les démarches citées sont gratuites."
    )
    heading = f"Droits estimés au {french.long_day(estimate.on)}"
    if not rows:
        nothing = case_tables.nothing(
            heading, "Aucun des droits calculés n'est probable ni à vérifier."
        )
        return [*nothing, Spacer(0, 1.5 * mm), styles.text(note, styles.NOTE)]
    last: list[Flowable] = [styles.text(note, styles.NOTE), *[styles.text("")] * 4]
    table = styles.listing(
        heading,
        [head, *rows, last],
        case_tables.widths(54, 23, 29, 20),
        ("RIGHTPADDING", (3, 1), (3, -2), 12),
        ("SPAN", (0, -1), (-1, -1)),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, styles.PAPER),
        ("NOSPLIT", (0, -2), (-1, -1)),  # the note never stands alone on a page
    )
    return [table]


def _estimated(amount: AmountOrWords) -> str:
    match amount:
        case str():
            return amount or _DASH
        case Money():
            return french.euros(amount, cents=False)
        case Range():
            return amount_text(amount)


def _claims(claims: Sequence[ClaimEntry]) -> list[Flowable]:
    if not claims:
        return case_tables.nothing("Démarches", "Aucune démarche n'est ouverte.")
    rows = [
        [
            styles.text(claim.right, styles.CELL),
            styles.text(claim.agency, styles.CELL),
            styles.text(claim.state, styles.CELL),
            styles.text(
                "\n".join(f"{date.label} le {french.day(date.on)}" for date in claim.dates),
                styles.DATE,
            ),
        ]
        for claim in claims
    ]
    head = case_tables.columns("Démarche", "Organisme", "État", "Dates")
    return [styles.listing("Démarches", [head, *rows], case_tables.widths(50, 32, 36))]


def _dates(title: str, dates: Sequence[DeadlineEntry], practical: str) -> list[Flowable]:
    if not dates:
        return case_tables.nothing(title, "Aucune échéance n'est en cours.")
    rows = [
        [
            styles.marked(
                f"{escape(entry.label)}<br/>"
                f'<font color="{styles.INK_2.hexval()}">{escape(entry.claim)}</font>',
                styles.CELL,
            ),
            styles.text(french.day(entry.cautious_on), styles.DATE),
            styles.text(french.day(entry.computed_on), styles.DATE),
            styles.text(entry.body, styles.CELL),
            styles.text(entry.article or practical, styles.CELL),
        ]
        for entry in dates
    ]
    head = case_tables.columns(
        "Échéance", "Agir d'ici au", "Date calculée", "Auprès de", "Fondement"
    )
    return [styles.listing(title, [head, *rows], case_tables.widths(54, 22, 23, 40))]


def _next_steps(steps: Sequence[NextStep]) -> list[Flowable]:
    if not steps:
        return case_tables.nothing("Prochaines étapes", "Aucune étape n'est prévue.")
    names, widths = ["À faire"], []
    cells = [[styles.text(step.text, styles.CELL)] for step in steps]
    if any(step.who for step in steps):
        names.append("Qui")
        widths.append(46)
        for row, step in zip(cells, steps, strict=True):
            row.append(styles.text(step.who or _DASH, styles.CELL))
    if any(step.by for step in steps):
        names.append("Avant le")
        widths.append(24)
        for row, step in zip(cells, steps, strict=True):
            row.append(styles.text(french.day(step.by) if step.by else _DASH, styles.DATE))
    text_width = page.CONTENT - sum(widths) * mm
    return [
        styles.listing(
            "Prochaines étapes",
            [case_tables.columns(*names), *cells],
            [text_width, *(width * mm for width in widths)],
        )
    ]
