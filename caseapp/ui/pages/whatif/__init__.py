"""« Simuler »: changes tried beside the present."""

from __future__ import annotations
