"""The window. Importing it has PySide leave alone the modules that are imported afterwards.

PySide reads the source of each of them, to learn whether its `__feature__` may be meant, and Python
keeps what was read: 34 MB of text, and a tenth of a second before the first window. Nothing here
uses these features, and there is no public way to say so.
"""

from __future__ import annotations

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401 - loads what is changed below

_feature: Any = sys.modules.get("PySide6.support.feature")
if hasattr(_feature, "_mod_uses_pyside"):
    _feature._mod_uses_pyside = lambda _module: False  # noqa: SLF001
