"""The PDF of a case, read back as its recipient would."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from caseapp.domain.case_report import InterviewEntry, Section
from caseapp.reports.case_report import render
from tests.support.case_report import large_report, ordinary_report
from tests.support.pdf import fonts

if TYPE_CHECKING:
    from caseapp.domain.case_report import CaseReportData

HEADINGS = {
    Section.PEOPLE: "Foyer",
    Section.RESOURCES: "Ressources et charges",
    Section.RIGHTS: "Droits estimés",
    Section.CLAIMS: "Démarches",
    Section.DEADLINES: "Échéances",
    Section.NEXT_STEPS: "Prochaines étapes",
}
FIRST_COLUMNS = ("Personne", "Ressources", "Droit", "Démarche", "Échéance", "À faire")


def read(data: CaseReportData) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render(data)))


def lines(reader: pypdf.PdfReader) -> list[list[str]]:
    """Return what each page says, line by line."""
    return [page.extract_text().splitlines() for page in reader.pages]


def whole_text(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def right_ends(reader: pypdf.PdfReader, words: tuple[str, ...]) -> dict[str, float]:
    """Return where each amount ends on the page, in points, from the widths in the file."""
    ends: dict[str, float] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        amount = text.strip("\n")
        if amount in words and font is not None:
            widths, first = font["/Widths"], int(font["/FirstChar"])
            codes = amount.replace("\u202f", "").encode("latin-1")
            ends[amount] = cm[4] + tm[4] + sum(float(widths[c - first]) for c in codes) * size / 1e3

    reader.pages[0].extract_text(visitor_text=visit)
    return ends


def test_an_ordinary_case_takes_two_pages_each_numbered_dated_and_confidential() -> None:
    pages = lines(read(ordinary_report()))
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert "CONFIDENTIEL" in page
        assert f"{number} / 2" in page
        assert "Édité le 23/11/2026 à 10:42" in page
    assert "Secret professionnel, art. 226-13 du code pénal" in "\n".join(pages[0])
    assert "2026-0147 · OUATTARA Awa" in pages[1]


def test_the_report_says_what_it_was_given_accents_and_signs_included() -> None:
    text = whole_text(read(ordinary_report()))
    for words in (
        "Service social de secteur, Nantes Nord",
        "Destinataire : commission FSL de Nantes Métropole",
        "Objet : demande d'aide au maintien",
        "N'DIAYE & FILS <Ève>",
        "12/03/1992, 34 ans",
        "22/02/2026, 9 mois",
        "1 142,71",
        "Total des montants connus",
        "0 à 1 187 €",
        "426 €/an",
        "OpenFisca-France 176.1.8",
        "refus notifié le 11/11/2026",
        "CSS L142-4, R142-1-A",
        "Écrire au bailleur",
    ):
        assert words in text.replace("\n", " "), words


def test_an_amount_is_never_cut_between_two_lines() -> None:
    amount = "1\u202f024,00\u00a0€"
    for length in range(60, 100, 4):
        data = replace(ordinary_report(), purpose=f"{'x' * length} {amount} {amount}")
        page = lines(read(data))[0]
        assert sum(line.count("1 024,00 €") for line in page) == 2


def test_every_font_is_embedded() -> None:
    found = fonts(read(large_report()))
    assert {name.partition("+")[2] for name in found} == {
        "Inter-Regular",
        "Inter-SemiBold",
        "Inter-Bold",
        "Inter-RegularFigures",
        "Inter-BoldFigures",
    }
    assert all("/FontFile2" in described for described in found.values())


def test_amounts_end_on_one_line_and_their_figures_share_one_width() -> None:
    reader = read(ordinary_report())
    ends = right_ends(reader, ("640,00", "498,11", "151,05"))
    assert set(ends) == {"640,00", "498,11", "151,05"}
    assert max(ends.values()) - min(ends.values()) < 0.05
    figures = next(
        font.get_object()
        for font in reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]  # a dictionary of PDF
        if font.get_object()["/BaseFont"].endswith("RegularFigures")
    )
    first = int(figures["/FirstChar"])
    assert len({float(figures["/Widths"][ord(figure) - first]) for figure in "0123456789"}) == 1


def test_the_document_says_its_title_author_and_language() -> None:
    reader = read(ordinary_report())
    assert reader.metadata is not None
    assert reader.metadata.title == "Rapport de situation, dossier 2026-0147"
    assert reader.metadata.author == "Claire Morel, assistante de service social"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"  # type: ignore[index]  # a dictionary of PDF


@pytest.mark.parametrize("left_out", list(HEADINGS))
def test_a_section_that_was_not_chosen_is_nowhere_in_the_file(left_out: Section) -> None:
    data = ordinary_report()
    pages = lines(read(replace(data, sections=data.sections - {left_out})))
    starts = [line for page in pages for line in page]
    for section, heading in HEADINGS.items():
        present = any(line.startswith(heading) for line in starts)
        assert present == (section is not left_out), section


def test_nothing_is_disclosed_but_the_chosen_section() -> None:
    data = replace(ordinary_report(), sections=frozenset({Section.RIGHTS}))
    text = whole_text(read(data))
    assert "Rubriques choisies : droits estimés." in text
    for secret in ("Issa", "12/03/1992", "Salaire net", "MDPH", "bailleur"):
        assert secret not in text


def an_interview(number: int, facts: str = "Bail vu.") -> InterviewEntry:
    return InterviewEntry(
        on=dt.date(2026, 11, number),
        heading="suivi · au service · 45 min",
        present="OUATTARA Awa, N'DIAYE & FILS <Ève>",
        author="Claire Morel",
        facts=facts,
        words="« Je préfère payer le loyer. »",
        analysis="",
    )


def test_interviews_keep_facts_and_words_apart_over_as_many_pages_as_they_take() -> None:
    sections = frozenset({Section.INTERVIEWS})
    long = "\n".join(f"Ligne {number} & <suite>" for number in range(200))
    interviews = (an_interview(2), an_interview(20, long))
    data = replace(ordinary_report(), sections=sections, interviews=interviews)
    pages = lines(read(data))
    text = "\n".join(line for page in pages for line in page)
    assert len(pages) > 2
    assert "Rubriques choisies : entretiens." in text
    for words in ("02/11/2026", "Faits constatés", "Paroles de la personne", "N'DIAYE & FILS"):
        assert words in text
    assert "Ligne 199 & <suite>" in text
    assert "Analyse professionnelle" not in text  # nothing is said of what is empty


def test_a_large_case_repeats_the_columns_and_leaves_no_heading_alone() -> None:
    data = large_report()
    pages = lines(read(data))
    assert len(pages) > 4
    names = tuple(HEADINGS.values())
    for page in pages:
        body = [line for line in page if not line.startswith("Rapport de situation")]
        for line, after in pairwise(body):
            if line.startswith(names) and not line.startswith(FIRST_COLUMNS):
                assert after.startswith(FIRST_COLUMNS)
        assert not body[-1].startswith((*names, *FIRST_COLUMNS))
    text = "\n".join(line for page in pages for line in page)
    assert text.count("déposée le 12/11/2026") == 10
    assert all(f"Marie-Antoinette {number}" in text for number in range(12))


@pytest.mark.parametrize("people", range(1, 14))
def test_a_heading_is_always_followed_by_its_first_row(people: int) -> None:
    large = large_report()
    data = replace(ordinary_report(), people=large.people[:people] * 2)
    headings = {"Démarches", "Échéances", "Prochaines étapes"}
    pages = lines(read(data))
    assert headings <= {line for page in pages for line in page}
    for page in pages:
        for number, line in enumerate(page):
            if line in headings:
                # Its columns, then at least one row of words, before the page ends.
                assert len(page) > number + 6
                assert page[number + 1].startswith(FIRST_COLUMNS)


def test_a_text_longer_than_a_page_goes_on_overleaf() -> None:
    data = ordinary_report()
    remark = "Le salaire d'octobre n'est pas connu. " * 400
    rights = tuple(
        replace(entry, remark=remark)
        for entry in data.estimate.rights[:2]  # type: ignore[union-attr]  # it has one
    )
    data = replace(data, estimate=replace(data.estimate, rights=rights), purpose="objet " * 2500)  # type: ignore[type-var]  # it has one
    text = whole_text(read(data)).replace("\n", " ")
    assert text.count("octobre n'est pas connu") > 700
    assert text.count("objet") > 2400


@pytest.mark.parametrize("steps", range(1, 22, 2))
def test_signatures_never_stand_alone_on_a_page(steps: int) -> None:
    data = ordinary_report()
    page = lines(read(replace(data, next_steps=(data.next_steps * 7)[:steps])))[-1]
    assert "La personne concernée" in page
    assert any(line.startswith("Réunir le bail") for line in page)


def test_next_steps_without_names_nor_dates_are_a_plain_list() -> None:
    steps = tuple(replace(step, who="", by=None) for step in ordinary_report().next_steps)
    text = whole_text(read(replace(ordinary_report(), next_steps=steps)))
    assert "À faire" in text
    assert "Qui" not in text
    assert "Avant le" not in text


def test_what_is_not_stated_leaves_no_hole_in_a_sentence() -> None:
    data = ordinary_report()
    assert data.estimate is not None
    data = replace(
        data, consent="Communiqué avec son accord", estimate=replace(data.estimate, catalogue="")
    )
    text = whole_text(read(data)).replace("\n", " ")
    assert "Communiqué avec son accord. Rubriques choisies" in text
    assert "catalogue" not in text


def test_an_empty_case_says_so_section_by_section() -> None:
    data = replace(
        ordinary_report(),
        service_name="",
        service_address="",
        author="",
        recipient="",
        purpose="",
        consent="",
        people=(),
        budget=None,
        estimate=None,
        claims=(),
        deadlines=(),
        next_steps=(),
    )
    pages = lines(read(data))
    assert len(pages) == 1
    for sentence in (
        "Aucune personne n'est enregistrée.",
        "Aucun montant n'est enregistré.",
        "Aucune estimation n'a été faite.",
        "Aucune démarche n'est ouverte.",
        "Aucune échéance n'est en cours.",
        "Aucune étape n'est prévue.",
    ):
        assert sentence in pages[0]


def test_the_proposed_file_name_does_not_name_the_person() -> None:
    assert ordinary_report().file_name == "Rapport de situation 2026-0147.pdf"


def test_what_a_report_holds_does_not_show_in_a_log() -> None:
    data = ordinary_report()
    assert "OUATTARA" not in repr(data) + repr(data.people[0])
