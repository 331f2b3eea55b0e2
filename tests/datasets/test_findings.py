"""Every fault that a point can have is found and named, and nothing is found in a set without one."""

import time

import numpy as np
import pytest
from points_set import ANGLES, MINIMUM, points_set, springs, turned, with_energy, with_positions
from small_files import small_set, write_checksums

from qmlaw import datasets
from qmlaw.datasets.checks import NET_FORCE, SAME, findings
from qmlaw.datasets.energy_checks import KINK, deviations_from_neighbours
from qmlaw.datasets.flags import read_flags, unexplained
from qmlaw.datasets.points import Finding, by_molecule, distortions
from qmlaw.molecules import Molecules


def found(molecules: Molecules) -> set[tuple[str, str]]:
    return {(finding.name, finding.kind) for finding in findings(molecules)}


def test_a_good_set_has_nothing_to_find():
    assert found(points_set()) == set()
    assert found(small_set()) == set()


def rotation(seed: int) -> np.ndarray:
    matrix, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return matrix


@pytest.mark.parametrize("seed", range(4))  # of both hands: mirror images have the same energy
def test_a_geometry_that_was_turned_is_the_same(seed):
    molecules = points_set()
    original = molecules[molecules.names.index("x/modes-003")].positions
    again = with_positions(molecules, "x/modes-017", original @ rotation(seed) + [1.0, -2.0, 0.5])
    assert ("x/modes-017", "duplicate") in found(again)


def test_atoms_of_one_element_in_another_order_are_the_same():
    molecules = points_set()
    original = molecules[molecules.names.index("x/modes-003")].positions
    again = with_positions(molecules, "x/modes-017", original[[1, 0, 3, 2]])
    assert ("x/modes-017", "duplicate") in found(again)


@pytest.mark.parametrize(("shift", "same"), [(0.5 * SAME, True), (5 * SAME, False)])
def test_how_close_is_the_same(shift, same):
    molecules = points_set()
    original = molecules[molecules.names.index("x/modes-003")].positions.copy()
    original[0, 0] += shift
    again = with_positions(molecules, "x/modes-017", original)
    assert (("x/modes-017", "duplicate") in found(again)) is same


def test_duplicates_in_a_set_without_points():
    molecules = small_set()
    twice = Molecules.concatenate([molecules, molecules[[2]].shuffle_atoms(seed=1)])
    twice = Molecules(
        [m.atomic_numbers for m in twice],
        [m.positions for m in twice],
        properties=twice.properties,
        names=["H2", "N2", "H2O", "again"],
    )
    assert found(twice) == {("again", "duplicate")}


def test_molecules_of_other_names_may_be_alike():
    """A geometry of one molecule is no duplicate of another's: who compares says so by the name."""
    molecules = points_set()
    other = molecules.with_property("molecule", ["x"] * 40 + ["y"] * (len(molecules) - 40), "1")
    other = with_positions(other, other.names[45], other[3].positions)
    assert not any(kind == "duplicate" for _, kind in found(other))


def test_collision():
    close = MINIMUM.copy()
    close[2] = close[0] + [0, 0.45, 0]
    assert ("x/modes-005", "collision") in found(with_positions(points_set(), "x/modes-005", close))
    together = small_set()[[0]].to_ase()[0]
    together.positions[1, 2] = 0.3
    assert {finding.kind for finding in findings(Molecules.from_ase([together]))} == {"collision"}


def test_bonds_that_went_or_came():
    gone = MINIMUM.copy()
    gone[3] = gone[1] + 1.9 * (gone[3] - gone[1])
    new = MINIMUM.copy()
    new[3] = new[2] + [0, 0.3, 0.1]
    for changed in (gone, new):
        assert ("x/modes-005", "bonds") in found(with_positions(points_set(), "x/modes-005", changed))
        # Scans break bonds on purpose.
        assert ("x/stretch-0-1-1.700", "bonds") not in found(
            with_positions(points_set(), "x/stretch-0-1-1.700", changed)
        )


def test_forces_that_push_or_turn():
    molecules = points_set()
    k = molecules.names.index("x/torsion-0-1-090")
    atoms = slice(molecules.offsets[k], molecules.offsets[k + 1])
    before = molecules.value("A/forces", "hartree/angstrom")
    pushed, twisted, noisy = before.copy(), before.copy(), before.copy()
    pushed[atoms.start] += [0, 2 * NET_FORCE, 0]
    arms = molecules.positions[atoms] - molecules.positions[atoms].mean(axis=0)
    twisted[atoms] += 0.01 * np.cross([0, 0, 1], arms)
    noisy[atoms.start] += [0, 0.2 * NET_FORCE, 0]
    for forces, expected in ((pushed, True), (twisted, True), (noisy, False)):
        changed = molecules.with_property("A/forces", forces, "hartree/angstrom", "atom")
        assert (("x/torsion-0-1-090", "net force") in found(changed)) is expected
    assert np.abs(twisted[atoms].sum(axis=0)).max() < 1e-10


def test_forces_of_the_wrong_sign_or_unit():
    molecules = points_set()
    for factor in (-1, 0.529177, 27.2):
        forces = factor * molecules.value("A/forces", "hartree/angstrom")
        changed = found(molecules.with_property("A/forces", forces, "hartree/angstrom", "atom"))
        assert ("A/forces", "harmonic") in changed, factor


def test_forces_of_another_point():
    """Forces shifted by one point, as after a point that was left out: each is fine by itself."""
    molecules = points_set()
    forces = np.roll(molecules.value("A/forces", "hartree/angstrom"), 4, axis=0)
    changed = found(molecules.with_property("A/forces", forces, "hartree/angstrom", "atom"))
    assert sum(kind == "harmonic" for _, kind in changed) > 10


def test_energy_below_the_minimum():
    assert ("x/modes-000", "below minimum") in found(with_energy(points_set(), "B", "x/modes-000", -60))
    assert ("x/torsion-0-1-015", "below minimum") in found(
        with_energy(points_set(), "A", "x/torsion-0-1-015", -10)
    )


@pytest.mark.parametrize("change", [30, 100])
def test_an_excited_state_among_shaken_geometries(change):
    assert ("x/modes-007", "harmonic") in found(with_energy(points_set(), "A", "x/modes-007", change))


@pytest.mark.parametrize("level", ["A", "B", "C"])
@pytest.mark.parametrize("change", [-20, 20])
def test_an_energy_unlike_those_of_other_levels(level, change):
    assert ("x/modes-011", "levels") in found(with_energy(points_set(), level, "x/modes-011", change))


@pytest.mark.parametrize("name", ["x/stretch-0-1-1.300", "x/torsion-0-1-060"])
def test_a_jump_in_a_scan(name):
    assert (name, "kink") in found(with_energy(points_set(), "A", name, 2 * KINK))
    assert (name, "kink") not in found(with_energy(points_set(), "A", name, 0.1 * KINK))


def test_neighbours_lead_to_the_right_energy():
    """Third-degree polynomials exactly, springs nearly, and along an arc as well as along a line."""
    x = np.array([0.0, 0.4, 1.0, 1.5, 2.5])
    energies, slopes = 2 * x**3 - x**2 + 4, 6 * x**2 - 2 * x
    line = np.zeros((5, 1, 3))
    line[:, 0, 0] = x
    forces = np.zeros_like(line)
    forces[:, 0, 0] = -slopes
    deviations = deviations_from_neighbours(x, energies, forces, line)
    assert np.isnan(deviations[[0, -1]]).all()
    np.testing.assert_allclose(deviations[1:-1], 0, atol=1e-12)
    assert np.isnan(deviations_from_neighbours(x, energies, forces, line, widest=1.05)[2:]).all()
    angles = np.array([0, *ANGLES], dtype=float)
    arc = np.array([turned(angle) for angle in angles])
    results = [springs(positions) for positions in arc]
    along = deviations_from_neighbours(
        angles, np.array([e for e, _ in results]), np.array([f for _, f in results]), arc
    )
    assert np.nanmax(np.abs(along)) * 627.5 < 0.1 * KINK


def test_distortion_is_zero_at_the_minimum_and_does_not_feel_turning():
    molecules = points_set()
    (points,) = by_molecule(molecules)
    before = distortions(points)
    assert before[0] == 0 and (before[1:] > 0).all()
    turned_set = with_positions(molecules, "x/modes-001", points.positions[2] @ rotation(0))
    (points,) = by_molecule(turned_set)
    np.testing.assert_allclose(distortions(points), before)


def test_atoms_in_another_order_are_refused():
    molecules = points_set()
    numbers = [p.atomic_numbers for p in molecules]
    numbers[5] = numbers[5][::-1]
    mixed = Molecules(
        numbers, [p.positions for p in molecules], properties=molecules.properties, names=molecules.names
    )
    with pytest.raises(ValueError, match="x/modes-004 has other atoms, or another order, than x/minimum"):
        findings(mixed)


def test_a_scan_without_its_minimum_is_still_checked_for_what_can_be():
    molecules = points_set()
    part = molecules[[k for k, name in enumerate(molecules.names) if name != "x/minimum"]]
    assert found(part) == set()


def test_crystals_are_left_alone():
    molecules = small_set()
    cells = Molecules(
        [m.atomic_numbers for m in molecules],
        [0.2 * m.positions for m in molecules],
        cells=[5 * np.eye(3)] * 3,
        names=molecules.names,
    )
    assert findings(cells) == []


HEADER = "finding,names,count,reason\n"


@pytest.fixture
def points_folder(tmp_path, monkeypatch):
    """`data/mine`, a set of points with one duplicate and one kink."""
    folder = tmp_path / "data" / "mine"
    folder.mkdir(parents=True)
    molecules = with_energy(points_set(), "A", "x/stretch-0-1-1.300", 5)
    molecules = with_positions(molecules, "x/torsion-0-1-120", molecules[5].positions)
    # What follows from the two: neighbours of the kink look odd as well.
    molecules.to_hdf5(folder / "mine.h5")
    write_checksums(folder)
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    return folder


def test_findings_are_problems_until_they_are_flagged(points_folder):
    problems = datasets.verify("mine")
    assert any("kink" in p and "x/stretch-0-1-1.300 (A: +5" in p for p in problems), problems
    assert any(
        "duplicate" in p and "x/torsion-0-1-120 (the same geometry as x/modes-004)" in p for p in problems
    )
    (points_folder / "flags.csv").write_text(
        HEADER + 'kink,x/stretch-0-1-*,3,"made up, with a comma"\n'
        "kink,x/torsion-0-1-*,2,follows from the next line\nduplicate,x/torsion-0-1-120,1,copied\n"
    )
    assert datasets.verify("mine") == []


def test_flags_answer_for_no_more_than_they_say(points_folder):
    (points_folder / "flags.csv").write_text(
        HEADER + "kink,*,1,too few\nduplicate,x/torsion-0-1-120,1,copied\n"
    )
    (problem,) = datasets.verify("mine")
    assert "kink: flags.csv has 1 for *, but there are" in problem


def test_a_flag_is_for_one_kind_of_finding():
    flags = read_flags_of(HEADER + "bonds,x/a,1,hot\n")
    assert unexplained([Finding("x/a", "bonds", "1 lost")], flags) == []
    assert len(unexplained([Finding("x/a", "kink", "off"), Finding("x/b", "bonds", "1 lost")], flags)) == 2


def test_many_findings_of_a_kind_are_one_line():
    (line,) = unexplained([Finding(f"x/{k}", "bonds", "1 lost") for k in range(30)], [])
    assert "and 25 more" in line and "x/4" in line and "x/5" not in line


def test_names_with_brackets_are_taken_as_they_are():
    flags = read_flags_of(HEADER + "duplicate,c1nn[nH]n1,1,tautomer\n")
    assert unexplained([Finding("c1nn[nH]n1", "duplicate", "")], flags) == []


def read_flags_of(text: str):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flags.csv"
        path.write_text(text, encoding="utf-8")
        return read_flags(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("finding,names,reason\n", "the columns are .*; they must be"),
        (HEADER + "odd,x,1,why\n", "line 2: unknown finding 'odd'; allowed are collision"),
        (HEADER + "bonds,x,some,why\n", "count is 'some'"),
        (HEADER + "bonds,x,0,why\n", "count is '0'"),
        (HEADER + "bonds,x,1, \n", "line 2: no reason"),
        (HEADER + "bonds,x,1,hot, very\n", "put quotes around a reason with commas"),
        (HEADER + "bonds,x,1\n", "line 2: not 4 columns"),
    ],
)
def test_mistakes_in_flags_are_named(points_folder, text, message):
    with pytest.raises(ValueError, match=message):
        read_flags_of(text)
    (points_folder / "flags.csv").write_text(text)
    assert any("flags.csv" in problem for problem in datasets.verify("mine"))


def test_all_sets_of_the_repository_are_verified_in_seconds():
    """No exact limit: minutes would mean that a check compares all with all."""
    start = time.perf_counter()
    for name in datasets.verifiable():
        datasets.verify(name)
    assert time.perf_counter() - start < 60
