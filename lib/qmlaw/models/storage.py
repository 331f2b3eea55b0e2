"""Fitted models in a file, without pickle: numbers as NumPy arrays, all else as JSON, nothing executed.

One npz file. Its entry `model.json` (UTF-8 bytes) holds

    {"format": "qmlaw-model", "version": 1, "model": …, "card": …}

where an estimator is {"estimator": class, "parameters": {…}, "fitted": {…}}, an array is {"array": entry},
a tuple {"tuple": […]}, a mapping {"mapping": [[key, value], …]}. Only the classes of `STORABLE` are written
and read. The checksums of the zip format guard every entry.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from qmlaw.models.composition import CompositionModel, OnBaseline
from qmlaw.models.delta import DeltaRegressor
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.low_levels import AppendLowLevels
from qmlaw.models.termwise import TermwiseDelta
from qmlaw.models.tuned import TunedKernelRidge
from qmlaw.representations import BagOfBonds, CoulombMatrix, NamedFeatures

FORMAT, VERSION = "qmlaw-model", 1
ENTRY = "model.json"
STORABLE = {
    cls.__name__: cls
    for cls in (
        AppendLowLevels, BagOfBonds, CompositionModel, CoulombMatrix, DeltaRegressor, KernelRidgeRegressor,
        NamedFeatures, OnBaseline, Pipeline, TermwiseDelta, TunedKernelRidge,
    )
}  # fmt: skip
_BROKEN = (
    OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError,
    zipfile.BadZipFile, zlib.error, NotImplementedError, RecursionError,
)  # fmt: skip
"""What NumPy, zipfile and JSON raise for files that are cut off, changed, or something else."""


def save_model(model: BaseEstimator, path: str | Path, card: dict[str, Any] | None = None) -> None:
    """Write a fitted model, whole or not at all.

    Parameters
    ----------
    model : estimator
        Of the classes in `STORABLE`, at every depth.
    path : str or Path
        The file; an existing one is replaced.
    card : dict, optional
        What to know about the model, as plain data.

    Raises
    ------
    ValueError
        If something in the model cannot be stored.
    """
    path, arrays = Path(path), {}
    content = {"format": FORMAT, "version": VERSION, "model": _encode(model, arrays), "card": card or {}}
    try:
        text = json.dumps(content, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the model card cannot be stored as JSON: {error}") from error
    arrays[ENTRY] = np.frombuffer(text.encode(), dtype=np.uint8)
    handle, temporary = tempfile.mkstemp(dir=path.absolute().parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def load_model(path: str | Path) -> tuple[BaseEstimator, dict[str, Any]]:
    """Read a model and its card.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        Naming the file: cut off, changed, of another format or version, or with a class that is not allowed.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"no file {path}")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        content = json.loads(arrays[ENTRY].tobytes().decode())
        found = content["format"], content["version"]
        if found != (FORMAT, VERSION):
            raise ValueError(f"format and version are {found}; allowed are {(FORMAT, VERSION)}")
        return _decode(content["model"], arrays), content["card"]
    except _BROKEN as error:
        raise ValueError(
            f"{path} is not a model of qmlaw, or is damaged: {type(error).__name__}: {error}"
        ) from error


def _encode(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    if isinstance(value, BaseEstimator):
        return _encode_estimator(value, arrays)
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "biufU":
            raise ValueError(f"an array of {value.dtype} cannot be stored; allowed are numbers and text")
        name = f"array{len(arrays)}"
        arrays[name] = value
        return {"array": name}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple):
        return {"tuple": [_encode(item, arrays) for item in value]}
    if isinstance(value, list):
        return [_encode(item, arrays) for item in value]
    if isinstance(value, dict):
        return {"mapping": [[_encode(k, arrays), _encode(v, arrays)] for k, v in value.items()]}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise ValueError(f"a {type(value).__name__} cannot be stored")


def _encode_estimator(model: BaseEstimator, arrays: dict[str, np.ndarray]) -> dict[str, Any]:
    name = type(model).__name__
    if STORABLE.get(name) is not type(model):
        raise ValueError(f"a {name} cannot be stored; allowed are {', '.join(STORABLE)}")
    parameters = model.get_params(deep=False)
    learned = {
        key: value for key, value in vars(model).items() if key.endswith("_") and key not in parameters
    }
    return {
        "estimator": name,
        "parameters": {key: _encode(value, arrays) for key, value in parameters.items()},
        "fitted": {key: _encode(value, arrays) for key, value in learned.items()},
    }


def _decode(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    if isinstance(value, list):
        return [_decode(item, arrays) for item in value]
    if not isinstance(value, dict):
        return value
    if "estimator" in value:
        return _decode_estimator(value, arrays)
    (kind,) = value
    if kind == "array":
        return arrays[value["array"]]
    if kind == "tuple":
        return tuple(_decode(item, arrays) for item in value["tuple"])
    if kind == "mapping":
        return {_decode(k, arrays): _decode(v, arrays) for k, v in value["mapping"]}
    raise ValueError(f"unknown kind of value {kind!r}")


def _decode_estimator(value: dict[str, Any], arrays: dict[str, np.ndarray]) -> BaseEstimator:
    name = value["estimator"]
    if name not in STORABLE:
        raise ValueError(f"class {name!r} is not allowed; allowed are {', '.join(STORABLE)}")
    parameters = {key: _decode(item, arrays) for key, item in value["parameters"].items()}
    model = STORABLE[name](**parameters)
    for key, item in value["fitted"].items():
        if not key.endswith("_") or key.startswith("_"):
            raise ValueError(f"{name} has the fitted value {key!r}; allowed are names that end with _")
        setattr(model, key, _decode(item, arrays))
    return model
