"""Facts that the service corrects: at once in claims, marked, kept through updates, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from caseapp.domain.claim import Channel, Filed
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.places import resources
from caseapp.rules.catalogue_loader import Catalogue, load_catalogue
from caseapp.rules.corrections import CORRECTABLE, value_at
from caseapp.services.catalogue_file import sections
from caseapp.services.catalogue_reading import OF_THE_SERVICE, CatalogueReading
from caseapp.services.claims import Claims
from caseapp.services.corrections import Corrections, show
from caseapp.services.local_catalogue import open_catalogue
from tests.support.builders import TODAY, Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.rules.merged_catalogue import MergedCatalogue


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def merged(office: Office) -> MergedCatalogue:
    return open_catalogue(office.store, load_catalogue())


@pytest.fixture
def corrections(office: Office, merged: MergedCatalogue) -> Corrections:
    return Corrections(office.store, office.clock, merged)


VALUES = {
    "channel.place": "CCAS, 2e étage",
    "channel.online": "https://www.ville.example.org/rsa",
    "channel.paper": "Boîte 12, hôtel de ville",
    "remarks.contact du service": "02 40 00 00 00, le matin",
    "pieces": "RIB\nAttestation de la mairie",
    "processing": "six semaines en 2026",
    "follow_up.days": "20 ; 45",
}


@pytest.mark.parametrize("path", CORRECTABLE)
def test_a_fact_is_corrected_marked_in_list_and_file_and_undone(
    corrections: Corrections, merged: MergedCatalogue, path: str
) -> None:
    shipped = load_catalogue().right("rsa")
    corrections.correct("rsa", path, VALUES[path], "Vu avec la CAF le 20/11/2026")
    right = merged.right("rsa")
    assert show(value_at(right, path)) == VALUES[path]
    assert right.silence == shipped.silence
    assert right.appeals == shipped.appeals
    (row,) = CatalogueReading(merged).rows(family=OF_THE_SERVICE)
    assert (row.code, row.corrected, row.local) == ("rsa", True, False)
    (fact,) = corrections.of("rsa")
    section = next(s for s in sections(right, (fact,)) if s.title == "Modifié par le service")
    assert section.lines[0].details[0] == (
        "modifié par le service le 23/11/2026 : Vu avec la CAF le 20/11/2026"
    )
    assert section.lines[0].details[1].startswith("La fiche livrée disait : ")
    assert not fact.has_moved
    removed = corrections.undo("rsa", path)
    assert merged.right("rsa") == shipped
    assert merged.version == load_catalogue().version
    assert removed is not None
    corrections.put_back(removed)
    assert show(value_at(merged.right("rsa"), path)) == VALUES[path]


def test_a_legal_delay_an_effect_or_an_appeal_cannot_be_corrected(
    merged: MergedCatalogue,
) -> None:
    assert not {"silence", "appeals", "opening", "limitation"} & {
        p.split(".")[0] for p in CORRECTABLE
    }
    for path in ("silence.months", "appeals", "name"):
        with pytest.raises(KeyError):
            value_at(merged.right("rsa"), path)


@pytest.mark.parametrize(
    ("path", "text", "note", "field"),
    [
        ("channel.place", "CCAS", " ", "note"),
        ("channel.place", "  ", "vu", "value"),
        ("channel.online", "http://caf.example.org", "vu", "value"),
        ("follow_up.days", "30, bientôt", "vu", "value"),
        ("follow_up.days", "0", "vu", "value"),
        ("pieces", "x" * 3000, "vu", "value"),
        ("channel.place", "CCAS", "x" * 600, "note"),
    ],
)
def test_what_cannot_be_accepted_is_said_at_its_field(
    corrections: Corrections, path: str, text: str, note: str, field: str
) -> None:
    with pytest.raises(UserInputError) as error:
        corrections.correct("rsa", path, text, note)
    assert error.value.field == field
    assert corrections.of("rsa") == ()


def test_a_claim_asks_the_corrected_pieces_and_its_clock_follows_the_corrected_days(
    office: Office, corrections: Corrections, merged: MergedCatalogue
) -> None:
    claims = Claims(office.store, office.clock, merged)
    corrections.correct("rsa", "pieces", VALUES["pieces"], "CCAS")
    corrections.correct("rsa", "follow_up.days", "20 ; 45", "CCAS")
    claim_id = claims.open(a_case(office), "rsa")
    assert [p.label for p in claims.page(claim_id).pieces] == VALUES["pieces"].splitlines()
    claims.record(claim_id, Filed(on=TODAY, channel=Channel.COUNTER))
    before = {
        d.computed_on for d in claims.page(claim_id).deadlines if d.kind is DeadlineKind.FOLLOW_UP
    }
    corrections.correct("rsa", "follow_up.days", "10", "CCAS")
    assert claims.refresh() == 1
    after = {
        d.computed_on for d in claims.page(claim_id).deadlines if d.kind is DeadlineKind.FOLLOW_UP
    }
    assert before != after


def test_a_correction_survives_an_update_which_shows_both_values(
    office: Office, corrections: Corrections, tmp_path: Path
) -> None:
    corrections.correct("rsa", "channel.place", "CCAS, 2e étage", "CCAS")
    document = yaml.safe_load((resources() / "catalogue" / "rsa.yaml").read_text("utf-8"))
    before = document["channel"]["place"]
    document["channel"]["place"] = "France Travail"
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "rsa.yaml").write_text(yaml.safe_dump(document), "utf-8")
    updated = open_catalogue(office.store, Catalogue(tmp_path / "new"))
    assert updated.right("rsa").channel.place == "CCAS, 2e étage"
    (fact,) = Corrections(office.store, office.clock, updated).of("rsa")
    assert (fact.shipped, fact.shipped_now, fact.has_moved) == (before, "France Travail", True)
    told = [line for s in sections(updated.right("rsa"), (fact,)) for line in s.lines]
    assert "La fiche livrée a changé depuis : France Travail" in [
        detail for line in told for detail in line.details
    ]


def test_a_correction_of_a_right_that_is_no_longer_shipped_troubles_nobody(
    office: Office, corrections: Corrections, tmp_path: Path
) -> None:
    corrections.correct("rsa", "channel.place", "CCAS", "CCAS")
    (tmp_path / "none").mkdir()
    assert open_catalogue(office.store, Catalogue(tmp_path / "none")).codes() == ()
