"""The catalogue of one base: shipped rights with the service's corrections, and its own rights."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from caseapp.rules.catalogue_loader import Catalogue
from caseapp.rules.corrections import corrected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseapp.rules.catalogue import Right
    from caseapp.rules.corrections import Correction

_PREFIX = "local_"


def is_local(code: str) -> bool:
    """Tell whether a code is that of a right of the service: no shipped right takes such a one."""
    return code.startswith(_PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the base holds of the catalogue, at one moment."""

    local: Mapping[str, Right]
    deleted: Mapping[str, Right]  # no longer listed, but claims go on reading them
    corrections: Mapping[str, tuple[Correction, ...]]  # by code of a shipped right


_NOTHING = Held(local={}, deleted={}, corrections={})


class MergedCatalogue(Catalogue):
    """Answers as `Catalogue` does, with what the service added and corrected."""

    def __init__(self, shipped: Catalogue) -> None:  # reads no folder of its own
        self.shipped = shipped
        self._held = _NOTHING
        self._corrected: dict[str, Right] = {}
        self._mark = ""

    @property
    def version(self) -> str:
        """That of the shipped catalogue, then « + » and a mark of what the service changed."""
        return self.shipped.version + self._mark

    def hold(self, held: Held) -> None:
        """Answer with this from now on; everything is replaced at once."""
        self._corrected = {
            code: corrected(self.shipped.right(code), found)
            for code, found in held.corrections.items()
            if code in self.shipped.codes()
        }
        self._held = held
        self._mark = _mark(held)

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all rights but the deleted ones, sorted."""
        return tuple(sorted((*self.shipped.codes(), *self._held.local)))

    def right(self, code: str) -> Right:
        """Return one right; a deleted one too, since claims may rest on it.

        Raises:
            KeyError: there is no such right.
        """
        if is_local(code):
            held = self._held
            return held.local[code] if code in held.local else held.deleted[code]
        return self._corrected.get(code) or self.shipped.right(code)

    def corrections(self, code: str) -> tuple[Correction, ...]:
        """Return what the service corrected in a right."""
        return self._held.corrections.get(code, ())

    def is_deleted(self, code: str) -> bool:
        """Tell whether the service deleted this right of its own."""
        return code in self._held.deleted


def _mark(held: Held) -> str:
    if not held.local and not held.corrections:
        return ""
    said = repr(
        (
            [held.local[code].model_dump_json() for code in sorted(held.local)],
            sorted((c.right, c.path, repr(c.value)) for f in held.corrections.values() for c in f),
        )
    )
    return "+" + blake2b(said.encode(), digest_size=3).hexdigest()
