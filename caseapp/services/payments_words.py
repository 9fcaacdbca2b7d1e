"""The sentences of « Versements »: what to do of a gap, what the limits say, the table as text."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Period
from caseapp.domain.payment import Closing, DebtKind, GapKind, StopKind
from caseapp.kernel import french
from caseapp.kernel.spreadsheet import harmless
from caseapp.kernel.typography import typeset
from caseapp.rules.overpayment import Reach
from caseapp.services.answer_words import CONFIDENCES, PERIODS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.domain.deadline import Deadline
    from caseapp.domain.payment import Expected, PaymentStop, RightMonth
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money
    from caseapp.services.payment_rows import DebtRow, PaymentsPage

KINDS = {DebtKind.ARREARS: "Rappel", DebtKind.OVERPAYMENT: "Indu"}
CLOSINGS = {
    Closing.SETTLED: "soldé",
    Closing.REMITTED: "remise de dette",
    Closing.CANCELLED: "annulé",
}
GAPS = {
    GapKind.GRANTED: "accordé / estimé",
    GapKind.PAID: "versé / accordé",
    GapKind.PAID_UNGRANTED: "versé / estimé",
}


def advice(
    kind: GapKind,
    less: bool,  # noqa: FBT001 - the side of the gap
    agency: str,
    contest_by: date | None,
    *,
    withheld: bool,
) -> str:
    """Return what to do of a gap, in a sentence or two."""
    body = f"à l'organisme ({agency})" if agency else "à l'organisme"
    contest = f" Contester la décision avant le {french.day(contest_by)}." if contest_by else ""
    if kind is GapKind.GRANTED and less:
        return typeset(f"Demander le détail du calcul {body}.{contest}")
    if kind is GapKind.GRANTED:
        return typeset("Vérifier les faits saisis : l'accord est plus haut que l'estimation.")
    if less and withheld:
        return typeset(f"Vérifier que l'écart est la retenue de l'indu suivi ici.{contest}")
    if less:
        return typeset(
            f"Demander une explication écrite {body} : retenue, suspension, changement déclaré "
            f"?{contest}"
        )
    return typeset(
        f"Demander une explication {body} : un trop-versé sera réclamé. Vérifier les changements "
        "déclarés."
    )


def stop_words(stop: PaymentStop) -> str:
    """Return « Suspendu de septembre 2026 à octobre 2026, repris en novembre 2026 »."""
    since, paid = french.month(stop.first), french.month(stop.first.plus(-1))
    if stop.kind is StopKind.ENDED:
        return f"Terminé : versé jusqu'à {paid} compris"
    if stop.resumed is None:
        return f"Suspendu depuis {since}"
    return f"Suspendu depuis {since}, repris en {french.month(stop.resumed)}"


def granted_note(period: Period | None, month: RightMonth) -> str:
    """Return what is to be known beside a granted amount: « suspendu », « en une fois »."""
    if month.stop is not None:
        return "suspendu" if month.stop.kind is StopKind.SUSPENDED else "terminé"
    if month.granted is None or period is Period.MONTH:
        return ""
    return "pas par mois" if period is None else PERIODS[period]


def limit_sentence(debt: DebtRow) -> str:
    """Return what the limits say of a debt, the cautious reading first."""
    if debt.limit is not None:
        beyond, doubtful = debt.limit.amount(Reach.BEYOND), debt.limit.amount(Reach.DOUBTFUL)
        start = "" if debt.notified_on else "Si l'indu était notifié aujourd'hui : "
        if not beyond and not doubtful:
            found = "aucun mois n'est prescrit"
        else:
            parts = []
            if beyond:
                parts.append(f"{french.euros(beyond)} prescrits ({_months_of(debt, Reach.BEYOND)})")
            if doubtful:
                parts.append(
                    f"{french.euros(doubtful)} peut-être prescrits "
                    f"({_months_of(debt, Reach.DOUBTFUL)})"
                )
            found = f"{', '.join(parts)}, montants répartis également entre les mois"
        return typeset(
            _capital(start + found) + _how_sure(debt.limit.article, debt.limit.confidence)
        )
    first = debt.arrears[0]
    return typeset(
        f"À réclamer avant le {french.day(first.cautious_on)} pour {french.month(first.month)}, "
        f"puis mois par mois, date limite calculée : {french.day(first.computed_on)}"
        + _how_sure(first.article, first.confidence)
    )


def contest_sentence(dates: Sequence[Deadline], today: date) -> str:
    """Return until when an overpayment may still be corrected and contested, the cautious first."""
    parts = [
        f"{one.label} avant le {french.day(one.cautious_on)}, date limite calculée"
        f" {french.day(one.computed_on)}" + _how_sure(one.article, one.confidence).removesuffix(".")
        for one in dates
        if one.computed_on >= today
    ]
    return typeset(" ; ".join(parts) + ".") if parts else ""


def _months_of(debt: DebtRow, reach: Reach) -> str:
    assert debt.limit is not None  # noqa: S101 - asked of an overpayment only
    months = [month.month for month in debt.limit.months if month.reach is reach]
    return span(months[0], months[-1])


def span(first: Month, last: Month) -> str:
    """Return « octobre 2026 », or « 07/2024 à 11/2024 »."""
    if first == last:
        return french.month(first)
    return f"{first.number:02d}/{first.year} à {last.number:02d}/{last.year}"


def _how_sure(article: str, confidence: Confidence) -> str:
    sure = "" if confidence is Confidence.HIGH else f", {CONFIDENCES[confidence]}"
    return f" ({article}{sure})."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def expected_text(expected: Expected | None) -> str:
    """Return « 512,00 », « 0,00 à 187,00 », or nothing where no estimate says."""
    if expected is None:
        return ""
    low, high = _plain(expected.least), _plain(expected.most)
    return low if expected.least == expected.most else f"{low} à {high}"


def _plain(amount: Money) -> str:
    return french.number(amount.in_euros, 2)


def table(page: PaymentsPage) -> list[list[str]]:
    """Return the months as rows of texts: right, what, then each month."""
    rows = [["Droit", "Montant", *(french.month(month) for month in page.months)]]
    for right in page.rights:
        rows += [
            [right.name, "estimé", *(expected_text(m.estimated) for m in right.months)],
            [
                right.name,
                "accordé",
                *(_plain(m.granted) if m.granted is not None else "" for m in right.months),
            ],
            [
                right.name,
                "versé",
                *(_plain(m.paid) if m.paid is not None else "" for m in right.months),
            ],
        ]
    for debt in page.debts:
        what = f"{KINDS[debt.kind]} {span(debt.first, debt.last)}"
        rows.append([debt.name, what, _plain(debt.amount), "reste", _plain(debt.left)])
    return rows


def as_csv(page: PaymentsPage) -> bytes:
    """Return the table as a French spreadsheet opens it: semicolons, UTF-8 with its mark."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(
        [[harmless(_unparted(cell)) for cell in row] for row in table(page)]
    )
    return text.getvalue().encode("utf-8-sig")


def _unparted(cell: str) -> str:
    """Return a cell whose thousands are not parted: a spreadsheet then reads a number."""
    return cell.replace("\u202f", "").replace("\u00a0", " ")
