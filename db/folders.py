"""Where a base may stand: on a disk of this computer, never on a network share.

A base in WAL mode shares memory between its readers, and its locks must be real: neither is true
of a folder on the network (https://www.sqlite.org/wal.html).
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path, PurePosixPath

_MOUNTS = Path("/proc/self/mounts")
_REMOTE = frozenset(
    {
        "afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    }
)  # fmt: skip
_DRIVE_REMOTE = 4  # winbase.h


def is_remote(path: Path) -> bool:
    """Tell whether a path is on the network, as far as the system says."""
    if sys.platform == "win32":
        anchor = path.absolute().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return anchor.startswith("\\\\") or bool(kind == _DRIVE_REMOTE)
    else:  # noqa: RET505 - so that each system is only type-checked on its own branch
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False  # not Linux: nothing is known
        return file_system(path.absolute(), mounts) in _REMOTE


def file_system(path: Path | PurePosixPath, mounts: str) -> str:
    """Return the kind of file system that holds a path, from the system's table of mounts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Spaces of a mount point are written \040.
        point = PurePosixPath(fields[1].replace("\\040", " "))
        depth = len(point.parts)
        if PurePosixPath(path).is_relative_to(point) and depth >= best:  # a later mount hides
            best, kind = depth, fields[2]
    return kind
