"""Pages of the main window, as a person sees and uses them."""

from __future__ import annotations
