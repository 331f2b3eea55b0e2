"""The Coulomb matrix: a molecule as the electrostatics of its bare nuclei, and ways to forget atom order.

Of one molecule with charges Z and positions R,

    M_II = 0.5 Z_I^2.4        M_IJ = Z_I Z_J / |R_I - R_J|.

With distances in bohr and charges in units of e, M_IJ is the repulsion of two nuclei in hartree. M_II is a
fit to the energies of free atoms; it becomes an energy only because we say that 0.5 Z^2.4 is in hartree.

References
----------
M. Rupp, A. Tkatchenko, K.-R. Müller, O. A. von Lilienfeld, Phys. Rev. Lett. 108, 058301 (2012),
    doi:10.1103/PhysRevLett.108.058301, eq. (1). It compares sorted *eigenvalue spectra* of these
    matrices, not the matrices themselves, although it is often told that way.
J. E. Moussa, Phys. Rev. Lett. 109, 059801 (2012), doi:10.1103/PhysRevLett.109.059801. Different molecules
    with one spectrum.
G. Montavon et al., Adv. Neural Inf. Process. Syst. 25, 440 (2012), and New J. Phys. 15, 095003 (2013),
    doi:10.1088/1367-2630/15/9/095003. Sorted and randomly sorted matrices: these came *after* the spectra.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw import units
from qmlaw.molecules import HEAVIEST_ELEMENT, Molecules

Form = Literal["raw", "sorted", "eigenvalues", "random"]
BLOCK = 1000
"""Molecules whose matrices are built at once: keeps the memory for differences of positions small."""


class CoulombMatrix(TransformerMixin, BaseEstimator):
    """Coulomb matrices as feature vectors: a scikit-learn transformer whose X is a `Molecules`.

    What each form promises (declared and measured in `qmlaw.contracts`):

    * ``"raw"``: atoms as they stand in the file. Continuous. Changes when atoms are renumbered.
    * ``"sorted"``: rows and columns by falling norm of the row. Independent of the order of atoms, but not
      continuous: where two rows swap their rank, the matrix jumps. Rows of equal norm keep the order of the
      file (stable sort), so for ties that are not symmetries of the molecule order can show through.
    * ``"eigenvalues"``: by falling magnitude. Independent of order. Continuous for the shapes of molecules,
      where all eigenvalues are positive; with nuclei pressed together a negative one can overtake a positive
      one of equal magnitude, and then the order jumps. A molecule has 3n - 6 internal coordinates but only n
      eigenvalues: different molecules share one spectrum (`isospectral_acetylene`).
    * ``"random"``: sorted by norm plus noise, several times. Independent of order in distribution only.

    Parameters
    ----------
    form : {"sorted", "raw", "eigenvalues", "random"}
        How the order of atoms is dealt with.
    max_atoms : int, optional
        Pad to at least this many atoms. Without it, the largest molecule seen in `fit` decides.
    length_unit : {"bohr", "angstrom"}
        Unit in which distances enter. In bohr the off-diagonal entries are in hartree, like the diagonal.
    length_scale : float
        Distances are multiplied by this number before use (an experiment: any unit of length at all).
    diagonal_factor, diagonal_exponent : float
        M_II = diagonal_factor * Z^diagonal_exponent. A factor of 0 switches the diagonal off.
    distance_power : float
        M_IJ = Z_I Z_J / R^distance_power.
    charges : mapping of int to float, optional
        Charge to use in place of Z, by atomic number: ``{6: 1.0, 7: 1.0}`` makes carbon and nitrogen look
        alike. Elements that are not named keep their Z.
    n_realisations : int
        For ``"random"``: how many random orders of each molecule.
    noise : float
        For ``"random"``: standard deviation of the noise on the row norms, in the matrix' unit.
    seed : int
        For ``"random"``: every call of `transform` starts from it. The order drawn for a molecule depends on
        its place in the collection.

    Attributes
    ----------
    max_atoms_ : int
        Size A to which matrices are padded. `widen` enlarges it.

    References
    ----------
    See the module.
    """

    def __init__(
        self,
        form: Form = "sorted",
        *,
        max_atoms: int | None = None,
        length_unit: Literal["bohr", "angstrom"] = "bohr",
        length_scale: float = 1.0,
        diagonal_factor: float = 0.5,
        diagonal_exponent: float = 2.4,
        distance_power: float = 1.0,
        charges: Mapping[int, float] | None = None,
        n_realisations: int = 1,
        noise: float = 1.0,
        seed: int = 0,
    ) -> None:
        self.form = form
        self.max_atoms = max_atoms
        self.length_unit = length_unit
        self.length_scale = length_scale
        self.diagonal_factor = diagonal_factor
        self.diagonal_exponent = diagonal_exponent
        self.distance_power = distance_power
        self.charges = charges
        self.n_realisations = n_realisations
        self.noise = noise
        self.seed = seed

    def fit(self, X: Molecules, y: object = None) -> CoulombMatrix:
        """Learn the size to pad to.

        Raises
        ------
        ValueError
            If a parameter is out of range, there are no molecules, or one has more than `max_atoms` atoms.
        """
        self._check_parameters()
        check_molecules(X)
        largest = int(X.n_atoms.max())
        if self.max_atoms is not None:
            check_size(X, self.max_atoms, "raise max_atoms")
        self.max_atoms_ = max(largest, self.max_atoms or 0)
        return self

    def widen(self, max_atoms: int) -> CoulombMatrix:
        """Pad to more atoms from now on.

        The entries are ordered so that this appends zeros to every feature vector and changes nothing else:
        all distances between vectors, and so all kernels, stay the same.
        """
        check_is_fitted(self)
        if max_atoms < self.max_atoms_:
            raise ValueError(f"max_atoms is {max_atoms}; allowed is {self.max_atoms_} (now) or more")
        self.max_atoms_ = int(max_atoms)
        return self

    def transform(self, X: Molecules) -> NDArray[np.float64]:
        """Feature vectors.

        Returns
        -------
        ndarray
            * ``"raw"``, ``"sorted"``: (N, A(A+1)/2), the triangle of the matrix without its mirror image, in
              the order M00, M10, M11, M20, M21, M22, … (`matrices` gives it square).
            * ``"eigenvalues"``: (N, A), by falling magnitude, zeros behind.
            * ``"random"``: (N, R, A(A+1)/2). `KernelRidgeRegressor` takes such arrays as they are, both to
              average kernels and to augment the training set. For other regressors, flatten:
              ``x.reshape(-1, x.shape[-1])`` with ``y.repeat(R)`` makes R samples of each molecule.

        Raises
        ------
        ValueError
            If a molecule is larger than the size learnt in `fit`.
        """
        if self.form == "eigenvalues":
            return self._eigenvalues(X)
        rows, columns = np.tril_indices(self._size(X))
        return self.matrices(X)[..., rows, columns]

    def matrices(self, X: Molecules) -> NDArray[np.float64]:
        """Square matrices, (N, A, A), for ``"random"`` (N, R, A, A), in the order of `form`.

        For ``"eigenvalues"`` these are the raw matrices, whose spectrum is taken.
        """
        raw = self._raw_matrices(X, self._size(X))
        if self.form in ("raw", "eigenvalues"):
            return raw
        norms = np.linalg.norm(raw, axis=2)
        if self.form == "sorted":
            return _reordered(raw, np.argsort(-norms, axis=1, kind="stable"))
        rng = np.random.default_rng(self.seed)
        return randomly_sorted(raw, X.n_atoms, rng, n_realisations=self.n_realisations, noise=self.noise)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Names of the columns: ``M[1,0]`` or ``eigenvalue 0``."""
        check_is_fitted(self)
        if self.form == "eigenvalues":
            return np.array([f"eigenvalue {i}" for i in range(self.max_atoms_)], dtype=object)
        pairs = zip(*np.tril_indices(self.max_atoms_), strict=True)
        return np.array([f"M[{i},{j}]" for i, j in pairs], dtype=object)

    def _raw_matrices(self, molecules: Molecules, size: int) -> NDArray[np.float64]:
        blocks = [
            self._block(molecules[i : i + BLOCK], size) for i in range(0, max(len(molecules), 1), BLOCK)
        ]
        return np.concatenate(blocks)

    def _block(self, molecules: Molecules, size: int) -> NDArray[np.float64]:
        numbers, positions, mask = molecules.padded(size)
        charges = self._charge_of_element()[numbers]
        unit = units.convert(1.0, "angstrom", self.length_unit) * self.length_scale
        difference = positions[:, :, None] - positions[:, None]
        distances = unit * np.sqrt(np.einsum("nijk,nijk->nij", difference, difference))
        pairs = mask[:, :, None] & mask[:, None] & ~np.eye(size, dtype=bool)
        matrices = np.zeros(pairs.shape)
        products = charges[:, :, None] * charges[:, None]
        matrices[pairs] = products[pairs] / distances[pairs] ** self.distance_power
        diagonal = np.arange(size)
        matrices[:, diagonal, diagonal] = self.diagonal_factor * charges**self.diagonal_exponent * mask
        return matrices

    def _eigenvalues(self, molecules: Molecules) -> NDArray[np.float64]:
        """Spectra of the matrices without padding, so that the zeros behind them are exact."""
        spectra = np.zeros((len(molecules), self._size(molecules)))
        for size in np.unique(molecules.n_atoms):
            chosen = np.flatnonzero(molecules.n_atoms == size)
            values = np.linalg.eigvalsh(self._raw_matrices(molecules[chosen], size))
            order = np.argsort(-np.abs(values), axis=1, kind="stable")
            spectra[chosen, :size] = np.take_along_axis(values, order, axis=1)
        return spectra

    def _charge_of_element(self) -> NDArray[np.float64]:
        """Charge by atomic number; entry 0 is the padding."""
        table = np.arange(HEAVIEST_ELEMENT + 1, dtype=float)
        for number, charge in (self.charges or {}).items():
            table[number] = charge
        return table

    def _size(self, molecules: Molecules) -> int:
        check_is_fitted(self)
        self._check_parameters()
        check_molecules(molecules, allow_empty=True)
        check_size(molecules, self.max_atoms_, "fit on it too, set max_atoms, or call widen")
        return self.max_atoms_

    def _check_parameters(self) -> None:
        if self.form not in get_args(Form):
            raise ValueError(f"form is {self.form!r}; allowed are {', '.join(get_args(Form))}")
        if self.length_unit not in ("bohr", "angstrom"):
            raise ValueError(f"length_unit is {self.length_unit!r}; allowed are 'bohr' and 'angstrom'")
        if not (np.isfinite(self.length_scale) and self.length_scale > 0):
            raise ValueError(f"length_scale is {self.length_scale!r}; allowed is a positive number")
        if self.n_realisations < 1:
            raise ValueError(f"n_realisations is {self.n_realisations!r}; allowed is 1 or more")
        if not self.noise >= 0:
            raise ValueError(f"noise is {self.noise!r}; allowed is 0 or more")
        for number, charge in (self.charges or {}).items():
            if not 1 <= number <= HEAVIEST_ELEMENT or not (np.isfinite(charge) and charge > 0):
                raise ValueError(
                    f"charges has {number!r}: {charge!r}; allowed are atomic numbers 1 to {HEAVIEST_ELEMENT} "
                    "and positive charges"
                )


def randomly_sorted(
    matrices: NDArray[np.float64],
    n_atoms: NDArray[np.int64],
    rng: np.random.Generator,
    *,
    n_realisations: int = 1,
    noise: float = 1.0,
) -> NDArray[np.float64]:
    """Rows and columns by falling norm of the row plus noise, several times.

    Parameters
    ----------
    matrices : ndarray (N, A, A)
        Coulomb matrices, padded with zeros behind.
    n_atoms : ndarray (N,)
        Atoms of each molecule: the size of its matrix without padding.
    rng : Generator
        Source of the noise.
    n_realisations : int
        Orders R of each molecule.
    noise : float
        Standard deviation of the noise on the norms, in the unit of the matrices.

    Returns
    -------
    ndarray (N, R, A, A)
    """
    norms = np.linalg.norm(matrices, axis=2)
    # One draw per atom and realisation, so that the padding has no say in it.
    draws = rng.normal(scale=noise, size=(n_atoms.sum(), n_realisations))
    mask = np.arange(norms.shape[1]) < n_atoms[:, None]
    keys = np.full((*norms.shape, n_realisations), np.inf)  # padding goes last
    keys[mask] = draws - norms[mask][:, None]
    return _reordered(matrices[:, None], np.argsort(keys.swapaxes(1, 2), axis=2, kind="stable"))


def check_molecules(molecules: Molecules, allow_empty: bool = False) -> None:
    """Raise ValueError unless this is a `Molecules` with at least one molecule in it."""
    if not isinstance(molecules, Molecules):
        raise ValueError(f"X is a {type(molecules).__name__}; allowed is qmlaw.molecules.Molecules")
    if len(molecules) == 0 and not allow_empty:
        raise ValueError("X has no molecules; at least one is needed")


def check_size(molecules: Molecules, max_atoms: int, advice: str) -> None:
    """Raise ValueError that names the largest molecule if it has more than `max_atoms` atoms."""
    if len(molecules) and molecules.n_atoms.max() > max_atoms:
        i = int(molecules.n_atoms.argmax())
        raise ValueError(
            f"molecule {i} ({formula(molecules, i)}, name {molecules.names[i]!r}) has {molecules.n_atoms[i]} "
            f"atoms, but this Coulomb matrix holds {max_atoms}: {advice}"
        )


def formula(molecules: Molecules, i: int) -> str:
    """Chemical formula of molecule i, elements by atomic number: ``"H2O"``."""
    numbers, counts = np.unique(molecules[i].atomic_numbers, return_counts=True)
    return "".join(
        chemical_symbols[z] + (str(n) if n > 1 else "") for z, n in zip(numbers, counts, strict=True)
    )


def _reordered(matrices: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    """Rows and columns of (…, A, A) matrices in the order given as (…, A)."""
    rows = np.take_along_axis(matrices, order[..., :, None], axis=-2)
    return np.take_along_axis(rows, order[..., None, :], axis=-1)
