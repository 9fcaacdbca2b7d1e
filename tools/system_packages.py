"""What Qt takes from the system: found missing, then installed or named."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

from tools.shell import SetUpError, run_quietly, say

if TYPE_CHECKING:
    from pathlib import Path

# What PySide6 does not bring along: library -> package of Debian and Ubuntu, package of Fedora.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib"),
}


def prepare_system(python: Path, *, screen: bool) -> None:
    """Name or install the libraries that Qt takes from the system, then try Qt for good.

    Raises:
        SetUpError: somebody has to install something, or Qt does not start here.
    """
    missing = missing_libraries(python, screen=screen) if sys.platform == "linux" else set()
    if missing:
        say(f"Bibliothèques du système que Qt demande : {', '.join(sorted(missing))}")
        column = 0 if shutil.which("apt-get") else 1
        known = {PACKAGES[library][column] for library in missing & PACKAGES.keys()}
        if known:
            install_packages(sorted(known))
    trial = run_quietly([str(python), "-c", "import PySide6.QtGui, PySide6.QtWidgets"])
    if trial.returncode:
        raise SetUpError(f"Qt ne démarre pas sur ce système :\n{trial.stderr.strip()}")


def missing_libraries(python: Path, *, screen: bool) -> set[str]:
    """Return the system libraries that the parts of Qt we use look for in vain."""
    if not shutil.which("ldd"):
        return set()
    (qt,) = python.parent.parent.glob("lib/python*/site-packages/PySide6/Qt")
    platform = "xcb"
    if not screen:
        platform = "offscreen"
    elif os.environ.get("WAYLAND_DISPLAY"):
        platform = "wayland"
    parts = [qt / f"lib/libQt6{part}.so.6" for part in ("Core", "Gui", "Widgets", "DBus", "Svg")]
    parts.append(qt / f"plugins/platforms/libq{platform}.so")
    answer = run_quietly(["ldd", *(str(part) for part in parts if part.exists())])
    return set(re.findall(r"^\s*(\S+) => not found", answer.stdout, re.MULTILINE))


def install_packages(packages: list[str]) -> None:
    """Install packages of the system when we may; else say the one command to type.

    Raises:
        SetUpError: somebody has to type the command.
    """
    names = " ".join(packages)
    manager = "apt-get" if shutil.which("apt-get") else "dnf"
    if shutil.which(manager) is None or os.name != "posix" or os.geteuid() != 0:
        by_hand = f"sudo {manager.removesuffix('-get')} install {names}"
        raise SetUpError(f"Tapez cette commande, puis relancez celle-ci :\n\n    {by_hand}\n")
    say(f"Installation des paquets du système : {names}")
    if _install(manager, packages):
        return
    run_quietly([manager, "update" if manager == "apt-get" else "makecache"])
    if not _install(manager, packages):
        raise SetUpError(f"{manager} n'a pas pu installer ces paquets : {names}.")


def _install(manager: str, packages: list[str]) -> bool:
    lean = ["--no-install-recommends"] if manager == "apt-get" else []
    answer = run_quietly(
        [manager, "install", "-y", *lean, *packages],
        {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    return answer.returncode == 0
