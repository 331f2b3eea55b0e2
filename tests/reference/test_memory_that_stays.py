"""Freed memory stays with a process that calculates."""

import subprocess
import sys

import pytest

_ARRAYS = """
import resource
from qmlaw.reference.blas import fast_and_single_threaded

def page_faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        b"x" * 40_000_000  # freed at once
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

print(page_faults())
with fast_and_single_threaded():
    page_faults()  # the memory is taken once
    print(page_faults())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's allocator")
def test_what_is_asked_for_again_gets_the_same_pages():
    command = [sys.executable, "-c", _ARRAYS]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout.split()
    default, kept = map(int, lines)
    assert default > 1000 and kept < default / 100
