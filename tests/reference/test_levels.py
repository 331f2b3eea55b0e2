"""Levels are found by any usual spelling, and an unknown one is answered with the known ones."""

import pytest

from qmlaw.reference import LEVELS, find_level
from qmlaw.reference.basis import SETS


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("wB97X/6-31G(d)", "ωB97X/6-31G(d)"),
        ("ωb97x / 6-31g*", "ωB97X/6-31G(d)"),
        ("HF/6-31G(d)", "HF/6-31G*"),
        ("ccsd(t)/CC-PVDZ", "CCSD(T)/cc-pVDZ"),
        ("gfn2-xtb", "GFN2-xTB"),
    ],
)
def test_spelling(spelling, name):
    assert find_level(spelling).name == name


def test_levels_of_the_mission_are_there():
    for name in ("HF/STO-3G", "HF/6-31G*", "PBE/6-31G*", "B3LYP/6-31G(2df,p)", "ωB97X/6-31G(d)"):
        assert name in LEVELS
    for name in ("MP2/cc-pVTZ", "CCSD(T)/cc-pVDZ", "GFN2-xTB"):
        assert name in LEVELS


def test_table_is_consistent():
    for name, level in LEVELS.items():
        assert level.name == name
        assert level.source, f"{name} has no source"
        assert (level.basis is None) == (level.method == "xtb")
        assert level.basis is None or level.basis in SETS
        # PySCF's even-tempered fallback would be huge: whatever is fitted names its auxiliary basis.
        assert not level.correlation_auxiliary or level.auxiliary


def test_unknown_level_lists_the_known():
    with pytest.raises(ValueError, match=r"unknown level of theory 'B3LIP/6-31G'.*B3LYP/6-31G\(2df,p\)"):
        find_level("B3LIP/6-31G")
