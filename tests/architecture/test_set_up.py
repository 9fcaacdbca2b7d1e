"""The set-up needs only Python, the lock is whole, and the README's commands are the real ones."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tools.system_packages import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
SET_UP = [ROOT / "start.py", *sorted((ROOT / "tools").glob("*.py"))]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def locked() -> dict[str, str]:
    """Return the lines of each locked library, under its name."""
    blocks = re.split(r"^(?=\S+==)", LOCK, flags=re.MULTILINE)
    return {block.partition("==")[0]: block for block in blocks if "==" in block}


@pytest.mark.parametrize("path", SET_UP, ids=lambda path: path.name)
def test_the_set_up_imports_nothing_but_the_standard_library(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"tools"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert all(name.name.partition(".")[0] in allowed for name in node.names)
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] in allowed


@pytest.mark.parametrize("path", SET_UP, ids=lambda path: path.name)
def test_an_older_python_can_read_the_set_up_and_say_which_one_it_needs(path: Path) -> None:
    ast.parse(path.read_text("utf-8"), feature_version=(3, 8))


def test_every_library_is_locked_at_one_version_with_hashes_and_no_host() -> None:
    assert len(locked()) > 50
    assert all("--hash=sha256:" in block for block in locked().values())
    assert "://" not in LOCK
    assert not re.search(r"^\s*-", re.sub(r"--hash=", "", LOCK), re.MULTILINE)


def test_every_library_the_project_asks_for_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = list(project["project"]["dependencies"])
    for group in project["dependency-groups"].values():
        asked += [entry for entry in group if isinstance(entry, str)]
    names = {
        re.split(r"[^\w.-]", entry, maxsplit=1)[0].lower().replace("_", "-") for entry in asked
    }
    assert names <= locked().keys()


def test_each_system_library_has_a_package_of_debian_and_one_of_fedora() -> None:
    for library, packages in PACKAGES.items():
        assert re.fullmatch(r"lib\S+\.so\.\d+", library)
        assert all(re.fullmatch(r"[A-Za-z][\w.+-]+", package) for package in packages)


def test_the_pipeline_runs_the_checks_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pipeline = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "`python3 start.py check`" in readme
    assert "`python3 start.py`" in readme
    assert "`py start.py`" in readme
    assert "exec python3 start.py check\n" in pipeline


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_what_a_page_links_to_is_there(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target
