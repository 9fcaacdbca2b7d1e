"""What somebody does in a base through the real services, and the proof that it is still there.

A deed is told, as a line of JSON, once the service has returned: from then on it may not be lost.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.desk_parts import open_desk
from caseapp.kernel.clock import FixedClock
from db.checks import soundness
from db.models import Blob, BlobChunk, Case, ClaimRow, DocumentRow, FactRow, Interview, Person
from db.store import Store
from tests.support.engines import ReadyEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from caseapp.services.desk import Desk

TODAY = date(2026, 11, 26)
_SMALLEST, _LARGEST = 2_000, 300_000  # bytes of a document
_RENT = "housing.rent"

Deed = tuple[str, str]  # its kind, and what is kept of it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a base holds after bad weather."""

    lost: frozenset[Deed]
    is_sound: bool
    is_half: bool  # a case without its applicant, or a document without its content
    kept: frozenset[Deed]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.is_sound and not (self.lost or self.is_half)


def desk_over(store: Store) -> Desk:
    """Return the services over an open base, with an engine that answers at once."""
    return open_desk(store, ReadyEngine(), FixedClock.on(TODAY))


def do_for_ever(desk: Desk, name: str, told: Callable[[Deed], object]) -> None:
    """Make cases one after the other, with what hangs from them, until one is killed."""
    for number in count():
        do_some(desk, f"{name}-{number}", told)


def do_some(desk: Desk, name: str, told: Callable[[Deed], object]) -> None:
    """Make one case through five services, and tell each thing that is kept."""
    for deed in deeds(desk, name):
        told(deed)


def deeds(desk: Desk, name: str) -> Iterator[Deed]:
    """Yield each thing once it is kept."""
    chance = random.Random(name)
    case = desk.cases.create(name, "Ana")
    yield "case", name
    desk.household.set_fact(case, None, "housing.tenure", "locataire, vide")
    rent = chance.randint(200, 900)
    desk.household.set_fact(case, None, _RENT, str(rent))
    yield "rent", f"{case.hex} {100 * rent}"
    interview = desk.interviews.blank(case).id
    desk.interviews.put(case, interview, {"facts": f"Entretien de {name}"})
    yield "interview", f"{interview.hex} Entretien de {name}"
    content = chance.randbytes(chance.randint(_SMALLEST, _LARGEST))
    desk.documents.add(case, io.BytesIO(content), f"piece {name}.pdf")
    yield "document", hashlib.sha256(content).hexdigest()
    claim = desk.claims.open(case, "rsa")
    yield "claim", claim.hex


def line_of(deed: Deed) -> bytes:
    """Return a deed as it is told."""
    return json.dumps(deed).encode() + b"\n"


def deeds_of(said: bytes) -> set[Deed]:
    """Return the deeds that were told; a line cut short was not."""
    lines = said.split(b"\n")[:-1]
    return {(kind, value) for kind, value in map(json.loads, lines)}


def verdict(path: Path, data_key: bytearray, told: Iterable[Deed]) -> Verdict:
    """Open a base after bad weather, and hold it against what was told."""
    store = Store(path, bytearray(data_key))
    try:
        found = kept(store)
        half = _is_half(store)
        pooled = store.engine.raw_connection()
        try:
            sound = soundness(pooled.driver_connection).ok
        finally:
            pooled.close()
    finally:
        store.close()
    return Verdict(frozenset(told) - found, sound, half, found)


def kept(store: Store) -> frozenset[Deed]:
    """Return the deeds that a base holds."""
    found: set[Deed] = set()
    with store.read() as session:
        for name in session.scalars(sa.select(Person.last_name)):
            found.add(("case", name))
        rents = sa.select(FactRow.case_id, FactRow.value).where(FactRow.key == _RENT)
        for case, value in session.execute(rents):
            found.add(("rent", f"{case.hex} {value}"))
        for row_id, facts in session.execute(sa.select(Interview.id, Interview.facts)):
            found.add(("interview", f"{row_id.hex} {facts}"))
        for (claim,) in session.execute(sa.select(ClaimRow.id)):
            found.add(("claim", claim.hex))
        blobs = session.scalars(sa.select(DocumentRow.blob_id)).all()
        for blob in blobs:
            chunks = sa.select(BlobChunk.data).where(BlobChunk.blob_id == blob)
            content = b"".join(session.scalars(chunks.order_by(BlobChunk.position)))
            found.add(("document", hashlib.sha256(content).hexdigest()))
    return frozenset(found)


def _is_half(store: Store) -> bool:
    with store.read() as session:
        cases = session.scalar(sa.select(sa.func.count()).select_from(Case))
        people = session.scalar(sa.select(sa.func.count()).select_from(Person))
        rows = session.execute(
            sa.select(Blob.id, Blob.sha256).join(DocumentRow, DocumentRow.blob_id == Blob.id)
        ).all()
        for blob, digest in rows:
            chunks = sa.select(BlobChunk.data).where(BlobChunk.blob_id == blob)
            content = b"".join(session.scalars(chunks.order_by(BlobChunk.position)))
            if hashlib.sha256(content).hexdigest() != digest:
                return True
    return cases != people
