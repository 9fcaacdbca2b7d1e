"""Run by `benchmarks.search`: type searches key by key, print what each key took."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from benchmarks import big_base
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.search import Search
from db import search
from db.models import Case, DocumentRow, FactRow, Interview, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from db.store import Store

_ROUNDS = 3
_SAVED = 20
TYPED: dict[str, tuple[str, ...]] = {
    "un nom": ("martin", "ouattara awa", "jean-pierre lefebvre", "eloise", "nguyen thi-lan"),
    "un téléphone": ("06 12 34 56 78", "0765", "+33 6 98 76"),
    "une référence": ("2024-147", "147", "2026-0042"),
    "un mot des notes": ("surendettement", "expulsion", "loyer", "orthophoniste", "sœur"),
    "plusieurs mots": (
        "loyer impayé huissier", "martin loyer", "la caf réclame un indu",
        "aide alimentaire enfants école", "d l m",
    ),
    "un droit": ("rsa", "allocation adultes handicapés", "logement social", "prime d'activité"),
    "un document": ("avis d'imposition", "titre de séjour", "quittance-de-loyer-12"),
    "rien de tel": ("zygomatique", "kkkk", "06 00 00 00 00"),
}  # fmt: skip


def main(shared: Path, folder: Path) -> dict[str, Any]:
    """Return the figures, in milliseconds, megabytes and seconds."""
    made = big_base.made(shared)
    store = big_base.open_copy(shared, folder)
    found = Search(store, load_catalogue(), load_communes())
    found.tidy()  # as at each opening
    found.find("chauffe")
    kinds = {name: _keys(found, texts) for name, texts in TYPED.items()}
    every = [took for keys in kinds.values() for took in keys]
    whole = [_took(lambda t=text: found.find(t)) for texts in TYPED.values() for text in texts]
    plain = [
        _took(lambda t=text: _plainly(store, t)) for text in ("loyer impayé", "martin", "expulsion")
    ]
    saving = _saving(store)
    event.remove(Session, "before_commit", search._index_noted)  # noqa: SLF001 - what it costs
    saving_bare = _saving(store)
    figures = {
        "kinds": {name: _told(keys) for name, keys in kinds.items()},
        "all": _told(every),
        "whole": statistics.median(whole),
        "plain": statistics.median(plain),
        "saving": saving,
        "saving_bare": saving_bare,
        "bare": made.bare,
        "index": made.index,
        "made": made.seconds,
    }
    store.close()
    return figures


def _keys(found: Search, texts: tuple[str, ...]) -> list[tuple[float, float]]:
    """Type each text, key by key; return what each key took, on the wall and of the processor."""
    return [
        _took_both(lambda t=text[:end]: found.find(t))
        for _round in range(_ROUNDS)
        for text in texts
        for end in range(1, len(text) + 1)
    ]


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _took_both(work: Callable[[], object]) -> tuple[float, float]:
    began = time.process_time()
    wall = _took(work)
    return wall, (time.process_time() - began) * 1000


def _told(keys: list[tuple[float, float]]) -> dict[str, float]:
    wall, processor = zip(*keys, strict=True)
    return {
        "keys": len(keys),
        "median": statistics.median(wall),
        "p95": statistics.quantiles(wall, n=20)[-1],
        "processor": statistics.quantiles(processor, n=20)[-1],
    }


def _plainly(store: Store, text: str) -> None:
    """Look for words with LIKE, as one would without an index: accents count here."""
    columns = {
        Person: (Person.name_folded,),
        Case: (Case.reference, Case.note),
        FactRow: (sa.cast(FactRow.value, sa.Text()),),
        Interview: (Interview.facts, Interview.words, Interview.analysis, Interview.private),
        DocumentRow: (DocumentRow.title, DocumentRow.file_name, DocumentRow.note),
    }
    with store.read() as session:
        for model, texts in columns.items():
            holds = (sa.or_(*(column.contains(word) for column in texts)) for word in text.split())
            ids = sa.select(model.id).where(*holds).order_by(model.id.desc()).limit(24)
            session.execute(ids).all()


def _saving(store: Store) -> float:
    """Return what it takes to rewrite one of the notes."""
    with store.read() as session:
        ids: list[UUID] = list(session.scalars(sa.select(Interview.id).limit(_SAVED)))

    def save(interview: UUID) -> None:
        with store.write() as session:
            row = session.get_one(Interview, interview)
            row.facts, row.analysis = row.analysis, f"{row.facts} Revu aujourd'hui."

    return statistics.median(_took(lambda i=interview: save(i)) for interview in ids)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(folder))) + "\n")
