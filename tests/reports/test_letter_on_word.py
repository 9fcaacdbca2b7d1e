"""A letter on the service's own paper: its look kept, what was edited written, blanks marked."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from caseapp.reports.letter_on_word import on_letterhead, on_template
from caseapp.rules.letters import word, word_text
from caseapp.rules.letters.filling import Values
from caseapp.rules.letters.text import read
from tests.reports.test_letter import PAPER
from tests.support.word_files import a_word_file, open_word, texts_of

VALUES = Values({"personne.nom_complet": "Awa OUATTARA", "droit.nom": "RSA"}, {})
TEMPLATE = a_word_file(
    "**Demande de {{ droit.nom }}**",
    "Madame, Monsieur,",
    "Je m'appelle {{ personne.nom_complet }}, décision du {{ decision.date }}.",
    "- un point",
    "Fin",
    header="Service social de {{ service.nom }}",
    table=(("Notre service", "{{ personne.nom_complet }}"),),
)


def begun() -> str:
    return word_text.to_markdown(word.fill(TEMPLATE, VALUES))


def edited(markdown: str) -> bytes:
    return on_template(TEMPLATE, VALUES, replace(PAPER, paragraphs=read(markdown)))


def marked(content: bytes) -> list[str]:
    document = open_word(content)
    paragraphs = [*document.paragraphs, *document.sections[0].header.paragraphs]
    return [
        run.text
        for one in paragraphs
        for run in one.runs
        if run.font.color.rgb is not None and run.bold
    ]


def test_an_untouched_letter_is_the_file_as_it_was_filled() -> None:
    assert texts_of(edited(begun())) == texts_of(word.fill(TEMPLATE, VALUES))
    assert open_word(edited(begun())).paragraphs[0].runs[0].bold


def test_its_blanks_stand_out_in_the_text_and_the_heading() -> None:
    assert marked(edited(begun())) == [
        "[à compléter : date de la décision]", "[à compléter : nom du service]",
    ]  # fmt: skip


def test_an_edited_line_is_written_where_it_stood() -> None:
    made = edited(
        begun().replace(r"\[à compléter : date de la décision\]", "12/10/2026, *mal lue*")
        .replace("Notre service", "Le CCAS")
    )  # fmt: skip
    texts = texts_of(made)
    assert texts[0] == "Le CCAS"
    assert "Je m'appelle Awa OUATTARA, décision du 12/10/2026, mal lue." in texts
    (italic,) = [run.text for one in open_word(made).paragraphs for run in one.runs if run.italic]
    assert italic == "mal lue"
    assert open_word(made).paragraphs[0].runs[0].bold


def test_lines_are_added_and_taken_away() -> None:
    made = edited(begun().replace("\n\nFin", "\n- un autre point\n\nEncore\n\nFin")
                  .replace("Madame, Monsieur,\n\n", ""))  # fmt: skip
    texts = texts_of(made)[2:]
    assert texts[-4:] == ["un point", "un autre point", "Encore", "Fin"]
    assert "Madame, Monsieur," not in texts


def test_everything_may_be_rewritten() -> None:
    assert texts_of(edited("Tout autre chose.")) == ["Tout autre chose."]
    assert texts_of(edited("")) == []


def test_a_line_break_stays_one() -> None:
    template = a_word_file("{{ personne.nom_complet }}\n1 rue A\n44000 Nantes", "Fin")
    begun = word_text.to_markdown(word.fill(template, VALUES))
    assert begun.split("\n\n") == ["Awa OUATTARA", "1 rue A", "44000 Nantes", "Fin"]
    paper = replace(PAPER, paragraphs=read(begun.replace("1 rue A", "2 rue B")))
    assert texts_of(on_template(template, VALUES, paper)) == [
        "Awa OUATTARA\n2 rue B\n44000 Nantes",
        "Fin",
    ]


def test_a_picture_stays_where_a_line_is_rewritten() -> None:
    document = open_word(a_word_file("Ancien"))
    from PIL import Image  # noqa: PLC0415 - one test of pictures

    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document.paragraphs[0].add_run().add_picture(picture)
    target = io.BytesIO()
    document.save(target)
    made = on_template(target.getvalue(), VALUES, replace(PAPER, paragraphs=read("Nouveau")))
    assert texts_of(made) == ["Nouveau"]
    assert len(open_word(made).inline_shapes) == 1


def test_a_letter_is_poured_into_a_paper_with_a_heading() -> None:
    paper: Any = a_word_file(
        "{{ courrier.expediteur }}", "{{ courrier.destinataire }}", "{{ courrier.lieu }}, le"
        " {{ courrier.date }}", "Objet : {{ courrier.objet }}", "{{ courrier.texte }}",
        "{{ courrier.signature }}", "{{ courrier.pieces_jointes }}", header="CCAS de Nantes",
    )  # fmt: skip
    made = on_letterhead(paper, VALUES, PAPER)
    texts = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts_of(made)]
    assert texts[0] == "\n".join(PAPER.sender)
    assert texts[2] == "Nantes, le 26 novembre 2026"
    assert PAPER.subject in texts[3]
    assert texts[4:9] == [
        "Madame, Monsieur,",
        "Le 1er juin, j'ai demandé. [à compléter : date de la décision]",
        "•\tune pièce", "•\tune autre", "1.\td'abord",
    ]  # fmt: skip
    assert texts[-2:] == ["Awa OUATTARA", "- Copie de la demande"]
    (blank,) = marked(made)
    assert blank.endswith("date de la décision]")
    assert open_word(made).sections[0].header.paragraphs[0].text == "CCAS de Nantes"
    assert open_word(made).core_properties.author == "Awa OUATTARA"


def test_what_a_letter_lacks_leaves_no_sign_on_a_paper_with_a_heading() -> None:
    bare = replace(PAPER, sender=(), recipient=(), enclosures=(), sent_by="", paragraphs=())
    paper = a_word_file(
        "{{ courrier.envoi }}", "{{ courrier.pieces_jointes }}", "{{ courrier.texte }}", "Fin"
    )
    assert texts_of(on_letterhead(paper, VALUES, bare)) == ["Fin"]
