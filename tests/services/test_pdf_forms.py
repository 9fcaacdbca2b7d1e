"""PDF forms of the service: kept in the base, given names, filled for a case, undone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from caseapp.exchange.pdf_harmless import PdfFormError
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.form_aids import FormAids
from caseapp.services.pdf_forms import PdfForms
from tests.support.builders import Office, a_case, a_home, an_office
from tests.support.pdf_forms import a_form, a_sheet, an_acting_form

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def forms(office: Office) -> PdfForms:
    aids = FormAids(office.store, office.clock, load_catalogue(), office.desk)
    return PdfForms(office.store, office.clock, aids)


def filled(forms: PdfForms, form: UUID, case: UUID) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(forms.filled(form, case).pdf)) as pdf:
        return {str(one.T): str(one.get("/V", "")) for one in pdf.Root.AcroForm.Fields}


def test_names_are_proposed_where_a_field_says_plainly_what_it_is(forms: PdfForms) -> None:
    form = forms.add("Dossier FSL", a_form())
    by_name = {row.name: row.expression for row in forms.page(form).rows}
    assert by_name["nom"] == "{{ personne.nom }}"
    assert by_name["code"] == "{{ personne.code_postal }}"
    assert by_name["tutelle"] == ""
    (row,) = forms.rows()
    assert (row.name, row.mapped) == ("Dossier FSL", 2)


def test_a_form_is_filled_with_what_the_case_knows_and_says_what_it_lacks(
    office: Office, forms: PdfForms
) -> None:
    case = a_case(office)
    a_home(office, case, {"housing.tenure": "propriétaire"})
    form = forms.add("Dossier FSL", a_form())
    forms.put(form, "logement", "{{ logement.occupation }}")
    forms.put(form, "situation", "{{ foyer.situation }}, {{ foyer.personnes }}")
    made = filled(forms, form, case)
    assert made["nom"] == "Ouattara"
    assert made["logement"] == "propriétaire"
    assert made["situation"] == ""  # half of it is not known: nothing is written
    assert forms.filled(form, case).missing == ("situation familiale", "code postal")


def test_a_mapping_is_tried_on_a_case_before_it_is_used(office: Office, forms: PdfForms) -> None:
    form, case = forms.add("Dossier FSL", a_form()), a_case(office)
    tried = {row.name: (row.value, row.missing) for row in forms.page(form, case).rows}
    assert tried["nom"] == ("Ouattara", ())
    assert tried["code"] == ("", ("code postal",))


@pytest.mark.parametrize(
    "wrong", ["{{ nowhere }}", "{{ personne.nowhere }}", "{% import 'os' %}", "{{ personne.nom"]
)
def test_an_expression_that_is_none_is_refused(forms: PdfForms, wrong: str) -> None:
    form = forms.add("Dossier FSL", a_form())
    with pytest.raises(UserInputError) as refused:
        forms.put(form, "nom", wrong)
    assert refused.value.field == "expression"


def test_what_is_changed_or_removed_comes_back(forms: PdfForms) -> None:
    form = forms.add("Dossier FSL", a_form())
    before = forms.put(form, "nom", "")
    assert forms.rows()[0].mapped == 1
    forms.put_back(before)
    assert forms.rows()[0].mapped == 2
    gone = forms.remove(form)
    assert forms.rows() == ()
    with pytest.raises(NotFoundError):
        forms.page(form)
    forms.restore(gone)
    assert len(forms.page(form).rows) == 6


def test_what_stands_in_the_base_does_not_act(office: Office, forms: PdfForms) -> None:
    form = forms.add("Dossier", an_acting_form())
    case = a_case(office)
    with pikepdf.open(io.BytesIO(forms.filled(form, case).pdf)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})


def test_a_sheet_without_fields_is_not_kept(forms: PdfForms) -> None:
    with pytest.raises(PdfFormError):
        forms.add("Une feuille", a_sheet())
    with pytest.raises(UserInputError):
        forms.add("  ", a_form())
    assert forms.rows() == ()


def test_nothing_of_a_case_is_written_outside_the_base(
    office: Office, forms: PdfForms, tmp_path: Path
) -> None:
    case = a_case(office, "Zyxwvutsrq")
    form = forms.add("Dossier", a_form())
    assert filled(forms, form, case)["nom"] == "Zyxwvutsrq"
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"Zyxwvutsrq" not in file.read_bytes(), file.name
