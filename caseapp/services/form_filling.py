"""Fills a form for one household: each part for each person it is asked of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.domain.form_aid import AidField, AidPart, AidState
from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.rules.forms.template import Asked, AskedOf
from caseapp.rules.letters.filling import BLANK, Values, check, fill
from caseapp.rules.letters.names import label
from caseapp.services import household_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from caseapp.kernel.calendar import Month
    from caseapp.rules.forms.template import FormField, FormPart, FormTemplate
    from caseapp.services.budget_rows import LiabilityRow
    from caseapp.services.household_page import HouseholdPage, PersonRow

_BLANK = re.compile(rf"\[{BLANK} : ([^\]]+)\]")
_AMOUNT = re.compile(r"-?\d[\d\s]*(?:,\d+)?\s?€")
_OF_PERSON, _OF_INCOME = "personne.", "revenus."
_ROLES: Mapping[AskedOf, frozenset[Role]] = {
    AskedOf.APPLICANT: frozenset({Role.APPLICANT}),
    AskedOf.PARTNER: frozenset({Role.PARTNER}),
    AskedOf.ADULTS: frozenset({Role.APPLICANT, Role.PARTNER, Role.OTHER}),
    AskedOf.CHILDREN: frozenset({Role.CHILD}),
    AskedOf.OTHERS: frozenset({Role.OTHER}),
    AskedOf.FAMILY: frozenset({Role.PARTNER, Role.CHILD, Role.OTHER}),
    AskedOf.EVERYBODY: frozenset(Role),
}
_NOBODY: Mapping[AskedOf, str] = {
    AskedOf.PARTNER: "Pas de partenaire dans le dossier.",
    AskedOf.CHILDREN: "Pas d'enfant dans le dossier.",
    AskedOf.OTHERS: "Pas d'autre personne à charge dans le dossier.",
    AskedOf.FAMILY: "La personne suivie est seule dans le dossier.",
    AskedOf.DEBTS: "Pas de dette notée dans « Budget ».",
}


class FormFilling:
    """What one household puts in any form."""

    def __init__(
        self,
        page: HouseholdPage,
        known: Values,
        owed: Sequence[LiabilityRow],
        last: Month,
        numbers: Mapping[UUID, str] | None = None,
    ) -> None:
        """`last` is the last whole month, the last of the grid of the page.

        `numbers` are the masked « numéros de sécurité sociale » of the people, where they are kept.
        """
        self._page, self._known, self._numbers = page, known, numbers
        self._owed = [row for row in owed if row.closed_on is None]
        self._months = [last.plus(back) for back in range(-11, 1)]

    def parts(self, form: FormTemplate) -> Iterator[AidPart]:
        """Yield the parts of a form, one for each person or debt it is asked of."""
        for place, part in enumerate(form.parts):
            if part.of is AskedOf.DEBTS:
                yield from self._debts(part, place)
                continue
            people = [one for one in self._page.people if one.role in _ROLES[part.of]]
            if not people:
                yield AidPart(
                    title=part.title, page=part.page, person="", fields=(), nobody=_NOBODY[part.of]
                )
            for person in people:
                alone = part.of is AskedOf.APPLICANT
                yield AidPart(
                    title=part.title,
                    page=part.page,
                    person="" if alone else person.name,
                    fields=tuple(self._of_person(part, place, person)),
                )

    def _debts(self, part: FormPart, place: int) -> Iterator[AidPart]:
        if not self._owed:
            yield AidPart(
                title=part.title, page=part.page, person="", fields=(), nobody=_NOBODY[part.of]
            )
        for number, row in enumerate(self._owed, 1):
            known = Values({**self._known.texts, **_of_debt(row)}, self._known.lists)
            yield AidPart(
                title=part.title,
                page=part.page,
                person=row.label,
                fields=tuple(
                    _filled(field, known, f"{place}.{number}.{at}")
                    for at, field in enumerate(part.fields)
                ),
            )

    def _of_person(self, part: FormPart, place: int, person: PersonRow) -> Iterator[AidField]:
        own = self._own(person)
        for at, field in enumerate(part.fields):
            key = f"{place}.{person.id}.{at}"
            if field.asks_number and self._numbers is not None:
                yield _number(field, self._numbers.get(person.id, ""), key, person.id)
                continue
            if not any(name.startswith(_OF_INCOME) for name in check(field.value)):
                yield _filled(field, Values(own, self._known.lists), key)
                continue
            spans = self._spans(part.over) if self._is_asked(field, person) else [("", ())]
            for words, months in spans:
                income = household_values.of_income(self._page, person, months)
                known = Values({**own, **income}, self._known.lists)
                yield _filled(field, known, f"{key}.{words}", words)

    def _own(self, person: PersonRow) -> dict[str, str]:
        """Return the texts for a person: what is said of the applicant is not said of others."""
        shared = {
            name: text
            for name, text in self._known.texts.items()
            if not name.startswith(_OF_INCOME)
        }
        if person.role is Role.APPLICANT:
            return {**shared, **household_values.of_person(self._page, person)}
        others = {name: text for name, text in shared.items() if not name.startswith(_OF_PERSON)}
        return {**others, **household_values.of_person(self._page, person)}

    def _is_asked(self, field: FormField, person: PersonRow) -> bool:
        """Tell whether a line of resources stands for what a field asks: else once is enough."""
        names = [name for name in check(field.value) if name.startswith(_OF_INCOME)]
        return any(
            household_values.is_entered(self._page, person, name.removeprefix(_OF_INCOME))
            for name in names
        )

    def _spans(self, over: Asked) -> list[tuple[str, Sequence[Month]]]:
        """Return the months of each line, with what is said of them beside the label."""
        months = self._months
        match over:
            case Asked.EACH_OF_THREE:
                return [(french.month(month), [month]) for month in months[-3:]]
            case Asked.THREE:
                return [(_from_to(months[-3:]), months[-3:])]
            case Asked.YEAR:
                return [(_from_to(months), months)]
            case Asked.MONTH:
                return [(french.month(months[-1]), months[-1:])]


def copied(text: str) -> str:
    """Return a value as a form takes it: an amount without its unit nor its spaces."""
    plain = text.strip()
    if _AMOUNT.fullmatch(plain):
        return re.sub(r"[\s€]", "", plain)
    return plain.replace(french.NARROW, " ").replace(french.NO_BREAK, " ")


def _filled(field: FormField, known: Values, key: str, of: str = "") -> AidField:
    words = f"{field.label} · {of}" if of else field.label
    if not field.value:
        return AidField(
            key=key, label=words, box=field.box, state=AidState.BY_HAND, value="", copied="",
            hint=field.hint,
        )  # fmt: skip
    text = " ".join(fill(field.value, known, markdown=False).split(" ")).strip()
    missing = tuple(dict.fromkeys(_BLANK.findall(text)))
    rest = _BLANK.sub("", text).strip(" ,;:/-\n")
    if missing and not rest:
        state, text = AidState.MISSING, ""
    elif missing:
        state = AidState.PARTLY
    elif not text:
        state = AidState.NONE
        missing = tuple(label(name) for name in check(field.value) if _is_silent(name, known))
        state = AidState.MISSING if missing else state
    else:
        state = AidState.READY
    return AidField(
        key=key,
        label=words,
        box=field.box,
        state=state,
        value=text,
        copied=copied(text) if state is AidState.READY else text,
        missing=missing,
        hint=field.hint,
    )


def _number(field: FormField, masked: str, key: str, person_id: UUID) -> AidField:
    """Return the field of a « numéro de sécurité sociale »: nothing of it but what is shown."""
    return AidField(
        key=key,
        label=field.label,
        box=field.box,
        state=AidState.READY if masked else AidState.MISSING,
        value=masked,
        copied=masked,
        missing=() if masked else ("numéro de sécurité sociale",),
        hint=field.hint,
        number_of=person_id if masked else None,
    )


def _is_silent(name: str, known: Values) -> bool:
    """Tell whether an expression came out empty because of a name that is not known."""
    return name not in known.lists and not known.texts.get(name)


def _of_debt(row: LiabilityRow) -> dict[str, str]:
    texts = {"dette.nature": row.kind_words}
    if row.creditor:
        texts["dette.creancier"] = row.creditor
    if row.owed is not None:
        texts["dette.montant"] = french.euros(row.owed)
    if row.monthly is not None:
        texts["dette.mensualite"] = french.euros(row.monthly)
    if row.arrears_since is not None:
        texts["dette.impaye_depuis"] = french.day(row.arrears_since)
    if row.plan_until is not None:
        texts["dette.plan_jusqu_au"] = french.day(row.plan_until)
    return texts


def _from_to(months: Sequence[Month]) -> str:
    return f"{french.month(months[0])} à {french.month(months[-1])}"
