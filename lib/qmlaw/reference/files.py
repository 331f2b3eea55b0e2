"""Writing files so that nothing half-written stays behind."""

import os
from pathlib import Path

#: Ending of a file that is being written.
TEMPORARY = ".tmp"


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a crash at any moment leaves the old content or the new one.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    content : bytes
        What it shall hold.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
