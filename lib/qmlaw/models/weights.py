"""Trained weights on disk: numbers in a safetensors file, everything else in a JSON card beside it.

A safetensors file is the length of a header (eight bytes, little-endian), the header (JSON: type, shape and
place of each array) and the arrays. Unlike a pickle it cannot run anything when it is read. The card says
what was trained on what, how well it does beside which baselines, and with which versions.

References
----------
The safetensors format: https://github.com/huggingface/safetensors (README, "Format").
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

from qmlaw.molecules import Molecules

TYPES = {"F64": np.float64, "F32": np.float32, "I64": np.int64, "I32": np.int32, "BOOL": np.bool_}
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


def to_safetensors(arrays: Mapping[str, NDArray]) -> bytes:
    """The content of a safetensors file with these arrays."""
    names = {np.dtype(kind): name for name, kind in TYPES.items()}
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    parts, end = [], 0
    for name, array in sorted(arrays.items()):
        data = np.ascontiguousarray(array).tobytes()
        place = [end, end + len(data)]
        header[name] = {"dtype": names[array.dtype], "shape": list(array.shape), "data_offsets": place}
        parts.append(data)
        end += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # so that the arrays begin at a multiple of eight bytes
    return len(text).to_bytes(8, "little") + text + b"".join(parts)


def from_safetensors(content: bytes, label: str) -> dict[str, NDArray]:
    """Arrays of a safetensors file; `label` names it in errors.

    Raises
    ------
    ValueError
        If it is cut off, or not such a file.
    """
    try:
        start = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(content[8:start])
        header.pop("__metadata__", None)
        arrays = {}
        for name, entry in header.items():
            first, last = entry["data_offsets"]
            flat = np.frombuffer(content[start + first : start + last], dtype=TYPES[entry["dtype"]])
            arrays[name] = flat.reshape(entry["shape"]).copy()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{label} is not a safetensors file, or cut off: {error!r}") from error
    return arrays


def data_hash(molecules: Molecules, targets: ArrayLike | None = None) -> str:
    """SHA-256 of the elements, positions and targets: the same data give the same hash."""
    digest = hashlib.sha256()
    for array in (molecules.offsets, molecules.atomic_numbers, molecules.positions):
        digest.update(np.ascontiguousarray(array).tobytes())
    if targets is not None:
        digest.update(np.ascontiguousarray(targets, dtype=np.float64).tobytes())
    return digest.hexdigest()
