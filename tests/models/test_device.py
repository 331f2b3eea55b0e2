"""The place where torch calculates."""

import pytest
import torch

from qmlaw.models.device import checked_device, one_thread


def test_devices_that_are_not_there():
    assert checked_device("cpu") == torch.device("cpu")
    for name in ("abacus", "cuda:99"):
        with pytest.raises(ValueError, match=f"device is '{name}'; here are cpu"):
            checked_device(name)


def test_one_thread_and_back():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        with pytest.raises(KeyError), one_thread():
            assert torch.get_num_threads() == 1
            raise KeyError
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
