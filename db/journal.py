"""Lines added to the journal, sealed each with the one before; checked; let go at the old end.

A seal is HMAC-SHA256 under a key of the journal's own, kept in the base: whoever changes or takes
out a line without that key leaves a seal that does not fit. Whoever has the open base and knows
this format could make all seals anew: what the person in charge exported before then tells.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from caseapp.kernel.ids import new_id
from db.models import JournalChain, JournalLine, Setting

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

AUTHOR = "service.worker"  # the setting that names who writes
_BEGINNING = "0" * 64
_LINES: Any = JournalLine.__table__
_CHAIN: Any = JournalChain.__table__
_AUTHOR = sa.select(Setting.value).where(Setting.key == AUTHOR)
# Said once: a change waits for its line, and saying a statement takes as long as running it.
_CHAIN_AND_AUTHOR = sa.select(_CHAIN, _AUTHOR.scalar_subquery().label("by")).with_for_update(
    of=_CHAIN
)
_ADD, _KEEP = sa.insert(_LINES), sa.update(_CHAIN).where(_CHAIN.c.id == sa.bindparam("held"))
_SEALED = ("number", "at", "author", "action", "case_id", "case_reference", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be noted."""

    action: str
    case_id: UUID | None = None
    reference: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not as it was written; without a number, an end of the journal."""

    number: int | None
    is_missing: bool


def author(connection: sa.Connection) -> str:
    """Return who writes."""
    return str(connection.execute(_AUTHOR).scalar() or "")


def append(
    connection: sa.Connection, told: Iterable[tuple[dt.datetime, Entry]], by: str | None = None
) -> None:
    """Add lines in a transaction that writes; `by` is whoever the settings name unless given."""
    entries = list(told)
    if not entries:
        return
    chain = _chain(connection) or _begin(connection)
    who = (str(chain["by"] or "") if by is None else by)[:120]
    number, seal, lines = chain["last"], chain["last_seal"], []
    for at, entry in entries:
        number += 1
        line = {
            "number": number,
            "at": at,
            "author": who,
            "action": entry.action,
            "case_id": entry.case_id,
            "case_reference": entry.reference,
            "about": entry.about[:200],
        }
        seal = _seal(chain["key"], seal, line)
        lines.append({"id": new_id(), "version": 1, "seal": seal, **line})
    connection.execute(_ADD, lines)
    _hold(
        connection, chain, first=chain["first"], anchor=chain["anchor"], last=number, last_seal=seal
    )


def faults(connection: sa.Connection) -> Iterator[Fault]:
    """Find what is not as it was written, from the oldest line to the newest."""
    chain = _chain(connection)
    if chain is None:
        if connection.execute(sa.select(sa.func.count()).select_from(_LINES)).scalar_one():
            yield Fault(None, is_missing=True)
        return
    if not hmac.compare_digest(chain["seal"], _seal_of_chain(chain["key"], chain)):
        yield Fault(None, is_missing=False)
    yield from _faults_of_lines(connection, chain)


def _faults_of_lines(connection: sa.Connection, chain: Mapping[str, Any]) -> Iterator[Fault]:
    expected, before = chain["first"], chain["anchor"]
    lines = connection.execute(sa.select(_LINES).order_by(_LINES.c.number))
    for line in lines.mappings():
        if line["number"] != expected:
            yield Fault(expected, is_missing=line["number"] > expected)
        elif not hmac.compare_digest(line["seal"], _seal(chain["key"], before, line)):
            yield Fault(line["number"], is_missing=False)
        expected, before = line["number"] + 1, line["seal"]
    if expected != chain["last"] + 1:
        yield Fault(expected, is_missing=True)
    elif not hmac.compare_digest(before, chain["last_seal"]):
        yield Fault(chain["last"], is_missing=False)


def let_go(connection: sa.Connection, before: dt.datetime) -> int:
    """Take out the lines at the old end that are older than a moment; return how many.

    It stops at the first that is younger: where the clock was set back, an older one that was
    written later waits for its turn, and the chain stays whole.
    """
    chain = _chain(connection)
    if chain is None:
        return 0
    kept = connection.execute(
        sa.select(sa.func.min(_LINES.c.number)).where(_LINES.c.at >= before)
    ).scalar()
    first = chain["last"] + 1 if kept is None else int(kept)
    if first <= chain["first"]:
        return 0
    anchor = connection.execute(
        sa.select(_LINES.c.seal).where(_LINES.c.number == first - 1)
    ).scalar()
    if anchor is None:
        return 0  # a line is missing there: the fault is kept to be seen
    gone = connection.execute(sa.delete(_LINES).where(_LINES.c.number < first)).rowcount
    _hold(
        connection,
        chain,
        first=first,
        anchor=anchor,
        last=chain["last"],
        last_seal=chain["last_seal"],
    )
    return int(gone)


def _chain(connection: sa.Connection) -> Any:
    return connection.execute(_CHAIN_AND_AUTHOR).mappings().first()


def _begin(connection: sa.Connection) -> Mapping[str, Any]:
    values: dict[str, Any] = {"first": 1, "anchor": _BEGINNING, "last": 0, "last_seal": _BEGINNING}
    key = secrets.token_bytes(32)
    row = {"id": new_id(), "version": 1, "key": key, **values}
    connection.execute(sa.insert(_CHAIN).values(**row, seal=_seal_of_chain(key, values)))
    return {**row, "by": author(connection)}


def _hold(connection: sa.Connection, chain: Mapping[str, Any], **values: Any) -> None:
    seal = _seal_of_chain(chain["key"], values)
    connection.execute(_KEEP, {"held": chain["id"], "seal": seal, **values})


def _seal(key: bytes, before: str, line: Any) -> str:
    return _hmac(key, [before, *(_plain(line[name]) for name in _SEALED)])


def _seal_of_chain(key: bytes, values: Any) -> str:
    return _hmac(key, [values[name] for name in ("first", "anchor", "last", "last_seal")])


def _hmac(key: bytes, values: Sequence[Any]) -> str:
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if value is None or isinstance(value, int | str):
        return value
    return value.isoformat(timespec="microseconds")
