"""What the service writes: the outline, the chosen parts alone, third persons, what left the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.case_report import Section, WrittenPart
from caseapp.reports.case_report import render
from caseapp.rules.report_outlines import load_outlines
from caseapp.services.history_rows import HistoryFilter
from caseapp.services.social_reports import AskedReport, SocialReports
from caseapp.services.third_persons import third_persons
from tests.support.builders import Office, an_interview, an_office, awa
from tests.support.case_report import ordinary_report
from tests.support.hands import plain
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

ASKED = AskedReport(
    outline="fsl",
    recipient="Commission du FSL",
    purpose="Maintien dans le logement",
    consent="avec son accord du 20/11/2026",
    sections=frozenset({Section.RESOURCES}),
    interviews=(),
    written={"Demande": "Une aide de 300 €.", "Évaluation et avis": " ", "Inconnu": "rien"},
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return awa(office)


@pytest.fixture
def reports(office: Office) -> SocialReports:
    return SocialReports(office.store, office.clock, office.disclosure)


def test_a_note_holds_its_outline_and_what_was_chosen_alone(
    reports: SocialReports, case: UUID
) -> None:
    data = reports.data(case, ASKED)
    assert data.title == "Note sociale : fonds de solidarité pour le logement"
    assert data.written == (WrittenPart(title="Demande", text="Une aide de 300 €."),)
    text = plain(text_of(render(data)))
    assert "Une aide de 300 €." in text
    assert "Commission du FSL" in text
    assert "Issa" not in text  # the household was not chosen
    assert "Évaluation et avis" not in text


@pytest.mark.parametrize("outline", list(load_outlines()))
def test_private_notes_are_in_none_of_them(
    office: Office, reports: SocialReports, case: UUID, outline: str
) -> None:
    told = an_interview(
        office, case, on_date="20/11/2026", facts="Constat-visible.", private="Secret-de-travail."
    )
    asked = replace(
        ASKED, outline=outline, sections=frozenset(Section), interviews=(told,), written={}
    )
    text = text_of(render(reports.data(case, asked)))
    assert "Constat-visible" in text
    assert "Secret-de-travail" not in text


def test_what_left_is_told_in_the_history(
    office: Office, reports: SocialReports, case: UUID
) -> None:
    reports.record(case, reports.data(case, ASKED), printed=True)
    (entry,) = office.history.page(case, HistoryFilter(group="documents")).entries
    assert plain(entry.what) == (
        "Écrit remis : Note sociale : fonds de solidarité pour le logement"
    )
    told = plain(entry.after)
    for words in (
        "destinataire : Commission du FSL",
        "pour : Maintien dans le logement",
        "ressources et charges, Demande",
        "imprimé",
    ):
        assert words in told
    assert "300" not in told  # what was written is not kept


def test_what_is_being_written_is_found_again_once(reports: SocialReports, case: UUID) -> None:
    reports.keep(case, {"outline": "dalo", "= Motif du recours": "Expulsion."})
    assert reports.typed(case) == {"outline": "dalo", "= Motif du recours": "Expulsion."}


def test_names_of_third_persons_are_pointed_out_where_they_stand() -> None:
    data = replace(
        ordinary_report(),
        written=(
            WrittenPart(
                title="Faits",
                text="Mme Ouattara a vu le docteur Sow, M. de La Tour et MINA ; madame va mieux.",
            ),
            WrittenPart(title="Avis", text="Favorable."),
        ),
    )
    lines = third_persons(data)
    assert lines[0].startswith("Foyer : ")
    assert lines[1] == "Faits : docteur Sow, M. de La Tour, Mina"
    assert len(lines) == 2


def test_each_outline_proposes_sections_that_exist_and_says_how_sure_its_texts_are() -> None:
    outlines = load_outlines().values()
    assert len({outline.name for outline in outlines}) == len(outlines)
    for outline in outlines:
        titles = [heading.title for heading in outline.written]
        assert len(set(titles)) == len(titles)
        assert len(outline.title) <= 200
