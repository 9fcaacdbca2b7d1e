"""A file that an agenda subscribes to, written again when dates change: off unless one names it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.clock import PARIS
from caseapp.kernel.files import write_atomically
from caseapp.services import settings
from caseapp.services.calendar_export import CalendarExport, CalendarOptions, Detail

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from caseapp.kernel.clock import Clock
    from caseapp.services.dated_items import DatedItems
    from db.store import Store

_KEY = "calendar.feed"
_AHEAD = timedelta(days=365)


class CalendarFeed:
    """Keeps one file as the dates of the next year are; names never go there."""

    def __init__(self, store: Store, clock: Clock, items: DatedItems) -> None:
        self._store, self._clock, self._items = store, clock, items
        self._export = CalendarExport(store, clock, items)
        self._written: tuple[object, ...] = ()

    def chosen(self) -> tuple[Path, Detail] | None:
        """Return which file is kept, and what its titles say; nothing where none is."""
        with self._store.read() as session:
            kept = settings.read(session, _KEY)
        if not kept:
            return None
        is_right = kept.get("detail") == Detail.RIGHT.value
        return Path(kept["path"]), Detail.RIGHT if is_right else Detail.NEUTRAL

    def choose(self, path: Path, detail: Detail) -> None:
        """Keep this file from now on; names are not among what it may say."""
        said = Detail.RIGHT if detail is Detail.RIGHT else Detail.NEUTRAL
        with self._store.write() as session:
            kept = {"path": str(path), "detail": said.value}
            settings.write(session, _KEY, kept, self._clock)

    def stop(self) -> None:
        """Keep no file any more; the one that is there stays as it is."""
        with self._store.write() as session:
            settings.write(session, _KEY, None, self._clock)

    def refresh(self, zone: ZoneInfo = PARIS) -> bool:
        """Write the file again where what it says has changed; return whether it was.

        Raises:
            FileNotWrittenError: the folder is gone, full, or may not be written.
        """
        chosen = self.chosen()
        if chosen is None:
            return False
        path, detail = chosen
        today = self._clock.today()
        mark = (path, detail, zone, today, self._store.writes)
        if mark == self._written and path.exists():
            return False
        found = self._items.to_act(today + _AHEAD)
        content = self._export.file(found, CalendarOptions(detail=detail), zone)
        is_new = not path.exists() or path.read_bytes() != content
        if is_new:
            write_atomically(path, content)
        self._written = (path, detail, zone, today, self._store.writes)
        return is_new
