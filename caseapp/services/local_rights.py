"""Rights of the service: typed, edited, copied, deleted, given to others and taken from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.services import settings
from caseapp.services.local_appeals import AppealText
from caseapp.services.local_catalogue import reload
from caseapp.services.local_conditions import ConditionText, slug
from caseapp.services.local_right_checks import InvalidLocalRightError
from caseapp.services.local_right_file import document_of, read_rights, write_rights
from caseapp.services.local_right_reading import Reader
from caseapp.services.local_right_texts import text_of
from caseapp.services.local_right_typed import LocalRightText
from db.models import LocalRight
from db.queries import catalogue as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from caseapp.exchange.faults import Fault
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue import Right
    from caseapp.rules.merged_catalogue import MergedCatalogue
    from caseapp.rules.places import Communes
    from db.store import Store

_DRAFT = "catalogue.local_draft"
_CODE = 40  # letters of the name that a code keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed and not yet accepted: of a right that exists, or of a new one."""

    code: str
    typed: LocalRightText


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a file would do, told before it is done."""

    rights: tuple[Right, ...]
    added: tuple[str, ...]  # names
    replaced: tuple[str, ...]
    same: tuple[str, ...]  # nothing would change


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A right of the service as the base held it; without a document it was not there."""

    code: str
    document: dict[str, Any] | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A right that was saved, and what to put back to undo it."""

    code: str
    before: tuple[Standing, ...]


class LocalRights:
    """The rights that the service added to the catalogue.

    Dates of claims rest on them: they follow a change by `Claims.refresh`.
    """

    def __init__(
        self, store: Store, clock: Clock, catalogue: MergedCatalogue, communes: Communes
    ) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue
        self._communes = communes

    def new(self) -> LocalRightText:
        """Return an empty form."""
        return LocalRightText(fields={"checked_on": french.day(self._clock.today())})

    def text(self, code: str) -> LocalRightText:
        """Return a right as it would be typed.

        Raises:
            NotFoundError: there is no such right any more.
        """
        return text_of(self._right(code), self._communes)

    def copy_of(self, code: str) -> LocalRightText:
        """Return a right as the start of another one.

        Raises:
            NotFoundError: there is no such right any more.
        """
        typed = self.text(code)
        others = {k: v for k, v in typed.fields.items() if k != "short_name"}
        name = f"{others.get('name', '')} (copie)"
        return replace(typed, fields={**others, "name": name})

    def faults(self, typed: LocalRightText) -> tuple[Fault, ...]:
        """Return what is wrong with what was typed so far, each fault with its field."""
        reader = self._reader(typed)
        reader.read("local_essai", None)
        return tuple(reader.faults)

    def save(self, typed: LocalRightText, code: str = "") -> Kept:
        """Keep a right, a new one where no code is given; return its code, and what it replaces.

        Raises:
            InvalidLocalRightError: something typed cannot be accepted; the faults name the fields.
            NotFoundError: there is no such right any more.
        """
        base = self._right(code) if code else None
        reader = self._reader(typed)
        right = reader.read(code or self._new_code(typed.of("name")), base)
        if right is None:
            raise InvalidLocalRightError(reader.faults)
        with self._store.write() as session:
            before = self._put(session, right)
            settings.write(session, _DRAFT, None, self._clock)
        self._reload()
        return Kept(code=right.code, before=(before,))

    def delete(self, code: str) -> None:
        """Take a right off the catalogue; the claims that rest on it keep it.

        Raises:
            NotFoundError: there is no such right any more.
        """
        self._mark(code, deleted=True)

    def restore(self, code: str) -> None:
        """Put back a right that was deleted.

        Raises:
            NotFoundError: there is no such right any more.
        """
        self._mark(code, deleted=False)

    def keep_draft(self, draft: Draft | None) -> None:
        """Keep what is being typed, so that nothing is lost; `None` forgets it."""
        document = None
        if draft is not None:
            document = {"code": draft.code, **asdict(draft.typed)}
        with self._store.write() as session:
            settings.write(session, _DRAFT, document, self._clock)

    def draft(self) -> Draft | None:
        """Return what was being typed."""
        with self._store.read() as session:
            found = settings.read(session, _DRAFT)
        if not isinstance(found, dict):
            return None
        typed = LocalRightText(
            fields=found["fields"],
            conditions=tuple(ConditionText(**row) for row in found["conditions"]),
            appeals=tuple(AppealText(**row) for row in found.get("appeals", ())),
        )
        return Draft(code=found["code"], typed=typed)

    def codes(self) -> tuple[str, ...]:
        """Return the codes of the rights of the service."""
        shipped = set(self._catalogue.shipped.codes())
        return tuple(code for code in self._catalogue.codes() if code not in shipped)

    def export(self, codes: Sequence[str] = ()) -> bytes:
        """Return some rights of the service, or all of them, as the content of a file.

        Raises:
            NotFoundError: there is no such right any more.
        """
        return write_rights(self._right(code) for code in codes or self.codes())

    def plan(self, content: bytes) -> ImportPlan:
        """Return what a file would do; nothing is changed.

        Raises:
            InvalidLocalRightError: the file cannot be accepted; each fault has its path in it.
        """
        rights = read_rights(content, self._catalogue.shipped.codes())
        mine = set(self.codes())
        added = [r.name for r in rights if r.code not in mine]
        same = [r.name for r in rights if r.code in mine and self._catalogue.right(r.code) == r]
        replaced = [r.name for r in rights if r.code in mine and self._catalogue.right(r.code) != r]
        return ImportPlan(
            rights=rights, added=tuple(added), replaced=tuple(replaced), same=tuple(same)
        )

    def take(self, plan: ImportPlan) -> tuple[Standing, ...]:
        """Add and replace what the plan says, all of it at once; return what stood there."""
        with self._store.write() as session:
            before = tuple(self._put(session, right) for right in plan.rights)
        self._reload()
        return before

    def put_back(self, before: Sequence[Standing]) -> None:
        """Take back what was saved or imported: each right stands again as it did, or goes."""
        with self._store.write() as session:
            for standing in before:
                row = queries.local_right(session, standing.code)
                if row is None:
                    continue
                if standing.document is None:
                    row.deleted_at = self._clock.now()  # a claim opened meanwhile keeps it
                else:
                    row.document, row.deleted_at = standing.document, standing.deleted_at
                row.updated_at = self._clock.now()
        self._reload()

    def _put(self, session: Session, right: Right) -> Standing:
        now = self._clock.now()
        row = queries.local_right(session, right.code)
        if row is None:
            row = LocalRight(code=right.code, made_at=now)
            session.add(row)
            before = Standing(code=right.code)
        else:
            before = Standing(code=row.code, document=row.document, deleted_at=row.deleted_at)
        row.document, row.updated_at, row.deleted_at = document_of(right), now, None
        return before

    def _mark(self, code: str, *, deleted: bool) -> None:
        with self._store.write() as session:
            row = queries.local_right(session, code)
            if row is None:
                raise NotFoundError("Cette aide n'est plus dans le catalogue.")
            row.deleted_at = self._clock.now() if deleted else None
        self._reload()

    def _reload(self) -> None:
        reload(self._store, self._catalogue)

    def _right(self, code: str) -> Right:
        if code not in self.codes():
            raise NotFoundError("Cette aide n'est plus dans le catalogue.")
        return self._catalogue.right(code)

    def _reader(self, typed: LocalRightText) -> Reader:
        return Reader(typed, self._communes, self._clock.today())

    def _new_code(self, name: str) -> str:
        wanted = "local_" + (slug(name, _CODE) or "aide")
        with self._store.read() as session:
            taken = {row.code for row in queries.local_rights(session)}
        numbered = (wanted if n == 1 else f"{wanted}_{n}" for n in count(1))
        return next(code for code in numbered if code not in taken)
