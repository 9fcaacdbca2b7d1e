"""The words of a simulation, the same on the screen, on paper and in what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel import french
from caseapp.kernel.spreadsheet import harmless
from caseapp.services.answer_words import OUTCOMES, PER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caseapp.domain.curve import CurvePoint, IncomeCurve
    from caseapp.domain.estimate import Range
    from caseapp.kernel.money import Money
    from caseapp.services.simulation_rows import CompareCell, CompareRow, MonthRow

MINUS = "\N{MINUS SIGN}"
_NOTHING = frozenset({Outcome.NO, Outcome.NOT_COMPUTED})


def amount_text(amount: Range | None) -> str:
    """Return « 341 € », « 0 à 187 € », « 427 €/an »; « — » for none. By the month unless said."""
    if amount is None:
        return "—"
    per = "" if amount.period is Period.MONTH else PER[amount.period]
    high = french.euros(amount.max, cents=False) + per
    if amount.min == amount.max:
        return high
    return f"{french.number(amount.min.in_euros)} à{french.NO_BREAK}{high}"


def cell_text(cell: CompareCell) -> str:
    """Return what stands in a cell: an amount, « gratuite », « oui », « non »."""
    if cell.outcome in _NOTHING:
        return OUTCOMES[cell.outcome]
    if cell.amount is not None:
        return amount_text(cell.amount)
    return cell.variant or ("oui" if cell.outcome is Outcome.LIKELY else "à vérifier")


def cell_note(cell: CompareCell, *, is_present: bool = False) -> str:
    """Return the second line: how it differs from the present, whether it is to be checked."""
    doubt = "à vérifier" if cell.outcome is Outcome.TO_CHECK and cell.amount is not None else ""
    said = "" if is_present else change_text(cell)
    return " · ".join(part for part in (said, doubt) if part)


def change_text(cell: CompareCell) -> str:
    """Return « nouveau », « perdu », « +187 € », « −40 € », nothing where nothing changes."""
    if cell.is_lost:
        return "perdu" if cell.change is None else f"perdu, {signed(cell.change)}"
    if cell.is_new:
        return "nouveau" if not cell.change else f"nouveau, {signed(cell.change)}"
    if cell.change is not None and cell.change_most is not None:
        return f"{signed(cell.change)} à{french.NO_BREAK}{signed(cell.change_most)}"
    return signed(cell.change) if cell.change else ""


def signed(amount: Money) -> str:
    """Return « +187 € » or « −40 € »."""
    if amount.cents > 0:
        return f"+{french.euros(amount, cents=False)}"
    return french.euros(amount, cents=False)


def compare_text(names: Sequence[str], rows: Iterable[CompareRow]) -> str:
    """Return the table right by right, tabs between the columns, to be pasted."""
    lines = ["\t".join(("Droit", *names))]
    for row in rows:
        cells = []
        for place, cell in enumerate(row.cells):
            note = cell_note(cell, is_present=place == 0)
            cells.append(f"{cell_text(cell)} ({note})" if note else cell_text(cell))
        lines.append("\t".join((row.name, *cells)))
    return "\n".join(lines)


def months_text(titles: Sequence[str], rows: Iterable[MonthRow]) -> str:
    """Return the months of a variant, tabs between the columns, to be pasted."""
    lines = ["\t".join(("Mois", "Ressources", *titles, "Total"))]
    lines += [
        "\t".join(
            (
                french.month(row.month),
                french.euros(row.income, cents=False),
                *map(amount_text, row.amounts),
                amount_text(row.total),
            )
        )
        for row in rows
    ]
    return "\n".join(lines)


def rights_of_curve(curve: IncomeCurve) -> tuple[str, ...]:
    """Return the rights paid at some wage, in the order in which they are met."""
    return tuple(dict.fromkeys(code for point in curve.points for code, _ in point.rights))


def curve_csv(curve: IncomeCurve, names: Sequence[tuple[str, str]]) -> str:
    """Return the curve as a table for a spreadsheet: « ; » between columns, decimal commas.

    `names` are the rights, by code and name. The mark at the start tells Excel it is UTF-8.
    """
    lines = [
        ";".join(("Salaire net", *(_quoted(harmless(name)) for _code, name in names), "Total"))
    ]
    for point in curve.points:
        paid = dict(point.rights)
        amounts = (point.wage, *(paid.get(code) for code, _name in names), point.income)
        lines.append(";".join("0,00" if a is None else _decimal(a) for a in amounts))
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def point_text(point: CurvePoint, names: dict[str, str]) -> str:
    """Return « Salaire de 1 200 € : 1 704 € au total, dont prime d'activité 196 €. »."""
    paid = ", ".join(
        f"{_inside(names.get(code, code))} {french.euros(amount, cents=False)}"
        for code, amount in point.rights
    )
    wage = french.euros(point.wage, cents=False)
    total = french.euros(point.income, cents=False)
    return f"Salaire de {wage} : {total} au total" + (f", dont {paid}." if paid else ".")


def _inside(name: str) -> str:
    """Return a name as it stands inside a sentence; « ASF » keeps its capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _decimal(amount: Money) -> str:
    return f"{amount.in_euros:.2f}".replace(".", ",")


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if {";", '"'} & set(text) else text
