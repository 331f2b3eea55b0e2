"""Every composite method by name; each is data over one engine."""

from __future__ import annotations

from qmlaw.reference.composite.focal_points import FOCAL_POINTS
from qmlaw.reference.composite.gaussian_n import GAUSSIAN_N
from qmlaw.reference.composite.terms import Composite

#: Every known composite method by name.
COMPOSITES = {composite.name: composite for composite in (*GAUSSIAN_N, *FOCAL_POINTS)}


def find_composite(name: str | Composite) -> Composite:
    """Look a composite method up by name.

    Parameters
    ----------
    name : str or Composite
        Name such as ``"G4(MP2)"``; case and spaces do not matter. A `Composite` is returned as it is.

    Returns
    -------
    Composite
        Entry of `COMPOSITES`.

    Raises
    ------
    ValueError
        If there is no such method; the message lists the known ones.
    """
    if isinstance(name, Composite):
        return name
    wanted = "".join(name.split()).casefold()
    for composite in COMPOSITES.values():
        if composite.name.casefold() == wanted:
            return composite
    raise ValueError(f"unknown composite method {name!r}; known are {', '.join(COMPOSITES)}")
