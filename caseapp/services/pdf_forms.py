"""The PDF forms of the service: taken in, their fields given names, filled for a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.exchange import pdf_form
from caseapp.exchange.pdf_harmless import PdfFormError, harmless
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.letters.filling import TemplateFaultError, check, fill
from caseapp.rules.letters.names import label
from caseapp.services.pdf_form_rows import (
    FilledPdf,
    PdfFormPage,
    PdfFormRow,
    PdfMappingRow,
)
from caseapp.services.undoable import Before, Undoable, change
from db.models import PdfForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.exchange.pdf_form import PdfField
    from caseapp.kernel.clock import Clock
    from caseapp.rules.letters.filling import Values
    from caseapp.services.form_aids import FormAids
    from db.store import Store

_NAME, _EXPRESSION = 160, 500
# What a field is called, folded, to the name that is proposed for it: the person reads it again.
_PROPOSED: Mapping[str, str] = {
    "nom": "personne.nom",
    "nom de famille": "personne.nom",
    "nom de naissance": "personne.nom",
    "prenom": "personne.prenom",
    "prenoms": "personne.prenom",
    "prenom s": "personne.prenom",
    "nom et prenom": "personne.nom_complet",
    "date de naissance": "personne.naissance",
    "ne le": "personne.naissance",
    "nationalite": "personne.nationalite",
    "adresse": "personne.adresse",
    "code postal": "personne.code_postal",
    "commune": "personne.commune",
    "ville": "personne.commune",
    "telephone": "personne.telephone",
    "tel": "personne.telephone",
    "courriel": "personne.courriel",
    "email": "personne.courriel",
    "mail": "personne.courriel",
    "adresse electronique": "personne.courriel",
    "situation familiale": "foyer.situation",
    "loyer": "logement.loyer",
    "numero de dossier": "dossier.reference",
    "travailleur social": "service.travailleur",
    "service": "service.nom",
}


class PdfForms(Undoable):
    """The forms of the base, of all cases; a filled one is kept nowhere."""

    def __init__(self, store: Store, clock: Clock, aids: FormAids) -> None:
        super().__init__(store, _find)
        self._clock, self._aids = clock, aids
        # By form: its content never changes, and reading the fields of a large one takes a second.
        self._fields: dict[UUID, tuple[PdfField, ...]] = {}

    # ------------------------------------------------------------------ read
    def rows(self) -> tuple[PdfFormRow, ...]:
        """Return the forms by name."""
        with self._store.read() as session:
            found = session.scalars(sa.select(PdfForm)).all()
            rows = [
                PdfFormRow(id=row.id, name=row.name, mapped=len(row.mapping), added_at=row.made_at)
                for row in found
            ]
        return tuple(sorted(rows, key=lambda row: french.fold(row.name)))

    def page(self, form_id: UUID, case_id: UUID | None = None) -> PdfFormPage:
        """Return the fields of a form with their names, and what each gives for a case.

        Raises:
            NotFoundError: there is no such form, or case, any more.
            PdfFormError: its fields cannot be read.
        """
        with self._store.read() as session:
            row = _find(session, form_id)
            name, mapping = row.name, dict(row.mapping)
            if form_id not in self._fields:
                self._fields[form_id] = pdf_form.fields(row.content)
        known = None if case_id is None else self._aids.values(case_id)
        return PdfFormPage(
            id=form_id,
            name=name,
            rows=tuple(
                _row(field, mapping.get(field.name, ""), known) for field in self._fields[form_id]
            ),
        )

    def filled(self, form_id: UUID, case_id: UUID) -> FilledPdf:
        """Return the form with what a case knows; what it does not stays empty, and is said.

        Raises:
            NotFoundError: there is no such form, or case, any more.
            PdfFormError: it cannot be filled.
        """
        with self._store.read() as session:
            row = _find(session, form_id)
            content, mapping = row.content, dict(row.mapping)
        known = self._aids.values(case_id)
        rows = [
            _row(field, mapping.get(field.name, ""), known) for field in pdf_form.fields(content)
        ]
        return FilledPdf(
            pdf=pdf_form.fill(content, {row.name: row.value for row in rows if row.value}),
            filled=sum(bool(row.value) for row in rows),
            missing=tuple(dict.fromkeys(words for row in rows for words in row.missing)),
        )

    # ------------------------------------------------------------------ written
    def add(self, name: str, content: bytes) -> UUID:
        """Take a form in, without anything in it that acts, and propose names for its fields.

        Raises:
            PdfFormError: it cannot be used; the sentence says why.
            UserInputError: the name is missing or too long.
        """
        kept = harmless(content)
        found = pdf_form.fields(kept)
        if not found:
            raise PdfFormError("Ce PDF n'a aucun champ que l'on puisse remplir.")
        with self._store.write() as session:
            row = PdfForm(
                name=_read_name(name),
                rights=[],
                content=kept,
                mapping=_proposed(found),
                made_at=self._clock.now(),
            )
            session.add(row)
            session.flush()
            self._fields[row.id] = found
            return row.id

    def rename(self, form_id: UUID, name: str) -> Before:
        """Give a form another name; return what it was, to undo.

        Raises:
            UserInputError: the name is missing or too long.
        """
        read = _read_name(name)
        with self._store.write() as session:
            return change(_find(session, form_id), {"name": read})

    def put(self, form_id: UUID, field: str, expression: str) -> Before:
        """Say what goes into a field; nothing leaves it empty. Return what it was, to undo.

        Raises:
            UserInputError: the expression cannot be read, or uses an unknown name.
        """
        wanted = expression.strip()
        if len(wanted) > _EXPRESSION:
            raise UserInputError(
                "expression", f"Cette écriture a {french.number(_EXPRESSION)} caractères au plus."
            )
        try:
            check(wanted)
        except TemplateFaultError as fault:
            raise UserInputError("expression", str(fault)) from fault
        with self._store.write() as session:
            row = _find(session, form_id)
            others = {name: text for name, text in row.mapping.items() if name != field}
            return change(row, {"mapping": {**others, field: wanted} if wanted else others})


def _row(field: PdfField, expression: str, known: Values | None) -> PdfMappingRow:
    value, missing = "", tuple[str, ...]()
    if expression and known is not None:
        value, missing = _filled(expression, known)
    return PdfMappingRow(
        name=field.name,
        words=field.words,
        kind=field.kind,
        page=field.page,
        options=field.options,
        expression=expression,
        value=value,
        missing=missing,
    )


def _filled(expression: str, known: Values) -> tuple[str, tuple[str, ...]]:
    """Return what an expression gives; nothing where a name it needs is not known."""
    text = fill(expression, known, markdown=False).strip()
    if "[à compléter" not in text and text:
        return text, ()
    silent = [
        label(name)
        for name in check(expression)
        if name not in known.lists and not known.texts.get(name)
    ]
    return "", tuple(silent)


def _proposed(found: Sequence[PdfField]) -> dict[str, str]:
    """Return names for the fields whose own words say plainly what they are."""
    mapping = {}
    for field in found:
        if field.kind is not pdf_form.PdfFieldKind.TEXT:
            continue
        for words in (field.words, field.name.rpartition(".")[2].replace("_", " ")):
            plain = french.fold(words).strip(" :*.")
            if name := _PROPOSED.get(plain):
                mapping[field.name] = "{{ " + name + " }}"
                break
    return mapping


def _read_name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise UserInputError("name", "Donner un nom à ce formulaire.")
    if len(plain) > _NAME:
        raise UserInputError("name", f"Ce nom a {french.number(_NAME)} caractères au plus.")
    return plain


def _find(session: Session, form_id: UUID) -> PdfForm:
    row = session.get(PdfForm, form_id)
    if row is None:
        raise NotFoundError("Ce formulaire n'est plus dans la base.")
    return row
