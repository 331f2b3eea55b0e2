"""Minima and frequencies are the published ones; what is no minimum is refused."""

from dataclasses import replace

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw import units
from qmlaw.reference import ConvergenceError, ab_initio, basis, find_level, geometry, single_point, stationary
from qmlaw.reference.levels import ACCURACIES
from qmlaw.reference.sampling import harmonic_modes
from qmlaw.reference.stationary import NotAMinimumError, frequencies, minimum, rotational_constants
from qmlaw.reference.thermochemistry import SCALES, heating, zero_point_energy

HF, MP2, B3LYP = "HF/6-31G(d)", "MP2(full)/6-31G(d)", "B3LYP/6-31G(2df,p)"


def shaken(name: str) -> Atoms:
    """A molecule near the minimum, without symmetry."""
    atoms = molecule(name)
    atoms.rattle(0.03, seed=1)
    return atoms


def scaled_zero_point(atoms: Atoms, level: str, **state) -> float:
    return zero_point_energy(frequencies(atoms, level, **state).wavenumbers, SCALES[find_level(level).name])


@pytest.fixture(scope="module")
def water() -> Atoms:
    """Water at its HF/6-31G(d) minimum."""
    return minimum(molecule("H2O"), HF).atoms


def test_water_at_mp2_full():
    # The geometry in a published G2 output of Gaussian.
    published = Atoms("OHH", [[0, 0, 0.119262], [0, 0.763239, -0.477047], [0, -0.763239, -0.477047]])
    start = shaken("H2O")
    before = start.positions.copy()
    found = minimum(start, MP2)
    np.testing.assert_allclose(found.atoms.get_all_distances(), published.get_all_distances(), atol=1e-4)
    assert found.atoms.get_angle(1, 0, 2) == pytest.approx(published.get_angle(1, 0, 2), abs=0.01)
    assert found.largest_force <= stationary.LARGEST_FORCE
    assert found.atoms.calc is None
    np.testing.assert_array_equal(start.positions, before)


@pytest.mark.parametrize(("name", "multiplicity"), [("CH3", 2), ("OH", 2), ("O2", 3), ("HCN", 1)])
def test_published_geometries_at_mp2_full(name, multiplicity):
    """ASE's copy of the G2 set holds the geometries of G2: MP2(full)/6-31G(d)."""
    found = minimum(shaken(name), MP2, multiplicity=multiplicity)
    np.testing.assert_allclose(
        found.atoms.get_all_distances(), molecule(name).get_all_distances(), rtol=0, atol=2e-4
    )


def test_published_geometries_end_early():
    """HOCl differs by 5e-4 Å: what is published has forces left that Gaussian accepts, and lies higher."""
    published = molecule("HOCl")
    left = single_point(published, MP2, forces=True, accuracy="tight")
    assert np.abs(left.forces).max() * units.BOHR_TO_ANGSTROM < 4.5e-4  # Gaussian's limit, hartree/bohr
    gained = left.energy - minimum(published, MP2).energy
    assert 0 < gained < 1e-7


def test_all_electrons_are_correlated():
    full, frozen = (minimum(molecule("CO"), level) for level in (MP2, "MP2/6-31G(d)"))
    assert full.energy < frozen.energy - 0.005
    assert full.atoms.get_distance(0, 1) < frozen.atoms.get_distance(0, 1)


def test_water_of_g2(water):
    """A published G2 output: E(ZPE) 0.020515, E0 -76.332051, H298 -76.328271 hartree."""
    found = frequencies(water, HF).wavenumbers
    assert zero_point_energy(found, SCALES["HF/6-31G*"]) == pytest.approx(0.020515, abs=2e-6)
    assert heating(found, 3, SCALES["HF/6-31G*"]) == pytest.approx(-76.328271 + 76.332051, abs=1e-6)


def test_water_of_qm9():
    """B3LYP/6-31G(2df,p) by Gaussian (6D, 7F), grid and all: QM9's zero-point energy of water."""
    atoms = minimum(molecule("H2O"), B3LYP).atoms
    assert zero_point_energy(frequencies(atoms, B3LYP).wavenumbers) == pytest.approx(0.021375, abs=2e-6)


@pytest.mark.parametrize(("name", "published"), [("H2", 0.010024), ("HF", 0.009206)])
def test_zero_point_energies_by_orca(name, published, monkeypatch):
    """G4(MP2) by ORCA, which has 5D: it differs from 6D by 3e-5 hartree for HF and hits to 2e-6."""
    pure = replace(basis.SETS["6-31G(2df,p)"], cartesian_d=False)
    monkeypatch.setitem(basis.SETS, pure.name, pure)
    atoms = minimum(molecule(name), B3LYP).atoms
    assert scaled_zero_point(atoms, B3LYP) == pytest.approx(published, abs=2e-6)


def mean_field(atoms: Atoms, level, multiplicity: int):
    tight = ACCURACIES["tight"]._replace(energy_tolerance=1e-11)
    built = ab_initio.build_molecule(atoms, level, 0, multiplicity)
    return ab_initio.solve_mean_field(built, level, tight)[0]


@pytest.mark.parametrize(
    ("name", "multiplicity", "functional", "limit"),
    [("H2O", 1, None, 1e-6), ("CH2_s3B1d", 3, None, 1e-6), ("HF", 1, "b3lypg", 5e-5)],
)
def test_analytic_curvature_with_mixed_functions(name, multiplicity, functional, limit):
    """6D, 7F: second derivatives agree with differences of forces, but for the motion of a DFT grid."""
    level = find_level(B3LYP)
    if functional is None:
        level = replace(level, method="hf", functional=None)
    atoms, step = molecule(name), 0.004
    analytic = ab_initio.nuclear_hessian(mean_field(atoms, level, multiplicity))
    column = 0
    for steps, weight in ((-2, 1), (-1, -8), (1, 8), (2, -1)):  # exact up to the fourth order
        moved = atoms.copy()
        moved.positions[0, 2] += steps * step
        gradient = ab_initio.nuclear_gradient(mean_field(moved, level, multiplicity)).ravel()
        column = column + weight * gradient / (12 * step / units.BOHR_TO_ANGSTROM)
    np.testing.assert_allclose(analytic[:, 2], column, rtol=0, atol=limit)


@pytest.mark.parametrize(("name", "multiplicity"), [("H2O", 1), ("NH", 3)])
def test_response_on_a_coarser_grid_changes_nothing(name, multiplicity, monkeypatch):
    """Second derivatives of DFT, hartree/bohr^2: the grid of the response could be that of the field."""
    from qmlaw.reference.ab_initio import mean_field as module

    field = mean_field(molecule(name), find_level(B3LYP), multiplicity)
    coarse = ab_initio.nuclear_hessian(field)
    monkeypatch.setattr(module, "_RESPONSE_GRID", field.grids.level)
    np.testing.assert_allclose(coarse, ab_initio.nuclear_hessian(field), rtol=0, atol=2e-6)


def test_differences_of_forces_give_the_same_frequencies(water):
    molecule = water.copy()
    molecule.set_masses("most_common")
    molecule.calc = stationary._Forces(find_level(HF), 0, 1, None)
    numerical = harmonic_modes(molecule, geometry.hessian(molecule)).frequencies
    np.testing.assert_allclose(numerical, frequencies(water, HF).wavenumbers, rtol=0, atol=0.5)


def test_frequencies_without_analytic_curvature():
    atoms = minimum(molecule("OH"), MP2).atoms
    (wavenumber,) = frequencies(atoms, MP2).wavenumbers
    assert wavenumber == pytest.approx(3740, abs=40)  # the published harmonic value of experiment is 3738


def test_open_shells_have_frequencies():
    atoms = minimum(shaken("CH3"), HF).atoms
    found = frequencies(atoms, HF).wavenumbers
    assert len(found) == 6
    np.testing.assert_allclose([found[1], found[4]], [found[2], found[5]], atol=1)  # e' of D3h


def test_charge():
    ammonium = Atoms("NH4", [[0, 0, 0], [1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    ammonium.positions *= 0.58
    ammonium.rattle(0.02, seed=1)
    found = frequencies(minimum(ammonium, HF, charge=1).atoms, HF, charge=1).wavenumbers
    assert np.diff(found).argsort()[-1] == 4  # bending below, stretching above
    degenerate = [found[0:3], found[3:5], found[6:9]]  # t2, e, t2 of a tetrahedron; a1 is alone
    assert max(np.ptp(modes) for modes in degenerate) < 2


def test_shifted_turned_and_renumbered(water):
    turned = water[[2, 0, 1]]
    turned.rotate(40, (1, 2, 3))
    turned.positions += [5, -3, 2]
    found, same = frequencies(water, HF), frequencies(turned, HF)
    np.testing.assert_allclose(found.wavenumbers, same.wavenumbers, rtol=0, atol=0.01)
    np.testing.assert_allclose(found.rotational_constants, same.rotational_constants, rtol=1e-6)


def test_linear_molecules():
    found = frequencies(minimum(shaken("HCN"), HF).atoms, HF)
    assert found.wavenumbers.shape == (4,)
    assert found.directions.shape == (4, 3, 3)
    assert found.rotational_constants.shape == (1,)
    assert found.wavenumbers[0] == pytest.approx(found.wavenumbers[1], abs=1)


def test_rotational_constants_are_those_of_spectroscopy():
    nitrogen = Atoms("N2", [[0, 0, 0], [0, 0, 1.09768]])
    nitrogen.set_masses("most_common")
    assert rotational_constants(nitrogen) == pytest.approx([1.99824], abs=2e-5)  # NIST, r_e and B_e
    assert np.ptp(rotational_constants(molecule("CH4"))) < 1e-6
    assert np.all(np.diff(rotational_constants(molecule("H2O"))) < 0)


def test_an_atom_rests():
    atom = Atoms("O", [[1, 2, 3]])
    found = minimum(atom, HF)
    assert found.energy == pytest.approx(-74.78, abs=0.01)
    assert found.gradients == 0
    assert frequencies(atom, HF).wavenumbers.shape == (0,)
    assert frequencies(atom, HF).rotational_constants.shape == (0,)


def test_a_saddle_point_is_refused():
    angles = np.radians([0, 120, 240])
    planar = Atoms("NH3", [[0, 0, 0], *np.transpose([np.cos(angles), np.sin(angles), 0 * angles])])
    flat = minimum(planar, HF).atoms
    assert np.ptp(flat.positions[:, 2]) < 1e-4
    with pytest.raises(NotAMinimumError, match=r"HF/6-31G\* of H3N: .*imaginary modes \d{3,4}\.\di cm\^-1"):
        frequencies(flat, HF)


def test_forces_that_are_left_are_refused():
    with pytest.raises(NotAMinimumError, match=r"a force of \d\.\d+ eV/Å is left; at most 0.05 is allowed"):
        frequencies(Atoms("H2", [[0, 0, 0], [0, 0, 0.9]]), HF)


def test_progress_is_told():
    lines = []
    found = minimum(molecule("H2"), HF, progress=lines.append)
    assert len(lines) == found.gradients
    assert lines[0].startswith("HF/6-31G*: gradient 1, largest force ")
    frequencies(found.atoms, HF, progress=lines.append)
    assert lines[-1] == "HF/6-31G*: analytic second derivatives"


def test_no_convergence_is_an_error(monkeypatch):
    monkeypatch.setattr(stationary, "_MAX_STEPS", 1)
    with pytest.raises(
        ConvergenceError, match=r"HF/6-31G\* of H2O: no minimum in 1 steps; .* eV/Å, not 0.001"
    ):
        minimum(shaken("H2O"), HF)


def test_a_start_without_gfn2(monkeypatch):
    def fail(atoms):
        raise ConvergenceError("no solution")

    monkeypatch.setattr(stationary, "hessian", fail)
    assert minimum(molecule("H2"), HF).atoms.get_distance(0, 1) == pytest.approx(0.730, abs=0.001)


@pytest.mark.parametrize("function", [minimum, frequencies])
def test_nonsense_is_named(function):
    with pytest.raises(ValueError, match="the molecule has no atoms"):
        function(Atoms(), HF)
    with pytest.raises(ValueError, match="unknown level"):
        function(molecule("H2"), "HF/6-31H")
    with pytest.raises(ValueError, match="charge 0 and multiplicity 2 do not fit H2"):
        function(molecule("H2"), HF, multiplicity=2)
    with pytest.raises(ValueError, match=r"forces are not available at CCSD\(T\)/cc-pVDZ"):
        function(molecule("H2"), "CCSD(T)/cc-pVDZ")
    with pytest.raises(ValueError, match="is periodic"):
        function(Atoms("H2", [[0, 0, 0], [0, 0, 0.7]], cell=[5, 5, 5], pbc=True), HF)


def test_largest_force_is_positive():
    with pytest.raises(ValueError, match="largest_force must be above 0 eV/Å, not 0"):
        minimum(molecule("H2"), HF, largest_force=0)
