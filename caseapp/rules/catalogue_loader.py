"""Reads the catalogue: a file when its right is first asked for, and only once."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml

from caseapp.kernel.places import resources
from caseapp.rules.catalogue import Right

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# The C parser is ten times faster and just as safe; a PyYAML built without it still reads.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENDING = ".yaml"
_CHECKED_ON = re.compile(r"^checked_on: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


class Catalogue:
    """All rights the program knows, by code; a code is the name of its file."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._read: dict[str, Right] = {}

    @property
    def version(self) -> str:
        """The day of the newest check of a right, such as « 2026-11-23 », read without parsing."""
        return self._newest

    @cached_property
    def _newest(self) -> str:
        days = (_CHECKED_ON.search(self._text(code)) for code in self.codes())
        return max((day[1] for day in days if day), default="")

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all rights, sorted; no file is opened."""
        return self._codes

    def right(self, code: str) -> Right:
        """Return one right.

        Raises:
            KeyError: the catalogue has no such right.
        """
        if code not in self._read:
            if code not in self.codes():
                raise KeyError(code)
            self._read[code] = Right.model_validate(self._document(code))
        return self._read[code]

    def all(self) -> tuple[Right, ...]:
        """Return every right, sorted by code."""
        return tuple(self.right(code) for code in self.codes())

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        names = (entry.name for entry in self._folder.iterdir())
        return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))

    def _document(self, code: str) -> object:
        return yaml.load(self._text(code), Loader=_LOADER)  # noqa: S506 - both are safe loaders

    def _text(self, code: str) -> str:
        return self._folder.joinpath(code + _ENDING).read_text(encoding="utf-8")


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that ships with the program; nothing is parsed yet."""
    return Catalogue(resources() / "catalogue")


@cache
def official_domains() -> frozenset[str]:
    """Return the domains of the State, its agencies and the paying bodies."""
    text = (resources() / "catalogue_domains.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.load(text, Loader=_LOADER))  # noqa: S506 - both are safe loaders


def is_official(link: str) -> bool:
    """Tell whether a link leads to an official site, or to a part of one."""
    parts = urlsplit(link)
    labels = (parts.hostname or "").split(".")
    hosts = (".".join(labels[start:]) for start in range(len(labels)))
    return parts.scheme in {"http", "https"} and any(host in official_domains() for host in hosts)
