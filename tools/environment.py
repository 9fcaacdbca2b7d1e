"""The environment in .venv: exactly what the lock names, and the project itself."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

from tools.shell import SetUpError, run_quietly, say
from tools.system_packages import install_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST, NEWEST = (3, 11), (3, 14)  # what every locked package has a wheel for
_STAMP = VENV / "caseapp-installed.txt"


def prepare_environment() -> None:
    """Make .venv hold exactly what the lock names, and the project itself."""
    if not environment_works():
        say("Création de l'environnement dans .venv")
        require_venv_module()
        venv.EnvBuilder(with_pip=True, clear=True).create(VENV)
    wanted = fingerprint()
    if _STAMP.is_file() and _STAMP.read_text("utf-8") == wanted:
        return
    _STAMP.unlink(missing_ok=True)
    lock = ROOT / "requirements.lock"
    count = len(re.findall(r"^\S+==", lock.read_text("utf-8"), re.MULTILINE))
    say(f"Installation des {count} bibliothèques de requirements.lock (quelques minutes)")
    pip("install", "--require-hashes", "--no-deps", "-r", str(lock), total=count)
    pip("install", "--no-index", "--no-build-isolation", "--no-deps", "--editable", str(ROOT))
    _STAMP.write_text(wanted, "utf-8")


def environment_works() -> bool:
    """Say whether .venv has a Python that runs, of a version we know, with pip."""
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; print(*sys.version_info[:2])"
    answer = run_quietly([str(PYTHON), "-c", probe])
    if answer.returncode:
        return False
    return OLDEST <= tuple(map(int, answer.stdout.split())) <= NEWEST


def fingerprint() -> str:
    """Return what the installed environment depends on: when it changes, install again."""
    seen = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        seen.update((ROOT / name).read_bytes())
    seen.update((VENV / "pyvenv.cfg").read_bytes())  # its Python
    seen.update(str(ROOT).encode())  # where the editable install points
    return seen.hexdigest()


def require_venv_module() -> None:
    """Debian and Ubuntu keep a part of the standard library in a package of its own."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    say(f"Il manque le paquet {package} (module venv de Python)")
    install_packages([package])
    importlib.invalidate_caches()
    if not importlib.util.find_spec("ensurepip"):
        raise SetUpError(f"Le module ensurepip manque encore après l'installation de {package}.")


def pip(*arguments: str, total: int = 0) -> None:
    """Run pip, showing how far it is; its own words only when it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    process = subprocess.Popen(
        [*command, "--progress-bar", "off"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines: list[str] = []
    done = 0
    for line in process.stdout or ():
        lines.append(line)
        done += line.startswith(("Collecting ", "Requirement already satisfied"))
        if total and sys.stdout.isatty():
            print(f"\r  {min(done, total)} / {total}", end="", flush=True)
    if total and sys.stdout.isatty():
        print()
    if process.wait():
        print("".join(lines[-15:]), file=sys.stderr)
        raise SetUpError(
            "L'installation n'a pas abouti (lignes ci-dessus). Vérifiez la connexion au réseau "
            "et la place sur le disque (1 Go), puis relancez la même commande."
        )
