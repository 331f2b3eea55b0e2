"""Kernel matrices beside qmllib, scikit-learn and SciPy: agreement and time, in one run.

    pip install -e . qmllib
    QMLAW_DATA=folder/of/public/data python benchmarks/kernels_peers.py [N]

The number of threads is that of NUMBA_NUM_THREADS and OMP_NUM_THREADS.
"""

import os
import sys
import time
from collections.abc import Callable

import numpy as np
from qmllib.kernels import (
    gaussian_kernel,
    gaussian_kernel_symmetric,
    laplacian_kernel,
    laplacian_kernel_symmetric,
)
from rich.console import Console
from rich.table import Table
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import laplacian_kernel as sklearn_laplacian
from sklearn.metrics.pairwise import rbf_kernel

from qmlaw import datasets
from qmlaw.models import kernels, kernels_fast
from qmlaw.representations import CoulombMatrix

REPEATS = 3
SIGMA = 1000.0


def best_time(function: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    """Result and shortest of a few wall-clock times in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = function()
        times.append(time.perf_counter() - start)
    return result, min(times)


def compare(title: str, x: np.ndarray) -> Table:
    """All routines on the feature vectors x (N, F)."""
    laplacian = {
        "qmlaw, within": lambda: kernels.from_distances(kernels_fast.l1_distances(x), "laplacian", SIGMA),
        "qmlaw, between": lambda: kernels.from_distances(kernels_fast.l1_distances(x, x), "laplacian", SIGMA),
        "qmlaw, readable": lambda: kernels.from_distances(kernels.l1_distances(x), "laplacian", SIGMA),
        "qmllib, within": lambda: laplacian_kernel_symmetric(x, SIGMA),
        "qmllib, between": lambda: laplacian_kernel(x, x, SIGMA),
        "scikit-learn": lambda: sklearn_laplacian(x, gamma=1 / SIGMA),
        "SciPy cdist": lambda: np.exp(-cdist(x, x, "cityblock") / SIGMA),
    }
    gaussian = {
        "qmlaw, within": lambda: kernels.from_distances(kernels_fast.squared_distances(x), "gaussian", SIGMA),
        "qmllib, within": lambda: gaussian_kernel_symmetric(x, SIGMA),
        "qmllib, between": lambda: gaussian_kernel(x, x, SIGMA),
        "scikit-learn (matrix product)": lambda: rbf_kernel(x, gamma=1 / (2 * SIGMA**2)),
    }
    table = Table("kernel", "who", "wall s", "largest deviation", title=title)
    for name, routines in (("Laplacian", laplacian), ("Gaussian", gaussian)):
        reference = None
        for who, routine in routines.items():
            result, seconds = best_time(routine)
            reference = result if reference is None else reference
            table.add_row(name, who, f"{seconds:.3f}", f"{np.abs(result - reference).max():.1e}")
    return table


def main() -> None:
    """Print two tables: padded Coulomb matrices, and features without a zero."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    molecules = datasets.load("qm7-pbe0")
    chosen = np.random.default_rng(0).permutation(len(molecules))[:n]
    x = np.ascontiguousarray(CoulombMatrix().fit_transform(molecules)[chosen])
    dense = np.random.default_rng(1).normal(scale=30.0, size=x.shape)
    kernels_fast.l1_distances(x[:100]), kernels_fast.squared_distances(x[:100])  # compile
    threads = {name: os.environ.get(name, "all") for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS")}
    size = f"{n} x {x.shape[1]} features, {threads}"
    console = Console(width=120)
    console.print(compare(f"Sorted Coulomb matrices of QM7, {size}", x))
    console.print(compare(f"Random numbers, {size}", dense))


if __name__ == "__main__":
    main()
