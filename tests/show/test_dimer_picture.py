"""The picture of the pairs of water molecules shows every cut twice and the drawn ones as a cloud."""

import numpy as np
from matplotlib import pyplot

from qmlaw.molecules import Molecules
from qmlaw.show.dimer_pictures import by_distance

LEVEL = "MP2/6-31G**"


def test_cuts_and_clouds():
    distances = np.array([2.6, 3.0, 4.0, 2.7, 3.1, 5.0, 6.0])
    names = ["pair/front-02.60", "pair/front-03.00", "pair/front-04.00", "pair/back-02.70", "pair/back-03.10"]
    names += ["pair/random-0000", "pair/300K-0000"]
    plain = -5 / distances**3
    pairs = Molecules(
        [[8, 8]] * 7,
        [[[0, 0, 0], [0, 0, distance]] for distance in distances],
        properties={
            "origin": (["dimer scan"] * 5 + ["rigid dimers"] * 2, "1"),
            "temperature": ([0.0] * 6 + [300.0], "K"),
            "oxygen_distance": (distances, "angstrom"),
            f"{LEVEL}/hf_interaction_energy_cp": (plain, "kcal/mol"),
            f"{LEVEL}/interaction_energy": (plain, "kcal/mol"),
            f"{LEVEL}/interaction_energy_cp": (plain + 0.1, "kcal/mol"),
        },
        names=names,
    )
    figure = by_distance(pairs)
    left, right = figure.axes
    labels = [line.get_label() for line in left.get_lines() if not line.get_label().startswith("_")]
    assert labels == ["random", "300 K", "front", "back"]
    front = next(line for line in left.get_lines() if line.get_label() == "front")
    np.testing.assert_allclose(front.get_ydata(), plain[:3] + 0.1)
    for line in right.get_lines():
        np.testing.assert_allclose(line.get_ydata(), 0.1)
    pyplot.close(figure)
