"""What is typed, turned into the codes by which rights, states and communes are kept."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from caseapp.domain.agenda import TaskKind
from caseapp.domain.claim import ClaimState
from caseapp.kernel.lookup import words
from caseapp.services.claim_words import STATES
from db.search_sources import Coded, code_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseapp.kernel.lookup import Sought
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes

_SHORTEST = 3  # letters, below which neither a state nor a commune is meant
_RENDEZ = 5  # letters of « rendez-vous », below which another word may be meant
_MOST_WORDS = 4  # of the name of a commune
_MOST_COMMUNES = 8  # that the beginning of a name may be
_SAID_TOO = {  # what is said of a state beside its own words
    ClaimState.REFUSED: "refus rejet rejetée",
    ClaimState.SILENT_REFUSAL: "refus silence",
    ClaimState.SILENT_ACCEPTANCE: "silence",
    ClaimState.GRANTED: "accord",
    ClaimState.PARTLY_GRANTED: "accord",
}


class Names:
    """The names of what is kept by its code."""

    def __init__(self, catalogue: Catalogue, communes: Communes) -> None:
        self._catalogue = catalogue
        self._rights: tuple[str, Mapping[str, set[str]]] = ("", {})  # of a version of the catalogue
        # A name is looked for at each of its keys, and again at each key after it.
        self._communes = lru_cache(maxsize=256)(
            lambda text: communes.search(text, limit=_MOST_COMMUNES)
        )

    def rights(self, asked: Sought) -> dict[str, set[str]]:
        """Return, for each word that is typed, the codes of the rights with a word that begins so."""
        named = self._rights_by_word()
        return {start: _begun(named, start) for start in _words(asked)}

    def states(self, asked: Sought) -> dict[str, set[str]]:
        """Return, for each word that is typed, the index words of the states that begin so."""
        return {start: _begun(_STATES, start) for start in _words(asked) if len(start) >= _SHORTEST}

    @staticmethod
    def meetings(asked: Sought) -> dict[str, set[str]]:
        """Return, for each word typed of « rdv » or « rendez-vous », what else is one.

        That is the other way to write it, and every appointment whatever its title.
        """
        typed = set(_words(asked))
        begun = {word for word in typed if len(word) >= _SHORTEST and "rdv".startswith(word)}
        long = {word for word in typed if len(word) >= _RENDEZ and "rendez".startswith(word)}
        if long:
            long |= {word for word in typed if "vous".startswith(word)}
        appointment = code_word(Coded.TASK, TaskKind.APPOINTMENT)
        return {
            **{word: {"rendez", appointment} for word in begun},
            **{word: {"rdv", appointment} for word in long},
        }

    def communes(self, asked: Sought) -> dict[str, set[str]]:
        """Return, for each word that is typed, the index words of the communes it may name.

        All words together may name one that is not among the first of any of them.
        """
        typed = [word for word in _words(asked) if len(word) >= _SHORTEST and word.isalpha()]
        texts = [*typed, " ".join(typed)] if 1 < len(typed) <= _MOST_WORDS else typed
        found: dict[str, set[str]] = defaultdict(set)
        for commune in dict.fromkeys(one for text in texts for one in self._communes(text)):
            own = words(commune.name)
            for start in typed:
                if any(word.startswith(start) for word in own):
                    found[start].add(code_word(Coded.COMMUNE, commune.code))
        return found

    def _rights_by_word(self) -> Mapping[str, set[str]]:
        version, named = self._rights
        if version != self._catalogue.version:
            named = defaultdict(set)
            for right in self._catalogue.all():
                for word in words(f"{right.name} {right.short_name} {right.code}"):
                    named[word].add(right.code)
            self._rights = (self._catalogue.version, named)
        return named


def _words(asked: Sought) -> Iterator[str]:
    return (word for part in asked.parts for word in part.words)


def _begun(named: Mapping[str, set[str]], start: str) -> set[str]:
    return {one for word, found in named.items() if word.startswith(start) for one in found}


def _states_by_word() -> Mapping[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for state, said in STATES.items():
        for word in words(f"{said} {_SAID_TOO.get(state, '')}"):
            if len(word) >= _SHORTEST:
                named[word].add(code_word(Coded.STATE, state))
    return named


_STATES = _states_by_word()
