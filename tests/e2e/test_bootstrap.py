"""What is imported while the password is typed, and by whom."""

from __future__ import annotations

import subprocess
import sys


def _tell(text: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", text], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


def test_no_thread_beside_the_window_imports_qt() -> None:
    assert (
        _tell(
            "import sys; from caseapp.bootstrap import Parts; Parts().warm();"
            "print([name for name in sys.modules if name.startswith(('PySide6', 'caseapp.ui'))])"
        )
        == "[]"
    )


def test_a_base_that_opens_waits_for_no_module_of_the_window() -> None:
    assert (
        _tell(
            "import sys; from importlib import import_module as bring;"
            "from caseapp.bootstrap import Parts; parts = Parts(); parts.warm();"
            "[bring(name) for name in parts.pages()]; there = set(sys.modules);"
            "bring('caseapp.ui.main_window'); parts.entries();"
            "bring('caseapp.ui.pages.household.tab'); bring('caseapp.ui.pages.rights.tab');"
            "print(sorted(set(sys.modules) - there))"
        )
        == "[]"
    )
