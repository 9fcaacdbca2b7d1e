"""« Aide au remplissage »: an official form, field by field, with what the case knows of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import ENDED
from caseapp.domain.form_aid import FormAid
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError
from caseapp.rules.claim_history import in_order
from caseapp.rules.forms.loader import forms_of, load_forms, rights_with_forms
from caseapp.services import liabilities, settings
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.claim_view import claim_page
from caseapp.services.form_filling import FormFilling
from caseapp.services.form_rows import FormRow
from caseapp.services.letter_values import ClaimFacts, values
from caseapp.services.social_numbers import masked_of
from db.queries import claims as claim_queries
from db.queries import letters as case_queries

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.forms.template import FormTemplate
    from caseapp.rules.letters.filling import Values
    from caseapp.services.household import HouseholdDesk
    from db.store import Store


class FormAids:
    """The forms that ship, filled for the cases of the base; nothing is kept."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, household: HouseholdDesk
    ) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._household = catalogue, household
        self._rows: tuple[str | None, tuple[FormRow, ...]] = (
            None,
            (),
        )  # of a version of the catalogue

    def library(self) -> tuple[FormRow, ...]:
        """Return the forms by the names of their rights; worked out once a version of these."""
        version, rows = self._rows
        if version != self._catalogue.version:
            made = [self._row(form) for form in load_forms().values()]
            rows = tuple(sorted(made, key=lambda row: (row.rights_words, row.name)))
            self._rows = (self._catalogue.version, rows)
        return rows

    @property
    def is_at_hand(self) -> bool:
        """Whether the library was read: the first reading takes a third of a second."""
        return self._rows[0] is not None

    def of_right(self, right: str) -> tuple[FormRow, ...]:
        """Return the forms by which a right is asked for; a local right has none."""
        return tuple(map(self._row, forms_of(right)))

    def has_form(self, right: str) -> bool:
        """Tell whether a right is asked for by a form that is described."""
        return right in rights_with_forms()

    def aid(self, case_id: UUID, code: str) -> FormAid:
        """Return a form with what a case knows; the claim of its right is spoken of, if any.

        Raises:
            NotFoundError: there is no such form, or no such case any more.
        """
        form = load_forms().get(code)
        if form is None:
            raise NotFoundError("Ce formulaire n'est plus décrit dans le programme.")
        today = self._clock.today()
        last = Month.of(today).plus(-1)
        page = self._household.page(case_id, last)  # its grid holds the twelve months asked
        with self._store.read() as session:
            reference = case_queries.case_of(session, case_id).reference
            service = settings.read_service(session)
            claim = self._claim(session, case_id, form)
            owed = liabilities.rows(session, case_id)
            numbers = masked_of(session, case_id)
        known = values(page, service, reference, claim, today)
        filling = FormFilling(page, known, owed, last, numbers)
        return FormAid(
            code=form.code,
            name=form.name,
            number=form.number,
            version=form.version,
            link=form.link,
            online=form.online,
            confidence=form.confidence,
            is_order_doubtful=form.is_order_doubtful,
            order=form.order,
            sources=tuple(source.text for source in form.sources),
            checked_on=form.checked_on,
            parts=tuple(filling.parts(form)),
            on=today,
            person=page.people[0].name,
            reference=reference,
            service_name=service.service_name,
            service_address=service.service_address,
            worker=service.worker,
            rights=form.rights,
        )

    def values(self, case_id: UUID) -> Values:
        """Return what a case knows for every name: what a PDF of the service is filled with.

        Raises:
            NotFoundError: there is no such case any more.
        """
        today = self._clock.today()
        page = self._household.page(case_id, Month.of(today).plus(-1))
        with self._store.read() as session:
            reference = case_queries.case_of(session, case_id).reference
            service = settings.read_service(session)
        return values(page, service, reference, None, today)

    def _row(self, form: FormTemplate) -> FormRow:
        known = [self._catalogue.right(code).short_name for code in form.rights]
        return FormRow(
            code=form.code,
            name=form.name,
            number=form.number,
            link=form.link,
            online=form.online,
            rights=form.rights,
            rights_words=", ".join(known),
            confidence=form.confidence,
            is_order_doubtful=form.is_order_doubtful,
        )

    def _claim(self, session: Session, case_id: UUID, form: FormTemplate) -> ClaimFacts | None:
        """Return the claim that the form is for, the latest where there are several."""
        open_ones = [
            row
            for row in claim_queries.of_case(session, case_id)
            if row.right in form.rights and row.state not in ENDED
        ]
        if not open_ones:
            return None
        row = open_ones[0]  # the newest
        page = claim_page(session, row.id, self._catalogue, self._clock.today())
        return ClaimFacts(
            right=self._catalogue.right(page.right),
            page=page,
            events=in_order(ClaimRecord(session, row.id).events()),
        )
