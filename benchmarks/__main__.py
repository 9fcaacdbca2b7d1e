"""Measure what is claimed: `python -m benchmarks`, or some of it: `python -m benchmarks caseload`.

Exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import (
    activity,
    backups,
    caseload,
    cases_list,
    clock,
    day,
    documents,
    encryption,
    engine,
    erasing,
    ics,
    interviews,
    keys,
    letters,
    many,
    search,
    startup,
    unlock,
    walk,
)
from benchmarks.table import print_table

_PARTS = {
    "startup": startup.run,
    "unlock": unlock.run,
    "keys": keys.run,
    "engine": engine.run,
    "many": many.run,
    "caseload": caseload.run,
    "documents": documents.run,
    "backups": backups.run,
    "cases": cases_list.run,
    "day": day.run,
    "walk": walk.run,
    "clock": clock.run,
    "interviews": interviews.run,
    "search": search.run,
    "ics": ics.run,
    "activity": activity.run,
    "erasing": erasing.run,
    "encryption": encryption.run,
    "letters": letters.run,
}


def main() -> int:
    """Run the benchmarks that are named, or all, one after the other, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(_PARTS))
    names = parser.parse_args().parts or list(_PARTS)
    if unknown := [name for name in names if name not in _PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}; known: {', '.join(_PARTS)}")
    figures = [figure for name in names for figure in _PARTS[name]()]
    return 0 if print_table(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
