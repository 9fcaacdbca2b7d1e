"""What all that is read from the files of the conditions shares: nothing unknown, nothing changed."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from caseapp.kernel.places import resources

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(BaseModel):
    """A part of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def read_parameters(name: str) -> dict[str, Any]:
    """Read a file of `resources/parameters/`; one without an entry is an empty object."""
    text = (resources() / "parameters" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER) or {}  # noqa: S506 - both are safe loaders
