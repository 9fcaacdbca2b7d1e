"""« Fraîcheur »: what is known of the age of every legal fact, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain.freshness import Shelf, Standing
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.rules.freshness import kept_facts

if TYPE_CHECKING:
    from datetime import date

    from caseapp.domain.freshness import DatedFact
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Engine

SHELVES = {
    Shelf.CATALOGUE: "Catalogue",
    Shelf.PARAMETER: "Paramètres",
    Shelf.TIME_LIMIT: "Délais",
    Shelf.SCALE: "Barèmes",
}
_ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshRow:
    """One fact in the list."""

    key: str
    label: str
    value: str
    shelf: Shelf
    rights: tuple[str, ...]
    right_words: str  # « RSA, prime d'activité »
    since: date | None
    checked_on: date | None
    standing: Standing
    place: int  # of its standing, the most pressing first
    why: str
    source: str
    link: str


class Freshness:
    """Lists the facts that the program keeps, then those of the model, which take longer."""

    def __init__(self, catalogue: Catalogue, engine: Engine, clock: Clock) -> None:
        self._catalogue, self._engine, self._clock = catalogue, engine, clock

    def kept(self) -> tuple[FreshRow, ...]:
        """Return the facts of the catalogue, of the parameters and of the delays."""
        today = self._clock.today()
        return self._rows(kept_facts(self._catalogue, today), today)

    def scales(self) -> tuple[FreshRow, ...]:
        """Return the values of the model; the engine answers: call it in a job.

        Raises:
            EngineTroubleError: no answer could be had.
        """
        today = self._clock.today()
        return self._rows(self._engine.scales(today), today)

    def _rows(self, facts: tuple[DatedFact, ...], today: date) -> tuple[FreshRow, ...]:
        return tuple(self._row(fact, today) for fact in facts)

    def _row(self, fact: DatedFact, today: date) -> FreshRow:
        standing = fact.standing(today)
        return FreshRow(
            key=f"{fact.shelf}/{fact.label}/{fact.source}/{fact.asked}",
            label=typeset(fact.label),
            value=typeset(fact.value),
            shelf=fact.shelf,
            rights=fact.rights,
            right_words=", ".join(self._name(code) for code in fact.rights),
            since=fact.since,
            checked_on=fact.checked_on,
            standing=standing,
            place=_ORDER.index(standing),
            why=typeset(_why(fact, standing, today)),
            source=typeset(fact.source),
            link=fact.link,
        )

    def _name(self, code: str) -> str:
        known = code in self._catalogue.codes()
        return self._catalogue.right(code).short_name if known else code


def summary(rows: tuple[FreshRow, ...]) -> str:
    """Return « 512 faits, dont 9 modifiés depuis et 3 vus il y a plus d'un an »."""
    of = {s: sum(1 for row in rows if row.standing is s) for s in Standing}
    parts = [
        f"{french.plural(of[Standing.CHANGED], 'texte modifié', 'textes modifiés')} depuis",
        f"{of[Standing.ASKED]} à relire",
        f"{of[Standing.OLD]} vus il y a plus d'un an",
        f"{of[Standing.UNDATED]} sans date",
    ]
    counts = (of[s] for s in Standing if s is not Standing.CURRENT)
    told = [words for words, count in zip(parts, counts, strict=True) if count]
    facts = french.plural(len(rows), "fait")
    return typeset(f"{facts}, dont {' ; '.join(told)}." if told else f"{facts}, tous à jour.")


def _why(fact: DatedFact, standing: Standing, today: date) -> str:
    if standing is Standing.CHANGED:
        return fact.changed
    if standing is Standing.ASKED:
        return fact.asked
    if standing is Standing.UNDATED:
        return "Aucune date de contrôle connue."
    if standing is Standing.OLD and fact.checked_on is None and fact.since is not None:
        return f"Valeur du {french.day(fact.since)}, jamais contrôlée depuis."
    if standing is Standing.OLD and fact.checked_on is not None:
        months = (today.year - fact.checked_on.year) * 12 + today.month - fact.checked_on.month
        return f"Vu pour la dernière fois il y a {months} mois."
    return ""
