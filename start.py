"""Prépare CaseApp dans .venv, puis l'ouvre sur un jeu de démonstration, ou vérifie tout.

    python3 start.py            prépare tout et ouvre le programme (Windows : py start.py)
    python3 start.py check      prépare tout et passe toutes les vérifications et les tests

Rien n'est à installer avant, sauf Python (3.11 à 3.14). Sans écran, la première commande fait
le même travail sans fenêtre et nomme le dossier où elle laisse un rapport et des images.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

from tools.environment import BIN, NEWEST, OLDEST, PYTHON, ROOT, prepare_environment
from tools.shell import SetUpError, run_quietly, say
from tools.system_packages import prepare_system

DEMO = ROOT / "demo"

CHECKS = (
    ("style du code (ruff)", ["ruff", "check", "."]),
    ("mise en forme (ruff)", ["ruff", "format", "--check", "."]),
    ("types (mypy)", ["mypy"]),
    ("couches (import-linter)", ["lint-imports"]),
    ("tests (pytest)", ["pytest", "-q", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]),
)


def main(arguments: list[str]) -> int:
    """Set up, then open the program or run every check."""
    if arguments not in ([], ["check"]):
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    os.chdir(ROOT)
    try:
        prepare_environment()
        prepare_system(PYTHON, screen=has_screen() and not arguments)
        return check() if arguments else open_demo()
    except SetUpError as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrompu. Relancez la même commande pour reprendre.", file=sys.stderr)
        return 130


def has_screen() -> bool:
    """Say whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window_opens() -> bool:
    """Say whether the screen that is announced answers: a remote one may be gone."""
    trial = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return run_quietly([str(PYTHON), "-c", trial]).returncode == 0


def open_demo() -> int:
    """Open the program on the demonstration base, which is made the first time."""
    screen = has_screen() and window_opens()
    say("Jeu de démonstration : quarante foyers inventés, dans le dossier demo.")
    make = [str(BIN / "caseapp-cli"), "demo", str(DEMO)]
    if not screen:
        say("Pas d'écran : le même travail sans fenêtre.")
        return subprocess.run([*make, "--sans-ecran"], check=False).returncode
    if status := subprocess.run(make, check=False).returncode:
        return status
    say("Ouverture de CaseApp.")
    (base,) = DEMO.glob("*.caseapp")
    window = [str(BIN / "caseapp"), "--demo", "--base", str(base)]  # its password is proposed
    return subprocess.run(window, check=False).returncode


def check() -> int:
    """Run every check in order, and stop at the first that fails."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    for name, (program, *arguments) in CHECKS:
        say(f"Vérification : {name}")
        began = time.monotonic()
        done = subprocess.run([str(BIN / program), *arguments], check=False, env=environment)
        if done.returncode:
            raise SetUpError(f"ÉCHEC : {name}. Les vérifications suivantes n'ont pas été faites.")
        say(f"  bon, en {time.monotonic() - began:.0f} s")
    say("Toutes les vérifications sont passées.")
    return 0


def another_python() -> list[str] | None:
    """Return a Python of this machine that fits, where the one that runs us does not."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if os.name == "nt" and shutil.which("py"):
            command = ["py", f"-3.{minor}"]
        else:
            command = [f"python3.{minor}"]
        if shutil.which(command[0]) and run_quietly([*command, "-c", ""]).returncode == 0:
            return command
    return None


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a TextIOWrapper here
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(main(sys.argv[1:]))
    other = another_python()
    if other is None:
        print("CaseApp demande Python 3.11, 3.12, 3.13 ou 3.14 : voir https://www.python.org/")
        sys.exit(1)
    sys.exit(subprocess.run([*other, __file__, *sys.argv[1:]], check=False).returncode)
