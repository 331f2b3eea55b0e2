"""The classical force field for water pairs: known constants come back, terms and names, bad input."""

import numpy as np
import pytest

from qmlaw.models.force_field import COULOMB, WaterForceField, share_of_pairs
from qmlaw.molecules import Molecules
from qmlaw.reference.dimers import pair
from qmlaw.units import HARTREE_TO_KCAL_MOL

KNOWN = {
    "charge": 0.41, "C6": 0.4, "C12": 0.3, "B_OO": 2.0, "B_OH": 1.0, "B_HH": 0.4,
    "beta_OO": 3.5, "beta_OH": 3.0, "beta_HH": 2.5,
}  # fmt: skip


@pytest.fixture(scope="module")
def pairs() -> Molecules:
    random = np.random.default_rng(3)
    made = [
        pair(random.uniform(2.6, 6), random.uniform(0, 180, 2), random.uniform(0, 180, 3)) for _ in range(150)
    ]
    return Molecules.from_ase(made)


def test_known_constants_come_back(pairs):
    true = WaterForceField(fixed=KNOWN, n_starts=1)
    true.fit(pairs, np.zeros(len(pairs)))
    y = true.predict(pairs)
    found = WaterForceField(n_starts=4, seed=1).fit(pairs, y)
    assert found.fits_[0]["rmse"] < 1e-3
    assert found.parameters_["charge"] == pytest.approx(0.41, abs=1e-3)
    assert np.allclose(found.predict(pairs), y, atol=0.01)


def test_terms_add_up_and_charges_are_coulombs_law(pairs):
    field = WaterForceField(fixed=KNOWN, n_starts=1).fit(pairs, np.zeros(len(pairs)))
    terms = field.term_energies(pairs)
    assert set(terms) == {"charges", "dispersion", "core", "exponential"}
    assert np.allclose(sum(terms.values()), field.predict(pairs))
    assert (terms["dispersion"] < 0).all() and (terms["core"] > 0).all()
    one = pairs[0].positions
    q = KNOWN["charge"] * np.array([-2, 1, 1, -2, 1, 1])
    direct = sum(q[a] * q[b] / np.linalg.norm(one[a] - one[b]) for a in range(3) for b in range(3, 6))
    assert terms["charges"][0] == pytest.approx(COULOMB * direct)
    assert pytest.approx(332.0637, abs=1e-3) == COULOMB and HARTREE_TO_KCAL_MOL > 627


def test_a_site_at_zero_is_the_oxygen_and_the_dipole_follows_the_site(pairs):
    plain = WaterForceField(fixed=KNOWN, n_starts=1).fit(pairs, np.zeros(len(pairs)))
    moved = WaterForceField(charge_site="M", fixed={**KNOWN, "site": 0.0}, n_starts=1).fit(
        pairs, np.zeros(len(pairs))
    )
    assert np.allclose(plain.predict(pairs), moved.predict(pairs))
    assert moved.dipole() == pytest.approx(plain.dipole())
    further = {**moved.parameters_, "site": 0.15}
    assert moved.dipole(further) < moved.dipole()
    assert not np.allclose(
        moved.term_energies(pairs, further)["charges"], moved.term_energies(pairs)["charges"]
    )


def test_far_apart_only_the_dipoles_are_left():
    far = Molecules.from_ase([pair(r, (0, 0), (0, 0, 0)) for r in (20.0, 40.0)])
    field = WaterForceField(fixed=KNOWN, n_starts=1).fit(far, np.zeros(2))
    near, further = field.predict(far)
    assert near / further == pytest.approx(8, rel=0.05)
    assert further == pytest.approx(-2 * COULOMB * field.dipole() ** 2 / 40**3, rel=0.05)


def test_fisher_eigenvalues_fall_and_count_the_free_constants(pairs):
    field = WaterForceField(fixed={"charge": 0.4}, n_starts=2)
    y = WaterForceField(fixed=KNOWN, n_starts=1).fit(pairs, np.zeros(len(pairs))).predict(pairs)
    values = field.fit(pairs, y).fisher_eigenvalues(pairs)
    assert len(values) == 8 and (np.diff(values) <= 0).all() and values[0] > 0


def test_share_of_pairs_tells_sums_over_pairs_from_others(pairs):
    field = WaterForceField(fixed=KNOWN, n_starts=1).fit(pairs, np.zeros(len(pairs)))
    additive = field.predict(pairs)
    assert share_of_pairs(pairs, additive) > 0.95
    noise = np.random.default_rng(0).normal(size=len(pairs))
    assert share_of_pairs(pairs, noise) < 0.6


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"terms": ("charge",)}, "terms is"),
        ({"terms": ()}, "terms is"),
        ({"charge_site": "H"}, "charge_site is 'H'"),
        ({"fixed": {"C8": 1.0}}, r"fixed has \['C8'\]"),
        ({"n_starts": 0}, "n_starts is 0"),
    ],
)
def test_refused_parameters(pairs, changes, words):
    with pytest.raises(ValueError, match=words):
        WaterForceField(**changes).fit(pairs, np.zeros(len(pairs)))


def test_refused_molecules(pairs):
    with pytest.raises(ValueError, match="allowed are pairs of water"):
        WaterForceField().fit(Molecules([[8, 1, 1]], [np.eye(3)]), [0.0])
    with pytest.raises(ValueError, match="for 9 constants"):
        WaterForceField().fit(pairs[:3], np.zeros(3))
    bent = pairs[0].positions.copy()
    bent[1] += [0.3, 0, 0]
    with pytest.raises(ValueError, match="rigid ones"):
        WaterForceField(fixed=KNOWN, n_starts=1).fit(Molecules([pairs[0].atomic_numbers], [bent]), [0.0])
