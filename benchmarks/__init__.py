"""What is claimed of speed and memory, measured: `python -m benchmarks`."""

from __future__ import annotations
