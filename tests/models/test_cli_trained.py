"""Every network of this project can be asked for by name and by path; what cannot be read is named."""

import json
import shutil

import numpy as np
import pytest

from qmlaw import cli_trained
from qmlaw.cli_trained import known_networks, trained
from qmlaw.models.atomic import Committee
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder

WATER = Molecules([[8, 1, 1]], [[[0, 0, 0.12], [0, 0.76, -0.48], [0, -0.76, -0.48]]])


def test_all_that_are_known_can_be_read():
    known = known_networks()
    weights = list(data_folder().glob("*/*.safetensors"))
    networks = {name: trained(name) for name in known}
    committees = {name for name, network in networks.items() if isinstance(network, Committee)}
    assert committees == {"shaken", "stretched", "silicon"}
    sizes = [len(getattr(network, "models_", [network])) for network in networks.values()]
    assert sum(sizes) == len(weights)  # none is left out, none is there twice
    for name in ("small-0-0", "envelope-0"):
        np.testing.assert_array_equal(networks[name].predict(WATER), trained(str(known[name])).predict(WATER))


def test_a_file_of_ones_own_comes_first(tmp_path, monkeypatch):
    assert trained("small-0-1").seed == 1
    for ending in (".json", ".safetensors"):
        shutil.copy(f"{known_networks()['small-0-0']}{ending}", tmp_path / f"small-0-1{ending}")
    monkeypatch.chdir(tmp_path)
    assert trained("small-0-1").seed == 0


def test_what_cannot_be_read_is_named(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match=r"no network 'shakn': .*known by name: shaken, .*data/dtnn"):
        trained("shakn")
    (tmp_path / "one").mkdir()
    monkeypatch.setattr(cli_trained, "data_folder", lambda: tmp_path)
    shutil.copy(data_folder() / "ani" / "shaken-0.safetensors", tmp_path / "one" / "ours.safetensors")
    card = json.loads((data_folder() / "ani" / "shaken-0.json").read_text(encoding="utf-8"))
    (tmp_path / "one" / "ours.json").write_text("{")
    with pytest.raises(ValueError, match=r"ours\.json is not the card of a trained model"):
        trained("ours")
    del card["n_members"]
    (tmp_path / "one" / "ours.json").write_text(json.dumps({**card, "model": "Oracle"}))
    with pytest.raises(ValueError, match="describes a Oracle; allowed are AtomicNetworkRegressor, DTNN"):
        trained("ours")
