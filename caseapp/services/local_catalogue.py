"""The rights of the service and its corrections, kept with the base and put in the catalogue."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pydantic import ValidationError

from caseapp.rules.catalogue import Right
from caseapp.rules.corrections import Correction
from caseapp.rules.merged_catalogue import Held, MergedCatalogue
from db.queries import catalogue as queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store


def open_catalogue(store: Store, shipped: Catalogue) -> MergedCatalogue:
    """Return the catalogue of a base."""
    merged = MergedCatalogue(shipped)
    reload(store, merged)
    return merged


def reload(store: Store, merged: MergedCatalogue) -> None:
    """Have the catalogue answer with what the base holds now."""
    with store.read() as session:
        held = read_held(session)
    merged.hold(held)


def read_held(session: Session) -> Held:
    """Return what the base holds; a right that no longer reads is left out."""
    local, deleted = dict[str, Right](), dict[str, Right]()
    for row in queries.local_rights(session):
        try:
            right = Right.model_validate(row.document)
        except ValidationError:
            continue
        (local if row.deleted_at is None else deleted)[row.code] = right
    corrections: defaultdict[str, list[Correction]] = defaultdict(list)
    for found in queries.corrections(session):
        corrections[found.right].append(
            Correction(
                right=found.right,
                path=found.path,
                value=found.value,
                shipped=found.shipped,
                note=found.note,
                made_on=found.made_at.date(),
            )
        )
    kept = {code: tuple(made) for code, made in corrections.items()}
    return Held(local=local, deleted=deleted, corrections=kept)
