"""Trained networks by name, for `qmlaw predict` and `qmlaw md`: those of this project, and a person's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qmlaw.paths import data_folder


def trained(name: str) -> Any:  # noqa: ANN401
    """A committee or a network: from files by their path without ending, or from this project by its name.

    Raises
    ------
    FileNotFoundError
        If there are no such files.
    ValueError
        If they are damaged, or not networks of atoms.
    """
    from qmlaw.models.atomic import AtomicNetworkRegressor, Committee
    from qmlaw.models.dtnn import DTNNRegressor
    from qmlaw.models.weights import read_weights

    path = Path(name)
    if not (_is_single(path) or _is_committee(path)):
        known = known_networks()
        if name not in known:
            raise FileNotFoundError(f"no network {name!r}: {path}.json is not there; {_listed(known)}")
        path = known[name]
    if not _is_single(path):
        return Committee.load(path)
    _, card = read_weights(path)
    kinds = {kind.__name__: kind for kind in (AtomicNetworkRegressor, DTNNRegressor)}
    if card.get("model") not in kinds:
        raise ValueError(f"{path}.json describes a {card.get('model')}; allowed are {', '.join(kinds)}")
    return kinds[card["model"]].load(path)


def known_networks() -> dict[str, Path]:
    """Committees and single networks in the data folder: names, and paths without number and ending."""
    found = {}
    for card in sorted(data_folder().glob("*/*.json")):
        if not card.with_suffix(".safetensors").is_file():
            continue
        path = card.with_suffix("")
        if _members(card) > 1:
            path = path.with_name(path.name.rpartition("-")[0])
        found[path.name] = path
    return found


def _members(card: Path) -> int:
    """Of the committee that a card belongs to; a damaged one is named when its network is asked for."""
    try:
        return json.loads(card.read_text(encoding="utf-8")).get("n_members", 1)
    except (ValueError, AttributeError):
        return 1


def _is_single(path: Path) -> bool:
    return Path(f"{path}.json").is_file()


def _is_committee(path: Path) -> bool:
    return Path(f"{path}-0.json").is_file()


def _listed(known: dict[str, Path]) -> str:
    """What may be asked for: committees one by one, single networks by an example of each folder."""
    committees = [name for name, path in known.items() if not _is_single(path)]
    examples = {path.parent.name: name for name, path in known.items() if _is_single(path)}
    singles = [f"{name} (and others of data/{folder})" for folder, name in examples.items()]
    return f"known by name: {', '.join([*committees, *singles])}"
