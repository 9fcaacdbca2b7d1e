"""Bad weather: what a base goes through when the process, the disk or the power fails, a thousand times."""

from __future__ import annotations
