"""Where torch calculates: on which device, and on how many threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


def checked_device(name: str) -> torch.device:
    """Device of this name; ValueError if torch does not know it or this machine has none."""
    there = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    there += ["mps"] if torch.backends.mps.is_available() else []
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ValueError(f"device is {name!r}; here are {', '.join(there)}") from error
    return device


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch calculate on one thread inside a `with`: small networks gain little from more.

    After a parallel function of numba, torch runs on as many threads as numba has, since both ask the same
    OpenMP library. On a busy machine these threads wait for each other, and a step can take a hundred times
    as long.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
