# %%
import time
from math import comb

import numpy as np
from ase import Atoms
from ase.build import molecule as named_molecule
from sklearn.pipeline import make_pipeline

from qmlaw import argument, datasets, show
from qmlaw.argument import Metric
from qmlaw.classroom import checks
from qmlaw.models import CompositionModel, OnBaseline, TunedKernelRidge
from qmlaw.models.agreement import cka, common_part, complement, disagreement, gram, matched, unit_agreement
from qmlaw.models.atomic import shipped as atomic
from qmlaw.models.dtnn import shipped as dtnn
from qmlaw.models.interiors import hidden_units, kernel_matrix, occlusion, pooled, untrained
from qmlaw.models.shares import without_element_means
from qmlaw.molecules import Molecules
from qmlaw.reference import gauge
from qmlaw.reference.census import functional_parameters
from qmlaw.reference.functional_parts import functional_parts
from qmlaw.reference.partition import Way, partition
from qmlaw.representations import BagOfBonds, CoulombMatrix
from qmlaw.show import text
from qmlaw.show.atom_pictures import Sharing, in_plane, plane_points, shares_figure
from qmlaw.show.interior_pictures import (
    Measured,
    OrbitalRow,
    agreement_map,
    arms_figure,
    orbitals_figure,
    pairs_figure,
)
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet
from qmlaw.show.transparency_grid import transparency_grid
from qmlaw.units import HARTREE_TO_KCAL_MOL

# %%
prediction_sheet(("T16",))

# %%
FULL = argument.scale("T16") == "full"
molecules = datasets.load("equilibrium")
energies = molecules.value(dtnn.ENERGY, "kcal/mol")
SPLITS = (0, 1, 2)
PARTS = {split: atomic.split_of(split) for split in SPLITS}
NETWORKS = {
    "DTNN": text(en="DTNN, mean per atom", ko="DTNN, 원자당 평균"),
    "DTNN element": text(en="DTNN, per element", ko="DTNN, 원소별"),
    "DTNN envelope": text(en="DTNN, envelope", ko="DTNN, 포락선"),
    "DTNN settling": text(en="DTNN, settling", ko="DTNN, 자리 잡는 꼴"),
    "AEV a": text(en="AEV, start a", ko="AEV, 출발 a"),
    "AEV b": text(en="AEV, start b", ko="AEV, 출발 b"),
    "AEV mean": text(en="AEV, mean per atom", ko="AEV, 원자당 평균"),
    "small a": text(en="AEV small, start a", ko="작은 AEV, 출발 a"),
    "small b": text(en="AEV small, start b", ko="작은 AEV, 출발 b"),
}
KERNELS = {
    "BoB": text(en="bonds, Laplacian", ko="결합 묶음, 라플라스"),
    "BoB Gaussian": text(en="bonds, Gaussian", ko="결합 묶음, 가우스"),
    "BoB plain": text(en="bonds, no atom count", ko="결합 묶음, 원자 세기 없이"),
    "CM": text(en="Coulomb matrix, Laplacian", ko="쿨롬행렬, 라플라스"),
    "CM Gaussian": text(en="Coulomb matrix, Gaussian", ko="쿨롬행렬, 가우스"),
}
NAMES = NETWORKS | KERNELS


def kernel_model(name: str):
    """A kernel model, not yet fitted."""
    kernel = "gaussian" if "Gaussian" in name else "laplacian"
    if name.startswith("CM"):
        representation = CoulombMatrix(max_atoms=int(molecules.n_atoms.max()))
    else:
        representation = BagOfBonds()
        representation.set_params(bag_sizes=representation.fit(molecules).bag_sizes_)
    model = make_pipeline(representation, TunedKernelRidge(kernel, n_repeats=1))
    return model if "plain" in name else OnBaseline(model, CompositionModel())


def models_of(split: int) -> dict:
    """All fourteen models of a split, trained or read."""
    train = PARTS[split].train
    found = {
        "DTNN": dtnn.shipped("mean per atom", split).model,
        "DTNN element": dtnn.shipped("per element", split).model,
        "DTNN envelope": dtnn.shipped("envelope", split).model,
        "DTNN settling": dtnn.shipped("settling", split).model,
        "AEV a": atomic.shipped("per element", split, 0).model,
        "AEV b": atomic.shipped("per element", split, 1).model,
        "AEV mean": atomic.shipped("mean per atom", split).model,
        "small a": atomic.shipped("small", split, 0).model,
        "small b": atomic.shipped("small", split, 1).model,
    }
    return found | {name: kernel_model(name).fit(molecules[train], energies[train]) for name in KERNELS}


began = time.monotonic()
models = {split: models_of(split) for split in SPLITS}
held_out = {split: molecules[PARTS[split].test] for split in SPLITS}
truth = {split: energies[PARTS[split].test] for split in SPLITS}
predicted = {split: {name: model.predict(held_out[split]) for name, model in models[split].items()} for split in SPLITS}
errors = {split: {name: float(np.abs(found - truth[split]).mean()) for name, found in predicted[split].items()} for split in SPLITS}
counting = [float(np.abs(CompositionModel().fit(molecules[PARTS[s].train], energies[PARTS[s].train]).predict(held_out[s]) - truth[s]).mean()) for s in SPLITS]


def members(split: int, within: float, kind: dict = NAMES) -> list[str]:
    """Models whose error is at most so many times that of the best."""
    best = min(errors[split].values())
    return [name for name in kind if errors[split][name] <= within * best]


show.table(
    [[NAMES[name], *(errors[s][name] for s in SPLITS), sum(name in members(s, 2.0) for s in SPLITS)] for name in NAMES],
    columns=[text(en="model", ko="모델"), *(text(en=f"split {s}", ko=f"분할 {s}") for s in SPLITS), text(en="in the set, of 3", ko="집합에 든 횟수, 3번 중")],
    decimals=1,
    caption=text(en=f"Mean absolute error of held-out molecules, kcal/mol. Counting atoms: {min(counting):.0f} to {max(counting):.0f}.", ko=f"떼어 둔 분자의 평균절대오차, kcal/mol. 원자 세기: {min(counting):.0f}–{max(counting):.0f}."),
)

# %%
N_OCCLUDED = None if FULL else 30
counts = {split: complement(held_out[split].composition().counts) for split in SPLITS}
numbers = {split: held_out[split].atomic_numbers for split in SPLITS}
asked = {split: held_out[split][:N_OCCLUDED] for split in SPLITS}


def centred(values: np.ndarray, atomic_numbers: np.ndarray) -> np.ndarray:
    """Less the mean of each element."""
    return without_element_means(values, atomic_numbers)


whole = {s: {name: counts[s] @ found for name, found in predicted[s].items()} for s in SPLITS}
shares = {s: {name: centred(models[s][name].predict_atomic_energies(held_out[s]), numbers[s]) for name in NETWORKS} for s in SPLITS}
adds = {s: {name: centred(occlusion(model.predict, asked[s]), asked[s].atomic_numbers) for name, model in models[s].items()} for s in SPLITS}
random = {s: {name: untrained(models[s][name], seed=k) for k, name in enumerate(NETWORKS)} for s in SPLITS}
units = {s: {name: hidden_units(models[s][name], held_out[s]) for name in NETWORKS} for s in SPLITS}
random_units = {s: {name: hidden_units(random[s][name], held_out[s]) for name in NETWORKS} for s in SPLITS}


def seen(split: int, name: str, of: dict) -> np.ndarray:
    """How alike molecules are inside of a model (N, N), counts of atoms taken out."""
    inside = gram(pooled(of[split][name], held_out[split])) if name in NETWORKS else kernel_matrix(models[split][name], held_out[split])
    return counts[split] @ inside @ counts[split]


insides = {s: {name: seen(s, name, units) for name in NAMES} for s in SPLITS}
random_insides = {s: {name: seen(s, name, random_units) for name in NETWORKS} for s in SPLITS}

MEASURES = {
    "whole": lambda s, a, b: disagreement(whole[s][a], whole[s][b]),
    "shares": lambda s, a, b: disagreement(shares[s][a], shares[s][b]),
    "occlusion": lambda s, a, b: disagreement(adds[s][a], adds[s][b]),
    "parts": lambda s, a, b: 1 - unit_agreement(units[s][a], units[s][b], numbers[s]),
    "parts_untrained": lambda s, a, b: 1 - unit_agreement(random_units[s][a], random_units[s][b], numbers[s]),
    "span": lambda s, a, b: 1 - cka(insides[s][a], insides[s][b]),
    "span_untrained": lambda s, a, b: 1 - cka(random_insides[s][a], random_insides[s][b]),
}
ONLY_NETWORKS = ("shares", "parts", "parts_untrained", "span_untrained")


def over_pairs(measure: str, within: float, kind: dict) -> list[float]:
    """Mean disagreement over all pairs of a set, for each split."""
    means = []
    for s in SPLITS:
        chosen = members(s, within, kind)
        means.append(float(np.mean([MEASURES[measure](s, a, b) for k, a in enumerate(chosen) for b in chosen[:k]])))
    return means


found = {name: over_pairs(name, 2.0, NETWORKS if name in ONLY_NETWORKS else NAMES) for name in MEASURES}
found["span_networks"] = over_pairs("span", 2.0, NETWORKS)
found["whole_strict"] = over_pairs("whole", 1.25, NETWORKS)
found["shares_strict"] = over_pairs("shares", 1.25, NETWORKS)

# %%
MEASURE_NAMES = {
    "whole": text(en="predicted energies", ko="예측한 에너지"),
    "shares": text(en="energies of atoms", ko="원자의 에너지"),
    "occlusion": text(en="what an atom adds", ko="원자 하나가 더하는 값"),
    "parts": text(en="hidden units, one by one", ko="은닉 유닛, 하나하나"),
    "span": text(en="hidden units, up to a rotation", ko="은닉 유닛, 회전을 빼고"),
}


def draw_agreement(measure: str, split: int):
    """How far each two models of a set disagree."""
    chosen = members(split, 2.0, NETWORKS if measure in ONLY_NETWORKS else NAMES)
    table = [[MEASURES[measure](split, a, b) if a != b else np.nan for b in chosen] for a in chosen]
    return agreement_map([NAMES[name] for name in chosen], table, title=text(en=f"{MEASURE_NAMES[measure]}, split {split}", ko=f"{MEASURE_NAMES[measure]}, 분할 {split}"))


show.explore(
    draw_agreement,
    question=text(en="Who agrees with whom, and on what?", ko="누가 누구와, 무엇에서 일치하는가?"),
    alt=lambda measure, split: text(
        en=f"Squares with numbers, one for each two models of the set of split {split}: disagreement in {MEASURE_NAMES[measure]}. Predictions are near 0 everywhere; energies of atoms reach 1 between output conventions; hidden units lie between 0.3 and 0.8.",
        ko=f"분할 {split}의 집합에서 모델 둘마다 수가 적힌 네모: {MEASURE_NAMES[measure]}의 어긋남. 예측은 어디서나 0에 가깝고, 원자의 에너지는 출력 규약이 다르면 1에 이르며, 은닉 유닛은 0.3에서 0.8 사이다.",
    ),
    measure=show.Choice({label: key for key, label in MEASURE_NAMES.items()}, start="whole", label=text(en="what is compared", ko="견줄 것")),
    split=show.Choice({str(s): s for s in SPLITS}, start=0, label=text(en="split", ko="분할")),
)

# %%
SHOWN = [asked[0].names.index(name) for name in ("CCN", "C=COC", "CCC(N)=O", "C=CCC#N", "O=COC=O", "C1CNC1", "NN")]
raw_shares = {name: models[0][name].predict_atomic_energies(held_out[0]) for name in members(0, 2.0, NETWORKS)}
raw_adds = {name: occlusion(models[0][name].predict, asked[0]) for name in members(0, 2.0)}
GROUPS = {
    text(en="AEV, per element", ko="AEV, 원소별"): (("AEV a", "AEV b"), "blue", "o"),
    text(en="AEV small, per element", ko="작은 AEV, 원소별"): (("small a", "small b"), "sky", "D"),
    text(en="AEV, mean per atom", ko="AEV, 원자당 평균"): (("AEV mean",), "vermilion", "s"),
    text(en="DTNN, envelope", ko="DTNN, 포락선"): (("DTNN envelope",), "green", "^"),
    text(en="bonds, Laplacian", ko="결합 묶음, 라플라스"): (("BoB",), "purple", "v"),
}
WHAT = {text(en="energy of the atom", ko="원자의 에너지"): "shares", text(en="what the atom adds", ko="원자가 더하는 값"): "adds"}


def draw_atoms(i: int, what: str):
    """One molecule, atom by atom, by every kind of model in the set."""
    values, here = (raw_shares if what == "shares" else raw_adds), slice(asked[0].offsets[i], asked[0].offsets[i + 1])
    sharings = [Sharing(label, [values[name][here] for name in names], colour, marker) for label, (names, colour, marker) in GROUPS.items() if names[0] in values]
    totals = [predicted[0][name][i] for name in raw_adds]
    figure = shares_figure(asked[0][i], sharings, title=text(en=f"{asked[0].names[i]}: predicted {min(totals):.0f} to {max(totals):.0f}, true {truth[0][i]:.0f} kcal/mol", ko=f"{asked[0].names[i]}: 예측 {min(totals):.0f}–{max(totals):.0f}, 참값 {truth[0][i]:.0f} kcal/mol"))
    figure.axes[1].set_ylabel(f"{next(label for label, key in WHAT.items() if key == what)} / kcal/mol")
    return figure


show.explore(
    draw_atoms,
    question=text(en="Same molecule, same total. Same story?", ko="분자도 합도 같다. 이야기도 같은가?"),
    alt=lambda i, what: text(
        en=f"{asked[0].names[i]}, atom by atom by the models of the set. The networks of one convention nearly agree; the other convention and the DTNN give other values, tens of kcal/mol away.",
        ko=f"{asked[0].names[i]}, 집합의 모델들이 원자마다 준 값. 한 규약의 신경망들은 거의 일치하고, 다른 규약과 DTNN은 수십 kcal/mol 떨어진 값을 준다.",
    ),
    i=show.Choice({asked[0].names[i]: i for i in SHOWN}, start=SHOWN[0], label=text(en="molecule", ko="분자")),
    what=show.Choice(WHAT, start="shares", label=text(en="what", ko="무엇을")),
)

# %%
NAMED = {"H2O": text(en="water", ko="물"), "C2H4": text(en="ethene", ko="에텐"), "H2CO": text(en="formaldehyde", ko="폼알데하이드"), "HCN": text(en="hydrogen cyanide", ko="사이안화 수소")}
IN_TEST = [*NAMED, *(("CH3OH", "C2H2", "NH3", "CO2") if FULL else ())]
N_RANDOM = 10 if FULL else 3
flat = {name: in_plane(Molecules.from_ase([named_molecule(name)])[0]) for name in IN_TEST}
states = {name: gauge.closed_shell(Atoms(one.atomic_numbers, one.positions)) for name, one in flat.items()}
WAYS = {"Boys": [0], "Pipek-Mezey": [0], "random": range(N_RANDOM)}
canonical = {name: gauge.turned(state, "canonical") for name, state in states.items()}
orbitals = {name: {(way, seed): gauge.aligned(state, gauge.turned(state, way, seed), canonical[name]) for way, seeds in WAYS.items() for seed in seeds} for name, state in states.items()}


def overlap(name: str, key: tuple[str, int]) -> np.ndarray:
    """Overlaps of canonical and turned valence orbitals."""
    core = states[name].n_core
    return gauge.overlaps(states[name], canonical[name], orbitals[name][key])[core:, core:]


WAY_NAMES = {"Boys": text(en="Boys", ko="보이스"), "Pipek-Mezey": text(en="Pipek-Mezey", ko="피펙-메제이"), "random": text(en="random", ko="무작위")}
REACH, SIDE, ABOVE = 2.0, 61, 0.3


def draw_orbitals(name: str, way: str):
    """Canonical orbitals, and under each the one of another set that resembles it most."""
    state, core = states[name], states[name].n_core
    points, fock = plane_points(REACH, ABOVE, SIDE), state.field.get_fock()
    rows = []
    for label, found in ((text(en="canonical", ko="정준"), canonical[name]), (WAY_NAMES[way], orbitals[name][way, 0])):
        values = gauge.values_at(state, found[:, core:], points).T.reshape(-1, SIDE, SIDE)
        level = np.diag(found.T @ fock @ found)[core:]
        alike = np.diag(overlap(name, (way, 0))) ** 2
        words = [f"{e:.2f}" if found is canonical[name] else text(en=f"{e:.2f}; alike {s:.2f}", ko=f"{e:.2f}; 닮음 {s:.2f}") for e, s in zip(level, alike, strict=True)]
        rows.append(OrbitalRow(label, values, words))
    first, second = (gauge.energy(state, found) for found in (canonical[name], orbitals[name][way, 0]))
    return orbitals_figure(flat[name], rows, REACH, title=text(en=f"{NAMED[name]}, {ABOVE} Å above its plane; energies {first:.8f} and {second:.8f} hartree", ko=f"{NAMED[name]}, 분자 평면에서 {ABOVE} Å 위; 에너지 {first:.8f}, {second:.8f} hartree"))


show.explore(
    draw_orbitals,
    question=text(en="Which of these are the orbitals of the molecule?", ko="이 가운데 어느 것이 분자의 오비탈인가?"),
    alt=lambda name, way: text(
        en=f"Contour lines of the valence orbitals of {NAMED[name]}. Above: canonical, spread over the molecule. Below: {WAY_NAMES[way]}, other shapes with other levels. The energy is the same to the last digit.",
        ko=f"{NAMED[name]}의 원자가 오비탈의 등고선. 위: 분자 전체에 퍼진 정준 오비탈. 아래: {WAY_NAMES[way]}, 모양도 준위도 다르다. 에너지는 마지막 자리까지 같다.",
    ),
    name=show.Choice({label: key for key, label in NAMED.items()}, start="C2H4", label=text(en="molecule", ko="분자")),
    way=show.Choice({label: key for key, label in WAY_NAMES.items()}, start="Boys", label=text(en="the other set", ko="다른 한 벌")),
)

# %%
def inside(name: str, found: np.ndarray) -> np.ndarray:
    """Gram matrix of valence orbitals as numbers in an orthonormal basis."""
    return gram(gauge.orthonormal(states[name], found)[:, states[name].n_core :])


solved = {name: gauge.amplitudes(state, canonical[name]) for name, state in states.items()}
again = {name: {key: gauge.amplitudes(states[name], found) for key, found in sets.items()} for name, sets in orbitals.items()}


def by_molecule(measure) -> list[float]:
    """Mean over the three ways (a random one counts as one way) for each molecule."""
    return [float(np.mean([np.mean([measure(name, (way, seed)) for seed in seeds]) for way, seeds in WAYS.items()])) for name in IN_TEST]


def largest(measure) -> float:
    """Largest size over molecules and ways."""
    return max(abs(measure(name, key)) for name in IN_TEST for key in orbitals[name])


turned_orbitals = by_molecule(lambda name, key: 1 - matched(overlap(name, key) ** 2))
turned_amplitudes = by_molecule(lambda name, key: disagreement(again[name][key].doubles, solved[name].doubles))
energy_change = largest(lambda name, key: gauge.energy(states[name], orbitals[name][key]) - gauge.energy(states[name], canonical[name]))
ccsd_change = largest(lambda name, key: again[name][key].energy - solved[name].energy)
length_change = largest(lambda name, key: np.linalg.norm(again[name][key].doubles) / np.linalg.norm(solved[name].doubles) - 1)
orbital_span = largest(lambda name, key: 1 - cka(inside(name, orbitals[name][key]), inside(name, canonical[name])))
show.table(
    [
        [NAMED.get(name, name), a, b, np.abs(solved[name].doubles).max(), np.abs(again[name]["random", 0].doubles).max(), np.linalg.norm(solved[name].doubles), np.linalg.norm(again[name]["random", 0].doubles)]
        for name, a, b in zip(IN_TEST, turned_orbitals, turned_amplitudes, strict=True)
    ],
    columns=["", text(en="orbitals", ko="오비탈"), text(en="amplitudes", ko="진폭"), text(en="largest t, canonical", ko="가장 큰 t, 정준"), text(en="random", ko="무작위"), text(en="length of T2, canonical", ko="T2의 길이, 정준"), text(en="random", ko="무작위")],
    decimals=3,
    caption=text(en="Disagreement with the canonical set, mean over three ways of turning; and two numbers read off the amplitudes.", ko="정준인 것과의 어긋남, 돌리는 세 방식의 평균. 그리고 진폭에서 읽은 두 수."),
)

# %%
WATER = "H2O"
TURNS = {"1, 3": (0, 2), "2, 3": (1, 2), "3, 4": (2, 3), "1, 2": (0, 1)}


def draw_pairs(pair: tuple[int, int], angle: int):
    """Pair energies of water before and after two valence orbitals are turned among each other."""
    state, before = states[WATER], solved[WATER]
    after = gauge.turn_amplitudes(state, before, canonical[WATER], gauge.rotation(len(before.pairs), *pair, angle))
    tables = [found.pairs * HARTREE_TO_KCAL_MOL for found in (before, after)]
    names = [text(en=f"{label}\nsum {found.pairs.sum() * HARTREE_TO_KCAL_MOL:.2f}, |T2| {np.linalg.norm(found.doubles):.4f}", ko=f"{label}\n합 {found.pairs.sum() * HARTREE_TO_KCAL_MOL:.2f}, |T2| {np.linalg.norm(found.doubles):.4f}") for label, found in ((text(en="canonical", ko="정준"), before), (text(en=f"turned by {angle}°", ko=f"{angle}° 돌린 뒤"), after))]
    return pairs_figure(tables, names)


show.explore(
    draw_pairs,
    question=text(en="How much correlation energy does a pair of orbitals have?", ko="한 쌍의 오비탈은 상관에너지를 얼마나 가지는가?"),
    alt=lambda pair, angle: text(
        en=f"Two tables of four by four pair energies of water, before and after orbitals {pair[0] + 1} and {pair[1] + 1} are turned by {angle} degrees. Single pairs change by kcal/mol; the sum and the length of T2 do not.",
        ko=f"물의 쌍 에너지 4×4 표 둘, 오비탈 {pair[0] + 1}과 {pair[1] + 1}을 {angle}도 돌리기 전과 뒤. 쌍 하나하나는 몇 kcal/mol씩 바뀌지만 합과 T2의 길이는 그대로다.",
    ),
    pair=show.Choice(TURNS, start=(0, 2), label=text(en="which two", ko="어느 둘을")),
    angle=show.Slider(0, 90, 45, 5, label=text(en="angle / degrees", ko="각 / 도")),
)

# %%
ladder = datasets.load("ladder")
BOUND = {"C": "CH₄", "N": "NH₃", "O": "H₂O", "C#C": "C₂H₂", "C#N": "HCN", "C=O": "H₂CO"}
best = ladder.value("CCSD(T)/CBS/atomization_energy", "kcal/mol")
free = {symbol: functional_parts(Atoms(symbol)) for symbol in "HCNO"}
in_sum = {}  # what total and exchange have in the atomization energy, kcal/mol, by functional and molecule
for smiles in BOUND:
    one = ladder[ladder.names.index(smiles)]
    atoms = Atoms(one.atomic_numbers, one.positions)
    for functional, parts in functional_parts(atoms).items():
        apart = [free[symbol][functional] for symbol in atoms.get_chemical_symbols()]
        in_sum[functional, smiles] = [HARTREE_TO_KCAL_MOL * (sum(getattr(x, part) for x in apart) - getattr(parts, part)) for part in ("total", "exchange", "correlation")]
show.table(
    [[formula, -best[ladder.names.index(smiles)], *(in_sum[functional, smiles][k] for k in range(3) for functional in ("B3LYP", "PBE0"))] for smiles, formula in BOUND.items()],
    columns=["", text(en="CCSD(T)/CBS", ko="CCSD(T)/CBS"), *(f"{label}, {functional}" for label in (text(en="whole", ko="전체"), text(en="exchange", ko="교환"), text(en="correlation", ko="상관")) for functional in ("B3LYP", "PBE0"))],
    decimals=0,
    caption=text(en="Atomization energies on one density, kcal/mol, and what exchange and correlation have in them.", ko="밀도 하나에서 구한 원자화에너지, kcal/mol, 그리고 그 가운데 교환과 상관의 부분."),
)

# %%
water = functional_parts(Atoms(flat[WATER].atomic_numbers, flat[WATER].positions))
show.table(
    [[name, parts.total, parts.exchange, parts.correlation] for name, parts in water.items()],
    columns=[text(en="functional", ko="범함수"), text(en="energy of water / hartree", ko="물의 에너지 / hartree"), text(en="exchange", ko="교환"), text(en="correlation", ko="상관")],
    decimals=3,
    caption=text(en="Not a difference but the whole: four functionals on one density of water.", ko="차이가 아니라 전체: 물의 밀도 하나에 범함수 넷."),
)

# %%
held = [int(i) for i in PARTS[0].test[: None if FULL else 12]]
sharing = [partition(molecules[i]).shares for i in held]
z_held = np.concatenate([molecules[i].atomic_numbers for i in held])
exact = [centred(np.concatenate([one[Way(functions, "shared")] for one in sharing]), z_held) for functions in ("Mulliken", "intrinsic")]
hf_shares = disagreement(*exact)


def network_pairs(form: str, split: int) -> list[float]:
    """Disagreement of parts over that of untrained networks, for all pairs of starts of one form."""
    starts = [atomic.shipped(form, split, k).model for k in (0, 1)]
    starts += [atomic.train(form, split, k).model for k in range(2, 5)] if FULL else []
    inside_of = [[hidden_units(model, held_out[split]) for model in (one, untrained(one, seed=k))] for k, one in enumerate(starts)]
    return [
        (1 - unit_agreement(a[0], b[0], numbers[split])) / (1 - unit_agreement(a[1], b[1], numbers[split]))
        for k, a in enumerate(inside_of) for b in inside_of[:k]
    ]


small_parts = [float(np.mean(network_pairs("small", s))) for s in SPLITS]
large_parts = [float(np.mean(network_pairs("per element", s))) for s in SPLITS]


def size_of(model) -> int:
    """Parameters of a network."""
    return sum(p.numel() for p in model.network_.parameters())


worst = [max(errors[s][name] for name in members(s, 2.0)) for s in SPLITS]
core = {"core_shares": [common_part([shares[s][name] for name in members(s, 2.0, NETWORKS)]) for s in SPLITS], "core_occlusion": [common_part([adds[s][name] for name in members(s, 2.0)]) for s in SPLITS]}
xc_difference = np.array([np.subtract(in_sum["B3LYP", smiles], in_sum["PBE0", smiles]) for smiles in BOUND])
xc_whole, xc_parts, _ = np.sqrt((xc_difference**2).mean(axis=0))
argument.record(
    "T16",
    [
        Metric.over_seeds("mae_composition", counting, "kcal/mol"),
        Metric.over_seeds("mae_best", [min(errors[s].values()) for s in SPLITS], "kcal/mol"),
        Metric.over_seeds("mae_worst", worst, "kcal/mol"),
        Metric.over_seeds("n_models", [len(members(s, 2.0)) for s in SPLITS], "1"),
        Metric.over_seeds("n_strict", [len(members(s, 1.25, NETWORKS)) for s in SPLITS], "1"),
        *(Metric.over_seeds(name, found[name], "1") for name in ("whole", "whole_strict", "shares", "shares_strict", "occlusion", "parts", "parts_untrained", "span", "span_networks", "span_untrained")),
        *(Metric.over_seeds(name, values, "1") for name, values in core.items()),
        Metric.over_seeds("mae_small", [np.mean([errors[s]["small a"], errors[s]["small b"]]) for s in SPLITS], "kcal/mol"),
        Metric.over_seeds("mae_large", [np.mean([errors[s]["AEV a"], errors[s]["AEV b"]]) for s in SPLITS], "kcal/mol"),
        Metric.over_seeds("small_parts", small_parts, "1"),
        Metric.over_seeds("large_parts", large_parts, "1"),
        Metric("numbers_small", size_of(models[0]["small a"]), "1"),
        Metric("numbers_large", size_of(models[0]["AEV a"]), "1"),
        Metric("numbers_amplitudes", solved["C2H4"].singles.size + solved["C2H4"].doubles.size, "1"),
        Metric("energy_change", round(energy_change, 11), "hartree"),
        Metric("ccsd_change", round(ccsd_change, 8), "hartree"),
        Metric.over_seeds("orbitals", turned_orbitals, "1"),
        Metric("orbitals_span", round(orbital_span, 10), "1"),
        Metric.over_seeds("amplitudes", turned_amplitudes, "1"),
        Metric("amplitude_length", round(length_change, 7), "1"),
        Metric("hf_shares", hf_shares, "1"),
        Metric("xc_whole", xc_whole, "kcal/mol"),
        Metric("xc_parts", xc_parts, "kcal/mol"),
    ],
    seconds=time.monotonic() - began,
    dataset=f"equilibrium, {len(molecules)} molecules; {', '.join(IN_TEST)}",
)


# %%
rivals = {}
for name in NAMED:
    other = gauge.closed_shell(Atoms(flat[name].atomic_numbers, flat[name].positions), "PBE/6-31G*")
    theirs = gauge.aligned(states[name], other.occupied, canonical[name])
    between = gauge.overlaps(states[name], canonical[name], theirs)[states[name].n_core :, states[name].n_core :]
    rivals[name] = 1 - matched(between**2), 1 - cka(inside(name, theirs), inside(name, canonical[name]))
show.table(
    [[NAMED[name], turned_orbitals[IN_TEST.index(name)], *rivals[name]] for name in NAMED],
    columns=["", text(en="one theory, turned", ko="한 이론, 돌린 것"), text(en="two theories, one by one", ko="두 이론, 하나하나"), text(en="two theories, up to a rotation", ko="두 이론, 회전을 빼고")],
    decimals=3,
    caption=text(en="Disagreement of valence orbitals: Hartree-Fock turned; Hartree-Fock against PBE, both canonical.", ko="원자가 오비탈의 어긋남: 돌린 하트리-폭, 그리고 하트리-폭과 PBE(둘 다 정준)."),
)

# %%
NETS, QUANTUM = text(en="models", ko="모델"), text(en="quantum chemistry", ko="양자화학")


def line(name: str, values: list[float] | float, arm: str) -> Measured:
    """One line of the figure: mean and range."""
    values = np.atleast_1d(values)
    return Measured(name, float(values.mean()), float(values.min()), float(values.max()), arm)


show.figure(
    arms_figure(
        [
            line(text(en="predicted energies", ko="예측한 에너지"), found["whole"], NETS),
            line(text(en="the energy, turned", ko="에너지, 돌린 뒤"), 0.0, QUANTUM),
            line(text(en="hidden units, one by one", ko="은닉 유닛, 하나하나"), found["parts"], NETS),
            line(text(en="orbitals, one by one", ko="오비탈, 하나하나"), turned_orbitals, QUANTUM),
            line(text(en="amplitudes, one by one", ko="진폭, 하나하나"), turned_amplitudes, QUANTUM),
            line(text(en="hidden units, up to a rotation", ko="은닉 유닛, 회전을 빼고"), found["span_networks"], NETS),
            line(text(en="orbitals, up to a rotation", ko="오비탈, 회전을 빼고"), orbital_span, QUANTUM),
            line(text(en="orbitals of two theories, up to a rotation", ko="두 이론의 오비탈, 회전을 빼고"), [pair[1] for pair in rivals.values()], QUANTUM),
            line(text(en="energies of atoms", ko="원자의 에너지"), found["shares"], NETS),
            line(text(en="energies of atoms, two exact ways", ko="원자의 에너지, 정확한 두 방식"), hf_shares, QUANTUM),
        ],
        {NETS: "blue", QUANTUM: "vermilion"},
    ),
    alt=text(en="Dots with ranges for models and for quantum chemistry. Predictions and energies lie at zero. One by one, hidden units disagree by 0.6, orbitals and amplitudes by 0.3. Up to a rotation, orbitals disagree by nothing and hidden units by 0.4. Energies of atoms disagree by 0.5 in models and by 1.5 between two exact ways.", ko="모델과 양자화학의 점과 범위. 예측과 에너지는 0에 있다. 하나하나 견주면 은닉 유닛은 0.6, 오비탈과 진폭은 0.3만큼 어긋난다. 회전을 빼면 오비탈의 어긋남은 없어지고 은닉 유닛에는 0.4가 남는다. 원자의 에너지는 모델에서 0.5, 정확한 두 방식 사이에서 1.5만큼 어긋난다."),
    caption=text(en="The same measure for both. Ranges are over splits and over molecules.", ko="둘을 같은 자로 잰 것. 범위는 분할에 대한 것과 분자에 대한 것이다."),
)

# %%
basis, occupied = canonical["C2H4"].shape
empty = solved["C2H4"].singles.shape[1]
valence = occupied - states["C2H4"].n_core
show.table(
    [
        [text(en="counting atoms", ko="원자 세기"), len(np.unique(molecules.atomic_numbers)), text(en="this set", ko="이 집합")],
        [text(en="B3LYP, named parameters", ko="B3LYP의 이름 있는 파라미터"), len(functional_parameters("b3lypg")), text(en="all molecules", ko="모든 분자")],
        [text(en="M06-2X, the same", ko="M06-2X의 같은 수"), len(functional_parameters("m062x")), text(en="all molecules", ko="모든 분자")],
        [text(en="orbitals of ethene, coefficients", ko="에텐의 오비탈 계수"), basis * occupied, text(en="one molecule", ko="분자 하나")],
        [text(en="kernel model, weights", ko="커널 모델의 가중치"), len(PARTS[0].train), text(en="this set", ko="이 집합")],
        [text(en="small atomic networks", ko="작은 원자 신경망"), size_of(models[0]["small a"]), text(en="this set", ko="이 집합")],
        ["DTNN", size_of(models[0]["DTNN"]), text(en="this set", ko="이 집합")],
        [text(en="CCSD amplitudes of ethene", ko="에텐의 CCSD 진폭"), solved["C2H4"].singles.size + solved["C2H4"].doubles.size, text(en="one molecule", ko="분자 하나")],
        [text(en="large atomic networks", ko="큰 원자 신경망"), size_of(models[0]["AEV a"]), text(en="this set", ko="이 집합")],
        [text(en="full CI vector of ethene", ko="에텐의 완전 CI 벡터"), f"{comb(valence + empty, valence) ** 2:,}", text(en="one molecule", ko="분자 하나")],
    ],
    columns=[text(en="object", ko="대상"), text(en="numbers", ko="수의 개수"), text(en="good for", ko="쓰이는 곳")],
    decimals=0,
    caption=text(en="How many numbers. Ethene in 6-31G* with a frozen core; determinants of the CI counted without symmetry.", ko="수가 몇 개인가. 에텐은 6-31G*, 속껍질 고정. CI의 행렬식은 대칭 없이 센 것."),
)

# %%
transparency_grid()

# %% exercise="what-stays"
def what_stays(orbitals: np.ndarray) -> np.ndarray:
    """Numbers of a state that no rotation of its occupied orbitals (functions, n) changes; orthonormal basis."""
    ### BEGIN SOLUTION
    return orbitals @ orbitals.T
    ### END SOLUTION


# %% check="what-stays"
STATE = gauge.orthonormal(states["H2O"], canonical["H2O"])
TURNED = STATE @ np.linalg.qr(np.random.default_rng(1).normal(size=(STATE.shape[1],) * 2))[0]
OTHER = np.linalg.qr(STATE + 0.1 * np.random.default_rng(2).normal(size=STATE.shape))[0]
checks.check(
    what_stays,
    checks.takes("orbitals"),
    checks.Property(
        text(en="turned orbitals give the same", ko="돌린 오비탈도 같은 값을 준다"),
        lambda f: np.allclose(f(TURNED), f(STATE)),
        hint=text(en="In a product of the orbitals with themselves, a rotation can meet its inverse.", ko="오비탈끼리의 곱에서는 회전이 제 역회전을 만날 수 있다."),
    ),
    checks.Property(
        text(en="so does a change of sign", ko="부호를 바꾸어도 같다"),
        lambda f: np.allclose(f(-STATE), f(STATE)),
        hint=text(en="An even number of orbitals in each term.", ko="항마다 오비탈이 짝수 번 들어가게 하라."),
    ),
    checks.Property(
        text(en="another state gives something else", ko="다른 상태는 다른 값을 준다"),
        lambda f: not np.allclose(f(OTHER), f(STATE)),
        hint=text(en="A constant stays, too. But it does not tell states apart: sum over the orbitals, not over the functions.", ko="상수도 그대로 남는다. 그러나 상태를 가려내지 못한다. 기저함수가 아니라 오비탈에 대해 더하라."),
    ),
)

# %% exercise="second-network"
def second_network(W: np.ndarray, b: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Other weights (h, p), (h,), (h,) with the same answers w · tanh(W x + b)."""
    ### BEGIN SOLUTION
    return -W[::-1], -b[::-1], -w[::-1]
    ### END SOLUTION


# %% check="second-network"
RNG = np.random.default_rng(0)
NET = RNG.normal(size=(6, 4)), RNG.normal(size=6), RNG.normal(size=6)
INPUTS = RNG.normal(size=(50, 4))


def answers(W, b, w) -> np.ndarray:
    """What a network of one hidden layer says to the inputs."""
    return np.tanh(INPUTS @ np.asarray(W).T + b) @ np.asarray(w)


checks.check(
    second_network,
    checks.takes("W", "b", "w"),
    checks.Property(
        text(en="the answers are the same", ko="답이 같다"),
        lambda f: np.allclose(answers(*f(*NET)), answers(*NET)),
        hint=text(en="tanh is odd: what happens if a unit gets all its incoming and outgoing signs changed?", ko="tanh는 홀함수다. 한 유닛에 들어오고 나가는 부호를 모두 바꾸면 어떻게 되는가?"),
    ),
    checks.Property(
        text(en="every unit has moved", ko="모든 유닛이 움직였다"),
        lambda f: (np.abs(np.asarray(f(*NET)[0]) - NET[0]).max(axis=1) > 1e-6).all(),
        hint=text(en="Give the units other places in the list, or other signs, all of them.", ko="유닛의 자리나 부호를 모두 바꾸라."),
    ),
    checks.Property(
        text(en="so have its outgoing weights", ko="나가는 가중치도 움직였다"),
        lambda f: (np.abs(np.asarray(f(*NET)[2]) - NET[2]) > 1e-6).all(),
        hint=text(en="Change the place and the sign of both ends of a unit together.", ko="유닛의 양쪽 끝에서 자리와 부호를 함께 바꾸라."),
    ),
)

# %% tags=["hide-input"]
show.claims_table(("I6", "I8", "O3", "S4", "P10"))

# %% tags=["nbval-ignore-output"]
runs = {"T16": run} if (run := argument.load_evidence("T16").get("quick")) else {}
compare_predictions({f"{label}.{name}": metric.value for label, run in runs.items() for name, metric in run.metrics.items()})
