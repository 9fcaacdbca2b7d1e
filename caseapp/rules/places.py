"""The communes of France, found by name, by postal code or by INSEE code.

The table stays one text, searched where it lies: a commune becomes an object when it is asked
for. See `resources/places/README.md` for where it comes from.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from caseapp.kernel.french import fold
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_DIVIDED = {"75056", "69123", "13055"}  # Paris, Lyon, Marseille: their arrondissements say more
_DIGITS = re.compile(r"[0-9][0-9AB]?[0-9]{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune, or an arrondissement of Paris, Lyon or Marseille."""

    code: str  # INSEE
    name: str
    departement: str  # its code: « 44 », « 2A », « 974 »
    departement_name: str
    postal_codes: tuple[str, ...]
    former_names: tuple[str, ...] = ()  # communes déléguées and associées
    former_codes: tuple[str, ...] = ()  # of the communes that were merged into it


class Communes:
    """The table, read when it is first asked something; the largest communes come first."""

    def __init__(self, folder: Traversable | None = None) -> None:
        self._folder = folder or resources() / "places"

    def get(self, code: str) -> Commune | None:
        """Return the commune of an INSEE code, or the one that a former commune is now part of."""
        if not code.isalnum():
            return None
        line = self._line_with(f"\n{code};") or self._line_with(f"~{code}~")
        return None if line is None else self._commune(line)

    def with_postal_code(self, postal_code: str) -> tuple[Commune, ...]:
        """Return the communes that share a postal code, the most precise and largest first.

        « 75012 » is an arrondissement rather than Paris.
        """
        if not (postal_code.isdecimal() and len(postal_code) == 5):
            return ()
        found = [self._commune(line) for line in self._lines_of(rf"[; ]{postal_code}(?=[; ])")]
        precise = [commune for commune in found if commune.code not in _DIVIDED]
        return tuple(precise or found)

    def search(self, text: str, limit: int = 20) -> tuple[Commune, ...]:
        """Return the communes that a text may mean, the likeliest first.

        The text is the beginning of a name or of words of it (« st den », « den »), a postal or
        INSEE code or its beginning, or a name and a département (« saint denis 93 »).
        """
        words = [_ABBREVIATIONS.get(word, word) for word in fold(text).split()]
        if not words or limit < 1:
            return ()
        if len(words) == 1 and _DIGITS.fullmatch(words[0]):
            return self._by_code(words[0].upper(), limit)
        found = self._by_name(" ".join(words), limit)
        if not found and _DIGITS.fullmatch(words[-1]):
            place = words[-1].upper()
            named = self._by_name(" ".join(words[:-1]), 500)
            found = tuple(c for c in named if _is_in(c, place))[:limit]
        return found

    def _by_code(self, beginning: str, limit: int) -> tuple[Commune, ...]:
        exact = {commune.code: commune for commune in self.with_postal_code(beginning)}
        patterns = (rf"\n{beginning}", rf"[; ]{beginning}[0-9]*(?=[; ])")
        begun = self._first(map(self._lines_of, patterns), limit)
        exact.update((commune.code, commune) for commune in begun)
        return tuple(exact.values())[:limit]

    def _by_name(self, folded: str, limit: int) -> tuple[Commune, ...]:
        texts = (f"|{folded}|", f";|{folded}", f"|{folded}", f" {folded}")
        return self._first(map(self._lines_with, texts), limit)

    def _first(self, searches: Iterable[Iterator[str]], limit: int) -> tuple[Commune, ...]:
        found: dict[str, Commune] = {}
        for lines in searches:
            for line in lines:
                commune = self._commune(line)
                found.setdefault(commune.code, commune)
                if len(found) >= limit:
                    return tuple(found.values())
        return tuple(found.values())

    def _lines_of(self, pattern: str) -> Iterator[str]:
        """Yield the lines in which a pattern is found, each once."""
        table, expression = self._table, re.compile(pattern)
        match = expression.search(table)
        while match:
            # A pattern may begin with the line break before its line.
            start = table.rfind("\n", 0, match.start() + 1) + 1
            end = table.index("\n", start)
            yield table[start:end]
            match = expression.search(table, end)

    def _line_with(self, text: str) -> str | None:
        return next(self._lines_with(text), None)

    def _lines_with(self, text: str) -> Iterator[str]:
        """Yield the lines in which a text stands, each once: much quicker than a pattern."""
        table = self._table
        at = table.find(text)
        while at >= 0:
            start = table.rfind("\n", 0, at + 1) + 1
            end = table.index("\n", start)
            yield table[start:end]
            at = table.find(text, end)

    def _commune(self, line: str) -> Commune:
        code, departement, postal, former, names, _folded = line.split(";")
        name, *former_names = names.split("/")
        return Commune(
            code=code,
            name=name,
            departement=departement,
            departement_name=self._departements.get(departement, ""),
            postal_codes=tuple(postal.split()),
            former_names=tuple(former_names),
            former_codes=tuple(former.strip("~").split("~")) if former else (),
        )

    @cached_property
    def _table(self) -> str:
        packed = self._folder.joinpath("communes.csv.gz").read_bytes()
        return gzip.decompress(packed).decode("utf-8")

    @cached_property
    def _departements(self) -> dict[str, str]:
        text = self._folder.joinpath("departements.csv").read_text(encoding="utf-8")
        return dict(line.split(";") for line in text.splitlines())


def _is_in(commune: Commune, beginning: str) -> bool:
    return any(
        code.startswith(beginning)
        for code in (commune.departement, commune.code, *commune.postal_codes)
    )


@cache
def load_communes() -> Communes:
    """Return the table that ships with the program; nothing is read yet."""
    return Communes()
