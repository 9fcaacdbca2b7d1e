"""Documents of cases: taken in, described, ticking the pieces of claims, removed and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain import media
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services import (
    document_forms,
    document_ticks,
    removed,
    settings,
    typed_values,
)
from caseapp.services.document_files import Originals
from caseapp.services.document_rows import Added, Described, RemovedDocument
from caseapp.services.document_view import documents_page, warning_of
from caseapp.services.document_words import size_words
from db.blobs import Blobs
from db.models import Blob, Case, ClaimPiece, ClaimRow, DocumentRow
from db.queries import documents as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import BinaryIO
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.document_rows import DocumentsPage, Ticked
    from db.blob_reader import BlobReader
    from db.store import Store

LARGEST = 200_000_000  # bytes of one document
HEAVY = 20_000_000  # bytes past which one is told what it costs
FULL = 2_000_000_000  # bytes of all documents past which backups become long


class Documents:
    """The documents of all cases."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue
        self.blobs = Blobs(store, clock)
        self.originals = Originals(store)

    # ------------------------------------------------------------------ reading
    def page(self, case_id: UUID) -> DocumentsPage:
        """Return the documents of a case; their contents are not touched."""
        with self._store.read() as session:
            return documents_page(session, case_id, self._catalogue, self._clock.today())

    def count(self, case_id: UUID) -> int:
        """Return how many documents a case has."""
        with self._store.read() as session:
            return queries.count(session, case_id)

    def warning(self, case_id: UUID) -> str:
        """Return what is to be said of the documents of a case that expire, or nothing."""
        with self._store.read() as session:
            return warning_of(session, case_id, self._clock.today())

    def reader(self, document_id: UUID) -> BlobReader:
        """Return the content of a document as a file that can be read from anywhere.

        Raises:
            NotFoundError: it was removed meanwhile.
        """
        with self._store.read() as session:
            blob_id = _document(session, document_id).blob_id
        return self.blobs.reader(blob_id)

    def case_of(self, document_id: UUID) -> UUID:
        """Return the case of a document.

        Raises:
            NotFoundError: it was removed meanwhile.
        """
        with self._store.read() as session:
            return _document(session, document_id).case_id

    def shown(self, document_id: UUID) -> dict[str, str]:
        """Return what a form shows of a document."""
        with self._store.read() as session:
            return document_forms.shown(_document(session, document_id))

    def proposed_until(self, kind: str, on_date: str) -> str:
        """Return the end of validity that is usual for a kind and a day as typed, or nothing."""
        today = self._clock.today()
        try:
            on = typed_values.read_date(on_date, today=today, in_past=True)
        except ValueError:
            return ""
        until = load_document_kinds().valid_until(kind, on)
        return french.day(until) if until is not None else ""

    # ------------------------------------------------------------------ taking in
    def add(
        self,
        case_id: UUID,
        source: BinaryIO,
        file_name: str,
        *,
        told: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> Added:
        """Take a file into a case, its kind guessed from its name; `told` may stop it by raising.

        A content that the case has already makes no second document.

        Raises:
            UserInputError: it is empty, or too large.
            NotFoundError: there is no such case any more.
            KnownTroubleError: it cannot be read, or the base cannot be written.
        """
        name = document_forms.clean_name(file_name)
        size, head = _looked_at(source, name)
        kind_of_content = media.media_type(head, name)
        with self.blobs.take(source, told=told) as taken, self._store.write() as session:
            blob_id = self.blobs.settle(session, taken, kind_of_content)
            document_id, ticked = self._make(session, case_id, blob_id, name)
        return Added(
            document_id=document_id,
            size=size,
            was_there=ticked is None,
            media_type=kind_of_content,
            is_misnamed=media.is_misnamed(kind_of_content, name),
            ticked=ticked or (),
        )

    def _make(
        self, session: Session, case_id: UUID, blob_id: UUID, name: str
    ) -> tuple[UUID, tuple[Ticked, ...] | None]:
        if session.get(Case, case_id) is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        if (known := queries.with_content(session, case_id, blob_id)) is not None:
            return known, None
        row = DocumentRow(
            case_id=case_id,
            blob_id=blob_id,
            kind=load_document_kinds().guess(name),
            title=document_forms.title_of(name),
            file_name=name,
            added_at=self._clock.now(),
            added_by=settings.read_service(session).worker,
        )
        session.add(row)
        session.flush()
        return row.id, self._named(document_ticks.tick(session, row, self._clock.today()))

    # ------------------------------------------------------------------ changing
    def describe(self, document_id: UUID, typed: Mapping[str, str]) -> Described:
        """Keep what a form says of a document; pieces are ticked or unticked accordingly.

        Raises:
            UserInputError: a part is refused; `field` says which.
            NotFoundError: the document was removed meanwhile.
        """
        today = self._clock.today()
        with self._store.write() as session:
            row = _document(session, document_id)
            people = {person_id for person_id, *_ in queries.people(session, row.case_id)}
            said = document_forms.read(typed, people, today)
            before, kind_before = document_forms.shown(row), row.kind
            said.write(row)
            session.flush()
            unticked = document_ticks.untick_unfit(session, row, kind_before, today)
            session.flush()
            ticked = document_ticks.tick(session, row, today)
            return Described(before=before, ticked=self._named(ticked), unticked=unticked)

    def remove(self, document_id: UUID) -> RemovedDocument:
        """Remove a document and untick what it ticked; its content stays until `sweep`."""
        with self._store.write() as session:
            row = _document(session, document_id)
            gone = removed.copy(row)
            pieces = document_ticks.untick(session, document_id)
            proved = document_ticks.unprove(session, document_id)
            session.flush()
            session.delete(row)
            return RemovedDocument(row=gone, pieces=pieces, proved=proved)

    def restore(self, gone: RemovedDocument) -> None:
        """Put a document back as it was, with what it had ticked.

        Raises:
            NotFoundError: its content was erased meanwhile.
        """
        values = gone.row.rows[0][1]
        with self._store.write() as session:
            blob = session.get(Blob, values["blob_id"])
            if blob is None or ":" in blob.sha256:  # being erased
                raise NotFoundError(
                    "Le contenu de ce document a été effacé : il faut le reprendre."
                )
            removed.restore(session, gone.row)
            document_ticks.tick_again(session, values["id"], gone.pieces)
            document_ticks.prove_again(session, values["id"], gone.proved)

    def sweep(self) -> int:
        """Erase the contents that no document refers to any more."""
        return self.blobs.sweep()

    # ------------------------------------------------------------------ pieces of claims
    def link(self, piece_id: UUID, document_id: UUID) -> None:
        """Say by hand which document a piece of a claim is; unticking the piece unties it.

        Raises:
            UserInputError: the document is of another case.
            NotFoundError: one of the two is there no more.
        """
        with self._store.write() as session:
            piece = session.get(ClaimPiece, piece_id)
            if piece is None:
                raise NotFoundError("Cette pièce n'est plus dans la liste.")
            claim = session.get_one(ClaimRow, piece.claim_id)
            if _document(session, document_id).case_id != claim.case_id:
                raise UserInputError("document", "Ce document est celui d'un autre dossier.")
            piece.document_id = document_id
            piece.received_on = piece.received_on or self._clock.today()

    def _named(self, ticked: tuple[Ticked, ...]) -> tuple[Ticked, ...]:
        """Give the rights their names in place of their codes."""
        return tuple(
            type(part)(claim_id=part.claim_id, right=self._name(part.right), label=part.label)
            for part in ticked
        )

    def _name(self, right: str) -> str:
        try:
            return self._catalogue.right(right).short_name
        except KeyError:
            return right


def _document(session: Session, document_id: UUID) -> DocumentRow:
    row = session.get(DocumentRow, document_id)
    if row is None:
        raise NotFoundError("Ce document n'existe plus.")
    return row


def _looked_at(source: BinaryIO, name: str) -> tuple[int, bytes]:
    """Return the size and the beginning of what is handed in."""
    size = source.seek(0, 2)
    if size > LARGEST:
        raise UserInputError(
            "file",
            f"« {name} » pèse {size_words(size)} : un document a {size_words(LARGEST)} au plus."
            " Numérisez-le en moindre qualité, ou partagez-le en plusieurs fichiers.",
        )
    if not size:
        raise UserInputError("file", f"« {name} » est vide : il n'y a rien à garder.")
    source.seek(0)
    return size, source.read(media.HEAD)
