"""What all tables share: names of constraints, portable types, UUIDv7 keys, a version column."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003 - SQLAlchemy reads the annotations at run time

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from caseapp.kernel.ids import new_id

if TYPE_CHECKING:
    from enum import StrEnum

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Cents = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Document = sa.JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """A moment, stored in UTC; a naive one is refused.

    Raises:
        ValueError: the moment has no time zone.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: dt.datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> Any:
        """Return the moment in UTC, as the column stores it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment must be aware")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self,
        value: Any,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> dt.datetime | None:
        """Return the moment, aware, in UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def words(kind: type[StrEnum], name: str) -> sa.Enum:
    """Return the column type of an enumeration: VARCHAR with a named CHECK, its values stored."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


def owned_by(key: str) -> sa.ForeignKey:
    """Return a reference to a row that takes this one with it when it is erased.

    References are checked at COMMIT: rows without a mapped relationship are inserted in the order
    of their classes, not of their references.
    """
    return sa.ForeignKey(key, ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def refers_to(key: str) -> sa.ForeignKey:
    """Return a reference to a row that leaves this one behind when it is erased."""
    return sa.ForeignKey(key, ondelete="SET NULL", deferrable=True, initially="DEFERRED")


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = sa.MetaData(naming_convention=NAMING)


class Row:
    """A key, a version for optimistic locking, and the moments of a row."""

    id: Mapped[UUID] = mapped_column(sa.Uuid(), primary_key=True, default=new_id, sort_order=-2)
    version: Mapped[int] = mapped_column(sa.Integer(), nullable=False, default=1, sort_order=-1)

    @sa.orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        """Let SQLAlchemy refuse to overwrite a row that changed meanwhile."""
        return {"version_id_col": cls.version}
