from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest

from caseapp.exchange.document import LARGEST, parse_document
from caseapp.exchange.household import InvalidHouseholdError, Known, read_household
from caseapp.kernel.french import NARROW, NO_BREAK
from caseapp.rules.places import Communes

TODAY = dt.date(2026, 11, 23)
KNOWN = Known(places=Communes(), rights=("rsa", "aide_logement"))

SOUND: dict[str, Any] = {
    "format": "caseapp.household/1",
    "date": "2026-11-23",
    "people": [
        {
            "id": "a",
            "role": "applicant",
            "birth_date": "1990-02-14",
            "resources": [{"kind": "wage", "amount": 900, "from": "2026-01", "to": "2026-11"}],
        },
        {"id": "b", "role": "child", "birth_date": "2020-02-29"},
    ],
    "housing": {"tenure": "tenant_unfurnished", "commune": "44109", "rent": 450},
    "tax": {"reference_income": {"2024": 9870}, "shares": 1.5},
    "savings": {"non_taxable": 100},
    "received": [{"right": "rsa", "amount": 10, "from": "2026-01", "to": "2026-02"}],
}
DELETED = object()


def faults_of(document: object) -> dict[str, str]:
    with pytest.raises(InvalidHouseholdError) as refusal:
        read_household(document, today=TODAY, known=KNOWN)
    plain = str.maketrans({NARROW: " ", NO_BREAK: " "})
    return {fault.path: fault.sentence.translate(plain) for fault in refusal.value.faults}


def sound_but(path: str, value: object) -> dict[str, Any]:
    document = copy.deepcopy(SOUND)
    *way, last = path.split("/")
    node: Any = document
    for step in way:
        node = node[int(step)] if isinstance(node, list) else node[step]
    key = int(last) if isinstance(node, list) else last
    if value is DELETED:
        del node[key]
    else:
        node[key] = value
    return document


def test_a_sound_document_is_read() -> None:
    household = read_household(SOUND, today=TODAY, known=KNOWN)
    assert household.applicant.birth_date == dt.date(1990, 2, 14)


# where the fault is put · what is written there · the path that is said · words of the sentence
FAULTS: list[tuple[str, object, str, str]] = [
    ("format", DELETED, "format", "obligatoire"),
    ("format", "caseapp.household/2", "format", "Format inconnu"),
    ("format", None, "format", "null"),
    ("date", "unknown", "date", "« unknown » n'est pas admis"),
    ("date", "23/11/2026", "date", "AAAA-MM-JJ"),
    ("date", "2026-11-31", "date", "n'existe pas"),
    ("date", "20261123", "date", "AAAA-MM-JJ"),
    ("date", "2015-12-31", "date", "avant 2016"),
    ("date", "2032-01-01", "date", "l'avenir"),
    ("date", 20261123, "date", "entre guillemets"),
    ("people", DELETED, "people", "obligatoire"),
    ("people", [], "people", "au moins une personne"),
    ("people", {}, "people", "liste"),
    ("people/0", "a", "people[0]", "objet"),
    ("people/0/id", DELETED, "people[0].id", "obligatoire"),
    ("people/0/id", "", "people[0].id", "1 à 100 caractères"),
    ("people/0/id", "\ud800", "people[0].id", "caractères"),
    ("people/1/id", "a", "people[1].id", "déjà celui d'une autre personne"),
    ("people/0/role", DELETED, "people[0].role", "obligatoire"),
    ("people/0/role", "unknown", "people[0].role", "n'est pas admis"),
    ("people/0/role", "child", "people[0].role", "demandeur"),
    ("people/1/role", "applicant", "people[1].role", "qu'un demandeur"),
    ("people/1/role", "boss", "people[1].role", "applicant, partner, child, other"),
    ("people/1/birth_date", "2026-11-24", "people[1].birth_date", "23/11/2026"),
    ("people/1/birth_date", "1899-12-31", "people[1].birth_date", "1900"),
    ("people/1/birth_date", "2021-02-29", "people[1].birth_date", "n'existe pas"),
    ("people/1/birth_date", None, "people[1].birth_date", "« null »"),
    ("people/1/birth", "2020-02-29", "people[1].birth", "« birth_date » ?"),
    ("people/0/activity", "salaried", "people[0].activity", "employed"),
    ("people/0/activity", ["employed"], "people[0].activity", "une liste"),
    ("people/0/job_seeker_since", "2027-01-01", "people[0].job_seeker_since", "après"),
    ("people/0/job_seeker_since", "1980-01-01", "people[0].job_seeker_since", "naissance"),
    ("people/0/residence_permit_since", "2030-01-01", "people[0].residence_permit_since", "après"),
    ("people/0/pregnant_due", "2026-01-01", "people[0].pregnant_due", "naissance attendue"),
    ("people/0/pregnant_due", "2028-01-01", "people[0].pregnant_due", "naissance attendue"),
    ("people/0/work_restriction", 1, "people[0].work_restriction", "true, false"),
    ("people/0/unfit_for_work", "true", "people[0].unfit_for_work", "true, false"),
    ("people/0/gir", 7, "people[0].gir", "de 1 à 6"),
    ("people/0/gir", True, "people[0].gir", "de 1 à 6"),
    ("people/0/aeeh_complement", 2.5, "people[0].aeeh_complement", "de 0 à 6"),
    ("people/0/resources", {}, "people[0].resources", "liste"),
    ("people/0/resources/0/kind", "salary", "people[0].resources[0].kind", "wage"),
    ("people/0/resources/0/kind", DELETED, "people[0].resources[0].kind", "obligatoire"),
    ("people/0/resources/0/amount", DELETED, "people[0].resources[0].amount", "obligatoire"),
    ("people/0/resources/0/amount", -1, "people[0].resources[0].amount", "négatif"),
    ("people/0/resources/0/amount", 1.234, "people[0].resources[0].amount", "deux décimales"),
    ("people/0/resources/0/amount", True, "people[0].resources[0].amount", "« true »"),
    ("people/0/resources/0/amount", "900", "people[0].resources[0].amount", "sans guillemets"),
    ("people/0/resources/0/amount", 1e9, "people[0].resources[0].amount", "plausible"),
    ("people/0/resources/0/amount", 10**400, "people[0].resources[0].amount", "plausible"),
    ("people/0/resources/0/amount", float("nan"), "people[0].resources[0].amount", "nombre"),
    ("people/0/resources/0/amount", float("inf"), "people[0].resources[0].amount", "nombre"),
    ("people/0/resources/0/from", "2026-12", "people[0].resources[0].to", "avant le début"),
    ("people/0/resources/0/from", "2026-13", "people[0].resources[0].from", "n'existe pas"),
    ("people/0/resources/0/from", "unknown", "people[0].resources[0].from", "n'est pas admis"),
    ("people/0/resources/0/month", "2026-10", "people[0].resources[0].month", "période"),
    ("couple", "married", "couple", "aucune personne n'est le partenaire"),
    ("couple", "single", "couple", "cohabiting"),
    ("single_since", "2026-12-01", "single_since", "après"),
    ("housing", [], "housing", "objet"),
    ("housing/tenure", "tenant", "housing.tenure", "tenant_unfurnished"),
    ("housing/commune", "75012", "housing.commune", "Le code INSEE est « 75112 »"),
    ("housing/commune", "01340", "housing.commune", "plusieurs communes"),
    ("housing/commune", "00001", "housing.commune", "Aucune commune"),
    ("housing/commune", 44109, "housing.commune", "entre guillemets"),
    ("housing/commune", "Nantes", "housing.commune", "code INSEE"),
    ("housing/moved_in", "2029-01-01", "housing.moved_in", "avenir"),
    ("tax/reference_income", [], "tax.reference_income", "objet"),
    ("tax/reference_income/24", 1, "tax.reference_income.24", "année"),
    ("tax/reference_income/1990", 1, "tax.reference_income.1990", "année"),
    ("tax/reference_income/2024", -1, "tax.reference_income.2024", "négatif"),
    ("tax/shares", 0, "tax.shares", "parts"),
    ("tax/shares", 1.3, "tax.shares", "parts"),
    ("savings/non_taxable", 10**9, "savings.non_taxable", "plausible"),
    ("savings/gold", 1, "savings.gold", "inconnu"),
    ("received/0/right", "rmi", "received[0].right", "catalogue"),
    ("received/0/from", "2026-03", "received[0].to", "avant le début"),
    ("recieved", [], "recieved", "« received » ?"),
]


@pytest.mark.parametrize(("where", "value", "path", "words"), FAULTS)
def test_a_fault_is_said_at_its_place(where: str, value: object, path: str, words: str) -> None:
    assert words in faults_of(sound_but(where, value))[path]


def test_every_fault_of_a_document_is_said_at_once() -> None:
    document = copy.deepcopy(SOUND)
    document["people"][0]["resources"][0]["amount"] = "beaucoup"  # the shape
    document["people"][1]["birth_date"] = "2030-01-01"  # against the date
    document["housing"]["commune"] = "75012"  # against the country
    document["couple"] = "married"  # between fields
    assert set(faults_of(document)) == {
        "people[0].resources[0].amount",
        "people[1].birth_date",
        "housing.commune",
        "couple",
    }


def test_a_second_partner_is_one_too_many() -> None:
    document = copy.deepcopy(SOUND)
    document["people"] += [{"id": "c", "role": "partner"}, {"id": "d", "role": "partner"}]
    assert list(faults_of(document)) == ["people[3].role"]


@pytest.mark.parametrize("document", [None, 1, "x", [], True, 1.5])
def test_what_is_not_an_object_is_refused_as_a_whole(document: object) -> None:
    assert "objet" in faults_of(document)[""]


def test_what_is_nested_too_deeply_is_refused_as_a_whole() -> None:
    document: object = 1
    for _ in range(5000):
        document = [document]
    assert "profondément" in faults_of(document)[""]


CONTENTS: list[tuple[bytes, str]] = [
    (b"", "vide"),
    (b"  \n ", "vide"),
    (b"\xef\xbb\xbf", "vide"),
    (b"{", "JSON valide"),
    (b'{"a": 1,}', "JSON valide"),
    (b"{'a': 1}", "JSON valide"),
    (b'{"a": 1} {"a": 2}', "JSON valide"),
    (b"\xff\xfe{\x00}\x00", "UTF-8"),
    (b'{"nom": "\xe9"}', "UTF-8"),
    (b'{"a": NaN}', "NaN"),
    (b'{"a": -Infinity}', "Infinity"),
    (b'{"a": 1, "b": 2, "a": 3}', "deux fois"),
    (b'{"a": ' + b"9" * 5000 + b"}", "démesuré"),
    (b'{"a": 1e99999999999999999999}', "démesuré"),
    (b"[" * 100_000, "JSON valide|profondément"),
    (b" " * (LARGEST + 1), "1 Mo"),
]


@pytest.mark.parametrize(("content", "words"), CONTENTS)
def test_a_content_that_is_no_document_is_refused_in_one_sentence(
    content: bytes, words: str
) -> None:
    with pytest.raises(InvalidHouseholdError) as refusal:
        parse_document(content)
    (fault,) = refusal.value.faults
    assert any(word in fault.sentence for word in words.split("|"))
    assert not fault.path


def test_a_byte_order_mark_is_accepted() -> None:
    content = b"\xef\xbb\xbf" + json.dumps(SOUND).encode()
    assert read_household(parse_document(content), today=TODAY, known=KNOWN).people


def test_a_decimal_beyond_what_a_float_holds_is_still_seen() -> None:
    text = json.dumps(SOUND).replace("900", "900.00000000000000001")
    faults = faults_of(parse_document(text.encode()))
    assert "deux décimales" in faults["people[0].resources[0].amount"]


def test_sentences_hold_the_unbreakable_spaces_of_french() -> None:
    with pytest.raises(InvalidHouseholdError) as refusal:
        read_household(sound_but("housing/commune", "75012"), today=TODAY, known=KNOWN)
    assert f"code postal{NARROW}?" in refusal.value.faults[0].sentence
    assert f"«{NO_BREAK}75112{NO_BREAK}»" in refusal.value.faults[0].sentence
