"""The program opens no socket: neither its own code, nor Qt, nor the process of the engine.

`pytest-socket` cuts the network off from the Python code of the tests alone; the system sees all.
"""

from __future__ import annotations

import ast
import socket
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

import caseapp
import db
from tools.network.__main__ import is_possible, session, traced

ROOTS = (Path(caseapp.__file__).parent, Path(db.__file__).parent)
OUTWARD = frozenset(
    {
        "aiohttp", "asyncio", "ftplib", "http", "httpx", "requests", "smtplib", "socket",
        "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
    }
)  # fmt: skip
TRACED = pytest.mark.skipif(not is_possible(), reason="strace is for Linux")


def test_the_tests_themselves_cannot_connect() -> None:
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_module_of_ours_imports_what_connects() -> None:
    for root in ROOTS:
        for path in root.rglob("*.py"):
            names = imported(path)
            if path.name == "signals.py":  # a pair of this process alone, to wake Qt up
                names -= {"socket"}
            assert not names & OUTWARD, path
            assert not [name for name in names if "QtNetwork" in name or "QtWeb" in name], path


@TRACED
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_whole_session_opens_no_socket_that_leaves_the_machine(tmp_path: Path) -> None:
    found = session(tmp_path)
    assert found.strange == ()
    assert found.processes >= 2  # the engine was started, and followed
    assert "PySide6.QtNetwork" not in found.said.split()


@TRACED
def test_the_trace_does_see_a_socket(tmp_path: Path) -> None:
    text = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    found = traced([sys.executable, "-c", text], tmp_path)
    assert len(found.strange) == 1
    assert "AF_INET" in found.strange[0]
