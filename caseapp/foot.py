"""What stands at the foot of the side bar: of the base, of the engine, of the catalogue."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    from caseapp.services.desk import Desk


def foot(desk: Desk, backup: str) -> list[str]:
    """Return its lines; `backup` says how old the last copy is."""
    checked = french.day(date.fromisoformat(desk.catalogue.shipped.version))
    return [
        "Base chiffrée",
        backup,
        engine_name(),
        f"Catalogue des droits au {checked}",
        "Toutes les démarches sont gratuites",
    ]


def engine_name() -> str:
    """Return the engine with its version."""
    return f"OpenFisca-France {version('OpenFisca-France')}"
