"""The service's own templates: read before they run, filled, and unable to do anything else."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest

from caseapp.rules.letters import word, word_text
from caseapp.rules.letters.filling import TemplateFaultError, Values
from caseapp.rules.letters.names import every_name
from tests.support.word_files import a_word_file, open_word, repacked, texts_of

KNOWN = Values(
    {
        "personne.nom_complet": "Awa O'OUATTARA & <fils>",
        "personne.adresse": "3 allée des Tilleuls\n44100 Nantes",
        "droit.nom": "RSA",
    },
    {"pieces.manquantes": ("RIB", "Titre de séjour")},
)


def test_known_names_are_written_and_unknown_ones_are_places() -> None:
    made = word.fill(
        a_word_file("{{ personne.nom_complet }}", "Décision du {{ decision.date }}"), KNOWN
    )
    assert texts_of(made) == [
        "Awa O'OUATTARA & <fils>", "Décision du [à compléter : date de la décision]",
    ]  # fmt: skip


def test_names_are_filled_in_headers_and_tables() -> None:
    made = word.fill(
        a_word_file("x", header="{{ droit.nom }}", table=(("À", "{{ personne.adresse }}"),)), KNOWN
    )
    assert open_word(made).sections[0].header.paragraphs[0].text == "RSA"
    assert "3 allée des Tilleuls\n44100 Nantes" in texts_of(made)


def test_a_list_gives_one_point_each() -> None:
    template = a_word_file(
        "{%p for piece in pieces.manquantes %}", "- {{ piece }}", "{%p endfor %}", "Fin"
    )
    assert texts_of(word.fill(template, KNOWN)) == ["RIB", "Titre de séjour", "Fin"]


def test_unknown_names_are_all_pointed_out_with_the_nearest_and_where() -> None:
    read = word.examine(
        a_word_file("Madame {{ personne.nmo }},", "{{ secret }}", header="{{ service.nom }}")
    )
    assert read.names == ("service.nom",)
    first, second = read.faults
    assert "« personne.nmo »" in first
    assert "Vouliez-vous dire « personne.nom » ?" in first
    assert "Près de « Madame" in first
    assert "« secret »" in second


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ personne.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ personne.nom.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum() }}",
        "{{ personne.nom|attr('__class__') }}",
        "{{ 'a' * 999999999 }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% set x = 1 %}",
        "{% for a in pieces.jointes %}{% for b in pieces.jointes %}x{% endfor %}{% endfor %}",
        "{% for a in 'abc' recursive %}x{% endfor %}",
        "{% macro m() %}x{% endmacro %}{{ m() }}",
        "{{ self }}",
        "{{ [].append(1) }}",
        "{{ range(999999999) }}",
    ],
)
def test_nothing_but_a_letter_can_be_made(hostile: str) -> None:
    template = a_word_file(hostile)
    assert word.examine(template).faults
    with pytest.raises(TemplateFaultError):
        word.fill(template, KNOWN)


def test_what_a_value_says_is_never_run() -> None:
    values = Values({"personne.nom": "{{ 7 * 7 }} {% raw %} <w:p/> \x0c\x07"}, {})
    (text,) = texts_of(word.fill(a_word_file("{{ personne.nom }}"), values))
    assert "{{ 7 * 7 }}" in text
    assert "<w:p/>" in text


def test_the_properties_of_the_file_are_read_too() -> None:
    document = open_word(a_word_file("x"))
    document.core_properties.title = "{{ lipsum.__globals__ }}"
    target = io.BytesIO()
    document.save(target)
    assert word.examine(target.getvalue()).faults


def types_with(content: bytes, before: bytes, after: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("[Content_Types].xml").replace(before, after)


RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/attachedTemplate" Target="http://x.example/a.dotm" TargetMode="External"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "pas un document Word"),
        (b"%PDF-1.7", "pas un document Word"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "mot de passe"),
        (b"PK" + b"0" * 5_000_001, "dépasse 5"),
        (repacked(a_word_file("x"), {"word/vbaProject.bin": b"x"}), "macro"),
        (repacked(a_word_file("x"), {"word/_rels/settings.xml.rels": RELATIONS}), "ailleurs"),
        (repacked(a_word_file("x"), {"word/big.xml": b" " * 4_000_001}), "trop grand"),
        (a_word_file("x")[:-400], "pas un document Word"),
        (repacked(a_word_file("x"), {"word/document.xml": b"<w:docum"}), "abîmé"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plain_word_document_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(TemplateFaultError, match=told):
        word.examine(content)


def test_a_document_with_macros_is_refused_by_its_kind() -> None:
    plain = a_word_file("x")
    kind = types_with(
        plain, b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"ms-word.document.macroEnabled.main+xml",
    )  # fmt: skip
    with pytest.raises(TemplateFaultError, match="sans macros"):
        word.examine(repacked(plain, {"[Content_Types].xml": kind}))


def test_an_entity_that_grows_without_end_is_not_followed() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">'.encode() for k in range(9)
        )
        + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    )
    content = repacked(a_word_file("x"), {"word/document.xml": bomb})
    try:
        made = word.fill(content, KNOWN)
    except TemplateFaultError:
        return
    assert len(made) < 1_000_000


def test_a_paper_with_a_heading_is_known_by_the_text_it_waits_for() -> None:
    assert word.examine(a_word_file("{{ courrier.objet }}", "{{ courrier.texte }}")).is_letterhead
    read = word.examine(a_word_file("{{ courrier.objet }}"))
    assert not read.is_letterhead
    assert "« courrier.texte »" in read.faults[0]


@pytest.mark.parametrize("name", every_name())
def test_every_name_of_the_help_can_be_used(name: str) -> None:
    use = (
        f"{{% for x in {name} %}}{{{{ x }}}}{{% endfor %}}"
        if name.startswith("pieces.")
        else f"{{{{ {name} }}}}"
    )
    paper = a_word_file(use, "{{ courrier.texte }}")
    assert word.examine(paper).faults == ()
    word.fill(paper, KNOWN)


def test_the_text_of_a_file_is_read_as_markdown() -> None:
    content = a_word_file("Madame *,", "**Titre**", "- un", "- deux", table=(("a", "b"),))
    assert word_text.to_markdown(content) == "a\n\nb\n\nMadame \\*,\n\n**Titre**\n\n- un\n- deux"


def test_a_file_that_is_damaged_where_it_is_packed_is_refused_in_a_sentence() -> None:
    whole = a_word_file("Bonjour " * 200 + "{{ prenom }}")
    for at in range(40, len(whole), 211):
        damaged = whole[:at] + b"\xff" * 60 + whole[at + 60 :]
        with suppress(TemplateFaultError):  # another end of it would be an unforeseen error
            word.examine(damaged)
