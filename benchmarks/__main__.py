"""Measure everything that is claimed: `python -m benchmarks`; exits with 1 where a target is missed."""

from __future__ import annotations

import sys

from benchmarks import caseload, engine, many, startup, unlock
from benchmarks.table import print_table


def main() -> int:
    """Run every benchmark, one after the other, and print one table."""
    figures = [*startup.run(), *unlock.run(), *engine.run(), *many.run(), *caseload.run()]
    return 0 if print_table(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
