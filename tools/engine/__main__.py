"""Try another version of OpenFisca-France on every household of the tests, and print what changes.

    .venv/bin/python -m tools.engine 176.1.9            tries it; nothing is changed
    .venv/bin/python -m tools.engine 176.1.9 --adopt    pins it too, and renews the lock

A version is a new state of the law: read what it changes before adopting it, then run
`python3 start.py check`. Adopting needs uv (docs/development.md, « Renewing the lock »).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions, version
from pathlib import Path
from typing import Any

from tools.environment import PYTHON, ROOT
from tools.shell import SetUpError

_HOUSEHOLDS = ("tests/rules/cases",)
_PACKAGE, _CORE = "OpenFisca-France", "OpenFisca-Core"
_PINNED = (ROOT / "pyproject.toml", ROOT / "README.md")
_LOCK = (
    ["uv", "lock", "--upgrade-package", "openfisca-france"],
    [
        *("uv", "export", "--locked", "--all-groups", "--no-emit-project", "--no-header"),
        *("--format", "requirements-txt", "--output-file", "requirements.lock"),
    ],
)


@dataclass(frozen=True)
class Difference:
    """One thing that the new version says otherwise; empty where one of them does not know it."""

    what: str
    before: str
    after: str


def main(arguments: list[str]) -> int:
    """Compare the installed version with the asked one; adopt it where that is asked too."""
    parser = argparse.ArgumentParser(prog="tools.engine")
    parser.add_argument("version")
    parser.add_argument("--adopt", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.adopt and not shutil.which("uv"):
        print("uv is needed to renew the lock; nothing was changed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        install(asked.version, Path(folder))
        before, after = answers(), answers(Path(folder))
    print(report(before, after))
    if asked.adopt:
        adopt(asked.version)
    return 0


def install(wanted: str, folder: Path) -> None:
    """Put a version, and the core it asks for where ours does not do, in a folder of its own.

    Raises:
        SetUpError: there is no such version, or it cannot be had.
    """
    _pip(folder, f"{_PACKAGE}=={wanted}")
    (found,) = distributions(name=_PACKAGE, path=[str(folder)])
    if not _core_does(found):
        _pip(folder, *(line for line in found.requires or () if _is_core(line)))


def _core_does(found: Distribution) -> bool:
    from packaging.requirements import Requirement  # noqa: PLC0415 - not of the standard library

    wanted = [Requirement(line) for line in found.requires or () if _is_core(line)]
    return all(requirement.specifier.contains(version(_CORE)) for requirement in wanted)


def _is_core(requirement: str) -> bool:
    return requirement.lower().startswith(_CORE.lower()) and "extra" not in requirement


def _pip(folder: Path, *wanted: str) -> None:
    named = [re.sub(r"\[.*?\]", "", line) for line in wanted]  # without its web API
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps"]
    done = subprocess.run(
        [*command, "--disable-pip-version-check", "--target", str(folder), *named], check=False
    )
    if done.returncode:
        raise SetUpError(f"{' '.join(named)} could not be installed (see the lines above).")


def answers(folder: Path | None = None) -> dict[str, Any]:
    """Return what a version says: the one in a folder, else the installed one."""
    path = os.pathsep.join(filter(None, (str(folder) if folder else "", str(ROOT))))
    folders = [str(ROOT / name) for name in _HOUSEHOLDS if (ROOT / name).is_dir()]
    done = subprocess.run(
        [str(PYTHON), "-m", "tools.engine.answers", *folders],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def report(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the parameters and the answers that differ, as lines to read."""
    parameters = differences(before["parameters"], after["parameters"])
    lines = [
        f"{before['engine']} -> {after['engine']}, as of {after['day']}",
        "",
        f"Parameters: {len(parameters)} of {len(after['parameters'])} differ",
        *map(_line, parameters),
    ]
    changed = {
        name: differences(before["answers"][name], told) for name, told in after["answers"].items()
    }
    count = sum(1 for found in changed.values() if found)
    lines += ["", f"Households: {count} of {len(changed)} are answered otherwise"]
    for name, found in changed.items():
        if found:
            lines += [f"  {name}", *(f"  {_line(difference)}" for difference in found)]
    return "\n".join(lines)


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Return what differs between two tables, in the order of their keys."""
    keys = sorted({*before, *after})
    found = [Difference(key, str(before.get(key, "")), str(after.get(key, ""))) for key in keys]
    return [difference for difference in found if difference.before != difference.after]


def _line(difference: Difference) -> str:
    before, after = difference.before or "nothing", difference.after or "nothing"
    return f"  {difference.what or 'household'}: {before} -> {after}"


def adopt(wanted: str) -> None:
    """Pin a version wherever one is pinned, and renew the lock."""
    installed = version(_PACKAGE)
    for path in _PINNED:
        text = path.read_text("utf-8")
        for joint in ("==", " "):
            text = text.replace(f"{_PACKAGE}{joint}{installed}", f"{_PACKAGE}{joint}{wanted}")
        path.write_text(text, "utf-8")
    for command in _LOCK:
        subprocess.run(command, check=True, cwd=ROOT)
    print(f"\n{_PACKAGE} {wanted} is pinned. Next: python3 start.py check")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as stop:
        print(stop, file=sys.stderr)
        sys.exit(1)
