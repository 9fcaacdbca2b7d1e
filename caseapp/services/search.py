"""The search of everything: people, cases, claims, notes, documents, rights, as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.lookup import sought, words
from caseapp.kernel.typography import typeset
from caseapp.services import followed_elsewhere, search_people
from caseapp.services.search_names import Names
from caseapp.services.search_rows import Goal, Hit, HitGroup, Marked, marked
from caseapp.services.search_shown import Shower
from db import search
from db.models import SearchKind
from db.queries import search as queries
from db.search_sources import Coded, code_word
from db.sight import ALL, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.lookup import Sought
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from caseapp.services.followed_elsewhere import FollowedElsewhere
    from db.sight import Sight
    from db.store import Store

PEOPLE = "Personnes et dossiers"
ELSEWHERE = "Suivis par un collègue"
RIGHTS = "Catalogue des droits"
TITLES: dict[SearchKind, str] = {
    SearchKind.CLAIM: "Démarches",
    SearchKind.INTERVIEW: "Entretiens",
    SearchKind.DOCUMENT: "Documents",
    SearchKind.LETTER: "Courriers",
    SearchKind.PAID_SERVICE: "Services payants",
    SearchKind.TASK: "Tâches et rendez-vous",
    SearchKind.MANDATE: "Mandats et accords",
    SearchKind.LIABILITY: "Dettes",
    SearchKind.SIMULATION: "Simulations",
}
MOST_PEOPLE = 6
MOST = 4
_POOLS = dict.fromkeys(TITLES, 24)  # among which those of open cases come first
_AT_ONCE = 250  # things indexed in one transaction: nobody waits for it
_PAGES_AT_ONCE = 200  # of the index, merged in one transaction
_MOST_PARTS = 6  # of the index: with twelve, rewriting a note takes four times as long as with one


class Search:
    """Finds; and brings the index of an older base up to date."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        communes: Communes,
        sight: Callable[[], Sight] = lambda: ALL,
    ) -> None:
        """`sight`: what whoever works sees, to tell that somebody is followed by a colleague."""
        self._store, self._sight = store, sight
        self._catalogue = catalogue
        self._communes = communes
        self._codes = Names(catalogue, communes)
        self._names: tuple[str, dict[str, str]] = ("", {})  # of a version of the catalogue

    def find(self, text: str, most: int = MOST) -> tuple[HitGroup, ...]:
        """Return what answers all the words of a text, in any order, group by group.

        A phone number may be spaced in any way, a reference be « 147 » or « 2026-147 ». Whatever
        is typed has an answer, be it that nothing is found.
        """
        asked = sought(text)
        if asked.is_empty:
            return ()
        rights = self._codes.rights(asked)
        with self._store.read(Scope.NAMED) as session:
            groups = [self._of_people(session, asked, most)]
        elsewhere = followed_elsewhere.named(self._store, self._sight(), text)
        groups.append(HitGroup(ELSEWHERE, tuple(_elsewhere(one, asked) for one in elsewhere)))
        with self._store.read() as session:
            groups += self._of_base(
                session, asked, rights, is_named=bool(groups[0].hits), most=most
            )
        groups.append(self._group_of_rights(asked, rights, most))
        return tuple(group for group in groups if group.hits)

    def fill(self, told: Callable[[int, int], object] = lambda _done, _of: None) -> int:
        """Index what is not yet (a base of an older program); return how many things.

        In short transactions, so that nobody waits; ended half-way, it goes on the next time.
        """
        with self._store.read(Scope.EVERY) as session:
            todo: dict[SearchKind, list[UUID]] = {
                kind: [*search.left_over(session, kind), *search.missing(session, kind)]
                for kind in SearchKind
            }
        total, done = sum(map(len, todo.values())), 0
        for kind, ids in todo.items():
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                with self._store.write() as session:
                    search.index(session.connection(), kind, some)
                done += len(some)
                told(done, total)
        return total

    def tidy(self, is_unwanted: Callable[[], bool] = lambda: False) -> None:
        """Make one part of an index that writing has left in many, in short transactions.

        Ended half-way, it goes on the next time: the index answers the same all along.
        """
        with self._store.read(Scope.EVERY) as session:
            if search.parts(session) <= _MOST_PARTS:
                return
        more, is_first = True, True
        while more and not is_unwanted():
            with self._store.write() as session:
                more = search.merge_parts(session.connection(), _PAGES_AT_ONCE, is_first=is_first)
            is_first = False

    def _of_people(self, session: Session, asked: Sought, most: int) -> HitGroup:
        communes = self._codes.communes(asked)
        hits, has_more = search_people.find(
            session, asked, max(most, MOST_PEOPLE), communes, self._communes
        )
        return HitGroup(PEOPLE, tuple(hits), has_more)

    def _of_base(
        self,
        session: Session,
        asked: Sought,
        rights: Mapping[str, set[str]],
        *,
        is_named: bool,
        most: int,
    ) -> Iterator[HitGroup]:
        if all(len(word) == 1 for part in asked.parts for word in part.words):
            return  # a letter is the beginning of a name; every note has a word that begins so
        named = self._codes.states(asked)
        for word, others in self._codes.meetings(asked).items():
            named.setdefault(word, set()).update(others)
        for word, codes in rights.items():
            if len(word) > 1:
                named.setdefault(word, set()).update(code_word(Coded.RIGHT, c) for c in codes)
        # Where nobody bears these names, none of the words can be of a name alone.
        match = queries.expression(asked, own=is_named, named=named)
        shower = Shower(session, asked, self._name_of)
        for kind, ids in queries.entries(session, match, _POOLS).items():
            found, has_more = shower.show(kind, ids, most)
            yield HitGroup(TITLES[kind], tuple(found), has_more)

    def _group_of_rights(self, asked: Sought, named: Mapping[str, set[str]], most: int) -> HitGroup:
        """Return the rights of which every word that is typed begins one of the name."""
        found = set.intersection(*(named[word] for part in asked.parts for word in part.words))
        codes = {self._name_of(code): code for code in found}
        first = sorted(codes)[:most]
        hits = tuple(
            Hit(
                goal=Goal.RIGHT,
                code=codes[name],
                title=marked(name, asked),
                hint=Marked(typeset(self._catalogue.right(codes[name]).agency)),
            )
            for name in first
        )
        return HitGroup(RIGHTS, hits, len(found) > most)

    def _name_of(self, code: str) -> str:
        if self._names[0] != self._catalogue.version:
            self._names = (self._catalogue.version, {})
        names = self._names[1]
        if code not in names:
            try:
                names[code] = _both_names(self._catalogue.right(code))
            except KeyError:
                return code
        return names[code]


def _elsewhere(one: FollowedElsewhere, asked: Sought) -> Hit:
    return Hit(
        goal=Goal.CASE,
        case_id=one.case_id,
        title=marked(one.title, asked),
        hint=Marked(typeset(one.words)),
    )


def _both_names(right: Right) -> str:
    """Return the name of a right with its short one, unless that is in it already."""
    is_said = words(right.short_name) <= words(right.name)
    return right.name if is_said else f"{right.name} ({right.short_name})"
