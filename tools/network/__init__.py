"""That the program opens no socket: a whole session of it, watched by the system itself."""

from __future__ import annotations
