"""A catalogue as it goes to the engine's process: what differs from the shipped one, alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from caseapp.rules.catalogue import Right
from caseapp.rules.catalogue_loader import Catalogue, load_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = dict[str, Any]


def write_catalogue(catalogue: Catalogue) -> Json:
    """Return what a process that has the shipped catalogue needs to know of another one."""
    shipped = load_catalogue()
    codes, known = catalogue.codes(), shipped.codes()
    changed = [
        right
        for code in codes
        if catalogue is not shipped
        and not ((right := catalogue.right(code)).code in known and right is shipped.right(code))
    ]
    document: Json = {
        "rights": {
            right.code: right.model_dump(mode="json", by_alias=True, exclude_unset=True)
            for right in changed
        }
    }
    if codes != known:
        document["codes"] = list(codes)
    return document


def read_catalogue(document: Json) -> Catalogue:
    """Return the catalogue that `write_catalogue` told.

    Raises:
        ValidationError: it is something else.
    """
    rights = {code: Right.model_validate(right) for code, right in document["rights"].items()}
    codes = tuple(document.get("codes", load_catalogue().codes()))
    return SentCatalogue(codes, rights)


class SentCatalogue(Catalogue):
    """Answers for some codes as the shipped catalogue does, but for the rights that differ."""

    def __init__(self, codes: tuple[str, ...], rights: Mapping[str, Right]) -> None:
        self._all_codes, self._rights = codes, rights  # reads no folder of its own

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all rights, sorted."""
        return self._all_codes

    def right(self, code: str) -> Right:
        """Return one right.

        Raises:
            KeyError: there is no such right.
        """
        found = self._rights.get(code)
        return load_catalogue().right(code) if found is None else found
