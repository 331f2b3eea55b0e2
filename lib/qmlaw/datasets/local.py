"""Sets made by this project: `data/<name>/<name>.h5` of the repository, with checksums beside it."""

import re
from pathlib import Path

from qmlaw.datasets.files import digest
from qmlaw.paths import data_folder

CHECKSUMS = "checksums.txt"
_CHECKSUM_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")


def local_sets() -> dict[str, Path]:
    """Sets of this project that are here: name to HDF5 file, in alphabetical order."""
    found = sorted(data_folder().glob("*/*.h5"))
    return {path.stem: path for path in found if path.stem == path.parent.name}


def read_checksums(path: Path) -> dict[str, str]:
    """Read a list of checksums in the form of `sha256sum`.

    Parameters
    ----------
    path
        Lines "sha256  file name".

    Returns
    -------
    dict
        File name to "sha256:hexadecimal digits".

    Raises
    ------
    ValueError
        If a line has another form; names file and line.
    """
    checksums = {}
    for k, line in enumerate(path.read_text().splitlines(), start=1):
        if not line.strip():
            continue
        match = _CHECKSUM_LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{path}, line {k}: {line!r} is not 'sha256  file name'")
        checksums[match[2]] = f"sha256:{match[1]}"
    return checksums


def checksum_problems(folder: Path) -> list[str]:
    """What is wrong with the checksums of a set, one line each; empty when all files are as listed.

    Parameters
    ----------
    folder
        `data/<name>`.
    """
    listing = folder / CHECKSUMS
    if not listing.is_file():
        return [f"{listing}: missing"]
    try:
        listed = read_checksums(listing)
    except ValueError as error:
        return [str(error)]
    problems = []
    for name, expected in listed.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{path}: listed in {CHECKSUMS}, but missing")
        elif (found := digest(path)) != expected:
            problems.append(f"{path}: expected {expected}, found {found}")
    problems += [
        f"{path}: not listed in {CHECKSUMS}"
        for path in sorted(folder.glob("*.h5"))
        if path.name not in listed
    ]
    return problems


def checked_path(name: str, path: Path) -> Path:
    """The HDF5 file of a set, if it has the checksum that is listed for it.

    Parameters
    ----------
    name
        Name of the set.
    path
        Its HDF5 file.

    Raises
    ------
    ValueError
        If checksums are listed and this file's is another: names the file, what was expected and found.
    """
    listing = path.parent / CHECKSUMS
    expected = read_checksums(listing).get(path.name) if listing.is_file() else None
    if expected is not None and (found := digest(path)) != expected:
        raise ValueError(
            f"{path} is not the file listed in {CHECKSUMS}: expected {expected}, found {found}. "
            f"See `qmlaw data verify {name}`"
        )
    return path
