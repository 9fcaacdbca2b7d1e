"""Makes the two tables of this folder from the data of « découpage administratif ».

python resources/places/build.py FOLDER      # FOLDER holds communes.json and departements.json
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from caseapp.kernel.french import fold

Row = dict[str, Any]
HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write the two tables."""
    rows: list[Row] = json.loads((folder / "communes.json").read_text(encoding="utf-8"))
    lines = _lines(rows)
    content = ("\n" + "\n".join(lines) + "\n").encode()
    (HERE / "communes.csv.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    departements: list[Row] = json.loads((folder / "departements.json").read_text(encoding="utf-8"))
    names = "".join(f"{row['code']};{row['nom']}\n" for row in departements)
    (HERE / "departements.csv").write_text(names, encoding="utf-8", newline="\n")


def _lines(rows: list[Row]) -> list[str]:
    former = defaultdict(list)
    current = []
    for row in rows:
        if "codesPostaux" in row:
            current.append(row)
        elif "chefLieu" in row:
            former[row["chefLieu"]].append(row)
    people = {row["code"]: row.get("population", 0) for row in current}

    def order(row: Row) -> tuple[int, str]:
        """The largest first; the arrondissements after their city, in their own order."""
        return -people[row.get("commune", row["code"])], row["code"]

    postal = {code for row in current for code in row["codesPostaux"]}
    return [_line(row, former[row["code"]], postal) for row in sorted(current, key=order)]


def _line(row: Row, former: list[Row], postal: set[str]) -> str:
    """Return one line: code;département;postal codes;~former codes~;names;|names folded|.

    A former code is left out where it is a postal code too (« 01340 »), or of another département:
    « 75012 » was Boulogne-Billancourt's until 1968, and is what people write for the 12th of Paris.
    """
    names = [row["nom"], *sorted({old["nom"] for old in former} - {row["nom"]})]
    codes = {*row.get("anciensCodes", []), *(old["code"] for old in former)} - {row["code"]}
    codes = {code for code in codes - postal if code[:2] == row["code"][:2]}
    return ";".join(
        (
            row["code"],
            row["departement"],
            " ".join(row["codesPostaux"]),
            f"~{'~'.join(sorted(codes))}~" if codes else "",
            "/".join(names),
            f"|{'|'.join(fold(name) for name in names)}|",
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
