"""Different molecules with one Coulomb spectrum: Moussa's acetylene, solved for again.

A molecule of n atoms has 3n - 6 internal coordinates. The spectrum of its Coulomb matrix has n numbers, and
their sum, the trace, is fixed by the composition. For C2H2 that leaves 3 conditions on 6 coordinates, so
through acetylene runs a whole family of shapes that a model fed with eigenvalues cannot tell apart.

References
----------
J. E. Moussa, Phys. Rev. Lett. 109, 059801 (2012), doi:10.1103/PhysRevLett.109.059801: a distortion of
    acetylene that keeps the spectrum (53.058, 21.149, 0.290, 0.219). The distorted geometry is not there in
    numbers; the members of the family below are ours.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from qmlaw.molecules import Molecules
from qmlaw.representations.coulomb_matrix import CoulombMatrix

CC, CH = 1.2034, 1.0602
"""Bond lengths of linear acetylene in Å that give the published spectrum to its three decimals."""

_NUMBERS = np.array([6, 6, 1, 1])
_STEP = 5.0  # degrees; each solution starts the search for the next
_TOLERANCE = 1e-10  # hartree


def isospectral_acetylene(angles: Sequence[float] = (180.0, 150.0, 120.0, 90.0)) -> Molecules:
    """Shapes of C2H2 that all have the Coulomb eigenvalues of linear acetylene.

    Both hydrogens bend to opposite sides (trans) by the same angle; the lengths of C-C and of the two C-H are
    solved for. One C-H becomes longer, the other shorter.

    Parameters
    ----------
    angles : sequence of float
        Angles H-C-C in degrees, 60 to 180. At 180 the molecule is linear acetylene itself.

    Returns
    -------
    Molecules
        One C2H2 per angle, atoms in the order C, C, H, H. Eigenvalues agree to 1e-10 hartree
        (``CoulombMatrix("eigenvalues")``, bohr).

    Raises
    ------
    ValueError
        If an angle is out of range.
    """
    for angle in angles:
        if not 60.0 <= angle <= 180.0:
            raise ValueError(f"angle is {angle!r}; allowed is 60 to 180 degrees")
    shapes = [_geometry(_solve(angle), angle) for angle in angles]
    names = [f"C2H2, angle {angle:g}" for angle in angles]
    return Molecules([_NUMBERS] * len(shapes), shapes, names=names)


def _solve(angle: float) -> NDArray[np.float64]:
    """Lengths C-C, C-H, C-H' (Å) at this angle, followed step by step from the linear molecule."""
    lengths = np.array([CC, CH, CH])
    wanted = _spectrum(lengths, 180.0)
    # At 180 degrees the two C-H are equal. A small push decides which of them gets longer.
    lengths = lengths + [0.0, 0.005, -0.005]
    if angle == 180.0:
        return np.array([CC, CH, CH])
    steps = np.linspace(180.0, angle, int(np.ceil((180.0 - angle) / _STEP)) + 1)[1:]
    for step in steps:
        found = least_squares(
            lambda trial, step=step: _spectrum(trial, step) - wanted,
            lengths,
            xtol=1e-15,
            ftol=1e-15,
            gtol=1e-15,
        )
        lengths = found.x
    if np.abs(found.fun).max() > _TOLERANCE:
        raise RuntimeError(f"no shape with the spectrum of acetylene found at {angle} degrees")
    return lengths


def _geometry(lengths: NDArray[np.float64], angle: float) -> NDArray[np.float64]:
    """Positions (4, 3) in Å from the lengths C-C, C-H, C-H' (Å) and the angle in degrees."""
    cc, first, second = lengths
    direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle)), 0.0])
    carbon = np.array([cc, 0.0, 0.0])
    return np.array([np.zeros(3), carbon, first * direction, carbon - second * direction])


def _spectrum(lengths: NDArray[np.float64], angle: float) -> NDArray[np.float64]:
    molecule = Molecules([_NUMBERS], [_geometry(lengths, angle)])
    return CoulombMatrix("eigenvalues").fit_transform(molecule)[0]
