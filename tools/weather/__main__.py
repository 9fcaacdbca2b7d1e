"""Bad weather for a base: `python -m tools.weather [--times 1000] [PART…]`; exits with 1 where it hurt.

Linux, with gcc for the parts that need the shim. A thousand of each take about half an hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tools.weather import disk, flips, kills, power
from tools.weather.table import print_table

PARTS = {"kills": kills.run, "power": power.run, "disk": disk.run, "flips": flips.run}


def main() -> int:
    """Run the parts that are named, or all, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tools.weather", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--times", type=int, default=1000)
    typed = parser.parse_args()
    if unknown := [name for name in typed.parts if name not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}")
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [PARTS[name](Path(folder), typed.times) for name in typed.parts or PARTS]
    return 0 if print_table(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
