"""What one version of the engine answers to every household of the tests, and the values it holds.

Run by `tools.engine` in a process of its own, with that version first on the path; prints
one line of JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.exchange.household import FORMAT, read_household
from caseapp.kernel.errors import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.domain.estimate import Range, RightEstimate
    from caseapp.rules.openfisca.estimator import Estimator

_BRANCHES = ("prestations_sociales", "chomage", "marche_travail.salaire_minimum")


def main(folders: list[str]) -> int:
    """Print the answers to the households of the folders."""
    from caseapp.rules.openfisca.estimator import Estimator  # noqa: PLC0415 - seconds to import

    estimator = Estimator()
    households = {name: home for folder in folders for name, home in _households(Path(folder))}
    latest = max(dt.date.fromisoformat(document["date"]) for document in households.values())
    told = {
        "engine": estimator.engine,
        "day": str(latest),
        "answers": {name: _answers(estimator, doc, latest) for name, doc in households.items()},
        "parameters": dict(_parameters(estimator.system, str(latest))),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _households(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the households of a folder: one a JSON file, and many in a file of published ones."""
    for path in sorted(folder.rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(document, dict) and document.get("format") == FORMAT:
            yield path.stem, document
    for path in sorted(folder.rglob("published/*.yaml")):
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield f"{path.stem}: {name}", {"format": FORMAT, **case["household"]}


def _answers(estimator: Estimator, document: Any, today: dt.date) -> dict[str, str]:
    try:
        estimate = estimator.estimate(read_household(document, today=today))
    except Exception as error:  # noqa: BLE001 - a version that fails on one household must be told
        return {"": f"fails: {reference(error)}"}
    return {answer.right: _words(answer) for answer in estimate.rights}


def _words(answer: RightEstimate) -> str:
    parts = [answer.outcome.value, _amount(answer.amount)]
    if answer.later is not None:
        parts.append(f"then {_amount(answer.later)}")
    if answer.variant:
        parts.append(answer.variant)
    return " ".join(filter(None, parts))


def _amount(amount: Range | None) -> str:
    if amount is None:
        return ""
    low, high = f"{amount.min.in_euros:.2f}", f"{amount.max.in_euros:.2f}"
    return low if low == high else f"{low}..{high}"


def _parameters(system: Any, day: str) -> Iterator[tuple[str, float | bool]]:
    for branch in _BRANCHES:
        node = system.parameters
        for part in branch.split("."):
            node = node.children[part]
        for leaf in node.get_descendants():
            if hasattr(leaf, "values_list"):
                value = leaf.get_at_instant(day)
                if isinstance(value, int | float):
                    yield leaf.name, value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
