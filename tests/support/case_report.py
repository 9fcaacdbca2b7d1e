"""Invented reports: an ordinary case, a large one, and an empty one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from caseapp.domain.case_report import (
    BudgetEntry,
    BudgetPart,
    CaseReportData,
    ClaimDate,
    ClaimEntry,
    DeadlineEntry,
    EstimatePart,
    NextStep,
    PersonEntry,
    RightEntry,
)
from caseapp.domain.estimate import Period, Range
from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money

TODAY = dt.date(2026, 11, 23)


def ordinary_report() -> CaseReportData:
    """Return the report of a mother and her two children."""
    return CaseReportData(
        service_name="Service social de secteur, Nantes Nord",
        service_address="12 rue des Ateliers, 44100 Nantes",
        reference="2026-0147",
        person="OUATTARA Awa",
        author="Claire Morel, assistante de service social",
        recipient="commission FSL de Nantes Métropole",
        purpose="demande d'aide au maintien, dette de loyer de 1\u202f024,00\u00a0€",
        consent="Communiqué avec l'accord de l'intéressée du 20/11/2026.",
        edited_at=dt.datetime(2026, 11, 23, 9, 42, tzinfo=dt.UTC),
        people=_people(),
        budget=_budget(),
        estimate=EstimatePart(
            on=TODAY,
            month=Month.of(TODAY),
            engine="OpenFisca-France 176.1.8",
            catalogue="20/11/2026",
            rights=_rights(),
        ),
        claims=_claims(),
        deadlines=_deadlines(),
        next_steps=_next_steps(),
    )


def large_report() -> CaseReportData:
    """Return the report of twelve people who follow thirty claims, with long words."""
    small = ordinary_report()
    assert small.budget is not None
    return replace(
        small,
        people=tuple(
            PersonEntry(
                name=f"RAJAONARIMAMPIANINA-DE LA ROCHEFOUCAULD Marie-Antoinette {number}",
                link="enfant de la conjointe",
                birth_date=dt.date(2008 + number % 12, 1 + number % 12, 11),
                situation="scolarisée, garde alternée une semaine sur deux chez l'autre parent",
            )
            for number in range(12)
        ),
        budget=replace(
            small.budget, resources=small.budget.resources * 5, charges=small.budget.charges * 3
        ),
        claims=small.claims * 10,
        deadlines=small.deadlines * 12,
        next_steps=small.next_steps * 6,
    )


def _people() -> tuple[PersonEntry, ...]:
    return (
        PersonEntry(
            name="OUATTARA Awa",
            link="demandeuse",
            birth_date=dt.date(1992, 3, 12),
            situation="salariée à temps partiel, parent isolé depuis février 2024",
        ),
        PersonEntry(
            name="OUATTARA Issa",
            link="enfant",
            birth_date=dt.date(2018, 6, 5),
            situation="école élémentaire",
        ),
        PersonEntry(name="OUATTARA Mina", link="enfant", birth_date=dt.date(2026, 2, 22)),
        PersonEntry(name="N'DIAYE & FILS <Ève>", link="autre", birth_date=UNKNOWN),
    )


def _budget() -> BudgetPart:
    return BudgetPart(
        month=Month.of(TODAY),
        resources=(
            BudgetEntry(label="Salaire net", amount=Money.euros("640")),
            BudgetEntry(label="RSA", amount=Money.euros("498.11")),
            BudgetEntry(label="Allocations familiales", amount=Money.euros("151.05")),
            BudgetEntry(label="Pension alimentaire", amount=UNKNOWN),
        ),
        charges=(
            BudgetEntry(label="Loyer et charges", amount=Money.euros("580")),
            BudgetEntry(label="Énergie, eau", amount=Money.euros("1142.71")),
            BudgetEntry(label="Assurances, téléphone", amount=NOT_STATED),
        ),
        remainder=Money.euros("445.05"),
        remainder_per_day=Money.euros("4.94"),
        housing_share=Decimal(45),
    )


def _rights() -> tuple[RightEntry, ...]:
    def monthly(low: int, high: int) -> Range:
        return Range(min=Money.euros(low), max=Money.euros(high), period=Period.MONTH)

    return (
        RightEntry(
            right="Aide personnalisée au logement",
            outcome="probable",
            estimated=monthly(341, 341),
            remark="non demandée : démarche ouverte le 23/11",
        ),
        RightEntry(
            right="Allocation de soutien familial",
            outcome="probable",
            estimated=monthly(401, 401),
            remark="selon la situation de l'autre parent",
        ),
        RightEntry(
            right="Revenu de solidarité active",
            outcome="probable",
            estimated=monthly(512, 512),
            received=Money.euros(498),
            remark="écart de 14 €",
        ),
        RightEntry(
            right="Prime d'activité",
            outcome="à vérifier",
            estimated=monthly(0, 1187),
            remark="salaire d'octobre inconnu",
        ),
        RightEntry(
            right="Allocation de rentrée scolaire",
            outcome="probable",
            estimated=Range(min=Money.euros(426), max=Money.euros(426), period=Period.YEAR),
        ),
        RightEntry(
            right="Complémentaire santé solidaire",
            outcome="probable",
            estimated="gratuite",
            received="ouverte",
            remark="à renouveler avant le 31/01/2027",
        ),
    )


def _claims() -> tuple[ClaimEntry, ...]:
    return (
        ClaimEntry(
            right="Aide au logement",
            agency="CAF de Loire-Atlantique",
            state="pièces à réunir (2 sur 3)",
            dates=(ClaimDate(label="ouverte", on=TODAY),),
        ),
        ClaimEntry(
            right="Allocation de soutien familial",
            agency="CAF de Loire-Atlantique",
            state="déposée",
            dates=(
                ClaimDate(label="ouverte", on=dt.date(2026, 11, 2)),
                ClaimDate(label="déposée", on=dt.date(2026, 11, 12)),
            ),
        ),
        ClaimEntry(
            right="Allocation d'éducation de l'enfant handicapé",
            agency="MDPH de Loire-Atlantique",
            state="refusée",
            dates=(
                ClaimDate(label="déposée", on=dt.date(2026, 6, 1)),
                ClaimDate(label="refus notifié", on=dt.date(2026, 11, 11)),
            ),
        ),
    )


def _deadlines() -> tuple[DeadlineEntry, ...]:
    return (
        DeadlineEntry(
            label="Dépôt sans perdre le mois de décembre",
            claim="Aide au logement",
            cautious_on=dt.date(2026, 11, 30),
            computed_on=dt.date(2026, 11, 30),
            article="CCH R823-10",
        ),
        DeadlineEntry(
            label="Recours administratif préalable",
            claim="Allocation d'éducation de l'enfant handicapé",
            cautious_on=dt.date(2027, 1, 8),
            computed_on=dt.date(2027, 1, 11),
            article="CSS L142-4, R142-1-A",
            body="président de la CDAPH",
        ),
        DeadlineEntry(
            label="Relancer l'organisme",
            claim="Allocation de soutien familial",
            cautious_on=dt.date(2026, 12, 14),
            computed_on=dt.date(2026, 12, 14),
            body="CAF de Loire-Atlantique",
        ),
    )


def _next_steps() -> tuple[NextStep, ...]:
    return (
        NextStep(
            text="Réunir le bail et la quittance d'octobre pour l'aide au logement.",
            who="Mme Ouattara",
            by=dt.date(2026, 11, 30),
        ),
        NextStep(text="Écrire au bailleur : plan de 40 € par mois.", who="Claire Morel"),
        NextStep(text="Demander le salaire d'octobre à l'employeur."),
    )
