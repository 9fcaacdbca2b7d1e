"""What the service adds to the catalogue and corrects in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.models import CatalogueCorrection, LocalRight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def local_rights(session: Session) -> Sequence[LocalRight]:
    """Return the rights of the service, those that were deleted too, by code."""
    return session.scalars(sa.select(LocalRight).order_by(LocalRight.code)).all()


def local_right(session: Session, code: str) -> LocalRight | None:
    """Return one right of the service, deleted or not."""
    return session.scalars(sa.select(LocalRight).where(LocalRight.code == code)).one_or_none()


def corrections(session: Session) -> Sequence[CatalogueCorrection]:
    """Return every correction, by right and field."""
    return session.scalars(
        sa.select(CatalogueCorrection).order_by(CatalogueCorrection.right, CatalogueCorrection.path)
    ).all()


def correction(session: Session, right: str, path: str) -> CatalogueCorrection | None:
    """Return the correction of a field of a right."""
    return session.scalars(
        sa.select(CatalogueCorrection).where(
            CatalogueCorrection.right == right, CatalogueCorrection.path == path
        )
    ).one_or_none()
