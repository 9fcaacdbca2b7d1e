"""The forms that ship: of known rights, with official links, and an honest word on their order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.forms.loader import forms_of, load_forms, rights_with_forms

if TYPE_CHECKING:
    from caseapp.rules.forms.template import FormTemplate

FORMS = tuple(load_forms().values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_form_is_of_rights_of_the_catalogue(form: FormTemplate) -> None:
    assert set(form.rights) <= set(load_catalogue().codes())
    assert urlsplit(form.link).scheme in {"http", "https"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_an_order_that_nothing_bears_out_is_shown_as_doubtful(form: FormTemplate) -> None:
    read = [source for source in form.sources if source.read_on is not None]
    if not read:
        assert form.confidence is Confidence.LOW
    assert form.is_order_doubtful or form.confidence is Confidence.HIGH
    assert form.order.strip()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_field_says_what_goes_in_or_where_it_is_read(form: FormTemplate) -> None:
    for part in form.parts:
        for field in part.fields:
            assert field.value or field.hint, f"{part.title} / {field.label}"


def _asks_by_form(code: str) -> bool:
    channel = load_catalogue().right(code).channel
    number = channel.form.number if channel.form else ""
    return bool(channel.online) or "cerfa n°" in number.lower()


def test_the_rights_that_have_a_form_are_known_without_reading_the_forms() -> None:
    assert rights_with_forms() == {code for form in FORMS for code in form.rights}


def test_every_right_with_a_cerfa_or_a_teleservice_has_its_form() -> None:
    without = [
        code for code in load_catalogue().codes() if _asks_by_form(code) and not forms_of(code)
    ]
    assert without == []
