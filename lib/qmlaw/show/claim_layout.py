"""Where the map of the claims draws what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qmlaw.argument.claims import Claim, all_edges
from qmlaw.argument.schema import MAP, ArgumentDataError, read_yaml
from qmlaw.paths import data_folder

Point = tuple[float, float]

#: Size of a box, in inches.
WIDTH, HEIGHT = 1.56, 0.66


@dataclass(frozen=True)
class Layout:
    """Centres of boxes (by claim), junctions (by group), way points (by ``"SOURCE-TARGET"``), in inches."""

    places: Mapping[str, Point]
    junctions: Mapping[str, Point]
    routes: Mapping[str, list[Point]]


def load_layout(claims: Mapping[str, Claim], path: Path | None = None) -> Layout:
    """Read where the map draws what.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    path : Path, optional
        A YAML file; default ``data/argument/map.yaml``.

    Returns
    -------
    Layout

    Raises
    ------
    ArgumentDataError
        If a claim or a group of linked premises has no place, or two boxes overlap.
    """
    path = path or data_folder() / "argument" / "map.yaml"
    entries = read_yaml(path, MAP)
    layout = Layout(
        {name: tuple(place) for name, place in entries["places"].items()},
        {name: tuple(place) for name, place in entries.get("junctions", {}).items()},
        {name: [tuple(p) for p in points] for name, points in entries.get("routes", {}).items()},
    )
    linked = {edge.group for edge in all_edges(claims) if edge.group}
    faults = [f"no place for claim {name}" for name in claims if name not in layout.places]
    faults += [f"place for {name}, which is not a claim" for name in layout.places if name not in claims]
    faults += [f"no junction for group {name}" for name in sorted(linked - set(layout.junctions))]
    faults += [f"{a} and {b} overlap" for a, b in _overlaps(layout.places)]
    if faults:
        raise ArgumentDataError(f"{path.name}: " + "; ".join(faults))
    return layout


def _overlaps(places: Mapping[str, Point]) -> list[tuple[str, str]]:
    names = list(places)
    return [
        (a, b)
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if abs(places[a][0] - places[b][0]) < WIDTH and abs(places[a][1] - places[b][1]) < HEIGHT
    ]
