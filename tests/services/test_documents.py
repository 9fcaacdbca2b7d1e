"""Documents: taken in once, described, ticking what they answer, removed and put back."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy as sa

from caseapp.domain.claim import Channel, Filed, Withdrawn
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.document_rows import ValidityState
from caseapp.services.documents import LARGEST, Documents
from db.models import Blob
from tests.support.builders import Office, a_case, a_child, an_office
from tests.support.documents import a_pdf, add, documents_of
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.claim_page import PieceRow
    from caseapp.services.document_rows import DocumentLine


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def documents(office: Office) -> Documents:
    return documents_of(office)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def only_line(documents: Documents, case: UUID) -> DocumentLine:
    (line,) = documents.page(case).lines
    return line


def piece(office: Office, claim: UUID, label: str) -> PieceRow:
    return next(p for p in office.claims.page(claim).pieces if label in p.label)


# -------------------------------------------------------------------- taking in


def test_a_file_becomes_a_document_with_its_kind_guessed(
    documents: Documents, office: Office, case: UUID
) -> None:
    data = a_pdf("Relevé d'identité bancaire")
    added = documents.add(case, io.BytesIO(data), "rib_Awa.pdf")
    line = only_line(documents, case)
    assert (line.kind_words, line.title, line.file_name) == ("RIB", "rib Awa", "rib_Awa.pdf")
    assert (line.size, line.media_type, line.added_on) == (
        len(data),
        "application/pdf",
        office.clock.today(),
    )
    assert documents.reader(added.document_id).read() == data


def test_the_same_file_twice_in_a_case_is_one_document(documents: Documents, case: UUID) -> None:
    data = a_pdf("Avis")
    first = documents.add(case, io.BytesIO(data), "avis imposition.pdf")
    second = documents.add(case, io.BytesIO(data), "copie.pdf")
    assert (second.document_id, first.was_there, second.was_there) == (
        first.document_id,
        False,
        True,
    )
    assert len(documents.page(case).lines) == 1


def test_the_same_file_in_two_cases_is_stored_once(
    documents: Documents, office: Office, case: UUID
) -> None:
    data = a_pdf("Jugement")
    other = a_case(office, "Durand", "Paul")
    documents.add(case, io.BytesIO(data), "jugement.pdf")
    documents.add(other, io.BytesIO(data), "jugement.pdf")
    with office.store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 1
    assert documents.page(case).base_size == len(data)


@pytest.mark.parametrize("name", ["vide.pdf", ""])
def test_an_empty_file_is_refused_in_a_sentence(
    documents: Documents, case: UUID, name: str
) -> None:
    with pytest.raises(UserInputError, match="est vide"):
        documents.add(case, io.BytesIO(b""), name)
    assert documents.page(case).lines == ()


def test_a_file_over_the_limit_is_refused_before_anything_is_read(
    documents: Documents, case: UUID
) -> None:
    class Huge(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            return LARGEST + 1 if whence == 2 else super().seek(offset, whence)

        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError("nothing is to be read")

    with pytest.raises(UserInputError) as refused:
        documents.add(case, Huge(), "film.pdf")
    assert "200 Mo au plus" in plain(refused.value.sentence)


def test_a_name_that_lies_is_told(documents: Documents, case: UUID) -> None:
    added = documents.add(case, io.BytesIO(b"\x89PNG\r\n\x1a\n..."), "scan.pdf")
    assert (added.is_misnamed, added.media_type) == (True, "image/png")


@pytest.mark.parametrize(
    "name", ["a" * 400 + ".pdf", "x\ny\x00.pdf", "../../etc/passwd", "." * 300, "é" * 300]
)
def test_any_file_name_is_kept_in_a_form_that_fits(
    documents: Documents, case: UUID, name: str
) -> None:
    documents.add(case, io.BytesIO(b"text"), name)
    line = only_line(documents, case)
    assert len(line.file_name) <= 255
    assert line.file_name.isprintable()
    assert "/" not in line.file_name


def test_a_case_that_is_gone_takes_nothing(
    documents: Documents, office: Office, case: UUID
) -> None:
    with pytest.raises(NotFoundError):
        documents.add(uuid4(), io.BytesIO(a_pdf()), "rib.pdf")
    assert documents.sweep() == 0  # nothing stayed behind


def test_the_content_shows_in_no_repr(documents: Documents, case: UUID) -> None:
    documents.add(case, io.BytesIO(a_pdf()), "jugement Ouattara.pdf")
    assert "Ouattara" not in repr(documents.page(case))
    assert "Ouattara" not in repr(only_line(documents, case))


# -------------------------------------------------------------------- describing


def test_a_document_is_described_and_the_form_shows_it_again(
    documents: Documents, office: Office, case: UUID
) -> None:
    child = a_child(office, case, "Issa")
    document = add(office, case, "scan.pdf")
    typed = {
        "title": "Certificat de Issa",
        "kind": "certificat_scolarite",
        "person": str(child),
        "on_date": "04/09/2026",
        "valid_until": "31/08/2027",
        "note": "original rendu",
        "original": "kept",
        "original_returned_on": "05/09/2026",
    }
    described = documents.describe(document, typed)
    assert documents.shown(document) == typed
    line = only_line(documents, case)
    assert (line.person, line.on_date, line.validity.until) == (
        "Issa",
        date(2026, 9, 4),
        date(2027, 8, 31),
    )
    documents.describe(document, described.before)
    assert only_line(documents, case).title == "scan"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", "  ", "Écrire un titre"),
        ("title", "x" * 201, "200 caractères"),
        ("kind", "inventé", "Choisir la nature"),
        ("person", "nobody", "ne fait plus partie"),
        ("on_date", "31/02/2026", "n'existe pas"),
        ("on_date", "24/11/2026", "pas encore passée"),
        ("on_date", "01/01/1850", "trop ancienne"),
        ("valid_until", "demain", "Écrire une date"),
        ("valid_until", "01/01/2020", "avant la date du document"),
        ("note", "x" * 1001, "1000 caractères"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_changes_nothing(
    documents: Documents, office: Office, case: UUID, field: str, text: str, sentence: str
) -> None:
    document = add(office, case, "rib.pdf", on_date="01/03/2026")
    before = documents.shown(document)
    with pytest.raises(UserInputError) as refused:
        documents.describe(document, before | {field: text})
    assert refused.value.field == field
    assert sentence in plain(refused.value.sentence)
    assert documents.shown(document) == before


def test_the_usual_validity_of_a_kind_is_proposed(documents: Documents) -> None:
    assert documents.proposed_until("quittance_loyer", "05/11/2026") == "05/02/2027"
    assert documents.proposed_until("rib", "05/11/2026") == ""
    assert documents.proposed_until("quittance_loyer", "hier") == ""


@pytest.mark.parametrize(
    ("until", "state", "words"),
    [
        ("22/11/2026", ValidityState.EXPIRED, "expiré"),
        ("23/11/2026", ValidityState.SOON, "expire aujourd'hui"),
        ("24/11/2026", ValidityState.SOON, "expire demain"),
        ("05/12/2026", ValidityState.SOON, "expire dans 12 jours"),
        ("05/12/2027", ValidityState.VALID, ""),
        ("", ValidityState.UNDATED, ""),
    ],
)
def test_the_validity_is_told_in_words(
    documents: Documents, office: Office, case: UUID, until: str, state: ValidityState, words: str
) -> None:
    add(office, case, "titre de sejour.pdf", valid_until=until)
    validity = only_line(documents, case).validity
    assert (validity.state, plain(validity.words)) == (state, words)


# -------------------------------------------------------------------- ticking


def test_a_document_ticks_every_open_claim_that_asks_for_it(
    documents: Documents, office: Office, case: UUID
) -> None:
    first, second = office.claims.open(case, "aah"), office.claims.open(case, "pch")
    added = documents.add(case, io.BytesIO(a_pdf()), "CNI.pdf")
    assert {part.claim_id for part in added.ticked} == {first, second}
    for claim in (first, second):
        row = piece(office, claim, "identité")
        assert (row.received_on, row.document) == (office.clock.today(), "CNI")
    assert only_line(documents, case).claims == ("AAH", "PCH")


def test_a_claim_opened_later_finds_the_documents_that_are_there(
    documents: Documents, office: Office, case: UUID
) -> None:
    older = add(office, case, "CNI ancienne.pdf", valid_until="01/01/2027")
    newer = add(office, case, "CNI.pdf")
    claim = office.claims.open(case, "aah")
    assert piece(office, claim, "identité").document_id == newer != older


def test_an_expired_document_ticks_nothing_and_says_so(
    documents: Documents, office: Office, case: UUID
) -> None:
    document = add(office, case, "CNI.pdf", valid_until="22/11/2026")
    claim = office.claims.open(case, "aah")
    row = piece(office, claim, "identité")
    assert (row.received_on, row.fitting) == (None, ((document, "CNI", date(2026, 11, 22)),))


def test_a_document_that_expires_after_it_ticked_is_told_on_the_claim(
    documents: Documents, office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "aah")
    add(office, case, "CNI.pdf", valid_until="30/11/2026")
    assert piece(office, claim, "identité").expired_on is None
    office.clock.moment = office.clock.moment.replace(month=12)
    assert piece(office, claim, "identité").expired_on == date(2026, 11, 30)


def test_the_identity_of_a_child_does_not_tick_the_applicants(
    documents: Documents, office: Office, case: UUID
) -> None:
    child = a_child(office, case, "Issa")
    claim = office.claims.open(case, "aah")
    document = add(office, case, "CNI.pdf", person=str(child))
    assert piece(office, claim, "identité").received_on is None
    applicant = office.cases.header(case).applicant_id
    documents.describe(document, documents.shown(document) | {"person": str(applicant)})
    assert piece(office, claim, "identité").document_id == document


def test_another_kind_unticks_what_the_first_one_ticked(
    documents: Documents, office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "aah")
    document = add(office, case, "CNI.pdf")
    described = documents.describe(document, documents.shown(document) | {"kind": "rib"})
    assert described.unticked == 1
    assert piece(office, claim, "identité").received_on is None
    documents.describe(document, described.before)
    assert piece(office, claim, "identité").document_id == document


def test_what_was_ticked_by_hand_is_left_alone(
    documents: Documents, office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "aah")
    office.claims.tick_piece(piece(office, claim, "identité").id, date(2026, 10, 2))
    document = add(office, case, "CNI.pdf")
    documents.remove(document)
    row = piece(office, claim, "identité")
    assert (row.received_on, row.document_id) == (date(2026, 10, 2), None)


def test_removing_unticks_and_undoing_ticks_again(
    documents: Documents, office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "aah")
    document = add(office, case, "CNI.pdf")
    before = documents.page(case)
    office.clock.moment = office.clock.moment.replace(day=25)
    gone = documents.remove(document)
    assert documents.page(case).lines == ()
    assert piece(office, claim, "identité").received_on is None
    documents.restore(gone)
    assert documents.page(case) == before
    row = piece(office, claim, "identité")
    assert (row.received_on, row.document_id) == (date(2026, 11, 23), document)


def test_a_removed_document_cannot_come_back_once_its_content_is_erased(
    documents: Documents, office: Office, case: UUID
) -> None:
    gone = documents.remove(add(office, case, "CNI.pdf"))
    assert documents.sweep() == 1
    with pytest.raises(NotFoundError, match="a été effacé"):
        documents.restore(gone)


def test_a_piece_is_linked_and_untied_by_hand(
    documents: Documents, office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "rsa")
    row = office.claims.page(claim).pieces[0]
    document = add(office, case, "scan.pdf")
    documents.link(row.id, document)
    assert office.claims.page(claim).pieces[0].document == "scan"
    documents.describe(document, documents.shown(document) | {"kind": "rib"})
    assert office.claims.page(claim).pieces[0].document == "scan"  # a person said so
    office.claims.tick_piece(row.id, False)
    assert office.claims.page(claim).pieces[0].document_id is None
    with pytest.raises(UserInputError, match="autre dossier"):
        documents.link(row.id, add(office, a_case(office, "Durand"), "b.pdf", a_pdf("b")))


def test_a_claim_that_is_over_is_not_ticked(
    documents: Documents, office: Office, case: UUID
) -> None:
    claim = office.claims.open(case, "aah")
    office.claims.record(claim, Filed(on=date(2026, 11, 20), channel=Channel.ONLINE))
    office.claims.record(claim, Withdrawn(on=date(2026, 11, 21)))
    assert documents.add(case, io.BytesIO(a_pdf()), "CNI.pdf").ticked == ()


# -------------------------------------------------------------------- expiring


def test_expiring_documents_of_open_cases_are_found_unless_a_newer_one_replaces_them(
    documents: Documents, office: Office, case: UUID
) -> None:
    add(office, case, "titre de sejour.pdf", valid_until="10/12/2026")
    add(office, case, "quittance.pdf", valid_until="01/12/2026")
    add(office, case, "quittance 2.pdf", valid_until="01/03/2027")
    closed = a_case(office, "Durand", "Paul")
    add(office, closed, "titre de sejour.pdf", a_pdf("x"), valid_until="10/12/2026")
    office.cases.set_closed(closed, date(2026, 11, 1))
    found = office.dated_items.between(date(2026, 11, 1), date(2026, 12, 31))
    assert [(row.label, row.case_name) for row in found] == [("titre de sejour", "OUATTARA Awa")]
    assert plain(documents.warning(case)) == "1 document expire bientôt"


def test_listing_touches_no_content(documents: Documents, office: Office, case: UUID) -> None:
    add(office, case, "rib.pdf")
    said: list[str] = []
    sa.event.listen(
        office.store.engine,
        "before_cursor_execute",
        lambda _c, _u, statement, *_: said.append(statement),
    )
    documents.page(case)
    documents.warning(case)
    office.dated_items.to_act(date(2026, 12, 31))
    assert said
    assert not any("blob_chunk" in statement for statement in said)


def test_an_original_that_the_service_holds_is_said_until_it_is_given_back(
    documents: Documents, office: Office, case: UUID
) -> None:
    document = add(office, case, "passeport.pdf")
    shown = documents.shown(document)
    documents.describe(document, {**shown, "original": "kept"})
    assert only_line(documents, case).original == "original conservé par le service"
    with pytest.raises(UserInputError) as refused:
        documents.describe(
            document, {**shown, "original": "", "original_returned_on": "05/09/2026"}
        )
    assert refused.value.field == "original"
    documents.describe(
        document, {**shown, "original": "kept", "original_returned_on": "05/09/2026"}
    )
    assert only_line(documents, case).original == "original restitué le 05/09/2026"
