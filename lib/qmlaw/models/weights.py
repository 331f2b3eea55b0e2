"""Trained weights on disk: numbers in a safetensors file, everything else in a JSON card beside it.

Unlike a pickle, a safetensors file cannot run anything when it is read. The card says what was trained on
what, how well it does beside which baselines, and with which versions.

References
----------
The format and the package: https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from qmlaw.molecules import Molecules

PACKAGES = ("qmlaw", "torch", "numpy", "scikit-learn", "ase")


def write_weights(path: str | Path, arrays: Mapping[str, NDArray], card: Mapping[str, Any]) -> None:
    """Write PATH.safetensors and PATH.json, the card last, each whole or not at all.

    Parameters
    ----------
    path : path
        Without an ending; its folder must exist.
    arrays : mapping
        The weights by name.
    card : mapping
        Plain data for JSON. Versions and the hash of the weights are added.
    """
    content = to_safetensors(arrays)
    versions = {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    full = {**card, "versions": versions, "weights_sha256": hashlib.sha256(content).hexdigest()}
    text = json.dumps(full, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    for ending, data in ((".safetensors", content), (".json", text.encode())):
        part = Path(f"{path}{ending}.part")
        part.write_bytes(data)
        os.replace(part, f"{path}{ending}")


def read_weights(path: str | Path) -> tuple[dict[str, NDArray], dict[str, Any]]:
    """Weights and card that `write_weights` wrote under this name.

    Raises
    ------
    FileNotFoundError
        If one of the two files is not there.
    ValueError
        If a file is damaged, or the weights are not those that the card describes.
    """
    weights, card = Path(f"{path}.safetensors"), Path(f"{path}.json")
    for file in (weights, card):
        if not file.is_file():
            raise FileNotFoundError(f"no file {file}; a trained model is {weights.name} and {card.name}")
    content = weights.read_bytes()
    try:
        read = json.loads(card.read_text(encoding="utf-8"))
        expected = read["weights_sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{card} is not the card of a trained model: {error!r}") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ValueError(f"{weights} is not the file that {card} describes: its SHA-256 is another one")
    return from_safetensors(content, str(weights)), read


def to_safetensors(arrays: Mapping[str, ArrayLike]) -> bytes:
    """The content of a safetensors file with these arrays.

    Raises
    ------
    ValueError
        If the format has no such type of number.
    """
    # The package takes the memory as it lies, whatever the strides say: rows must come first.
    in_rows = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    try:
        return save(in_rows, metadata={"format": "pt"})
    except SafetensorError as error:
        types = ", ".join(f"{name!r} of {array.dtype}" for name, array in in_rows.items())
        raise ValueError(f"safetensors cannot hold these arrays ({types}): {error}") from error


def from_safetensors(content: bytes, label: str) -> dict[str, NDArray]:
    """Arrays of a safetensors file; `label` names it in errors.

    Raises
    ------
    ValueError
        If it is cut off, not such a file, or of a type that NumPy does not know (bfloat16).
    """
    try:
        return load(content)
    except SafetensorError as error:
        raise ValueError(f"{label} is not a safetensors file, or cut off: {error}") from error
    except KeyError as error:
        raise ValueError(f"{label} has numbers of the type {error}, which NumPy does not know") from error


def data_hash(molecules: Molecules, targets: ArrayLike | None = None) -> str:
    """SHA-256 of the elements, positions and targets: the same data give the same hash."""
    digest = hashlib.sha256()
    for array in (molecules.offsets, molecules.atomic_numbers, molecules.positions):
        digest.update(np.ascontiguousarray(array).tobytes())
    if targets is not None:
        digest.update(np.ascontiguousarray(targets, dtype=np.float64).tobytes())
    return digest.hexdigest()
