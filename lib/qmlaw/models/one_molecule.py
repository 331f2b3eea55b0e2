"""Energies of one molecule by a kernel, with what is built in switched on or off.

The learner is always the same: a sum of kernels, width and regularisation chosen by leaving one out. What
changes is what it is told beforehand.

    rotations      inverse distances, or coordinates as they come
    equal atoms    the kernel is averaged over orders of the atoms, K(A, B) = mean_p k(A, pB), or not
    smoothness     Gaussian kernel, or the Laplacian one, which has a kink at every training point

Forces are minus the derivative of the energy.

References
----------
S. Chmiela et al., Nat. Commun. 9, 3887 (2018), doi:10.1038/s41467-018-06169-2: kernels averaged over orders.
"""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.models import kernels
from qmlaw.models.kernel_ridge import check_targets, distances
from qmlaw.models.kernels import Kernel
from qmlaw.models.leave_one_out import choose
from qmlaw.molecules import Molecules

WIDTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
"""Widths to try, in units of the root mean square distance of two training points."""


class OneMoleculeRegressor(RegressorMixin, BaseEstimator):
    """Energies of geometries of one molecule.

    Parameters
    ----------
    rotations : bool
        Whether turning the molecule is known to change nothing. If not, the features are coordinates, with
        the mean position at the origin.
    orders : array_like (P, n), optional
        Orders of the atoms over which the kernel is averaged, see `orders_of_equal_atoms`. None: the order of
        the data.
    kernel : {"gaussian", "laplacian"}
        See `qmlaw.models.kernels`.
    sigma : float, optional
        Width of the kernel in the unit of the features. None: chosen by leaving one out, as is the
        regularisation.
    unit : str
        Unit of the energies.

    Attributes
    ----------
    sigma_, regularisation_ : float
        Chosen by leaving one out.
    left_out_ : float
        Root mean square error of training points left out, in the unit of the energies.
    """

    def __init__(
        self,
        *,
        rotations: bool = True,
        orders: ArrayLike | None = None,
        kernel: Kernel = "gaussian",
        sigma: float | None = None,
        unit: str = "kcal/mol",
    ) -> None:
        self.rotations = rotations
        self.orders = orders
        self.kernel = kernel
        self.sigma = sigma
        self.unit = unit

    def fit(self, X: Molecules, y: ArrayLike) -> OneMoleculeRegressor:
        """Choose a width and a regularisation, and solve for the weights.

        Parameters
        ----------
        X : Molecules
            Geometries of one molecule, all with their atoms in one order of the elements.
        y : array_like (N,)
            Energies in `unit`.

        Raises
        ------
        ValueError
            If the molecules differ, or there are fewer than three.
        """
        if len(X) < 3:
            raise ValueError(f"{len(X)} geometries; at least 3 are needed to leave one out")
        y = check_targets(y, len(X))
        self.atomic_numbers_ = X[0].atomic_numbers
        self.features_ = self._features(self._positions(X))
        self.offset_ = float(y.mean())
        images = self._images(self.features_)
        chosen = choose(
            lambda sigma: self._averaged(self.features_, images, sigma), y - self.offset_, self._widths()
        )
        self.sigma_, self.regularisation_, self.weights_, self.left_out_ = chosen
        return self

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Energies (N,) in `unit`."""
        check_is_fitted(self)
        images = self._images(self._features(self._positions(X)))
        return self._averaged(self.features_, images, self.sigma_).T @ self.weights_ + self.offset_

    def predict_forces(self, X: Molecules) -> NDArray[np.float64]:
        """Forces on all atoms (N n, 3), in `unit` per Å; only with the Gaussian kernel."""
        check_is_fitted(self)
        if self.kernel != "gaussian":
            raise ValueError(f"kernel is {self.kernel!r}: its slope jumps at every training point; no forces")
        places = self._positions(X)
        features, slopes = self._features(places), self._slopes(places)
        columns = self._feature_orders()
        forces = np.empty((len(X), places[0].size))
        for i, (one, slope) in enumerate(zip(features, slopes, strict=True)):
            pull = np.zeros(len(one))
            for order in columns:
                apart = one[order] - self.features_
                weighted = self.weights_ * np.exp(-(apart**2).sum(axis=1) / (2 * self.sigma_**2))
                pull[order] += weighted @ apart
            forces[i] = pull @ slope / (self.sigma_**2 * len(columns))
        return forces.reshape(-1, 3)

    def _widths(self) -> list[float]:
        if self.sigma is not None:
            kernels.check_kernel(self.kernel, self.sigma)
            return [self.sigma]
        spread = np.sqrt(2 * np.var(self.features_, axis=0).sum())
        if self.kernel == "laplacian":  # absolute differences add up, squares as their root
            spread *= np.sqrt(self.features_.shape[1])
        return [width * spread for width in WIDTHS]

    def _averaged(
        self, a: NDArray[np.float64], images: list[NDArray[np.float64]], sigma: float
    ) -> NDArray[np.float64]:
        """Kernel (N, M) of features a with features b, of which all orders are given."""
        total = np.zeros((len(a), len(images[0])))
        for image in images:
            total += kernels.from_distances(distances(a, image, self.kernel), self.kernel, sigma)
        total /= len(images)
        return total

    def _images(self, features: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        return [np.ascontiguousarray(features[:, order]) for order in self._feature_orders()]

    def _feature_orders(self) -> NDArray[np.int64]:
        """The orders of atoms as orders of features (P, F)."""
        n = len(self.atomic_numbers_)
        orders = np.arange(n)[None] if self.orders is None else np.asarray(self.orders)
        if not self.rotations:
            return (3 * orders[:, :, None] + np.arange(3)).reshape(len(orders), -1)
        first, second = np.triu_indices(n, 1)
        place = np.zeros((n, n), dtype=np.int64)
        place[first, second] = place[second, first] = np.arange(len(first))
        return place[orders[:, first], orders[:, second]]

    def _features(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.rotations:
            return inverse_distances(places)
        return (places - places.mean(axis=1, keepdims=True)).reshape(len(places), -1)

    def _slopes(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Derivatives of the features by the positions (N, F, 3n)."""
        if self.rotations:
            return inverse_distance_slopes(places)
        n = places.shape[1]
        return np.broadcast_to(np.kron(np.eye(n) - 1 / n, np.eye(3)), (len(places), 3 * n, 3 * n))

    def _positions(self, X: Molecules) -> NDArray[np.float64]:
        return positions_of_one_molecule(X, self.atomic_numbers_)


def positions_of_one_molecule(X: Molecules, atomic_numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Positions (N, n, 3) in Å.

    Raises
    ------
    ValueError
        If a molecule has other atoms, or the same in another order of the elements.
    """
    n = len(atomic_numbers)
    for i in np.flatnonzero(X.n_atoms != n)[:1]:
        raise ValueError(f"molecule {i} ({X.names[i]!r}) has {X.n_atoms[i]} atoms; allowed are {n}")
    for i in np.flatnonzero((X.atomic_numbers.reshape(-1, n) != atomic_numbers).any(axis=1))[:1]:
        raise ValueError(
            f"molecule {i} ({X.names[i]!r}) has atoms {X[int(i)].atomic_numbers.tolist()}; allowed are "
            f"{atomic_numbers.tolist()}, in this order"
        )
    return X.positions.reshape(-1, n, 3)


def inverse_distances(positions: ArrayLike) -> NDArray[np.float64]:
    """Inverse distances of all pairs, (N, n, 3) in Å -> (N, n (n - 1) / 2) in 1/Å."""
    places = np.asarray(positions, dtype=float)
    first, second = np.triu_indices(places.shape[1], 1)
    return 1 / np.linalg.norm(places[:, first] - places[:, second], axis=2)


def inverse_distance_slopes(positions: ArrayLike) -> NDArray[np.float64]:
    """Derivatives of the inverse distances by the positions, (N, n (n - 1) / 2, 3n), in 1/Å^2."""
    places = np.asarray(positions, dtype=float)
    n_geometries, n = places.shape[:2]
    first, second = np.triu_indices(n, 1)
    apart = places[:, first] - places[:, second]
    slope = -apart / np.linalg.norm(apart, axis=2, keepdims=True) ** 3
    pairs = np.arange(len(first))
    slopes = np.zeros((n_geometries, len(first), n, 3))
    slopes[:, pairs, first] = slope
    slopes[:, pairs, second] = -slope
    return slopes.reshape(n_geometries, len(first), 3 * n)


def orders_of_equal_atoms(labels: ArrayLike) -> NDArray[np.int64]:
    """All orders (P, n) in which only atoms with equal labels change places.

    Parameters
    ----------
    labels : array_like (n,)
        Atomic numbers; or others, to say that atoms are alike which are not.

    Raises
    ------
    ValueError
        If there are more than 5,000.
    """
    labels = np.asarray(labels)
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    count = int(np.prod([np.prod(np.arange(1, len(group) + 1)) for group in groups]))
    if count > 5_000:
        raise ValueError(f"{labels.tolist()} have {count} orders; allowed are 5,000")
    orders = []
    for images in product(*(permutations(group) for group in groups)):
        order = np.arange(len(labels))
        for group, image in zip(groups, images, strict=True):
            order[group] = image
        orders.append(order)
    return np.array(orders)
