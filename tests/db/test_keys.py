"""The key file: what opens it, what it refuses, and that it takes no memory it should not."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.services import access
from db import keys
from db.kdf import FLOOR, Cost, CostError, calibrate, derive
from db.secret import DATA_KEY_SIZE, new_secret, raw_key_literal, wipe
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock

CHEAP = Cost(time=1, memory=1024, lanes=1)


def signed(document: dict[str, Any]) -> bytes:
    """Return a forged key file with the digest that goes with it."""
    document.pop("sha256", None)
    written = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps({**document, "sha256": hashlib.sha256(written).hexdigest()}).encode()


def test_a_key_file_gives_its_key_back_to_its_password_alone() -> None:
    data_key = new_secret(DATA_KEY_SIZE)
    made = keys.KeyFile.for_password(data_key, PASSWORD, CHEAP, date(2026, 11, 23))
    read = keys.KeyFile.from_bytes(made.to_bytes())
    assert read == made
    assert read.unwrap(PASSWORD) == data_key
    for other in (PASSWORD[:-1], PASSWORD + " ", PASSWORD.lower(), ""):
        assert read.unwrap(other) is None


def test_neither_the_key_nor_the_password_is_written() -> None:
    data_key = new_secret(DATA_KEY_SIZE)
    written = keys.KeyFile.for_password(data_key, PASSWORD, CHEAP, date(2026, 11, 23)).to_bytes()
    assert PASSWORD.encode() not in written
    assert data_key.hex().encode() not in written


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "passes": lambda file: file["slots"][0]["kdf"].update(t=2),
    "memory": lambda file: file["slots"][0]["kdf"].update(m=2048),
    "slot": lambda file: file["slots"][0].update(id="0"),
    "label": lambda file: file["slots"][0].update(label="2020-01-01"),
    "vault": lambda file: file.update(vault="0"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_key_file_opens_nothing(change: str) -> None:
    made = keys.KeyFile.for_password(new_secret(DATA_KEY_SIZE), PASSWORD, CHEAP, date(2026, 11, 23))
    document = json.loads(made.to_bytes())
    CHANGES[change](document)
    assert keys.KeyFile.from_bytes(signed(document)).unwrap(PASSWORD) is None


FORGERIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "8 GiB": lambda file: file["slots"][0]["kdf"].update(m=8 * 1024 * 1024),
    "41 passes": lambda file: file["slots"][0]["kdf"].update(t=41),
    "no pass": lambda file: file["slots"][0]["kdf"].update(t=0),
    "a negative memory": lambda file: file["slots"][0]["kdf"].update(m=-1),
    "a text for a number": lambda file: file["slots"][0]["kdf"].update(t="3"),
    "a short salt": lambda file: file["slots"][0]["kdf"].update(salt="AAAA"),
    "another derivation": lambda file: file["slots"][0]["kdf"].update(name="md5"),
    "a short key": lambda file: file["slots"][0].update(wrapped="AAAA"),
    "another format": lambda file: file.update(format="caseapp.cles/2"),
    "slots that are not": lambda file: file.update(slots=3),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_key_file_is_refused_before_any_work(
    forgery: str, base: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in keys.places(base):
        document = json.loads(path.read_bytes())
        FORGERIES[forgery](document)
        path.write_bytes(signed(document))
    monkeypatch.delattr(keys, "derive")  # asking for its memory would fail
    with pytest.raises(access.DamagedKeysError):
        access.unlock(base, PASSWORD, clock=clock)


@pytest.mark.parametrize("cost", [(0, 64, 1), (41, 64, 1), (3, 1024 * 1024 + 1, 4), (3, 8, 4)])
def test_a_cost_out_of_bounds_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(CostError):
        Cost(*cost)


def test_a_copy_left_behind_by_a_kill_no_longer_opens_with_the_old_password(
    base: Path, clock: FixedClock
) -> None:
    main, copy = keys.places(base)
    data_key = keys.load(base).unwrap(PASSWORD)
    assert data_key is not None
    renewed = keys.KeyFile.for_password(data_key, "un autre", CHEAP, date(2026, 12, 1))
    main.write_bytes(renewed.to_bytes())  # killed before the copy was written

    access.unlock(base, "un autre", clock=clock).close()

    assert copy.read_bytes() == main.read_bytes()
    main.unlink()
    with pytest.raises(access.WrongPasswordError):
        access.unlock(base, PASSWORD, clock=clock)


def test_the_derivation_is_argon2id_as_others_compute_it() -> None:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - the reference

    salt = bytes(range(16))
    expected = hash_secret_raw("Été".encode(), salt, 2, 2048, 2, 32, Type.ID)
    assert bytes(derive("Été", salt, Cost(2, 2048, 2))) == expected


def test_the_cost_measured_here_is_never_under_the_floor() -> None:
    cost = calibrate(target=0.0)
    assert cost.time >= FLOOR.time
    assert cost.memory >= FLOOR.memory


def test_a_wiped_secret_is_zeros() -> None:
    secret = new_secret(DATA_KEY_SIZE)
    assert raw_key_literal(secret) == b"x'" + secret.hex().encode() + b"'"
    wipe(secret)
    assert secret == bytes(DATA_KEY_SIZE)
