"""The key file: what opens it, what it refuses, and that it takes no memory it should not."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.services import access
from db import kdf, keys, slots
from db.files import beside
from db.kdf import FLOOR, USUAL, Cost, CostError, calibrate, derive, raised
from db.key_errors import LastSlotError
from db.recovery import RecoveryKey
from db.secret import DATA_KEY_SIZE, new_secret, raw_key_literal, wipe
from tests.support.first_keys import first_form
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock
    from db.slots import Secret

CHEAP = Cost(time=1, memory=1024, lanes=1)


def signed(document: dict[str, Any]) -> bytes:
    """Return a forged key file with the digest that goes with it."""
    document.pop("sha256", None)
    written = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps({**document, "sha256": hashlib.sha256(written).hexdigest()}).encode()


DAY = date(2026, 11, 23)


def made_for(data_key: bytearray, password: str = PASSWORD) -> keys.KeyFile:
    return keys.KeyFile.new(data_key, password, CHEAP, DAY)


def read_again(made: keys.KeyFile) -> keys.KeyFile:
    read = keys.KeyFile.from_bytes(made.to_bytes())
    assert isinstance(read, keys.KeyFile)
    return read


def unwrapped(file: keys.KeyFile, secret: Secret) -> bytearray | None:
    opened = file.open_with(secret)
    return None if opened is None else opened.data_key


def test_a_key_file_gives_its_key_back_to_its_password_alone() -> None:
    data_key = new_secret(DATA_KEY_SIZE)
    made = made_for(data_key)
    read = read_again(made)
    assert read == made
    assert unwrapped(read, PASSWORD) == data_key
    for other in (PASSWORD[:-1], PASSWORD + " ", PASSWORD.lower(), "", RecoveryKey.new()):
        assert unwrapped(read, other) is None


def test_neither_the_key_nor_the_password_is_written() -> None:
    data_key = new_secret(DATA_KEY_SIZE)
    written = made_for(data_key).to_bytes()
    assert PASSWORD.encode() not in written
    assert data_key.hex().encode() not in written


def test_each_of_several_secrets_opens_the_base_and_none_after_its_removal() -> None:
    data_key, paper = new_secret(DATA_KEY_SIZE), RecoveryKey.new()
    file, second = made_for(data_key).adding(data_key, "le second", CHEAP, DAY)
    file, third = file.adding(data_key, paper, None, DAY)
    file = read_again(file)
    for secret in (PASSWORD, "le second", paper):
        assert unwrapped(file, secret) == data_key
    without = read_again(file.without(data_key, second.id))
    assert unwrapped(without, "le second") is None
    assert unwrapped(without, paper) == data_key
    with pytest.raises(LastSlotError):  # a sheet of paper alone is not a way to work
        without.without(data_key, without.slots[0].id)
    assert unwrapped(without.without(data_key, third.id), paper) is None


def test_a_changed_password_leaves_the_data_key_and_the_other_ways_in() -> None:
    data_key, paper = new_secret(DATA_KEY_SIZE), RecoveryKey.new()
    file, _ = made_for(data_key).adding(data_key, paper, None, DAY)
    slot = file.slots[0]
    assert slot.rewrapped(file.vault, "pas le bon", "nouveau", CHEAP, "2026-12-01") is None
    new = slot.rewrapped(file.vault, PASSWORD, "nouveau", CHEAP, "2026-12-01")
    assert new is not None
    changed = read_again(file.replacing(data_key, new))
    assert new.id == slot.id
    assert unwrapped(changed, PASSWORD) is None
    assert unwrapped(changed, "nouveau") == data_key
    assert unwrapped(changed, paper) == data_key


def test_a_renewed_key_opens_with_the_same_secrets_and_none_opens_the_other_file() -> None:
    old, new, paper = new_secret(DATA_KEY_SIZE), new_secret(DATA_KEY_SIZE), RecoveryKey.new()
    file, _ = made_for(old).adding(old, paper, None, DAY)
    renewed = read_again(file.renewed(new))
    assert (renewed.vault, renewed.generation) == (file.vault, 2)
    for secret in (PASSWORD, paper):
        assert unwrapped(renewed, secret) == new
        assert unwrapped(file, secret) == old
    assert renewed.holds(new)
    assert not renewed.holds(old)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "passes": lambda file: file["slots"][0]["kdf"].update(t=2),
    "memory": lambda file: file["slots"][0]["kdf"].update(m=2048),
    "slot": lambda file: file["slots"][0].update(id="0"),
    "label": lambda file: file["slots"][0].update(label="2020-01-01"),
    "vault": lambda file: file.update(vault="0"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_key_file_opens_nothing(change: str) -> None:
    document = json.loads(made_for(new_secret(DATA_KEY_SIZE)).to_bytes())
    CHANGES[change](document)
    file = keys.KeyFile.from_bytes(signed(document))
    assert isinstance(file, keys.KeyFile)
    assert unwrapped(file, PASSWORD) is None


def test_a_slot_that_somebody_slipped_in_is_told_and_gets_no_key(
    base: Path, clock: FixedClock
) -> None:
    """Else a renewal would seal the next data key to whoever put a slot of theirs in the file."""
    document = json.loads(keys.places(base)[0].read_bytes())
    stranger = made_for(new_secret(DATA_KEY_SIZE), "celui d'un autre").slots[0]
    document["slots"].append(stranger.fields())
    for path in keys.places(base):
        path.write_bytes(signed(dict(document)))
    with pytest.raises(access.ChangedKeysError):
        access.unlock(base, PASSWORD, clock=clock)
    with pytest.raises(access.ChangedKeysError):
        access.renew_key(base, PASSWORD, clock=clock)


FORGERIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "8 GiB": lambda file: file["slots"][0]["kdf"].update(m=8 * 1024 * 1024),
    "41 passes": lambda file: file["slots"][0]["kdf"].update(t=41),
    "no pass": lambda file: file["slots"][0]["kdf"].update(t=0),
    "a negative memory": lambda file: file["slots"][0]["kdf"].update(m=-1),
    "a text for a number": lambda file: file["slots"][0]["kdf"].update(t="3"),
    "a short salt": lambda file: file["slots"][0]["kdf"].update(salt="AAAA"),
    "another derivation": lambda file: file["slots"][0]["kdf"].update(name="md5"),
    "a short key": lambda file: file["slots"][0].update(sealed="AAAA"),
    "a password without Argon2": lambda file: file["slots"][0]["kdf"].update(name="hkdf-sha256"),
    "another kind": lambda file: file["slots"][0].update(type="rien"),
    "another format": lambda file: file.update(format="caseapp.cles/3"),
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
    monkeypatch.delattr(slots, "derive")  # asking for its memory would fail
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
    file = keys.load(base)
    assert isinstance(file, keys.KeyFile)
    data_key = unwrapped(file, PASSWORD)
    assert data_key is not None
    new = file.slots[0].rewrapped(file.vault, PASSWORD, "un autre", CHEAP, "2026-12-01")
    assert new is not None
    main.write_bytes(file.replacing(data_key, new).to_bytes())  # killed before the copy was written

    access.unlock(base, "un autre", clock=clock).close()

    assert copy.read_bytes() == main.read_bytes()
    main.unlink()
    with pytest.raises(access.WrongPasswordError):
        access.unlock(base, PASSWORD, clock=clock)


def test_a_key_file_of_the_first_form_opens_and_is_written_in_the_present_one(
    base: Path, clock: FixedClock
) -> None:
    file = keys.load(base)
    assert isinstance(file, keys.KeyFile)
    data_key = unwrapped(file, PASSWORD)
    assert data_key is not None
    written = first_form(data_key, PASSWORD, CHEAP)
    for path in keys.places(base):
        path.write_bytes(written)

    with pytest.raises(access.WrongPasswordError):
        access.unlock(base, "un autre", clock=clock)
    assert keys.places(base)[0].read_bytes() == written
    beside(base, ".essais").unlink()
    access.unlock(base, PASSWORD, clock=clock).close()

    present = [keys.KeyFile.from_bytes(path.read_bytes()) for path in keys.places(base)]
    assert present[0] == present[1]
    assert isinstance(present[0], keys.KeyFile)
    assert present[0].vault == json.loads(written)["vault"]  # its copies stay those of this base
    access.unlock(base, PASSWORD, clock=clock).close()


def test_a_password_that_this_machine_tries_too_fast_costs_more_after_the_next_opening(
    base: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "QUICK", 60.0)  # whatever this machine is
    before = keys.load(base)
    access.unlock(base, PASSWORD, clock=clock).close()
    after = keys.load(base)
    assert isinstance(before, keys.KeyFile)
    assert isinstance(after, keys.KeyFile)
    old, new = before.slots[0], after.slots[0]
    assert old.cost == FLOOR
    assert new.cost is not None
    assert new.cost.memory * new.cost.time > FLOOR.memory * FLOOR.time
    assert (new.id, new.label, new.sealed) == (old.id, old.label, old.sealed)
    assert keys.places(base)[0].read_bytes() == keys.places(base)[1].read_bytes()
    access.unlock(base, PASSWORD, clock=clock).close()


def test_a_cost_is_raised_to_the_target_and_never_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "QUICK", 0.3)
    assert raised(FLOOR, 0.31) is None
    assert raised(FLOOR, 2.0) is None
    twice = raised(FLOOR, 0.25)
    assert twice == Cost(3, 128 * 1024, 4)  # memory first
    assert raised(USUAL, 0.125) == Cost(12, 256 * 1024, 4)
    fastest = raised(USUAL, 0.0)
    assert fastest is not None
    assert (fastest.time, fastest.memory) == (40, USUAL.memory)  # the bound of what is read


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
