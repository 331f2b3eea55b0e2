"""Where the files of a data set are: the repository's `data/`, the folder `QMLAW_DATA`, or the cache.

Public files are looked for in this order.

1. The folder that the environment variable `QMLAW_DATA` names, if it is set. The files lie in it side by
   side. Then nothing is ever downloaded. Its files are the user's: one with another checksum than the
   published file is used, with a warning.
2. The operating system's cache folder. A file that is not there is downloaded into it once, through pooch. It
   must have the published checksum. Where no checksum was published, that of the first download is written
   beside the file, and the file must keep it ("trust on first use").
"""

import hashlib
import logging
import os
import warnings
from pathlib import Path

import pooch

from qmlaw.datasets.cards import SourceFile

logger = logging.getLogger(__name__)

ENVIRONMENT_VARIABLE = "QMLAW_DATA"


def cache_folder() -> Path:
    """Folder that downloads are kept in (it need not exist yet)."""
    return Path(pooch.os_cache("qmlaw"))


def user_folder() -> Path | None:
    """Folder named by the environment variable `QMLAW_DATA`, or None when it is not set.

    Raises
    ------
    FileNotFoundError
        If the variable names something that is not a folder.
    """
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise FileNotFoundError(f"{ENVIRONMENT_VARIABLE} is {named!r}, which is not a folder")
    return folder


def digest(path: Path, algorithm: str = "sha256") -> str:
    """Checksum of a file.

    Parameters
    ----------
    path
        The file.
    algorithm
        A name that hashlib knows: "sha256", "md5".

    Returns
    -------
    str
        "algorithm:hexadecimal digits".
    """
    with open(path, "rb") as file:
        return f"{algorithm}:{hashlib.file_digest(file, algorithm).hexdigest()}"


def local_path(file: SourceFile) -> Path | None:
    """Where a public file is on this machine, or None. Downloads nothing and checks nothing."""
    folder = user_folder() or cache_folder()
    path = folder / file.name
    return path if path.is_file() else None


def locate(file: SourceFile) -> Path:
    """Path of a public file, downloaded if need be.

    Parameters
    ----------
    file
        The file and its source.

    Returns
    -------
    Path

    Raises
    ------
    FileNotFoundError
        If it is neither here nor to be had: says where it was looked for and how to get it.
    ValueError
        If a downloaded file has the wrong checksum: names the file, what was expected and what was found. A
        file that fails is not kept.
    """
    folder = user_folder()
    if folder is not None:
        return _in_user_folder(file, folder)
    cached = cache_folder() / file.name
    if not cached.is_file():
        _download(file, cached)
    expected = file.checksum or _first_seen(cached)
    found = digest(cached, expected.partition(":")[0])
    if found != expected:
        raise ValueError(
            f"{cached} has changed: expected {expected}, found {found}. Delete it to download it again"
        )
    return cached


def _in_user_folder(file: SourceFile, folder: Path) -> Path:
    path = folder / file.name
    if not path.is_file():
        raise FileNotFoundError(
            f"no file {file.name} in {folder}, which {ENVIRONMENT_VARIABLE} names. Put it there: {file.how}."
            + (f" Or unset {ENVIRONMENT_VARIABLE} to have it downloaded once." if file.url else "")
        )
    if file.checksum is not None:
        found = digest(path, file.checksum.partition(":")[0])
        if found != file.checksum:
            warnings.warn(
                f"{path} is not the published file: expected {file.checksum}, found {found}", stacklevel=4
            )
    return path


def _download(file: SourceFile, target: Path) -> None:
    where = f"no file {target.name} in the cache {target.parent}, and {ENVIRONMENT_VARIABLE} is not set"
    if file.url is None:
        raise FileNotFoundError(
            f"{where}. Put it into a folder that {ENVIRONMENT_VARIABLE} names: {file.how}"
        )
    logger.info("downloading %s to %s", file.url, target)
    try:
        # pooch writes to a temporary file and moves it only when it is complete and has the right checksum.
        pooch.retrieve(file.url, known_hash=file.checksum, fname=target.name, path=target.parent)
    except ValueError as error:
        raise ValueError(f"{file.name} from {file.url}: {error}") from error
    except OSError as error:
        raise FileNotFoundError(
            f"{where}, and downloading {file.url} failed ({error}). Get it: {file.how}"
        ) from error


def _first_seen(path: Path) -> str:
    """Checksum written beside a file when it was first seen; written now if there is none."""
    record = path.with_name(path.name + ".checksum")
    if not record.is_file():
        found = digest(path)
        # Written whole or not at all, so that an interruption leaves no half record.
        temporary = record.with_name(record.name + ".tmp")
        temporary.write_text(found + "\n")
        temporary.replace(record)
        logger.warning("no checksum was published for %s; recorded %s to hold it to", path.name, found)
    return record.read_text().strip()
