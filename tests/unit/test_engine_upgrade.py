"""Another version of the engine is tried on every household before it is adopted."""

from __future__ import annotations

import copy
from importlib.metadata import version
from typing import TYPE_CHECKING

from tools.engine import __main__ as upgrade
from tools.engine.__main__ import answers, report

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

RSA = "prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa"


def test_what_a_version_changes_is_told_and_nothing_else() -> None:
    before = answers()
    assert before["answers"]["01_homeless"]["rsa"].startswith("likely 651.69")
    assert before["answers"]["old_age: a lone pensioner on 530"]["aspa"].startswith("likely 303.")
    assert not any("" in told for told in before["answers"].values())  # none that fails
    after = copy.deepcopy(before)
    after["engine"] = "OpenFisca-France 999"
    after["parameters"][RSA] = 700
    after["answers"]["01_homeless"]["rsa"] = "likely 616.00"
    del after["answers"]["02_single_tenant"]["ars"]
    said = report(before, after).splitlines()
    assert said[0].startswith(f"{before['engine']} -> OpenFisca-France 999, as of ")
    assert f"  {RSA}: 651.69 -> 700" in said
    assert "    rsa: likely 651.69 -> likely 616.00" in said
    assert "    ars: no 0.00 -> nothing" in said
    assert said[-5].startswith("Households: 2 of ")
    assert report(before, before).count("0 of") == 2


def test_adopting_pins_the_version_wherever_it_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = version("OpenFisca-France")
    pinned = tmp_path / "pyproject.toml"
    pinned.write_text(f'"OpenFisca-France=={installed}", # OpenFisca-France {installed}\n', "utf-8")
    monkeypatch.setattr(upgrade, "_PINNED", (pinned,))
    monkeypatch.setattr(upgrade, "_LOCK", ())
    upgrade.adopt("999.0")
    assert pinned.read_text("utf-8") == '"OpenFisca-France==999.0", # OpenFisca-France 999.0\n'
