"""A sheet of dates on paper, to be taken along: hours, names, what to do, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.reports import fonts, page, styles

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from caseapp.domain.date_sheet import DateSheetData, DateSheetPart

_WHEN, _NAME, _CLAIM, _BOX = 19 * mm, 36 * mm, 34 * mm, 8 * mm


def render(data: DateSheetData) -> bytes:
    """Return the PDF of a sheet."""
    fonts.register()
    edited = data.edited_at.astimezone(PARIS)
    sheet = page.Sheet(
        title=data.title,
        author=data.author,
        service_name=data.service_name,
        service_address=data.service_address,
        running=data.title,
        footer=data.title,
        edited=f"Édité le {french.day(edited)} à {edited:%H:%M}",
    )
    return page.print_on(sheet, lambda: _story(data))


def _story(data: DateSheetData) -> list[Flowable]:
    parts: list[Flowable] = [styles.text(data.title, styles.TITLE)]
    if data.author:
        parts.append(styles.text(data.author, styles.SECONDARY))
    for part in data.parts:
        parts += [Spacer(0, 5 * mm), _listing(part)]
    if not data.parts:
        parts += [Spacer(0, 5 * mm), styles.text("Rien à faire.")]
    parts += [styles.text(note, styles.NOTE) for note in data.notes]
    return parts


def _listing(part: DateSheetPart) -> Flowable:
    what = page.CONTENT - _WHEN - _NAME - _CLAIM - _BOX
    rows: list[list[Flowable]] = [
        [
            styles.text(head, styles.COLUMN)
            for head in ("Quand", "Qui", "À faire", "Démarche", "Fait")
        ]
    ]
    for row in part.rows:
        done: list[Flowable] = [styles.text(row.what, styles.CELL)]
        if row.reach:
            done.append(styles.text(row.reach, styles.NOTE))
        rows.append(
            [
                styles.text(row.when, styles.CELL),
                styles.text(row.name, styles.CELL_BOLD),
                done,  # type: ignore[list-item]  # ReportLab takes several in a cell
                styles.text(row.claim, styles.CELL),
                styles.text("[  ]", styles.CELL),
            ]
        )
    return styles.listing(part.heading, rows, [_WHEN, _NAME, what, _CLAIM, _BOX])
