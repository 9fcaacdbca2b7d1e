"""The catalogue as a whole: every file reads, is free, official and in French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from caseapp.kernel.places import resources
from caseapp.rules.catalogue_loader import Catalogue, is_official, load_catalogue
from caseapp.rules.family import Family

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caseapp.rules.catalogue import Right

CODES = load_catalogue().codes()
COMPUTED = {
    "rsa",
    "prime_activite",
    "aide_logement",
    "aah",
    "mva",
    "ass",
    "aspa",
    "asi",
    "allocations_familiales",
    "complement_familial",
    "asf",
    "paje_allocation_base",
    "prime_naissance_adoption",
    "aeeh",
    "ars",
    "c2s",
}
# Words of files and programs that no caseworker should meet; « OpenFisca » is one of them.
_MACHINE_WORDS = re.compile(
    r"[a-z]_[a-z]|[A-Z]_[A-Z]|\bnull\b|\bNone\b|\bidem\b|\d{4}-\d\d-\d\d|=>"
)


@pytest.fixture(params=CODES)
def right(request: pytest.FixtureRequest) -> Right:
    return load_catalogue().right(request.param)


def _document(code: str) -> dict[str, object]:
    text = (resources() / "catalogue" / f"{code}.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert isinstance(document, dict)
    return document


def _folder(tmp_path: Path, **files: str) -> Catalogue:
    for code, text in files.items():
        (tmp_path / f"{code}.yaml").write_text(text, encoding="utf-8")
    return Catalogue(tmp_path)


def _links(right: Right) -> list[str]:
    channel = right.channel
    form = [channel.form.link] if channel.form and channel.form.link else []
    return [*channel.online, *channel.information, *form]


def test_all_rights_of_the_sources_are_there() -> None:
    assert len(CODES) == 67
    assert set(CODES) >= COMPUTED


def test_a_right_is_named_as_its_file(right: Right) -> None:
    assert _document(right.code)["code"] == right.code


def test_every_right_is_free(right: Right) -> None:
    assert right.free is True


def test_a_right_that_is_not_free_is_refused(tmp_path: Path) -> None:
    text = (resources() / "catalogue" / "rsa.yaml").read_text(encoding="utf-8")
    catalogue = _folder(tmp_path, rsa=text.replace("\nfree: true\n", "\nfree: false\n"))
    with pytest.raises(ValidationError, match="free"):
        catalogue.right("rsa")


def test_a_field_that_the_schema_does_not_know_is_refused(tmp_path: Path) -> None:
    text = (resources() / "catalogue" / "rsa.yaml").read_text(encoding="utf-8")
    catalogue = _folder(tmp_path, rsa=text + "\nprice: 12\n")
    with pytest.raises(ValidationError, match="price"):
        catalogue.right("rsa")


def test_the_sixteen_rights_of_the_engine_are_the_computed_ones() -> None:
    assert {right.code for right in load_catalogue().all() if right.computed} == COMPUTED


def test_a_claim_leads_to_official_sites_only(right: Right) -> None:
    assert [link for link in _links(right) if not is_official(link)] == []


@pytest.mark.parametrize(
    "link",
    [
        "https://caf.fr.example.org",
        "https://notcaf.fr",
        "https://example.org/?www.caf.fr",
        "javascript:caf.fr",
        "file://caf.fr/etc",
        "",
    ],
)
def test_a_link_that_only_looks_official_is_not(link: str) -> None:
    assert not is_official(link)


def test_a_claim_has_a_way_a_place_and_a_form(right: Right) -> None:
    channel = right.channel
    assert channel.online or channel.online_text or channel.paper
    assert channel.place
    assert channel.form is not None
    assert channel.form.number


def test_steps_are_numbered_from_one(right: Right) -> None:
    assert [step.n for step in right.steps] == list(range(1, len(right.steps) + 1))
    assert all(step.who and step.what for step in right.steps)


def test_a_right_names_its_pieces_or_says_why_there_are_none(right: Right) -> None:
    assert right.pieces or right.remarks.get("pièces")


def test_a_right_has_its_basis_its_sources_and_its_degree_of_confidence(right: Right) -> None:
    assert right.legal_basis
    assert all(basis.article for basis in right.legal_basis)
    assert all(source.url or source.note for source in right.sources)
    assert right.sources
    assert right.confidence


def test_an_article_that_changed_since_it_was_read_says_so(right: Right) -> None:
    for basis in right.legal_basis:
        said = "MODIFIÉ" in basis.checked or "modifiée avant" in basis.checked or basis.version_end
        assert basis.changed_since == bool(said)


def test_conditions_are_shown_in_words(right: Right) -> None:
    assert all(condition.text for condition in right.conditions)


def test_short_names_are_unique_and_short() -> None:
    names = [right.short_name for right in load_catalogue().all()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 28 for name in names)


@pytest.mark.parametrize(
    ("code", "short_name", "agency"),
    [
        ("rsa", "RSA", "CAF ou MSA"),
        ("prime_activite", "Prime d'activité", "CAF ou MSA"),
        ("aah", "AAH", "MDPH, puis CAF ou MSA"),
        ("aide_logement", "APL/AL", "CAF ou MSA"),
        ("c2s", "C2S", "CPAM ou MSA"),
        ("aspa", "ASPA", "Carsat ou MSA"),
        ("ass", "ASS", "France Travail"),
    ],
)
def test_a_right_is_called_as_a_caseworker_calls_it(
    code: str, short_name: str, agency: str
) -> None:
    right = load_catalogue().right(code)
    assert (right.short_name, right.agency) == (short_name, agency)


def test_every_shelf_has_a_french_label_and_at_least_one_right() -> None:
    used = {right.family for right in load_catalogue().all()}
    assert used == set(Family)
    assert len({family.label for family in Family}) == len(Family)


def test_what_a_person_reads_is_french(right: Right) -> None:
    found = [text for text in _shown(right) if _MACHINE_WORDS.search(text)]
    assert found == []


def _shown(right: Right) -> Iterator[str]:
    raw = {"code", "field", "op", "value", "rule", "route", "after", "effect", "start", "version"}
    raw |= {"sources", "source", "confidence", "confidence_notes", "checked_on", "remarks"}
    raw |= {"version_end", "figures", "test", "when", "right"}

    def walk(entry: object) -> Iterator[str]:
        if isinstance(entry, BaseModel):
            for name in type(entry).model_fields:
                if name not in raw:
                    yield from walk(getattr(entry, name))
        elif isinstance(entry, dict):
            yield from (text for value in entry.values() for text in walk(value))
        elif isinstance(entry, tuple):
            yield from (text for value in entry for text in walk(value))
        elif isinstance(entry, str):
            yield re.sub(r"https?://\S+|OpenFisca-France[^)]*", "", entry)

    yield from walk(right)


def test_the_codes_are_known_without_reading_a_file(tmp_path: Path) -> None:
    catalogue = _folder(tmp_path, rsa=": not yaml", aah="{")
    assert catalogue.codes() == ("aah", "rsa")
    with pytest.raises(yaml.YAMLError):
        catalogue.right("aah")


def test_the_version_is_the_day_of_the_newest_check(tmp_path: Path) -> None:
    catalogue = _folder(
        tmp_path, rsa="checked_on: 2026-11-23\n", aah="code: aah\nchecked_on: 2027-02-01\n"
    )
    assert catalogue.version == "2027-02-01"
    assert load_catalogue().version == max(
        right.checked_on.isoformat() for right in load_catalogue().all()
    )


@pytest.mark.parametrize("code", ["rmi", "../catalogue/rsa", "rsa.yaml", "_general"])
def test_a_right_that_does_not_exist_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError, match=re.escape(code)):
        load_catalogue().right(code)


def test_a_right_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()
    assert load_catalogue().right("rsa") is load_catalogue().right("rsa")
    assert len(load_catalogue().all()) == len(CODES)
