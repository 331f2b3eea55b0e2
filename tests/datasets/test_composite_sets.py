"""The loader of composite energies, on the set that is in the repository."""

import gzip

import numpy as np
import pytest

from qmlaw.datasets import composites
from qmlaw.datasets.composites import listed_species, load_composites
from qmlaw.reference.composite import find_composite, put_together


@pytest.fixture(scope="module")
def found():
    return load_composites()


def test_all_methods_are_known_for_every_molecule(found):
    assert len(found.molecules) >= 20
    for name in found.molecules.names:
        assert set(found.stored[name]) == set(found.methods)


@pytest.mark.parametrize("method", ["G2", "G3", "G4(MP2)"])
def test_stored_energies_put_together_give_the_stored_sum(found, method):
    for name in [*found.molecules.names[:10], "H", "C", "O"]:
        atoms, multiplicity = listed_species(name)
        stored = found.stored[name][method]
        again = put_together(
            atoms,
            method,
            stored.energies,
            multiplicity=multiplicity,
            zero_point_energy=stored.zero_point_energy,
        )
        assert again.energy == pytest.approx(stored.energy, abs=1e-9)
        assert set(find_composite(method).labels) <= set(stored.energies)


def test_deviations_are_calculated_less_measured(found):
    first = found.molecules.names.index("CH4")
    calculated = found.molecules.value("G3/formation_298", "kcal/mol")[first]
    assert found.deviation("G3")[first] == pytest.approx(calculated - (-17.9))
    assert np.abs(found.deviation("G3")).max() < 15


def test_multiplicities_are_those_of_the_ground_states():
    assert [listed_species(name)[1] for name in ("H2O", "O2", "CH3", "CH2_s1A1d", "N")] == [1, 3, 2, 1, 4]


def test_a_damaged_file_of_records_is_named(tmp_path, monkeypatch):
    folder = tmp_path / "thermochemistry"
    folder.mkdir()
    source = composites.data_folder() / "thermochemistry"
    for name in ("thermochemistry.h5", "checksums.txt"):
        (folder / name).write_bytes((source / name).read_bytes())
    (folder / "records.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    monkeypatch.setattr(composites, "data_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match="records.jsonl.gz is not the file listed"):
        load_composites()


def test_a_method_that_the_set_does_not_have_is_named():
    with pytest.raises(ValueError, match=r"thermochemistry has no G5; it has G2, G2\(MP2\)"):
        load_composites(required=("G4", "G5"))
