"""What opening costs, to the worker and to whoever guesses; a changed password, a renewed key."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Figure, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

_ROUNDS = 5
_AT_LEAST, _AT_MOST = 0.3, 0.8  # seconds of Argon2id
_CHANGE = 3.0
_RENEWAL = 10.0
_SIZE = 100 << 20
_CHUNK = 1 << 20
_PASSWORD, _NEW = "Tambour-Lilas-37-Corbeau", "Girafe-Ocre-82-Moulin"


def run() -> list[Figure]:
    """Return the figures, on a base that is removed."""
    from caseapp.kernel.clock import SystemClock
    from caseapp.services import access
    from caseapp.services.key_ring import KeyRing
    from db.kdf import calibrate, derive
    from db.secret import SALT_SIZE

    cost = calibrate()
    tries = [_timed(lambda: derive(_PASSWORD, os.urandom(SALT_SIZE), cost)) for _ in range(_ROUNDS)]
    argon = statistics.median(tries)
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "dossiers.caseapp"
        store = access.create_base(base, _PASSWORD, clock=clock, cost=cost)
        _fill(store)
        change = _timed(lambda: KeyRing(store, clock).change_password(_PASSWORD, _NEW))
        store.close()
        renewal = _timed(lambda: access.renew_key(base, _NEW, clock=clock))
        size = base.stat().st_size / 1e6
        access.unlock(base, _NEW, clock=clock).close()
    words = f"t={cost.time}, {cost.memory // 1024} Mio, p={cost.lanes}"
    return [
        Figure(
            name=f"Argon2id d'un essai, au coût choisi ici ({words})",
            measured=seconds(argon),
            target=f"{seconds(_AT_LEAST)} à {seconds(_AT_MOST)}",
            met=_AT_LEAST <= argon <= _AT_MOST,
        ),
        Figure(
            name="mot de passe changé (l'ancien vérifié, la machine mesurée)",
            measured=seconds(change),
            target=f"≤ {seconds(_CHANGE)}",
            met=change <= _CHANGE,
        ),
        Figure(
            name=f"clé renouvelée, vérifiée, base de {size:.0f} Mo",
            measured=seconds(renewal),
            target=f"≤ {seconds(_RENEWAL)}",
            met=renewal <= _RENEWAL,
        ),
    ]


def _fill(store: Store) -> None:
    """Put a hundred megabytes in the base, as documents would."""
    import sqlalchemy as sa

    with store.write() as session:
        session.execute(sa.text("CREATE TABLE filling (content BLOB)"))
        for _ in range(_SIZE // _CHUNK):
            session.execute(
                sa.text("INSERT INTO filling VALUES (:content)"), {"content": os.urandom(_CHUNK)}
            )


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
