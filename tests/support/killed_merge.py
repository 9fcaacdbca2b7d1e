"""A merge killed in its middle: rows are written, nothing is committed."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from caseapp.desk_parts import open_desk
from caseapp.kernel.clock import FixedClock
from db.store import Store
from tests.support.engines import ReadyEngine


def main() -> None:
    """Merge two cases of a base; the process is killed once everything was written."""
    path, key, kept, merged = sys.stdin.read().split("\n")
    store = Store(Path(path), bytearray.fromhex(key))
    desk = open_desk(store, ReadyEngine(), FixedClock.on(date(2026, 11, 23)))
    event.listen(Session, "before_commit", lambda _session: os.kill(os.getpid(), signal.SIGKILL))
    desk.merges.merge(UUID(kept), UUID(merged))


if __name__ == "__main__":
    main()
