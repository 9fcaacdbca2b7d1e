"""The service's own templates: kept encrypted, begun from, edited, removed without losing a letter."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.letter import LetterGroup
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.reports.letter_on_word import on_template
from tests.support.builders import Office, a_case, a_home, an_office
from tests.support.letters import letters_of, papers_of, templates_of
from tests.support.word_files import a_word_file, texts_of

if TYPE_CHECKING:
    from pathlib import Path

RELANCE = a_word_file(
    "{{ personne.nom_complet }}", "{{ personne.adresse }}", "Décision du {{ decision.date }} !"
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def test_a_template_is_kept_and_given_back_as_it_was(office: Office) -> None:
    templates = templates_of(office)
    template = templates.add(PurePath("/x/Relance du service.docx"), RELANCE)
    (row,) = templates.rows()
    assert (row.id, row.name, row.file_name) == (
        template, "Relance du service", "Relance du service.docx",
    )  # fmt: skip
    assert templates.content(template) == RELANCE


def test_nothing_of_it_is_in_clear_on_the_disk(office: Office, tmp_path: Path) -> None:
    templates_of(office).add(PurePath("Relance-du-service.docx"), RELANCE)
    office.store.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"Relance-du-service" not in file.read_bytes()
            assert b"word/document.xml" not in file.read_bytes()


def test_two_files_of_one_name_get_two_names(office: Office) -> None:
    templates = templates_of(office)
    for _ in range(2):
        templates.add(PurePath("Relance.docx"), RELANCE)
    assert [row.name for row in templates.rows()] == ["Relance", "Relance (2)"]
    with pytest.raises(UserInputError, match="déjà ce nom"):
        templates.rename(templates.rows()[1].id, " Relance ")
    templates.rename(templates.rows()[1].id, "Autre")
    assert [row.name for row in templates.rows()] == ["Autre", "Relance"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (a_word_file("{{ personne.nmo }}", "{{ x.y }}"), "« x.y »"),
        (a_word_file("Sans aucun nom"), "aucun des noms"),
        (b"PK", "pas un document Word"),
    ],
    ids=["an unknown name", "no name", "no Word file"],
)
def test_a_file_that_is_no_template_is_refused_and_not_kept(
    office: Office, content: bytes, told: str
) -> None:
    with pytest.raises(UserInputError, match=told):
        templates_of(office).add(PurePath("x.docx"), content)
    assert templates_of(office).rows() == ()


def test_a_letter_is_begun_from_it_edited_and_put_back_on_it(office: Office) -> None:
    case = a_case(office)
    a_home(office, case, {"housing.address": "3 allée des Tilleuls\n44100 Nantes"})
    templates, letters = templates_of(office), letters_of(office)
    templates.add(PurePath("Relance.docx"), RELANCE)
    (own, *_) = letters.library()
    assert own.group is LetterGroup.SERVICE
    letter = letters.begin(case, own.code)
    page = letters.page(letter)
    assert page.is_whole
    assert page.body.startswith("Awa Ouattara\n\n3 allée des Tilleuls")
    letters.change(
        letter, {"body": page.body.replace(" \\!", ", merci.").replace(" !", ", merci.")}
    )
    on = papers_of(office).of(letter)
    assert on.template is not None
    assert texts_of(on_template(on.template, on.values, on.paper))[-1] == (
        "Décision du [à compléter\N{NO-BREAK SPACE}: date de la décision], merci."
    )


def test_a_letter_outlives_its_template(office: Office) -> None:
    case, templates, letters = a_case(office), templates_of(office), letters_of(office)
    template = templates.add(PurePath("Relance.docx"), RELANCE)
    letter = letters.begin(case, templates.rows()[0].code)
    gone = templates.remove(template)
    assert templates.rows() == ()
    on = papers_of(office).of(letter)
    assert on.template is None
    assert on.paper.is_whole
    assert "n'est plus dans le programme" in letters.page(letter).when
    with pytest.raises(NotFoundError):
        letters.begin(case, f"service:{template.hex}")
    templates.restore(gone)
    assert papers_of(office).of(letter).template == RELANCE


def test_a_paper_with_a_heading_is_offered_as_a_paper_not_as_a_letter(office: Office) -> None:
    templates = templates_of(office)
    template = templates.add(PurePath("En-tête.docx"), a_word_file("{{ courrier.texte }}"))
    assert templates.rows()[0].is_letterhead
    assert all(row.group is not LetterGroup.SERVICE for row in letters_of(office).library())
    letter = letters_of(office).begin(a_case(office), "domiciliation")
    under = papers_of(office).letterhead(letter, template)
    assert under is not None
    assert under[1].texts["personne.prenom"] == "Awa"
    templates.remove(template)
    assert papers_of(office).letterhead(letter, template) is None


def test_a_template_is_tried_without_a_letter(office: Office) -> None:
    case, templates = a_case(office), templates_of(office)
    template = templates.add(PurePath("Relance.docx"), RELANCE)
    tried = papers_of(office).trial(case, None, template)
    assert tried.paper.paragraphs[0].runs[0].text == "Awa Ouattara"
    assert letters_of(office).of_case(case) == ()


def test_what_left_the_desk_is_in_the_history(office: Office) -> None:
    case, letters = a_case(office), letters_of(office)
    letter = letters.begin(case, "domiciliation")
    papers_of(office).record(letter, "CCAS de Nantes", printed=True)
    told = " ".join(entry.words for entry in office.history.page(case).entries)
    assert "Écrit remis : courrier « Demander une domiciliation »" in told
    assert "CCAS de Nantes" in told
