"""The fixed words of the road map, in French and in the languages that may stand beside it."""

from __future__ import annotations

from functools import cache

import yaml

from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RoadWords(Entry):
    """The fixed words in one language; those of an act are named as `Act` names it."""

    name: str  # of the language, in itself
    from_right: bool = False  # written from right to left
    title: str
    where: str
    papers: str
    before: str
    when: str
    soon: str
    free: str
    question: str
    then: str
    ask: str
    send: str
    contest: str
    renew: str
    declare: str
    wait: str


class AllRoadWords(Entry):
    """French, and the others by their codes."""

    french: RoadWords
    languages: dict[str, RoadWords]


@cache
def load_road_words() -> AllRoadWords:
    """Return what ships."""
    text = (resources() / "road_map_words.yaml").read_text(encoding="utf-8")
    return AllRoadWords.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe
