"""Recipes of curves, from the file to what a notebook reads."""

import json

import numpy as np
import pytest

from qmlaw.datasets.bonds import Curve
from qmlaw.datasets.verify import content_problems
from qmlaw.reference.merge import merge
from qmlaw.reference.recipes import calculate, load_recipe
from qmlaw.reference.shards import shard_folder, write_shard

RECIPE = """
kind = "curves"
ratios = [0.8, 1.0, 3.0]
near_coulson_fischer = [0.99, 1.01]

[[curve]]
name = "H2"
bond = "H2"
basis = "STO-3G"
frozen = 0
full_ci = [1.0]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    return tmp_path


def test_a_curve_from_recipe_to_reader(folder) -> None:
    recipe = load_recipe(folder)
    record = calculate(recipe.tasks[0], recipe.settings)
    assert record["status"] == "done", record.get("reason")
    shard_folder(recipe).mkdir()
    write_shard(shard_folder(recipe), record)
    molecules = merge(recipe)
    assert content_problems(molecules) == []
    about = json.loads((folder / "parts.json").read_text(encoding="utf-8"))["H2"]
    curve = Curve(molecules, about)
    assert len(curve.length) == 5  # three asked for, two at the Coulson-Fischer point
    np.testing.assert_allclose(
        sorted(curve.length)[2:4], np.array([0.99, 1.01]) * curve.coulson_fischer, atol=1e-3
    )
    assert np.isfinite(curve["FCI"]).tolist() == [False, True, False, False, False]
    assert np.isfinite(curve["RHF"]).all()
    assert curve.flag("RHF/stable").tolist() == [True, True, True, False, False]
    assert curve.flag("UHF/stable").all()
    assert -5 < curve.relative("UHF")[-1] < 0  # 2.1 Å: not quite apart
    with pytest.raises(KeyError, match="has no 'MP9'"):
        curve["MP9"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('bond = "H2"', 'bond = "H9"', "unknown bond 'H9'"),
        ('"STO-3G"', '"STO-9G"', "unknown basis set 'STO-9G'"),
        ("frozen = 0", "frozen = 0\nsize = 1", "unknown entries in .* size"),
        ("frozen = 0", "", "'frozen' is missing"),
    ],
)
def test_mistakes_in_a_recipe_are_named(folder, old: str, new: str, message: str) -> None:
    (folder / "recipe.toml").write_text(RECIPE.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_recipe(folder)
