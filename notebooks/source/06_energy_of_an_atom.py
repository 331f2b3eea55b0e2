# %% [markdown] tags=["en"]
# # 06 · The energy of an atom

# %% [markdown] tags=["ko"]
# # 06 · 원자의 에너지

# %%
import time

import numpy as np
from ase.build import molecule as named_molecule

from qmlaw import argument, datasets, show
from qmlaw.argument import Metric
from qmlaw.classroom import checks
from qmlaw.models import CompositionModel
from qmlaw.models.dtnn.interpretation import alchemical_path, exchange, local_chemical_potential, surface_density
from qmlaw.models.dtnn.rigidity import local_prediction_rigidity, rings
from qmlaw.models.dtnn.shipped import ENERGY, FORMS, shipped
from qmlaw.models.shares import correlation_within_elements, explained_by, means_by_word, order_agreement, without_element_means
from qmlaw.molecules import Molecules
from qmlaw.reference import single_point
from qmlaw.reference.partition import WAYS, Way, partition
from qmlaw.representations.surroundings import surroundings
from qmlaw.show import ladder as curves
from qmlaw.show import text
from qmlaw.show.atom_pictures import ProbeMap, Sharing, in_plane, plane_points, probe_maps_figure, shares_figure
from qmlaw.show.ladder import Curve
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet
from qmlaw.units import HARTREE_TO_KCAL_MOL

# %%
prediction_sheet(("T9", "T10"))

# %% [markdown] tags=["en"]
# NETWORKS

# %%
MEAN, ELEMENT = "mean per atom", "per element"
SEEDS = range(FORMS[MEAN].n_seeds)
molecules = datasets.load("equilibrium")
energies = molecules.value(ENERGY, "kcal/mol")  # negative: bound
numbers = molecules.atomic_numbers
networks = {(form, seed): shipped(form, seed) for form in (MEAN, ELEMENT, "envelope") for seed in range(FORMS[form].n_seeds)}
shares = {key: found.model.predict_atomic_energies(molecules) for key, found in networks.items()}


def atoms_of(i: int) -> slice:
    """Where the atoms of molecule i are."""
    return slice(molecules.offsets[i], molecules.offsets[i + 1])


def totals(atomic: np.ndarray) -> np.ndarray:
    """Sum over the atoms of each molecule."""
    return np.add.reduceat(atomic, molecules.offsets[:-1])


def mae(form: str, seed: int) -> float:
    """Held-out error of a network."""
    test = networks[form, seed].test
    return float(np.abs(totals(shares[form, seed]) - energies)[test].mean())


show.table(
    [[text(en="mean per atom", ko="원자당 평균"), *(mae(MEAN, s) for s in SEEDS)], [text(en="per element", ko="원소별"), *(mae(ELEMENT, s) for s in SEEDS)]],
    columns=[text(en="held-out error / kcal/mol", ko="시험 오차 / kcal/mol"), *(text(en=f"seed {s}", ko=f"시드 {s}") for s in SEEDS)],
    decimals=1,
    caption=text(en="Ten networks.", ko="신경망 열 개."),
)

# %%
FREE = {z: single_point(named_molecule(symbol), "HF/6-31G*").energy for z, symbol in ((1, "H"), (6, "C"), (7, "N"), (8, "O"))}


def quantum_shares(i: int) -> dict[Way, np.ndarray]:
    """Shares of the atoms of molecule i in its Hartree-Fock atomization energy (kcal/mol), by each way."""
    molecule = molecules[i]
    free = np.array([FREE[z] for z in molecule.atomic_numbers])
    return {way: (found - free) * HARTREE_TO_KCAL_MOL for way, found in partition(molecule).shares.items()}


SHOWN = [i for i in np.random.default_rng(6).permutation(len(molecules)) if 3 <= molecules.n_heavy[i] <= 4 and molecules.n_atoms[i] <= 10][:8]
quantum = {int(i): quantum_shares(int(i)) for i in SHOWN}
COUNTED, INTRINSIC = Way("Mulliken", "shared"), Way("intrinsic", "shared")


def draw_shares(i: int):
    """Every share of one molecule beside its rivals."""
    own = {form: [shares[form, s][atoms_of(i)] for s in SEEDS] for form in (MEAN, ELEMENT)}
    return shares_figure(
        molecules[i],
        [
            Sharing(text(en="network, mean per atom", ko="신경망, 원자당 평균"), own[MEAN], "blue"),
            Sharing(text(en="network, per element", ko="신경망, 원소별"), own[ELEMENT], "vermilion", "s"),
            Sharing(text(en="Hartree-Fock, Mulliken", ko="하트리-폭, 멀리컨"), quantum[i][COUNTED], "green", "^"),
            Sharing(text(en="Hartree-Fock, intrinsic", ko="하트리-폭, 고유 오비탈"), quantum[i][INTRINSIC], "purple", "v"),
        ],
        title=molecules.names[i],
    )


show.explore(
    draw_shares,
    question=text(en="Which of these is the energy of the atom?", ko="이 가운데 어느 것이 원자의 에너지인가?"),
    alt=lambda i: text(en=f"{molecules.names[i]}", ko=f"{molecules.names[i]}"),
    i=show.Choice({molecules.names[i]: int(i) for i in SHOWN}, start=int(SHOWN[0]), label=text(en="molecule", ko="분자")),
)

# %%
def rms(values: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(values))))


def compared(one: tuple[str, int], other: tuple[str, int]) -> dict[str, float]:
    """Two networks on the molecules that neither has trained on."""
    held_out = np.intersect1d(networks[one].test, networks[other].test)
    atoms = np.isin(molecules.molecule_index, held_out)
    difference = shares[one] - shares[other]
    whole = totals(difference)[held_out]
    return {
        "totals": rms(whole),
        "atoms": rms(difference[atoms]),
        "cancel": float(np.sqrt(np.sum(difference[atoms] ** 2) / np.sum(whole**2))),
        "r": correlation_within_elements(shares[one][atoms], shares[other][atoms], numbers[atoms]),
    }


PAIRS = [(a, b) for a in SEEDS for b in SEEDS if a < b]
began = time.monotonic()
between_seeds = [compared((MEAN, a), (MEAN, b)) for a, b in PAIRS]
between_conventions = [compared((MEAN, s), (ELEMENT, s)) for s in SEEDS]

FULL = argument.scale("T9") == "full"
sample = np.sort(np.random.default_rng(0).permutation(len(molecules))[: 300 if FULL else 60])
exact = [partition(molecules[int(i)]) for i in sample]
in_sample = np.concatenate([np.arange(molecules.offsets[i], molecules.offsets[i + 1]) for i in sample])
hf = {way: np.concatenate([one.shares[way] for one in exact]) * HARTREE_TO_KCAL_MOL for way in WAYS}
hf_sum = max(abs(one.shares[way].sum() - one.total) for one in exact for way in WAYS) * HARTREE_TO_KCAL_MOL
z = numbers[in_sample]
pattern = {way: without_element_means(values, z) for way, values in hf.items()}


def r_with_hf(form: str, seed: int) -> float:
    """Correlation of learned shares with those of Hartree-Fock, the better of two ways."""
    return max(correlation_within_elements(shares[form, seed][in_sample], hf[way], z) for way in (COUNTED, INTRINSIC))


moved = exchange(shares[MEAN, 0], molecules, giver="H", taker="C", amount=10.0, within=1.3)
counting = [CompositionModel().fit(molecules[n.train], energies[n.train]).predict(molecules[n.test]) - energies[n.test] for n in (networks[MEAN, s] for s in SEEDS)]
errors = [
    Metric.over_seeds("mae_composition", [np.abs(x).mean() for x in counting], "kcal/mol"),
    Metric.over_seeds("mae_mean", [mae(MEAN, s) for s in SEEDS], "kcal/mol"),
    Metric.over_seeds("mae_element", [mae(ELEMENT, s) for s in SEEDS], "kcal/mol"),
]
argument.record(
    "T9",
    [
        *errors,
        *(Metric.over_seeds(f"{name}_seeds", [one[name] for one in between_seeds], unit) for name, unit in (("totals", "kcal/mol"), ("atoms", "kcal/mol"), ("cancel", "1"), ("r", "1"))),
        *(Metric.over_seeds(f"{name}_conventions", [one[name] for one in between_conventions], unit) for name, unit in (("totals", "kcal/mol"), ("atoms", "kcal/mol"), ("cancel", "1"), ("r", "1"))),
        Metric.over_seeds("r_hf_mean", [r_with_hf(MEAN, s) for s in SEEDS], "1"),
        Metric.over_seeds("r_hf_element", [r_with_hf(ELEMENT, s) for s in SEEDS], "1"),
        Metric("hf_sum", round(hf_sum, 6), "kcal/mol"),
        Metric("hf_spread", rms(pattern[COUNTED] - pattern[INTRINSIC]), "kcal/mol"),
        Metric("r_hf", correlation_within_elements(hf[COUNTED], hf[INTRINSIC], z), "1"),
        Metric("hf_spread_four", max(rms(pattern[a] - pattern[b]) for a in WAYS for b in WAYS), "kcal/mol"),
        Metric("gauge_atoms", rms(moved - shares[MEAN, 0]), "kcal/mol"),
        Metric("gauge_totals", round(np.abs(totals(moved - shares[MEAN, 0])).max(), 9), "kcal/mol"),
    ],
    seconds=time.monotonic() - began,
    dataset=f"equilibrium, {len(molecules)} molecules; Hartree-Fock for {len(sample)}",
)

# %%
def draw_gauge(i: int, amount: float):
    """Shares before and after each hydrogen has given to its carbon."""
    before = shares[MEAN, 0]
    after = exchange(before, molecules, giver="H", taker="C", amount=amount, within=1.3)
    return shares_figure(
        molecules[i],
        [Sharing(text(en="as the network has it", ko="신경망이 준 대로"), before[atoms_of(i)], "blue"), Sharing(text(en="after the exchange", ko="주고받은 뒤"), after[atoms_of(i)], "vermilion", "s")],
        title=text(en=f"sum before: {before[atoms_of(i)].sum():.3f}, after: {after[atoms_of(i)].sum():.3f} kcal/mol", ko=f"합: 전 {before[atoms_of(i)].sum():.3f}, 후 {after[atoms_of(i)].sum():.3f} kcal/mol"),
        limits=(-260, 60),
    )


show.explore(
    draw_gauge,
    question=text(en="What does a measurement see of this?", ko="측정은 여기서 무엇을 보는가?"),
    alt=lambda i, amount: text(en="x", ko="x"),
    i=show.Choice({molecules.names[i]: int(i) for i in SHOWN}, start=int(SHOWN[0]), label=text(en="molecule", ko="분자")),
    amount=show.Slider(-40.0, 40.0, 20.0, 5.0, text(en="each H gives / kcal/mol", ko="H가 주는 양 / kcal/mol")),
)

# %%
words = surroundings(molecules)
CARBON = np.char.startswith(words, "C(")


def order(form: str, seed: int) -> dict[str, float]:
    """Mean share of each carbon surrounding with ten atoms or more."""
    return means_by_word(words[CARBON], shares[form, seed][CARBON], at_least=10)


def draw_order(form: str):
    """Mean shares of carbon surroundings, ordered as the published convention has them."""
    from matplotlib import pyplot

    first = order(MEAN, 0)
    names = sorted(first, key=first.get)
    fig, ax = pyplot.subplots(figsize=(7.5, 4.6))
    for form_, colour, marker in ((MEAN, "blue", "o"), (form, "vermilion", "s")):
        rows = np.array([[order(form_, s)[n] for n in names] for s in range(3)])
        rows -= rows.mean(axis=1, keepdims=True)
        ax.hlines(range(len(names)), rows.min(axis=0), rows.max(axis=0), color=show.COLOURS[colour])
        ax.plot(rows.mean(axis=0), range(len(names)), marker, color=show.COLOURS[colour], label=form_)
    ax.set_yticks(range(len(names)), names)
    ax.legend()
    return fig


show.figure(draw_order(ELEMENT), alt="x")

# %%
began = time.monotonic()
three = [(i, ring) for i in range(len(molecules)) for ring in rings(molecules[i : i + 1]) if len(ring) == 3 and (molecules[i].atomic_numbers[ring] == 6).all()]


def ring_order(form: str, seed: int) -> dict[str, float]:
    """Energy of each ring of three carbon atoms."""
    return {f"{i}{ring}": float(shares[form, seed][atoms_of(i)][ring].sum()) for i, ring in three}


hf_order = means_by_word(words[in_sample][CARBON[in_sample]], hf[INTRINSIC][CARBON[in_sample]], at_least=5)
isomer_differences = []
for s in SEEDS:
    test = networks[MEAN, s].test
    formulas = [tuple(np.sort(molecules[int(i)].atomic_numbers)) for i in test]
    gap = (totals(shares[MEAN, s]) - totals(shares[ELEMENT, s]))[test]
    isomer_differences.append(rms(np.array([gap[a] - gap[b] for a in range(len(test)) for b in range(a) if formulas[a] == formulas[b]])))
argument.record(
    "T10",
    [
        *errors,
        Metric.over_seeds("explained_mean", [explained_by(words, shares[MEAN, s], numbers) for s in SEEDS], "1"),
        Metric.over_seeds("explained_element", [explained_by(words, shares[ELEMENT, s], numbers) for s in SEEDS], "1"),
        Metric.over_seeds("rank_seeds", [order_agreement(order(MEAN, a), order(MEAN, b)) for a, b in PAIRS], "1"),
        Metric.over_seeds("rank_conventions", [order_agreement(order(MEAN, s), order(ELEMENT, s)) for s in SEEDS], "1"),
        Metric.over_seeds("rank_envelope", [order_agreement(order(MEAN, s), order("envelope", s)) for s in range(3)], "1"),
        Metric.over_seeds("rank_hf_mean", [order_agreement(order(MEAN, s), hf_order) for s in SEEDS], "1"),
        Metric.over_seeds("rank_hf_element", [order_agreement(order(ELEMENT, s), hf_order) for s in SEEDS], "1"),
        Metric.over_seeds("rings_seeds", [order_agreement(ring_order(MEAN, a), ring_order(MEAN, b)) for a, b in PAIRS], "1"),
        Metric.over_seeds("rings_conventions", [order_agreement(ring_order(MEAN, s), ring_order(ELEMENT, s)) for s in SEEDS], "1"),
        Metric.over_seeds("isomers_conventions", isomer_differences, "kcal/mol"),
    ],
    seconds=time.monotonic() - began,
    dataset=f"equilibrium, {len(molecules)} molecules",
)
print(len(three), len(order(MEAN,0)), hf_order)

# %%
MOLECULES = {"C6H6": text(en="benzene", ko="벤젠"), "C4H4NH": text(en="pyrrole", ko="피롤"), "CH3CONH2": text(en="acetamide", ko="아세트아미드")}
REACH = 4.0


def draw_maps(name: str, probe: str, height: float):
    """What a probe atom would feel above the plane of a molecule, in two conventions."""
    flat = in_plane(Molecules.from_ase([named_molecule(name)])[0])
    one = Molecules([flat.atomic_numbers], [flat.positions])
    points = plane_points(REACH, height, 61)
    density = surface_density(one, points).reshape(61, 61)
    return probe_maps_figure(
        flat,
        [ProbeMap(label, local_chemical_potential(networks[form, 0].model, one, probe, points).reshape(61, 61), density) for form, label in ((MEAN, text(en="mean per atom", ko="원자당 평균")), (ELEMENT, text(en="per element", ko="원소별")))],
        REACH,
        title=text(en=f"{MOLECULES[name]}, probe {probe}, {height:.1f} Å above the plane", ko=f"{MOLECULES[name]}, 탐침 {probe}, 평면 위 {height:.1f} Å"),
    )


show.explore(
    draw_maps,
    question=text(en="maps", ko="maps"),
    alt=lambda name, probe, height: "x",
    name=show.Choice({label: key for key, label in MOLECULES.items()}, start="C6H6", label=text(en="molecule", ko="분자")),
    probe=show.Choice({s: s for s in "CHNO"}, start="C", label=text(en="probe", ko="탐침")),
    height=show.Slider(0.0, 3.0, 2.0, 0.5, text(en="height / Å", ko="높이 / Å")),
)

# %%
CO = Molecules([[6, 8]], [[[0, 0, 0], [0, 0, 1.13]]])
steps = np.linspace(0, 1, 21)


def draw_alchemy(into: str):
    """CO turned into N2 in place."""
    return curves.curves_figure(
        [
            Curve(form if s == 0 else "", steps, alchemical_path(networks[form, s].model, CO, [7, 7], steps), colour, style)
            for form, colour, style in ((MEAN, "blue", "-"), (ELEMENT, "vermilion", "--"))
            for s in range(3)
        ],
        "CO -> N2",
        "kcal/mol",
    )


show.figure(draw_alchemy("N2"), alt="x")
