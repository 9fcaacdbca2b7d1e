"""« Aide au remplissage » on paper: the fields of a form in its order, to lay beside the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from caseapp.domain.form_aid import AidState
from caseapp.kernel import french
from caseapp.reports import fonts, page, styles

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from caseapp.domain.form_aid import AidField, AidPart, FormAid

TITLE = "Aide au remplissage"
_LABEL = 68 * mm
_TO_WRITE = "…" * 9  # a place to write on
_TO_ASK = frozenset({AidState.MISSING, AidState.PARTLY, AidState.BY_HAND})


def render(aid: FormAid, *, only_to_ask: bool = False) -> bytes:
    """Return the PDF; with `only_to_ask`, the fields for which something has to be asked."""
    fonts.register()
    sheet = page.Sheet(
        title=f"{TITLE}, {aid.name}, dossier {aid.reference}",
        author=aid.worker,
        service_name=aid.service_name,
        service_address=aid.service_address,
        running=f"{aid.reference} · {aid.person}",
        footer=f"{TITLE} · {aid.reference}",
        edited=f"Édité le {french.day(aid.on)}",
    )
    return page.print_on(sheet, lambda: _story(aid, only_to_ask=only_to_ask))


def _story(aid: FormAid, *, only_to_ask: bool) -> list[Flowable]:
    order = "Ordre à vérifier sur l'imprimé. " if aid.is_order_doubtful else ""
    version = f" ({aid.version})" if aid.version else ""
    parts: list[Flowable] = [
        styles.text(aid.name, styles.TITLE),
        styles.text(f"{aid.number}{version}", styles.SECONDARY),
        styles.text(
            f"{aid.person} · dossier {aid.reference} · établie le {french.long_day(aid.on)}",
            styles.SECONDARY,
        ),
        styles.text(f"{order}{aid.order}", styles.NOTE),
    ]
    for part in aid.parts:
        kept = [one for one in part.fields if not only_to_ask or one.state in _TO_ASK]
        if kept:
            parts += [Spacer(0, 5 * mm), _part(part, kept)]
        elif part.nobody and not only_to_ask:
            parts += [
                Spacer(0, 5 * mm),
                styles.text(part.title, styles.HEADING),
                styles.text(part.nobody, styles.SECONDARY),
            ]
    return parts


def _part(part: AidPart, kept: list[AidField]) -> Flowable:
    heading = " · ".join(words for words in (part.title, part.person, part.page) if words)
    heads: list[Flowable] = [
        styles.text("Champ", styles.COLUMN),
        styles.text("À écrire", styles.COLUMN),
    ]
    rows: list[list[Flowable]] = [heads]
    rows += [[_label(one), _value(one)] for one in kept]
    return styles.listing(heading, rows, [_LABEL, page.CONTENT - _LABEL])


def _label(one: AidField) -> Flowable:
    return styles.text(f"{one.label}\n{one.box}" if one.box else one.label, styles.CELL)


def _value(one: AidField) -> Flowable:
    if one.number_of is not None:  # no sign of it goes to paper
        return styles.text(f"{_TO_WRITE}  gardé au dossier, à l'écran seulement", styles.SECONDARY)
    if one.state in {AidState.READY, AidState.PARTLY}:
        return styles.text(one.value, styles.CELL_BOLD)
    if one.state is AidState.NONE:
        return styles.text("sans objet", styles.SECONDARY)
    asked = f"à demander : {', '.join(one.missing)}" if one.missing else one.hint
    return styles.text(f"{_TO_WRITE}  {asked}", styles.SECONDARY)
