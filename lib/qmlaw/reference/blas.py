"""Linear algebra under PySCF: modern vector instructions, one thread."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_info, threadpool_limits

#: Variable by which OpenBLAS is told the processor, and what it calls those with AVX2.
_CORETYPE = "OPENBLAS_CORETYPE"
_KERNELS_WITH_AVX2 = {"Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"}


@contextmanager
def fast_and_single_threaded() -> Iterator[None]:
    """Load the libraries of quantum chemistry with their fast kernels; inside, each uses one thread.

    The molecules of a recipe are the parallel work; more threads for one of them only cost time.
    """
    _load_libraries()
    with threadpool_limits(limits=1):
        yield


def _load_libraries() -> None:
    """Import PySCF and tblite: a library that is loaded later would escape the limit of threads.

    PySCF's wheel brings an OpenBLAS of 2018. It knows no newer processor and falls back on kernels from
    before AVX, which take up to twice as long. Numpy's OpenBLAS is recent: where it found a processor with
    AVX2, the old one is told so at the moment it is loaded. A setting made by the user stays.
    """
    found = {pool.get("architecture") for pool in threadpool_info() if pool["user_api"] == "blas"}
    wanted = found & _KERNELS_WITH_AVX2 and _CORETYPE not in os.environ
    if wanted:
        os.environ[_CORETYPE] = "Haswell"
    try:
        import pyscf.cc  # noqa: F401
        import tblite.interface  # noqa: F401
    finally:
        if wanted:
            del os.environ[_CORETYPE]
