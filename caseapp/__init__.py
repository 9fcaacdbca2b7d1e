"""CaseApp: a household's case, its rights, its claims and its deadlines, on the caseworker's machine."""

from __future__ import annotations

__version__ = "0.1.0"
