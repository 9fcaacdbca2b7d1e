"""Another version of the engine, tried before it is pinned: `python -m tools.engine VERSION`."""

from __future__ import annotations
