"""Interaction over distance, and the dipole moment that its tail should have."""

import numpy as np
import pytest
from ase import Atoms

from qmlaw.reference.dimers import water
from qmlaw.reference.interaction import interaction
from qmlaw.reference.tails import Pair, dipole_moment, helium_pair, interaction_curve, ion_and_water
from qmlaw.units import BOHR_TO_ANGSTROM, EBOHR_TO_DEBYE, HARTREE_TO_KCAL_MOL


def test_the_dipole_of_water():
    molecule = Atoms("OH2", positions=water())
    hf, mp2 = (
        dipole_moment(molecule, correlated=c) / BOHR_TO_ANGSTROM * EBOHR_TO_DEBYE for c in (False, True)
    )
    assert 2.0 < mp2 < hf < 2.3  # experiment: 1.85; a small basis without diffuse functions exaggerates
    assert dipole_moment(Atoms("He"), "6-31g**") == pytest.approx(0, abs=1e-5)


def test_the_dipole_is_that_of_the_density():
    from pyscf import gto, scf

    molecule = gto.M(
        atom=list(zip("OHH", water().tolist(), strict=True)), basis="6-31g**", cart=True, verbose=0
    )
    by_density = np.linalg.norm(scf.RHF(molecule).run(conv_tol=1e-11).dip_moment(unit="AU", verbose=0))
    found = dipole_moment(Atoms("OH2", positions=water()), correlated=False) / BOHR_TO_ANGSTROM
    assert found == pytest.approx(by_density, abs=1e-4)


def test_an_ion_sees_the_dipole_of_water_far_out():
    pair = ion_and_water()._replace(basis="6-31g**")
    energy = interaction_curve(pair, [30.0])[0]
    moment = dipole_moment(pair.second, "6-31g**", correlated=False)
    by_law = -HARTREE_TO_KCAL_MOL * BOHR_TO_ANGSTROM * moment / 30.0**2
    assert energy == pytest.approx(by_law, rel=0.03)


def test_helium_repels_near_and_attracts_far():
    pair = helium_pair()._replace(basis="aug-cc-pvdz")
    near, well, far, further = interaction_curve(pair, [2.0, 3.2, 6.0, 7.0])
    assert near > 0.1 and well < 0 and far < further < 0
    assert far / further == pytest.approx((7 / 6) ** 6, rel=0.2)


def test_the_same_as_the_recipe_of_data_sets():
    atoms = Atoms("He2", positions=[[0, 0, 0], [0, 0, 2.5]])
    own = interaction_curve(Pair(Atoms("He"), Atoms("He"), 0, "cc-pvdz", True), [2.5])[0]
    theirs = interaction(atoms, 1, "MP2/cc-pVDZ", "tight")["interaction_energy_cp"] * HARTREE_TO_KCAL_MOL
    assert own == pytest.approx(theirs, abs=1e-4)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="distances go down to 0.0"):
        interaction_curve(helium_pair(), [0.0, 1.0])
    with pytest.raises(ValueError, match="no closed shell"):
        interaction_curve(helium_pair()._replace(charge=1), [3.0])
