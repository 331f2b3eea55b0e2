"""A kernel added up over atoms adds up, one of the whole molecule does not; both learn."""

import numpy as np
import pytest

from qmlaw.models.atom_kernel import AtomKernelRegressor
from qmlaw.molecules import Molecules


def chains(n: int, seed: int) -> tuple[Molecules, np.ndarray]:
    """Made-up molecules of 2 to 6 atoms; each atom is described by two numbers."""
    rng = np.random.default_rng(seed)
    kinds = [rng.choice([1, 6], size=rng.integers(2, 7)) for _ in range(n)]
    molecules = Molecules(kinds, [np.arange(3.0 * len(z)).reshape(-1, 3) for z in kinds])
    return molecules, rng.uniform(-1, 1, size=(len(molecules.atomic_numbers), 2))


def energies(X: tuple[Molecules, np.ndarray]) -> np.ndarray:
    molecules, numbers = X
    atomic = (
        np.where(molecules.atomic_numbers == 1, -60.0, -150.0)
        + 10 * np.sin(2 * numbers[:, 0]) * numbers[:, 1]
    )
    return np.add.reduceat(atomic, molecules.offsets[:-1])


TRAIN, TEST = chains(80, 0), chains(30, 1)
MODELS = {on: AtomKernelRegressor(additive=on).fit(TRAIN, energies(TRAIN)) for on in (True, False)}


def joined(X: tuple[Molecules, np.ndarray]) -> tuple[Molecules, np.ndarray]:
    """The first two molecules as one, the second far away; what an atom sees stays."""
    molecules, numbers = X
    z = molecules.atomic_numbers[: molecules.offsets[2]]
    return Molecules([z], [np.arange(3.0 * len(z)).reshape(-1, 3)]), numbers[: len(z)]


def test_only_the_additive_kernel_adds_up():
    for additive, model in MODELS.items():
        apart = model.predict(TEST)[:2].sum()
        together = model.predict(joined(TEST))[0]
        assert bool(abs(together - apart) < 1e-3) is additive


def test_it_learns_a_sum_over_atoms_better_as_a_sum():
    error = {on: np.abs(model.predict(TEST) - energies(TEST)).mean() for on, model in MODELS.items()}
    assert error[True] < error[False] < np.abs(energies(TEST) - energies(TRAIN).mean()).mean()
    assert error[True] < 3


@pytest.mark.parametrize("additive", [True, False])
def test_the_order_of_the_atoms_does_not_matter(additive):
    molecules, numbers = TEST
    places = [slice(a, b) for a, b in zip(molecules.offsets[:-1], molecules.offsets[1:], strict=True)]
    backwards = Molecules(
        [molecules.atomic_numbers[of][::-1] for of in places],
        [molecules.positions[of][::-1] for of in places],
    )
    turned = np.concatenate([numbers[of][::-1] for of in places])
    np.testing.assert_allclose(MODELS[additive].predict((backwards, turned)), MODELS[additive].predict(TEST))


def test_what_it_refuses():
    molecules, numbers = TRAIN
    with pytest.raises(ValueError, match="2 molecules; at least 3"):
        AtomKernelRegressor().fit(joined_first(2), np.zeros(2))
    with pytest.raises(ValueError, match="numbers of atoms have shape"):
        AtomKernelRegressor().fit((molecules, numbers[:-1]), energies(TRAIN))
    with pytest.raises(ValueError, match=r"atomic numbers \[8\]; allowed are \[1, 6\]"):
        MODELS[True].predict((Molecules([[8, 1]], [[[0, 0, 0], [1, 0, 0]]]), np.zeros((2, 2))))


def joined_first(n: int) -> tuple[Molecules, np.ndarray]:
    molecules, numbers = TRAIN
    return molecules[:n], numbers[: molecules.offsets[n]]
