"""Everything that reads what comes from outside, given damaged, foreign and hostile inputs."""

from __future__ import annotations
