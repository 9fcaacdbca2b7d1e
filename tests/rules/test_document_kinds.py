"""The kinds of documents: told by a file name, valid for a while, answering pieces of claims."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.document_kinds import OTHER, Basis, load_document_kinds

KINDS = load_document_kinds()

# No document answers these: a name, a number, a code, a choice, or no piece at all.
WITHOUT_KIND = {
    "nom de l'avocat éventuel",
    "justificatifs de rupture",
    "de 6 à 15 ans : aucune",
    "liste des obligés alimentaires",
    "périodes d’éducation d’enfants",
    "choix de l'organisme gestionnaire",
    "preuve de charge effective",
    "numéro unique",
    "aucune si le dossier CAF est à jour",
    "code reçu par courriel ou récupéré sur le site",
    "coordonnées du débiteur (employeur, banque)",
    "titre",
}


def test_every_piece_of_every_right_has_a_kind_or_is_known_to_have_none() -> None:
    pieces = {piece for right in load_catalogue().all() for piece in right.pieces}
    assert {piece for piece in pieces if not KINDS.match(piece).kinds} == WITHOUT_KIND
    assert len(pieces) > 150


def test_every_kind_but_the_last_answers_a_piece_or_is_kept_for_itself() -> None:
    pieces = {piece for right in load_catalogue().all() for piece in right.pieces}
    answering = set().union(*(KINDS.match(piece).kinds for piece in pieces))
    assert KINDS.codes - answering == {"procuration", OTHER}


@pytest.mark.parametrize(
    ("piece", "alone"),
    [
        ("RIB au nom du demandeur", {"rib"}),
        ("pièce d’identité ou titre de séjour recto verso", {"identite", "titre_sejour"}),
        ("avis d'imposition", {"avis_imposition"}),
        ("livret de famille ou PACS", {"livret_famille", "acte_mariage"}),
        ("certificat médical de moins d’un an (volets vue/audition)", {"certificat_medical_mdph"}),
        ("RIB du créancier", set()),
        ("identité et titre de séjour", set()),
        ("identité ou titre de séjour de tous les majeurs", set()),
        ("avis d'imposition N-2 et N-1", set()),
        ("3 derniers bulletins de paie ou attestation France Travail/pension", set()),
        ("jugement de divorce", set()),
        ("formulaire signé", set()),
        ("ressources", set()),
    ],
)
def test_a_piece_is_ticked_only_by_what_is_sure_to_be_all_of_it(
    piece: str, alone: set[str]
) -> None:
    assert KINDS.match(piece).alone == alone


def test_what_only_helps_is_proposed() -> None:
    assert "bulletin_salaire" in KINDS.match("ressources des 3 derniers mois").helps
    assert KINDS.match("RIB du créancier").helps == {"rib"}


@pytest.mark.parametrize(
    ("file_name", "kind"),
    [
        ("CNI_Awa.pdf", "identite"),
        ("rib2.PNG", "rib"),
        ("RIB Crédit mutuel.pdf", "rib"),
        ("avis_impot_2025.pdf", "avis_imposition"),
        ("Quittance-octobre.pdf", "quittance_loyer"),
        ("carte de séjour.jpg", "titre_sejour"),
        ("Certificat médical MDPH.pdf", "certificat_medical_mdph"),
        ("attestation CAF.pdf", "attestation_caf"),
        ("Scan_20261103.pdf", OTHER),
        ("", OTHER),
    ],
)
def test_a_file_name_tells_its_kind(file_name: str, kind: str) -> None:
    assert KINDS.guess(file_name) == kind


def test_the_validity_is_proposed_from_the_day_of_the_document() -> None:
    assert KINDS.valid_until("quittance_loyer", date(2026, 11, 30)) == date(2027, 2, 28)
    assert KINDS.valid_until("certificat_scolarite", date(2026, 9, 4)) == date(2027, 8, 31)
    assert KINDS.valid_until("certificat_scolarite", date(2026, 8, 31)) == date(2026, 8, 31)
    assert KINDS.valid_until("rib", date(2026, 9, 4)) is None
    assert KINDS.valid_until("a kind of another version", date(2026, 9, 4)) is None


def test_every_validity_says_where_it_comes_from() -> None:
    valid = [kind.valid for kind in KINDS.kinds if kind.valid is not None]
    assert all(part.source for part in valid)
    assert all(bool(part.article) == (part.basis is Basis.LAW) for part in valid)
    assert len(valid) > 10


def test_codes_and_labels_are_unique() -> None:
    assert len(KINDS.codes) == len(KINDS.kinds) == len({kind.label for kind in KINDS.kinds})
