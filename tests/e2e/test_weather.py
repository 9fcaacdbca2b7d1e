"""The harness of bad weather, on a small scale: `python -m tools.weather` does it a thousand times."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tools.weather import disk, flips, kills, power, shim

if TYPE_CHECKING:
    from pathlib import Path

SHIM = pytest.mark.skipif(not shim.is_possible(), reason="the shim is for Linux, made with gcc")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills, which is POSIX")
def test_forty_kills_lose_nothing_that_a_service_acknowledged(tmp_path: Path) -> None:
    outcome = kills.run(tmp_path, 40)
    assert outcome.ok, outcome.found


@SHIM
def test_a_power_cut_loses_nothing_that_a_service_acknowledged(tmp_path: Path) -> None:
    outcome = power.run(tmp_path, 25, cases=6)
    assert outcome.ok, outcome.found


@SHIM
def test_the_simulated_cut_does_lose_what_a_deaf_drive_did_not_sync(tmp_path: Path) -> None:
    assert not power.run(tmp_path, 10, cases=6, deaf=True).ok


@SHIM
def test_a_disk_that_fails_is_told_by_its_name_and_one_goes_on_afterwards(tmp_path: Path) -> None:
    outcome = disk.run(tmp_path, 6)
    assert outcome.ok, outcome.found


def test_forty_flipped_bits_are_noticed(tmp_path: Path) -> None:
    outcome = flips.run(tmp_path, 40)
    assert outcome.ok, outcome.found
