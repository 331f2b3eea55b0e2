"""ASE's calculator: units, forces, relaxation and vibrations, spreads, and what it refuses."""

import ase.build
import ase.io
import numpy as np
import pytest
from ase.calculators.calculator import Calculator, PropertyNotImplementedError, all_changes
from ase.calculators.fd import calculate_numerical_forces
from ase.optimize import BFGS
from ase.vibrations import Vibrations
from dtnn_help import pair_energies, small_molecules, wild_model
from pyscf import gto, scf
from sklearn.exceptions import NotFittedError

from qmlaw import units
from qmlaw.models import CompositionModel
from qmlaw.models.atomic import AtomicNetworkRegressor, Committee
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.molecules import Molecules
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions

MOLECULES = small_molecules()


@pytest.fixture
def methanol():
    atoms = MOLECULES[[1]].to_ase()[0]
    atoms.calc = NetworkCalculator(wild_model(MOLECULES, n_basis=6, n_factors=7))
    return atoms


def test_energies_and_forces_are_those_of_the_model_in_ev(methanol):
    model = methanol.calc.model
    ev = 1 / (units.HARTREE_TO_KCAL_MOL / units.HARTREE_TO_EV)
    assert methanol.get_potential_energy() == pytest.approx(model.predict(MOLECULES[[1]])[0] * ev)
    np.testing.assert_allclose(methanol.get_forces(), model.predict_forces(MOLECULES[[1]]) * ev)
    assert "forces" not in NetworkCalculator(model).results
    numerical = calculate_numerical_forces(methanol, eps=1e-5)
    np.testing.assert_allclose(methanol.get_forces(), numerical, rtol=1e-4, atol=1e-4)


def test_a_relaxation_goes_downhill(methanol):
    before = methanol.get_potential_energy()
    BFGS(methanol, logfile=None, maxstep=0.02).run(fmax=0.05, steps=5)
    assert methanol.get_potential_energy() < before


def test_what_it_refuses(methanol):
    calculator = methanol.calc
    on_one_spot = methanol.copy()
    on_one_spot.positions[1] = on_one_spot.positions[0]
    silane, crystal = ase.build.molecule("SiH4"), ase.build.bulk("C")
    for atoms, message in (
        (on_one_spot, "are on one spot"),
        (silane, "contains Si"),
        (crystal, "has a cell"),
    ):
        atoms.calc = calculator
        with pytest.raises(ValueError, match=message):
            atoms.get_potential_energy()
    with pytest.raises(NotFittedError):
        NetworkCalculator(DTNNRegressor())
    with pytest.raises(ValueError, match="has no predict_forces"):
        NetworkCalculator(CompositionModel().fit(MOLECULES, pair_energies(MOLECULES)))


class HartreeFock(Calculator):
    """HF/STO-3G by PySCF: a surface to learn."""

    implemented_properties = ["energy", "forces"]

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        field = scf.RHF(
            gto.M(atom=list(zip(self.atoms.symbols, self.atoms.positions, strict=True)), verbose=0)
        )
        energy = field.kernel()
        forces = -field.nuc_grad_method().kernel() / units.BOHR_TO_ANGSTROM
        self.results = {"energy": energy * units.HARTREE_TO_EV, "forces": forces * units.HARTREE_TO_EV}


@pytest.fixture(scope="module")
def learned():
    """Two small networks of one molecule, water, trained on energies and forces of a real surface."""
    (start,) = MOLECULES[[0]].to_ase()
    structures, energies, forces = [], [], []
    for seed in range(30):
        atoms = start.copy()
        atoms.rattle(0.05, seed=seed)
        atoms.calc = HartreeFock()
        energies.append(atoms.get_potential_energy())
        forces.append(atoms.get_forces())
        structures.append(atoms)
    waters = Molecules.from_ase(structures)
    waters = waters.with_property("forces", np.concatenate(forces), unit="eV/angstrom", per="atom")
    functions = FastSymmetryFunctions.all_of(
        (1, 8), 4.0, radial_etas=(1.0, 4.0), shifts=(0.9, 1.5), angular_etas=(0.05,), zetas=(1.0, 4.0)
    )
    model = AtomicNetworkRegressor(
        functions, hidden=(12,), activation="tanh", smallest_width=0.0, unit="eV", forces="forces",
        n_epochs=250, batch_size=6, validation_fraction=0.0, precision="float64", learning_rate=1e-2,
    )  # fmt: skip
    return Committee(model, n_models=2).fit(waters, energies)


def relaxed(calculator):
    (atoms,) = MOLECULES[[0]].to_ase()
    atoms.calc = calculator
    assert BFGS(atoms, logfile=None).run(fmax=0.005, steps=60)
    return atoms


def test_relaxation_and_vibrations_are_those_of_the_surface_learned(learned, tmp_path):
    ends = [relaxed(calculator) for calculator in (HartreeFock(), NetworkCalculator(learned))]
    places = [(atoms.get_distance(0, 1), atoms.get_angle(1, 0, 2)) for atoms in ends]
    assert places[1][0] == pytest.approx(places[0][0], abs=0.01)  # Å
    assert places[1][1] == pytest.approx(places[0][1], abs=1.5)  # degrees
    waves = []
    for k, atoms in enumerate(ends):
        vibrations = Vibrations(atoms, name=str(tmp_path / str(k)))
        vibrations.run()
        waves.append(vibrations.get_frequencies().real[-3:])
    np.testing.assert_allclose(waves[1], waves[0], rtol=0.1)


def test_a_committee_tells_where_it_disagrees(learned, tmp_path):
    atoms = relaxed(NetworkCalculator(learned))
    atoms.get_forces()
    results = atoms.calc.results
    members = learned.evaluate_members(Molecules.from_ase([atoms]))
    assert results["energy_spread"] == pytest.approx(np.std([one.energies[0] for one in members], ddof=1))
    assert results["forces_spread"].shape == (3, 3) and results["forces_spread"].min() >= 0
    assert atoms.calc.get_property("energy_spread", atoms) == results["energy_spread"]
    torn = atoms.copy()
    torn.positions[1] += 0.8 * (torn.positions[1] - torn.positions[0])
    spread = NetworkCalculator(learned).get_property("energy_spread", torn)
    assert spread > 5 * results["energy_spread"]
    for ending in ("traj", "xyz"):  # unknown names of results hurt no file
        atoms.write(tmp_path / f"water.{ending}")
        assert ase.io.read(tmp_path / f"water.{ending}").get_potential_energy() == pytest.approx(
            atoms.get_potential_energy()
        )
    single = NetworkCalculator(learned.models_[0])
    with pytest.raises(PropertyNotImplementedError):
        single.get_property("energy_spread", atoms)
