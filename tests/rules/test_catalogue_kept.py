"""Every text of the two sources is in the file of its right, where the sources stand beside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from caseapp.kernel.french import fold
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(__file__).parents[3] / "shared" / "domain"
FILES = {
    "rights_caf_mdph_france_travail.yaml": ("prestations", 28),
    "rights_health_retirement_other.yaml": ("demarches", 39),
}
# Words of the sources that the catalogue writes otherwise, on purpose: a person is no « usager »,
# « hors » is the order 9, « idem » and short names of sources are written out.
OTHERWISE = re.compile(
    r"(soignant ou )?usager.*|hors|idem|même page EFL|FICHES2020 F34964|OPENFISCA \(2018\)"
)
MOVED = {("bourse_lycee", ".conditions[1].note")}  # its figures are dated parameters now
CODED = re.compile(r"\.(code|confiance)|\.qui$")  # words that became values of the schema

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not beside the clone")


def _texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _texts(value, f"{path}.{name}")
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from _texts(value, f"{path}[{place}]")
    elif isinstance(part, str):
        yield path, part


def _words(text: str) -> list[str]:
    found = re.findall(r"[a-z0-9]+", fold(text))
    return [word for word in found if len(word) > 3 or word.isdigit()]


@pytest.mark.parametrize("name", FILES)
def test_every_text_of_a_source_is_in_the_file_of_its_right(name: str) -> None:
    key, count = FILES[name]
    entries = yaml.safe_load((SOURCES / name).read_text("utf-8"))[key]
    assert len(entries) == count
    lost = []
    for entry in entries:
        code = entry["code"]
        kept = set(_words((resources() / "catalogue" / f"{code}.yaml").read_text("utf-8")))
        for path, text in _texts(entry):
            if CODED.search(path) or OTHERWISE.fullmatch(text) or (code, path) in MOVED:
                continue
            words = _words(text)
            if text not in {"oui", "non"} and sum(word in kept for word in words) < 0.6 * len(
                words
            ):
                lost.append((code, path, text))
    assert lost == []
