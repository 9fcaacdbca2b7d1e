"""Rights of the service: typed, kept, given and taken as files; a bad file changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from caseapp.kernel.errors import NotFoundError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.claims import Claims
from caseapp.services.local_appeals import AppealText
from caseapp.services.local_catalogue import open_catalogue
from caseapp.services.local_conditions import ConditionText
from caseapp.services.local_right_checks import InvalidLocalRightError
from caseapp.services.local_right_typed import LocalRightText
from caseapp.services.local_rights import Draft, LocalRights
from tests.support.builders import Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.rules.merged_catalogue import MergedCatalogue

TYPED = LocalRightText(
    fields={
        "name": "Aide au transport de Nantes",
        "family": "emploi",
        "agency": "CCAS de Nantes",
        "basis": "Délibération du 12/03/2026",
        "checked_on": "20/11/2026",
        "communes": "Nantes (44109) ; Rezé",
        "min": "100",
        "max": "300,50",
        "period": "year",
        "link": "https://www.nantes-ccas.example.org/transport\nhttps://tan.example.org",
        "place": "Accueil du CCAS, 1 bis place Saint-Similien",
        "pieces": "Avis d'imposition\nJustificatif de domicile",
        "steps": "Déposer le dossier\nle CCAS : instruire le dossier",
        "silence": "2",
        "silence_basis": "Règlement, article 7",
        "opening": "month_of_claim",
        "renewal": "Chaque année, sur demande",
        "lasts_months": "12",
        "follow_up": "30 ; 55",
        "note": "Vu avec la régie",
    },
    conditions=(
        ConditionText(kind="age_min", value="18"),
        ConditionText(text="Foyer modeste", kind="resources_max", value="900 ; 1 300 ; + 350"),
        ConditionText(text="Logé par un bailleur social", kind="tenure", value="tenant_social"),
        ConditionText(text="Chercher un emploi", kind="question", value="Cherche-t-elle ?"),
        ConditionText(text="Projet sérieux", kind="judged"),
        ConditionText(text="Ne pas avoir de voiture"),
    ),
    appeals=(
        AppealText(
            route="rapo", body="Président du CCAS", months="2", basis="Règlement, article 9"
        ),
        AppealText(
            route="ta", body="Tribunal administratif de Nantes", months="2", basis="CJA R421-1"
        ),
    ),
)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.office: Office = an_office(folder)
        self.catalogue: MergedCatalogue = open_catalogue(self.office.store, load_catalogue())
        self.rights = LocalRights(
            self.office.store, self.office.clock, self.catalogue, load_communes()
        )

    def save(self, typed: LocalRightText, code: str = "") -> str:
        return self.rights.save(typed, code).code

    def refused(self, **fields: str) -> dict[str, str]:
        """What is said of the right with other texts, by field."""
        typed = replace(TYPED, fields={**TYPED.fields, **fields})
        with pytest.raises(InvalidLocalRightError) as error:
            self.rights.save(typed)
        return {fault.path: fault.sentence for fault in error.value.faults}

    def refused_file(self, content: bytes | str) -> str:
        before = self.catalogue.codes(), self.rights.export() if self.rights.codes() else b""
        with pytest.raises(InvalidLocalRightError) as error:
            self.rights.plan(content.encode() if isinstance(content, str) else content)
        assert before == (
            self.catalogue.codes(),
            self.rights.export() if self.rights.codes() else b"",
        )
        return str(error.value)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_local_right_stands_in_the_catalogue_with_all_that_was_typed(desk: Desk) -> None:
    code = desk.save(TYPED)
    right = desk.catalogue.right(code)
    assert code == "local_aide_au_transport_de_nantes"
    assert code in desk.catalogue.codes()
    assert right in desk.catalogue.all()
    assert (right.agency, right.free, right.computed) == ("CCAS de Nantes", True, False)
    assert right.pieces == ("Avis d'imposition", "Justificatif de domicile")
    assert [(step.n, step.who) for step in right.steps] == [(1, "la personne"), (2, "le CCAS")]
    assert right.silence is not None
    assert (right.silence.months, right.silence.basis) == (2, "Règlement, article 7")
    assert [(p.min, p.max, p.period) for p in right.pays] == [(100, 300.5, "year")]
    assert [c.text for c in right.conditions][:2] == [
        "Habiter Nantes (44109) ou Rezé (44143)",
        "Avoir au moins 18 ans",
    ]
    assert right.conditions[5].judged
    assert right.conditions[6].test is None
    assert right.channel.online == (
        "https://www.nantes-ccas.example.org/transport",
        "https://tan.example.org",
    )
    assert [(a.order, a.route, a.mandatory) for a in right.appeals] == [
        (1, "rapo", True),
        (2, "ta", True),
    ]


def test_what_was_typed_is_shown_again_as_it_was(desk: Desk) -> None:
    code = desk.save(TYPED)
    shown = desk.rights.text(code)
    assert desk.save(shown, code) == code
    assert desk.rights.text(code) == shown
    for name, text in TYPED.fields.items():
        expected = "Nantes (44109) ; Rezé (44143)" if name == "communes" else text
        assert shown.of(name) == expected, name
    assert [c.kind for c in shown.conditions] == [c.kind for c in TYPED.conditions]


def test_another_window_of_the_base_finds_it_again_and_the_version_says_it_changed(
    desk: Desk,
) -> None:
    before = desk.catalogue.version
    code = desk.save(TYPED)
    again = open_catalogue(desk.office.store, load_catalogue())
    assert again.right(code) == desk.catalogue.right(code)
    assert before == load_catalogue().version
    assert again.version == desk.catalogue.version != before
    assert again.version.startswith(before)
    assert len(again.version) <= 20  # what an estimate keeps of it


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", "", "obligatoire"),
        ("basis", "", "obligatoire"),
        ("checked_on", "31/02/2026", "date"),
        ("checked_on", "20/11/2027", "passé"),
        ("link", "http://ccas.example.org", "https"),
        ("link", "https://user:secret@ccas.example.org", "https"),
        ("link", "javascript:alert(1)", "https"),
        ("communes", "Ville-qui-n'existe-pas", "commune"),
        ("communes", "44000", "code postal"),
        ("department", "Loire", "numéro"),
        ("min", "400", "minimum"),
        ("max", "beaucoup", "montant"),
        ("silence", "0", "nombre"),
        ("silence_basis", "", "article"),
        ("silence_confidence", "low", "confirmer"),
        ("link", "https://ccas.example.org\nccas.example.org", "chaque ligne"),
        ("lasts_months", "un an", "nombre"),
        ("follow_up", "30, jamais", "nombre"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    desk: Desk, field: str, text: str, words: str
) -> None:
    faults = desk.refused(**{field: text})
    shown = "max" if field == "min" else field
    assert words in faults[shown], faults
    assert desk.rights.codes() == ()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("age_min", "dix-huit"),
        ("age_max", ""),
        ("resources_max", "900 ; + 350 ; 1 000"),
        ("resources_max", "1 300 ; 900"),
        ("tenure", "château"),
        ("question", "?" * 300),
    ],
)
def test_a_test_that_cannot_be_read_is_said_at_its_condition(
    desk: Desk, kind: str, value: str
) -> None:
    typed = LocalRightText(
        fields=TYPED.fields,
        conditions=(ConditionText(), ConditionText(text="Condition", kind=kind, value=value)),
    )
    assert [fault.path for fault in desk.rights.faults(typed)] == ["conditions[1]"]


def appeals(*typed: AppealText) -> LocalRightText:
    return replace(TYPED, appeals=typed)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"route": ""}, "route"),
        ({"body": " "}, "body"),
        ({"months": "deux"}, "months"),
        ({"months": "0"}, "months"),
        ({"basis": ""}, "basis"),
        ({"route": "château"}, "route"),
        ({"body": "x\u202ey"}, "body"),
    ],
)
def test_what_cannot_be_read_of_an_appeal_is_said_in_its_row(
    desk: Desk, changes: dict[str, str], part: str
) -> None:
    rapo, court = TYPED.appeals
    typed = appeals(court, AppealText(), replace(rapo, **changes))
    assert [fault.path for fault in desk.rights.faults(typed)] == [f"appeals[2].{part}"]


def test_appeals_are_kept_in_the_order_they_are_made_however_they_were_typed(desk: Desk) -> None:
    rapo, court = TYPED.appeals
    gracious = AppealText(
        route="gracieux", body="Président du CCAS", months="2", basis="CRPA L411-2"
    )
    code = desk.save(appeals(court, rapo, gracious))
    kept = desk.catalogue.right(code).appeals
    assert [(a.order, a.route, a.mandatory) for a in kept] == [
        (0, "gracieux", False),
        (1, "rapo", True),
        (2, "ta", True),
    ]
    shown = desk.rights.text(code)
    desk.save(replace(shown, appeals=(shown.appeals[2],)), code)
    assert [a.route for a in desk.catalogue.right(code).appeals] == ["ta"]
    shown = desk.rights.text(code)
    desk.save(replace(shown, appeals=(*shown.appeals, rapo)), code)
    assert [a.route for a in desk.catalogue.right(code).appeals] == ["rapo", "ta"]


def test_what_a_file_says_of_an_appeal_survives_until_it_is_another_appeal(desk: Desk) -> None:
    code = desk.save(TYPED)
    document = yaml.safe_load(desk.rights.export())
    document["appeals"] = [
        {"order": 1, "route": "rapo", "body": "CCAS", "days": 15, "basis": ["Art. 9"],
         "silence_months": 1, "confidence": "high"},
        {"order": 2, "route": "ta", "after": ["rapo"], "body": "TA", "months": 2,
         "basis": ["CJA R421-1"], "confidence": "high"},
    ]  # fmt: skip
    desk.rights.take(desk.rights.plan(yaml.safe_dump(document, allow_unicode=True).encode()))
    before = desk.catalogue.right(code).appeals
    shown = desk.rights.text(code)
    desk.save(shown, code)
    assert desk.catalogue.right(code).appeals == before
    first, court = shown.appeals
    desk.save(replace(shown, appeals=(replace(first, months="2"), court)), code)
    changed = desk.catalogue.right(code).appeals[0]
    assert (changed.months, changed.days, changed.silence_months) == (2, None, 1)
    desk.save(replace(shown, appeals=(court,)), code)
    assert desk.catalogue.right(code).appeals[0].after == ()
    desk.save(replace(shown, appeals=(replace(first, route="gracieux", months="2"), court)), code)
    other = desk.catalogue.right(code).appeals[0]
    assert (other.route, other.mandatory, other.silence_months) == ("gracieux", False, None)


def test_an_edition_and_an_import_are_taken_back_as_if_nothing_had_been(desk: Desk) -> None:
    kept = desk.rights.save(TYPED)
    first = desk.catalogue.right(kept.code)
    edited = desk.rights.save(
        replace(TYPED, fields={**TYPED.fields, "agency": "Département"}), kept.code
    )
    desk.rights.put_back(edited.before)
    assert desk.catalogue.right(kept.code) == first
    content = desk.rights.export().decode()
    desk.rights.delete(kept.code)
    both = content.replace("Vu avec la régie", "Revu") + content.replace(kept.code, "local_autre")
    before = desk.rights.take(desk.rights.plan(both.encode()))
    assert desk.rights.codes() == (kept.code, "local_autre")
    desk.rights.put_back(before)
    assert desk.rights.codes() == ()
    desk.rights.restore(kept.code)
    assert desk.catalogue.right(kept.code) == first
    desk.rights.put_back(kept.before)
    assert desk.rights.codes() == ()


def test_two_aids_of_one_name_have_two_codes_and_a_copy_is_another_aid(desk: Desk) -> None:
    first = desk.save(TYPED)
    second = desk.save(desk.rights.copy_of(first))
    third = desk.save(TYPED)
    assert len({first, second, third}) == 3
    assert desk.catalogue.right(second).name == "Aide au transport de Nantes (copie)"


def test_a_deleted_aid_leaves_the_list_but_not_its_claims_and_comes_back(desk: Desk) -> None:
    code = desk.save(TYPED)
    case_id = a_case(desk.office)
    claims = Claims(desk.office.store, desk.office.clock, desk.catalogue)
    claim_id = claims.open(case_id, code)
    assert [piece.label for piece in claims.page(claim_id).pieces] == [
        "Avis d'imposition",
        "Justificatif de domicile",
    ]
    desk.rights.delete(code)
    assert code not in desk.catalogue.codes()
    assert claims.page(claim_id).name == "Aide au transport de Nantes"
    with pytest.raises(NotFoundError):
        desk.rights.text(code)
    desk.rights.restore(code)
    assert code in desk.catalogue.codes()


def test_what_is_being_typed_is_kept_until_it_is_saved(desk: Desk) -> None:
    desk.rights.keep_draft(Draft(code="", typed=TYPED))
    assert desk.rights.draft() == Draft(code="", typed=TYPED)
    desk.save(TYPED)
    assert desk.rights.draft() is None


def test_a_file_gives_the_same_rights_to_another_service(desk: Desk, tmp_path: Path) -> None:
    code = desk.save(TYPED)
    desk.save(desk.rights.copy_of(code))
    content = desk.rights.export()
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    plan = other.rights.plan(content)
    assert (len(plan.added), plan.replaced, plan.same) == (2, (), ())
    assert other.rights.codes() == ()
    other.rights.take(plan)
    assert other.rights.export() == content
    assert other.catalogue.right(code) == desk.catalogue.right(code)
    assert other.rights.plan(content).same == plan.added


def test_a_file_says_what_it_would_replace(desk: Desk) -> None:
    code = desk.save(TYPED)
    content = desk.rights.export().decode().replace("Vu avec la régie", "Revu en octobre")
    plan = desk.rights.plan(content.encode())
    assert plan.replaced == ("Aide au transport de Nantes",)
    desk.rights.take(plan)
    assert desk.rights.text(code).of("note") == "Revu en octobre"


def test_what_the_form_does_not_ask_survives_an_edition(desk: Desk) -> None:
    code = desk.save(TYPED)
    document = yaml.safe_load(desk.rights.export())
    document["pitfalls"] = ["Le fonds est épuisé en novembre"]
    document["conditions"].append(
        {"text": "Un adulte de 60 ans", "test": {"fact": "age", "who": "adult", "at_least": 60}}
    )
    desk.rights.take(desk.rights.plan(yaml.safe_dump(document, allow_unicode=True).encode()))
    desk.save(desk.rights.text(code), code)
    right = desk.catalogue.right(code)
    assert right.pitfalls == ("Le fonds est épuisé en novembre",)
    assert right.conditions[-1].test is not None


_BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "aucun droit"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"name: [", "YAML"),
        (_BOMB, "renvois"),
        ("name: !!python/object/apply:os.system ['true']", "étiquettes"),
        ("a: " + "[" * 5000, "profond"),
        (b"# " + b"x" * 600_000, "500 ko"),
        ("code: a\ncode: b", "deux fois"),
        ("- 1\n- 2", "champs nommés"),
        ("? [a, b]\n: 1", "nom de champ"),
        ("checked_on: 2026-99-99", "ne se lit pas"),
    ],
)
def test_a_hostile_or_malformed_file_changes_nothing_and_says_why(
    desk: Desk, content: bytes | str, words: str
) -> None:
    assert words in desk.refused_file(content)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("code", "rsa", "code : Ce code est celui d'un droit livré"),
        ("code", "mon_aide", "local_"),
        ("free", False, "free :"),
        ("computed", True, "computed :"),
        ("family", "chats", "family : L'une de ces valeurs"),
        ("prix", 12, "prix : Ce champ est inconnu"),
        ("pieces", "RIB", "pieces : Une liste"),
        ("name", ["a"], "name : Un texte"),
        ("name", "a\u202eb", "caractère invisible"),
        ("pieces", ["x"] * 200, "pieces : Cette liste"),
        ("channel", {"online": ["http://ccas.fr"], "place": "x"}, "channel.online[0] :"),
        ("silence", {"months": 2, "effect": "refusal", "confidence": "high"}, "silence.basis :"),
        ("conditions", [{"text": "x", "test": {"fact": "pointure", "is": 42}}], "inconnu"),
        ("conditions", [{"text": "x", "test": {"eval": "1"}}], "test"),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_path(
    desk: Desk, path: str, value: object, words: str
) -> None:
    desk.save(TYPED)
    document = {**yaml.safe_load(desk.rights.export()), path: value}
    told = desk.refused_file(yaml.safe_dump(document, allow_unicode=True))
    assert words in told.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    ).replace("\u2019", "'")


def test_one_bad_right_of_several_refuses_the_file(desk: Desk) -> None:
    code = desk.save(TYPED)
    good = desk.rights.export().decode()
    told = desk.refused_file(
        good + good.replace(code, "local_autre").replace("free: true", "free: 3")
    )
    assert told.startswith("local_autre > free")
    assert "deux fois" in desk.refused_file(good + good)
