"""What lies under PySCF: linear algebra with modern vector instructions, one thread, memory that stays."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_info, threadpool_limits

#: Variable by which OpenBLAS is told the processor, and what it calls those with AVX2.
_CORETYPE = "OPENBLAS_CORETYPE"
_KERNELS_WITH_AVX2 = {"Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"}

#: Options of glibc's ``mallopt``, and what they are set to: bytes, as large as an int may be.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_NEVER = 2**31 - 1


@contextmanager
def fast_and_single_threaded() -> Iterator[None]:
    """Load the libraries of quantum chemistry with their fast kernels; inside, each uses one thread.

    The molecules of a recipe are the parallel work; more threads for one of them only cost time. Memory that
    was freed stays with the process, also afterwards.
    """
    _load_libraries()
    _keep_memory()
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


def _keep_memory() -> None:
    """Let the process keep memory that it frees.

    PySCF takes and frees arrays of some MB in every step. By default glibc gives them back and gets them
    again, page by page and filled with zeros: 10 to 15 % of the processor time of a small molecule, most of
    it in the kernel. The price: a process stays as large as it ever was. What is calculated is the same to
    the last bit. Elsewhere than with glibc nothing is done.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # musl has none
        mallopt(_MMAP_THRESHOLD, _NEVER)
        mallopt(_TRIM_THRESHOLD, _NEVER)
