"""From two finite basis sets to the limit of a complete one, and the focal-point estimate built on it.

The *focal point* is the top rung of our ladder: Hartree-Fock and MP2 at the basis-set limit, and what CCSD(T)
adds to MP2 in a small basis, where it can be afforded. It holds as far as that last difference depends less
on the basis than its two parts do (East, Allen, J. Chem. Phys. 99, 4638 (1993), doi:10.1063/1.466062).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Name of the focal-point level, and the levels it is made of.
FOCAL_POINT = "CCSD(T)/CBS"
FOCAL_POINT_PARTS = ("HF/cc-pVTZ", "HF/cc-pVQZ", "MP2/cc-pVTZ", "MP2/cc-pVQZ", "CCSD(T)/cc-pVDZ")

#: Decay of the Hartree-Fock error per cardinal number, E(X) = E_limit + A exp(-1.63 X).
#: Halkier et al., Chem. Phys. Lett. 302, 437 (1999), doi:10.1016/S0009-2614(99)00179-7.
HARTREE_FOCK_DECAY = 1.63


def hartree_fock_limit(triple: ArrayLike, quadruple: ArrayLike) -> NDArray[np.float64]:
    """Hartree-Fock energy at the basis-set limit from cc-pVTZ and cc-pVQZ.

    E_limit = [E(Q) - E(T) exp(-1.63)] / [1 - exp(-1.63)].

    Parameters
    ----------
    triple, quadruple : array_like
        Energies with X = 3 and X = 4, any unit.

    Returns
    -------
    ndarray
        The limit, in the same unit.

    References
    ----------
    Halkier et al., Chem. Phys. Lett. 302, 437 (1999), doi:10.1016/S0009-2614(99)00179-7.
    """
    remaining = np.exp(-HARTREE_FOCK_DECAY)
    return (np.asarray(quadruple) - remaining * np.asarray(triple)) / (1 - remaining)


def correlation_limit(
    smaller: ArrayLike, larger: ArrayLike, cardinals: tuple[int, int] = (3, 4)
) -> NDArray[np.float64]:
    """Correlation energy at the basis-set limit from two correlation-consistent sets.

    The error falls as X^-3: E_limit = [Y^3 E(Y) - X^3 E(X)] / (Y^3 - X^3); for X = 3 and Y = 4 that is
    (64 E(Q) - 27 E(T)) / 37.

    Parameters
    ----------
    smaller, larger : array_like
        Correlation energies with the smaller and the larger set, any unit.
    cardinals : (int, int)
        Their cardinal numbers X < Y.

    Returns
    -------
    ndarray
        The limit, in the same unit.

    Raises
    ------
    ValueError
        If the cardinal numbers do not rise.

    References
    ----------
    Helgaker, Klopper, Koch, Noga, J. Chem. Phys. 106, 9639 (1997), doi:10.1063/1.473863, eq. 13.
    """
    x, y = cardinals
    if not 0 < x < y:
        raise ValueError(f"cardinal numbers must rise, not {cardinals}")
    return (y**3 * np.asarray(larger) - x**3 * np.asarray(smaller)) / (y**3 - x**3)


def focal_point(levels: dict[str, dict]) -> dict:
    """Focal-point energy of one molecule from its results at the levels `FOCAL_POINT_PARTS`.

    E = HF/CBS(T,Q) + [MP2 correlation]/CBS(T,Q) + [CCSD(T) - MP2]/cc-pVDZ.

    Parameters
    ----------
    levels : dict of str to dict
        Results by level: ``energy`` (hartree), ``seconds``, ``cpu_seconds``; at CCSD(T) also ``mp2_energy``.

    Returns
    -------
    dict
        ``energy`` (hartree) and, in the same unit, its three parts ``hf_limit``, ``mp2_limit`` (correlation
        only) and ``higher_order``; ``seconds`` and ``cpu_seconds`` of everything that went into it.
    """
    hf_t, hf_q, mp2_t, mp2_q = (levels[name]["energy"] for name in FOCAL_POINT_PARTS[:4])
    coupled_cluster = levels["CCSD(T)/cc-pVDZ"]
    parts = {
        "hf_limit": float(hartree_fock_limit(hf_t, hf_q)),
        "mp2_limit": float(correlation_limit(mp2_t - hf_t, mp2_q - hf_q)),
        "higher_order": coupled_cluster["energy"] - coupled_cluster["mp2_energy"],
    }
    paid = ("MP2/cc-pVTZ", "MP2/cc-pVQZ", "CCSD(T)/cc-pVDZ")  # Hartree-Fock was passed on the way to MP2
    times = {key: sum(levels[name][key] for name in paid) for key in ("seconds", "cpu_seconds")}
    return {"energy": sum(parts.values())} | parts | times
