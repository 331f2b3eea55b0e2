# %% [markdown] tags=["en"]
# # 09 · Kinds of interpretability
#
# The essay looks at four lines of work and finds one thing in all of them: terms that existing physics cannot interpret (§IV, claim **I6**). A reason is given in §III. With so many parameters, nobody can say what each of them stands for (**I8**). To get from there to the web of laws, a premise is needed that the essay does not write down. A law must be readable on the inside, term by term, or it is no knot of the web (**P10**).
#
# We add one claim that makes this sharper, and one objection. **S4**: many models predict equally well, and their insides contradict each other. **O3**: orbitals, amplitudes and parameters of functionals cannot be read as quantities either. Whoever demands it expels quantum chemistry, too.
#
# This page holds both sides to the same measure. Then it asks what "interpretable" could mean, so that the demand is neither empty nor deadly.
#
# **Cost.** About a minute on one core.
# **You need** notebooks 04 to 06 for the models. Orbitals are in notebook 01, coupled clusters in 02.

# %% [markdown] tags=["ko"]
# # 09 · 해석가능성의 종류
#
# 글은 네 갈래 연구를 살피고 거기서 공통된 것 하나를 찾아낸다. 지금까지의 물리학으로는 해석되지 않는 항이다(IV절, 주장 **I6**). 까닭 하나가 III절에 나온다. 파라미터가 이토록 많으면 하나하나가 무엇을 뜻하는지 말할 수 없다는 것이다(**I8**). 여기서 법칙의 그물망으로 넘어가려면 글이 적어 두지 않은 전제가 하나 필요하다. 법칙은 속까지, 항마다 읽혀야 그물망의 매듭이 된다는 전제다(**P10**).
#
# 우리는 이것을 더 날카롭게 하는 주장 하나와 반론 하나를 보탠다. **S4**: 똑같이 잘 맞히면서도 속은 서로 어긋나는 모델이 많다. **O3**: 오비탈도 진폭도 범함수의 파라미터도 그 자체로는 물리량으로 읽히지 않는다. 같은 요구를 하면 양자화학도 쫓겨난다.
#
# 이 페이지는 양쪽을 같은 자로 잰다. 그러고 나서 '해석가능하다'를 무슨 뜻으로 새겨야 그 요구가 공허하지도 치명적이지도 않을지를 묻는다.
#
# **비용.** 코어 하나에서 1분쯤.
# **먼저 알아둘 것.** 모델은 노트북 04–06에, 오비탈은 01에, 짝진물치이론은 02에 있다.

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
from qmlaw.models.atomic import equilibrium_networks as atomic
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

# %% [markdown] tags=["en"]
# ## First, guess
#
# Disagreement is a number here. 0 means the same, 1 unrelated. Numbers that have a sign can even be opposed; then it is 2.

# %% [markdown] tags=["ko"]
# ## 먼저 짐작해 보기
#
# 여기서는 어긋남을 수로 잰다. 0이면 같고 1이면 무관하다. 부호가 있는 수라면 반대일 수도 있는데 그때는 2다.

# %%
prediction_sheet(("T16",))

# %% [markdown] tags=["en"]
# ## Fourteen models, one task
#
# Breiman (2001) named it after Kurosawa's film: one event, many tellers, and each story hangs together. A *Rashomon set* is the set of all models whose error is near that of the best. We have nine networks and five kernel models. On each of three splits, all of them learned from the same molecules and are tested on the same others.
#
# AEV stands for networks of atoms on atomic environment vectors, as in ANI (notebook 07). The DTNNs are those of notebooks 05 and 06; "mean per atom" and "per element" are output conventions, the values from which the energy of an atom starts. "Bonds" is the bag of bonds of notebook 04. Starts a and b differ in the random numbers at the start and in nothing else. The small form has four hidden units for each element. A model is in the set if its error is at most twice that of the best on its split, and in the *strict* set if it is at most 1.25 times. Those that fail are listed and left out.

# %% [markdown] tags=["ko"]
# ## 모델 열넷, 과제 하나
#
# 브레이먼(2001)이 구로사와의 영화에서 이름을 따왔다. 사건은 하나인데 말하는 사람이 여럿이고, 어느 이야기나 앞뒤가 맞는다. *라쇼몽 집합*은 가장 좋은 모델과 오차가 비슷한 모델을 모두 모은 것이다. 우리에게는 신경망 아홉과 커널 모델 다섯이 있다. 세 분할마다 모두 같은 분자들로 배우고, 따로 떼어 둔 같은 분자들로 시험받았다.
#
# AEV는 ANI처럼 원자환경벡터를 받는 원자별 신경망을 가리킨다(노트북 07). DTNN은 노트북 05와 06의 것이다. '원자당 평균'과 '원소별'은 출력 규약, 곧 원자의 에너지가 출발하는 값을 말한다. '결합 주머니'는 노트북 04의 표현자다. 출발 a와 b는 처음의 난수만 다르고 나머지는 모두 같다. 작은 것은 원소마다 은닉 유닛이 넷뿐이다. 오차가 그 분할에서 가장 좋은 모델의 두 배 이하이면 집합에 들고, 1.25배 이하이면 *엄격한* 집합에 든다. 들지 못한 모델도 표에는 남기되 비교에서는 뺀다.

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
    "DTNN settling": text(en="DTNN, settling", ko="DTNN, 정착하는 꼴"),
    "AEV a": text(en="AEV, start a", ko="AEV, 출발 a"),
    "AEV b": text(en="AEV, start b", ko="AEV, 출발 b"),
    "AEV mean": text(en="AEV, mean per atom", ko="AEV, 원자당 평균"),
    "small a": text(en="AEV small, start a", ko="작은 AEV, 출발 a"),
    "small b": text(en="AEV small, start b", ko="작은 AEV, 출발 b"),
}
KERNELS = {
    "BoB": text(en="bonds, Laplacian", ko="결합 주머니, 라플라시안"),
    "BoB Gaussian": text(en="bonds, Gaussian", ko="결합 주머니, 가우시안"),
    "BoB plain": text(en="bonds, no atom count", ko="결합 주머니, 원자 세기 없이"),
    "CM": text(en="Coulomb matrix, Laplacian", ko="쿨롬행렬, 라플라시안"),
    "CM Gaussian": text(en="Coulomb matrix, Gaussian", ko="쿨롬행렬, 가우시안"),
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

# %% [markdown] tags=["en"]
# Of the five kernel models only one gets in, the bag of bonds with the Laplacian kernel. Of the DTNNs half do. Seven to nine models are left on each split.
#
# ## How does one compare two insides?
#
# A hidden unit has no name. Unit 3 of one network need not be unit 3 of another. A kernel model has no hidden units at all. So we ask four questions, each more patient than the one before.
#
# * **The whole.** Do the predicted energies agree, beyond what counting atoms explains?
# * **Numbers with a name.** Do the *energies of atoms* agree? Only networks have them. And *what an atom adds*: the energy with it less the energy without it. Every model can be asked this.
# * **Parts.** Pair each hidden unit of one network with one of the other, as well as can be. Do partners say the same of the same atoms? Disagreement is one less the mean squared correlation of partners.
# * **Up to a rotation.** Does the layer say the same as a whole, whatever the directions in which it is written? The measure is one less centred kernel alignment (CKA, Kornblith 2019), in the form without bias. For a kernel model, its kernel matrix takes the place of the layer.
#
# For energies, disagreement is $|a-b|^2/(|a|^2+|b|^2)$. Mind the squares: a value of 0.02 means a difference of a fifth of the size of $a$ and $b$, and 0.5 a difference as large as they are.
#
# Two things are needed to read the answers. Networks with random weights are compared as well: they see the same inputs, so they have something in common without having learned anything. And the counts of atoms are taken out everywhere. Every model knows that more atoms make more energy, and that would hide the rest.

# %% [markdown] tags=["ko"]
# 쿨롬행렬의 커널은 밖에 남고 DTNN도 절반은 그렇다. 분할마다 일곱에서 아홉이 남는다.
#
# ## 두 속을 어떻게 견주는가
#
# 은닉 유닛에는 이름이 없다. 한 신경망의 3번 유닛이 다른 신경망의 3번 유닛이라는 법은 없다. 커널 모델에는 은닉 유닛이 아예 없다. 그래서 네 가지를 묻는다. 뒤로 갈수록 너그러운 물음이다.
#
# * **전체.** 예측한 에너지는, 원자 세기로 설명되는 것을 빼고도 일치하는가?
# * **이름 있는 수.** *원자의 에너지*는 일치하는가? 이것은 신경망에만 있다. 그리고 *원자 하나가 더하는 값*, 곧 그 원자가 있을 때의 에너지에서 없을 때의 에너지를 뺀 값은? 이것은 어느 모델에나 물을 수 있다.
# * **부품.** 한 신경망의 은닉 유닛을 다른 신경망의 유닛과 하나씩, 되도록 잘 맞게 짝짓는다. 짝끼리는 같은 원자에 대해 같은 말을 하는가? 어긋남은 1에서 짝끼리의 상관계수 제곱의 평균을 뺀 값이다.
# * **회전을 빼고.** 어느 방향으로 적혀 있든 층 전체로는 같은 말을 하는가? 1에서 중심화 커널 정렬(CKA, Kornblith 2019)을 뺀 값을 쓰되, 치우침 없는 꼴로 잰다. 커널 모델에서는 커널 행렬이 층을 대신한다.
#
# 에너지의 어긋남은 $|a-b|^2/(|a|^2+|b|^2)$이다. 제곱이라는 점에 유의하자. 0.02이면 $a$와 $b$의 차이가 그 크기의 5분의 1이고, 0.5이면 차이가 그 크기와 같다.
#
# 답을 읽으려면 두 가지가 필요하다. 하나는 가중치가 무작위인 신경망이다. 같은 입력을 보므로 아무것도 배우지 않고도 공통된 것이 있다. 또 하나, 원자 수는 어디서나 걷어 냈다. 원자가 많으면 에너지도 크다는 것은 어느 모델이나 알고 있어서, 그대로 두면 나머지가 가려진다.

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


def table_of(measure: str, split: int) -> tuple[list[str], list[list[float]]]:
    """Models of a set, and how far each two of them disagree."""
    chosen = members(split, 2.0, NETWORKS if measure in ONLY_NETWORKS else NAMES)
    return chosen, [[MEASURES[measure](split, a, b) if a != b else np.nan for b in chosen] for a in chosen]


def range_of(measure: str, split: int) -> list[str]:
    """The lowest and the highest disagreement of a set."""
    table = table_of(measure, split)[1]
    return [f"{extreme(table):.2f}" for extreme in (np.nanmin, np.nanmax)]


def draw_agreement(measure: str, split: int):
    """How far each two models of a set disagree."""
    chosen, table = table_of(measure, split)
    return agreement_map([NAMES[name] for name in chosen], table, title=text(en=f"{MEASURE_NAMES[measure]}, split {split}", ko=f"{MEASURE_NAMES[measure]}, 분할 {split}"))


show.explore(
    draw_agreement,
    question=text(en="Who agrees with whom, and on what?", ko="누가 누구와, 무엇에서 일치하는가?"),
    alt=lambda measure, split: text(
        en=f"Squares with numbers, one for each two models of the set of split {split}: disagreement in {MEASURE_NAMES[measure]}, from {' to '.join(range_of(measure, split))}.",
        ko=f"분할 {split}의 집합에서 모델 둘마다 수가 적힌 네모: {MEASURE_NAMES[measure]}의 어긋남, {'에서 '.join(range_of(measure, split))}까지.",
    ),
    measure=show.Choice({label: key for key, label in MEASURE_NAMES.items()}, start="whole", label=text(en="what is compared", ko="견줄 것")),
    split=show.Choice({str(s): s for s in SPLITS}, start=0, label=text(en="split", ko="분할")),
)

# %% [markdown] tags=["en"]
# Choose what is compared. Predictions disagree by some hundredths, energies of atoms by about a half on average. Look which pairs are close: those of one output convention (0.01 to 0.4), even a DTNN and an AEV network. Between two conventions it is 0.4 to 0.8, even if all else is alike. Hidden units, one by one, come to 0.6, where random weights give 0.8. Up to a rotation the networks come to 0.4, where random weights give 0.65. So training brings insides nearer to each other. It does not bring them near.
#
# The fairest of these questions may be what an atom adds. It has the same unit in every model, no convention enters, and kernels can answer, too. There they disagree by a quarter. But the fragment that is left behind is one that no model has seen.
#
# Now one molecule, atom by atom.

# %% [markdown] tags=["ko"]
# 견줄 것을 골라 보자. 예측의 어긋남은 백분의 몇이고, 원자의 에너지는 평균 0.5쯤이다. 어느 쌍이 가까운지 보라. 출력 규약이 같은 쌍이다(0.01에서 0.4). DTNN과 AEV 사이라도 그렇다. 규약이 다르면 나머지가 다 같아도 0.4에서 0.8이다. 은닉 유닛을 하나하나 견주면 0.6이고, 무작위 가중치라면 0.8이다. 회전을 빼면 신경망끼리 0.4이고, 무작위 가중치라면 0.65다. 그러니 학습은 속을 서로 다가가게 한다. 그러나 가까워지는 데까지는 이르지 못한다.
#
# 가장 공평한 물음은 원자 하나가 더하는 값일 것이다. 어느 모델에서나 단위가 같고, 규약이 끼어들지 않으며, 커널도 대답할 수 있다. 거기서는 0.25쯤 어긋난다. 다만 원자를 뺀 조각은 어느 모델도 본 적이 없다.
#
# 이제 분자 하나를 원자마다 보자.

# %%
SHOWN = [asked[0].names.index(name) for name in ("CCN", "C=COC", "CCC(N)=O", "C=CCC#N", "O=COC=O", "C1CNC1", "NN")]
raw_shares = {name: models[0][name].predict_atomic_energies(held_out[0]) for name in members(0, 2.0, NETWORKS)}
raw_adds = {name: occlusion(models[0][name].predict, asked[0]) for name in members(0, 2.0)}
GROUPS = {
    text(en="AEV, per element", ko="AEV, 원소별"): (("AEV a", "AEV b"), "blue", "o"),
    text(en="AEV small, per element", ko="작은 AEV, 원소별"): (("small a", "small b"), "sky", "D"),
    text(en="AEV, mean per atom", ko="AEV, 원자당 평균"): (("AEV mean",), "vermilion", "s"),
    text(en="DTNN, envelope", ko="DTNN, 포락선"): (("DTNN envelope",), "green", "^"),
    text(en="bonds, Laplacian", ko="결합 주머니, 라플라시안"): (("BoB",), "purple", "v"),
}
WHAT = {text(en="energy of the atom", ko="원자의 에너지"): "shares", text(en="what the atom adds", ko="원자가 더하는 값"): "adds"}


def draw_atoms(i: int, what: str):
    """One molecule, atom by atom, by every kind of model in the set."""
    values, here = (raw_shares if what == "shares" else raw_adds), slice(asked[0].offsets[i], asked[0].offsets[i + 1])
    sharings = [Sharing(label, [values[name][here] for name in names], colour, marker) for label, (names, colour, marker) in GROUPS.items() if names[0] in values]
    totals = [predicted[0][name][i] for name in raw_adds]
    figure = shares_figure(asked[0][i], sharings, title=text(en=f"{asked[0].names[i]}: predicted {min(totals):.0f} to {max(totals):.0f}, true {truth[0][i]:.0f} kcal/mol", ko=f"{asked[0].names[i]}: 예측 {min(totals):.0f}에서 {max(totals):.0f}, 참값 {truth[0][i]:.0f} kcal/mol"))
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

# %% [markdown] tags=["en"]
# The total is the same to a few kcal/mol. The stories are not. Some models begin their story at another place, by the output convention of notebook 06. Others begin at the same place and still tell it a little differently.
#
# ## The quantum arm
#
# In Hartree-Fock theory a closed shell is one determinant. Turn its occupied orbitals among each other, by any rotation, and the determinant is the same. So are the density, the energy, the dipole moment, all that can be measured. The orbitals are not.
#
# Chemists use this freedom. *Canonical* orbitals make the Fock matrix diagonal; they spread over the molecule, and their levels are near to ionization energies. *Boys* orbitals are as small as possible, *Pipek-Mezey* orbitals lie on as few atoms as possible. Both look like bonds and lone pairs. Randomly turned orbitals look like nothing in particular. They are as good.
#
# Below are two sets for one state. The number over each orbital is its level in hartree, its diagonal entry in the Fock matrix. "Alike" is the squared overlap with its partner above.

# %% [markdown] tags=["ko"]
# 합은 몇 kcal/mol 안에서 같다. 이야기는 같지 않다. 어떤 모델은 노트북 06의 출력 규약에 따라 이야기를 다른 곳에서 시작한다. 어떤 모델은 같은 곳에서 시작하는데도 조금 다르게 이야기한다.
#
# ## 양자 쪽
#
# 하트리-폭 이론에서 닫힌 껍질은 행렬식 하나다. 점유 오비탈끼리 어떤 회전으로든 돌려도 행렬식은 그대로다. 밀도도 에너지도 쌍극자도, 잴 수 있는 것은 모두 그대로다. 오비탈만 그대로가 아니다.
#
# 화학자들은 이 자유를 쓴다. *정준 오비탈*은 폭 행렬을 대각으로 만든다. 분자 전체에 퍼져 있고 그 준위는 이온화에너지에 가깝다. *보이스* 오비탈은 되도록 작고, *피펙-메제이* 오비탈은 되도록 적은 원자에 놓인다. 둘 다 결합이나 비공유 전자쌍처럼 보인다. 무작위로 돌린 오비탈은 무엇처럼도 보이지 않는다. 그래도 똑같이 옳다.
#
# 아래에 한 상태의 오비탈 두 벌이 있다. 오비탈 위의 수는 준위(hartree), 곧 폭 행렬의 대각 요소이고, '닮음'은 윗줄의 짝과 겹치는 정도의 제곱이다.

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

# %% [markdown] tags=["en"]
# The double bond of ethene is a σ and a π bond in the upper row, the fourth orbital and the last. In the lower row it is two bent bonds, one above the plane and one below, the first and the last. Pipek-Mezey orbitals keep σ and π apart. Textbooks have fought over this since Pauling. The energy does not know of the fight.
#
# ## Amplitudes
#
# Coupled-cluster theory writes electron correlation as amplitudes $t_{ij}^{ab}$: how strongly the pair of orbitals $i, j$ is lifted to $a, b$. A large one is read as a warning of strong correlation. We solve the equations anew in every set of orbitals.

# %% [markdown] tags=["ko"]
# 에텐의 이중결합은 윗줄에서는 σ 결합 하나와 π 결합 하나다(넷째와 마지막). 아랫줄에서는 분자 평면 위와 아래로 굽은 결합 둘이다(첫째와 마지막). 피펙-메제이 오비탈에서는 σ와 π가 섞이지 않는다. 폴링 이래로 교과서들은 이것을 두고 다투었다. 에너지는 그 다툼을 모른다.
#
# ## 진폭
#
# 짝진물치이론은 전자 상관을 진폭 $t_{ij}^{ab}$로 적는다. 오비탈 쌍 $i, j$가 $a, b$로 얼마나 세게 들어 올려지는가 하는 수다. 큰 진폭은 강상관의 경고로 읽힌다. 오비탈 한 벌마다 방정식을 새로 풀어 보자.

# %% tags=["nbval-ignore-output"]
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

# %% [markdown] tags=["en"]
# The correlation energy is the same to eight decimals in hartree. The amplitudes differ nearly as much as the orbitals. The largest one in formaldehyde goes down by almost a half when the orbitals are turned at random. But the *length* of T2, the root of the sum of all squares, stays. The length of T1 stays, too, and with it the well-known T1 diagnostic. So not every number read off the amplitudes is a matter of taste, and one can say which ones are.
#
# What of a part of the energy? The correlation energy is a sum over pairs of orbitals. Turn two orbitals of water and watch the energies of the pairs.

# %% [markdown] tags=["ko"]
# 상관에너지는 hartree로 소수점 아래 여덟째 자리까지 같다. 진폭은 거의 오비탈만큼 다르다. 폼알데하이드에서 가장 큰 진폭은 오비탈을 무작위로 돌리면 절반 가까이 줄어든다. 그런데 T2의 *길이*, 곧 제곱을 모두 더한 것의 제곱근은 그대로다. T1의 길이도 그대로이고, 널리 쓰이는 T1 진단값도 그렇다. 그러니 진폭에서 읽어 내는 수가 다 취향의 문제인 것은 아니며, 어느 것이 그런지도 말할 수 있다.
#
# 에너지의 부분은 어떤가? 상관에너지는 오비탈 쌍의 에너지를 더한 것이다. 물의 오비탈 둘을 돌리면서 쌍의 에너지를 지켜보자.

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

# %% [markdown] tags=["en"]
# Pairs give and take several kcal/mol. The sum stays to the last digit shown.
#
# ## Functionals
#
# We hoped for a third example. B3LYP has three parameters that were fitted to data. PBE0 has one, a quarter, from an argument. Both are about equally good for atomization energies. Do they agree on the sum and quarrel over its parts, exchange and correlation? Both are evaluated on the same density, so that nothing else differs.

# %% [markdown] tags=["ko"]
# 쌍들은 몇 kcal/mol씩 주고받는다. 합은 적힌 마지막 자리까지 그대로다.
#
# ## 범함수
#
# 세 번째 보기가 되기를 바랐던 것이다. B3LYP에는 데이터에 맞춘 파라미터가 셋 있다. PBE0에는 이론적 논증에서 나온 4분의 1이라는 수 하나가 있다. 둘은 원자화에너지를 비슷하게 잘 맞힌다. 합에서는 일치하면서 그 부분인 교환과 상관을 두고는 다투는가? 다른 차이가 끼어들지 않도록 모두 같은 밀도에서 구했다.

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

# %% [markdown] tags=["en"]
# They do not. Exchange agrees to about a kcal/mol, better than the whole. Correlation differs by a few, as the whole does. We had expected the opposite. It stands as it is: in what functionals are used for, their parts agree. Now not the difference but the energy itself.

# %% [markdown] tags=["ko"]
# 그렇지 않다. 교환은 1 kcal/mol쯤까지 일치하여 전체보다도 낫다. 상관은 전체만큼, 몇 kcal/mol 다르다. 우리는 반대를 예상했다. 결과를 그대로 둔다. 범함수가 실제로 쓰이는 곳에서는 그 부분들도 일치한다. 이번에는 차이가 아니라 에너지 자체를 보자.

# %%
water = functional_parts(Atoms(flat[WATER].atomic_numbers, flat[WATER].positions))
show.table(
    [[name, parts.total, parts.exchange, parts.correlation] for name, parts in water.items()],
    columns=[text(en="functional", ko="범함수"), text(en="energy of water / hartree", ko="물의 에너지 / hartree"), text(en="exchange", ko="교환"), text(en="correlation", ko="상관")],
    decimals=3,
    caption=text(en="Not a difference but the whole: four functionals on one density of water.", ko="차이가 아니라 전체: 물의 밀도 하나에 범함수 넷."),
)

# %% [markdown] tags=["en"]
# There the correlation energy of water is −0.44 hartree by one and about −0.33 by the others. That is 60 kcal/mol and more. It cancels when a molecule is compared with its atoms. So functionals do quarrel, but over what is not used. This is no good third example for O3, and the rule does not count it.
#
# ## One measure for both (T16: S4, O3, I8)
#
# Two pieces are missing. From notebook 06 we take two exact ways of sharing a Hartree-Fock energy out among atoms. And for I8 we take networks of two sizes. If the number of parameters is what hides the parts, then the parts of a small network should be steadier from start to start. We divide by the disagreement of random weights, since among few units a good partner is harder to find than among many.

# %% [markdown] tags=["ko"]
# 여기서는 물의 상관에너지가 하나로는 −0.44 hartree, 나머지로는 −0.33쯤이다. 60 kcal/mol이 넘는 차이다. 분자를 그 원자들과 견줄 때 이 차이는 지워진다. 그러니 범함수들도 다투기는 하지만 쓰이지 않는 것을 두고 다툰다. O3의 세 번째 보기로는 알맞지 않으며, 규칙도 이것을 세지 않는다.
#
# ## 둘을 같은 자로 (T16: S4, O3, I8)
#
# 두 조각이 모자란다. 하나는 하트리-폭 에너지를 원자에 나누는 정확한 두 방식으로, 노트북 06에서 가져온다. 또 하나는 I8을 위한 것으로, 크기가 다른 두 신경망이다. 부품이 읽히지 않는 까닭이 파라미터의 수라면, 작은 신경망의 부품은 출발이 달라도 덜 달라져야 한다. 유닛이 적으면 좋은 짝을 찾기가 더 어려우므로 무작위 가중치의 어긋남으로 나눈다.

# %% tags=["nbval-ignore-output"]
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

# %% [markdown] tags=["en"]
# **S4 stands.** Predictions disagree by 0.02, the energies of atoms by 0.47. That is more than twenty times, counted in squares as the rule does; counted in sizes it is five times, a difference of 20 percent against one of 97. In the strict set, among networks that are as good as equal, it is 0.005 against 0.2. Much of this is the output convention, as we have seen, and an output convention is chosen by us. But what an atom adds knows no convention, and there it is 0.24. About half of the variance of the energies of atoms is common to all networks of a set. Of what an atom adds, seven tenths are common to all models. So there is a core. In the energies of atoms it is not most of what the networks say.
#
# **O3 stands.** Orbitals disagree by 0.46, amplitudes by 0.41. The rule asked for half of what hidden units have, and that is 0.29. The energies of atoms are clearer still: two exact ways are nearly opposed, at 1.5, where no two networks are beyond 0.8.
#
# **I8 is mixed, and the two scales disagree.** On this page there is one pair of starts on each split. It comes to 0.62 in both sizes, and the rule says *against*. The full run has five starts, ten pairs. There the small networks are steadier, 0.48 against 0.63. The rule wanted half for the claim, so: mixed. The full run counts. Both starts have the same random numbers on every split, so one pair on three splits was not three trials. That was our mistake in planning, and it shows how easily a spread looks small.
#
# So the number matters somewhat. With an eighth of the parameters, networks predict almost as well, and a quarter of the disagreement is gone. Three quarters stay. Nobody can read fifty thousand numbers one by one. But four units for each element, few enough to look at one by one, do not tell the same story from start to start either. Sullivan (2022) argues in a like way about understanding: what stands in its way is less the complexity of a model than *link uncertainty*, how poorly it is tied to what it is about.
#
# ## Was that fair?
#
# Look again at what was compared. The orbitals were turned, and nothing was *changed*: one state, described twice. Two networks are two different functions. A fairer match for two networks would be two different *theories*. Take Hartree-Fock and a density functional, PBE, in the same basis, both with canonical orbitals. This is not in the rule: we thought of it only after the rule was written.

# %% [markdown] tags=["ko"]
# **S4는 선다.** 예측은 0.02만큼, 원자의 에너지는 0.47만큼 어긋난다. 규칙처럼 제곱으로 따지면 스무 배가 넘고, 크기로 따지면 20%와 97%로 다섯 배다. 엄격한 집합에서, 똑같다고 해도 될 만큼 좋은 신경망끼리도 0.005 대 0.2다. 앞에서 보았듯이 이 가운데 많은 부분은 출력 규약 때문이고, 출력 규약은 우리가 고른 것이다. 그러나 원자 하나가 더하는 값에는 규약이 없는데도 0.24다. 원자의 에너지의 분산 가운데 절반쯤은 집합의 모든 신경망에 공통이다. 원자 하나가 더하는 값은 열에 일곱이 모든 모델에 공통이다. 그러니 핵이 있기는 하다. 다만 원자의 에너지에서는, 신경망이 하는 말의 대부분이 그 핵인 것은 아니다.
#
# **O3는 선다.** 오비탈은 0.46, 진폭은 0.41만큼 어긋난다. 규칙은 은닉 유닛이 어긋나는 만큼의 절반을 요구했고 그것이 0.29다. 원자의 에너지는 더 분명하다. 정확한 두 방식은 1.5로 거의 반대인데, 신경망끼리는 가장 심한 쌍도 0.8을 넘지 않는다.
#
# **I8은 엇갈리고, 두 규모가 서로 다른 말을 한다.** 이 페이지에는 분할마다 출발의 짝이 하나뿐이다. 두 크기 모두 0.62이고 규칙은 *반대*라고 한다. full에는 출발이 다섯, 짝이 열이다. 거기서는 작은 신경망이 덜 흔들려 0.48 대 0.63이다. 절반으로 줄어든 것은 아니므로 엇갈림이다. full 쪽을 따른다. 두 출발은 어느 분할에서나 같은 난수에서 시작하므로, 한 짝을 세 분할에서 잰 것을 세 번 시험했다고 할 수는 없었다. 계획할 때 저지른 잘못이며, 편차가 얼마나 쉽게 작아 보이는지를 보여 준다.
#
# 그러니 수는 얼마쯤 중요하다. 파라미터가 8분의 1인 신경망도 거의 그만큼 잘 맞히고, 어긋남은 4분의 1이 사라진다. 4분의 3은 남는다. 수 오만 개를 하나하나 읽을 수 있는 사람은 없다. 그런데 하나하나 들여다볼 수 있는, 원소마다 넷뿐인 유닛도 출발이 다르면 다른 이야기를 한다. 설리번(2022)은 이해를 두고 비슷한 주장을 한다. 이해를 막는 것은 모델의 복잡함이라기보다 *연결 불확실성*, 곧 모델이 그 대상에 얼마나 허술하게 이어져 있느냐다.
#
# ## 공평했는가
#
# 무엇을 견주었는지 다시 보자. 오비탈은 돌렸을 뿐 아무것도 *바꾸지* 않았다. 한 상태를 두 번 적은 것이다. 반면 신경망 둘은 서로 다른 함수 둘이다. 신경망 둘에 공평하게 맞세우려면 서로 다른 *이론* 둘이라야 한다. 같은 기저에서 하트리-폭과 밀도범함수 PBE를 놓고, 둘 다 정준 오비탈을 쓰자. 이 비교는 규칙에 없다. 규칙을 쓴 뒤에야 생각났다.

# %% tags=["nbval-ignore-output"]
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

# %% [markdown] tags=["en"]
# Two theories agree on their orbitals, one by one, to less than a hundredth. Up to a rotation they agree to a thousandth. And yet their total energies differ by some tenths of a hartree. Nobody arranged this between them. Each theory says by itself which orbitals it wants, those that make its own Fock matrix diagonal, and both have nearly the same density. (They are kin, to be sure: both fill one determinant. But two networks of one form are closer kin.)
#
# So O3 needs a second look. Here is everything in one picture.

# %% [markdown] tags=["ko"]
# 두 이론의 오비탈은 하나하나 견주어도 어긋남이 백분의 일을 넘지 않는다. 회전을 빼면 천분의 일쯤이다. 전체 에너지는 10분의 몇 hartree씩 다른데도 그렇다. 둘이 미리 짜 둔 것이 아니다. 어떤 오비탈을 써야 하는지를 이론마다 스스로 정한다. 제 폭 행렬을 대각으로 만드는 오비탈이다. 그리고 둘의 밀도는 거의 같다. (물론 둘은 친척이다. 둘 다 행렬식 하나를 채운다. 그러나 꼴이 같은 신경망 둘은 더 가까운 친척이다.)
#
# 그러니 O3는 다시 볼 필요가 있다. 이제 모두를 한 그림에 놓는다.

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
    alt=text(en="Dots with ranges for models and for quantum chemistry. Predictions and energies lie at zero. One by one, hidden units disagree by 0.6, orbitals and amplitudes by 0.4 to 0.5. Up to a rotation, orbitals disagree by nothing and hidden units by 0.4. Energies of atoms disagree by 0.5 in models and by 1.5 between two exact ways.", ko="모델과 양자화학의 점과 범위. 예측과 에너지는 0에 있다. 하나하나 견주면 은닉 유닛은 0.6, 오비탈과 진폭은 0.4에서 0.5만큼 어긋난다. 회전을 빼면 오비탈의 어긋남은 없어지고 은닉 유닛에는 0.4가 남는다. 원자의 에너지는 모델에서 0.5, 정확한 두 방식 사이에서 1.5만큼 어긋난다."),
    caption=text(en="The same measure for both. Ranges are over splits and over molecules.", ko="둘을 같은 자로 잰 것. 범위는 분할에 대한 것과 분자에 대한 것이다."),
)

# %% [markdown] tags=["en"]
# Read it by pairs. *One by one*, orbitals and amplitudes disagree nearly as much as hidden units. *Up to a rotation*, nothing is left in the one and 0.4 in the other.
#
# That zero is not a finding. It is a theorem, and this is the point. Theory says which changes do not matter, and proves that there are no others.
#
# | | gauge: may be changed at will | invariant: what every description agrees on |
# |---|---|---|
# | wave function | single orbitals, single amplitudes, pair energies, energies of atoms | energy, density, the space of occupied orbitals, lengths of T1 and T2 |
# | functional | zero of the energy scale, how a total is split | differences of energies; their parts agreed here, too |
# | network | order of hidden units, with tanh also their signs; energies of atoms | predictions, differences of predictions, forces |
#
# A network has a gauge as well. Change the order of its units, or with tanh their signs, and no answer changes. Pairing has removed this. What is left after it, 0.4 even with rotations allowed, is not known to be gauge. We know of no theorem that says whether it matters.
#
# (*Gauge* is used here for any freedom of description that no observable feels.)
#
# ## How many numbers?
#
# I8 speaks of the number of parameters. Here is a census. No count in it is typed in: models, functionals and wave functions were asked.

# %% [markdown] tags=["ko"]
# 둘씩 짝지어 읽어 보자. *하나하나* 견주면 오비탈과 진폭은 거의 은닉 유닛만큼 어긋난다. *회전을 빼면* 한쪽에는 아무것도 남지 않고 다른 쪽에는 0.4가 남는다.
#
# 이 0은 발견이 아니라 정리다. 바로 그것이 요점이다. 어떤 변화가 상관없는지를 이론이 말해 주고, 그런 변화가 더는 없다는 것까지 증명한다.
#
# | | 게이지: 마음대로 바꾸어도 되는 것 | 불변량: 어느 기술이나 일치하는 것 |
# |---|---|---|
# | 파동함수 | 오비탈 하나하나, 진폭 하나하나, 쌍 에너지, 원자의 에너지 | 에너지, 밀도, 점유 오비탈의 공간, T1과 T2의 길이 |
# | 범함수 | 에너지의 영점, 전체를 나누는 방식 | 에너지의 차이. 여기서는 그 부분들도 일치했다 |
# | 신경망 | 은닉 유닛의 순서(tanh라면 부호도), 원자의 에너지 | 예측, 예측의 차이, 힘 |
#
# 신경망에도 게이지가 있다. 유닛의 순서를 바꾸거나 tanh 유닛의 부호를 뒤집어도 대답은 하나도 바뀌지 않는다. 이것은 짝짓기로 걷어 냈다. 그러고도 남는 것, 회전까지 허용해도 남는 0.4는 게이지라고 알려진 바가 없다. 그것이 중요한지 아닌지를 말해 주는 정리를 우리는 알지 못한다.
#
# (여기서 *게이지*란 어떤 관측량도 느끼지 못하는 기술의 자유를 널리 이르는 말이다.)
#
# ## 수가 몇 개인가
#
# I8은 파라미터의 수를 말한다. 여기 조사표가 있다. 손으로 적어 넣은 것은 없다. 모델과 범함수와 파동함수에 물어서 세었다.

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
    caption=text(en="How many numbers. Ethene in 6-31G* with a frozen core; determinants of the CI counted without symmetry.", ko="수가 몇 개인가. 에텐은 6-31G*, 내각 전자 고정. CI의 행렬식은 대칭 없이 센 것."),
)

# %% [markdown] tags=["en"]
# The most readable object, counting atoms, has four numbers. The longest has almost four trillion, and it is the wave function itself, the thing that the theory is about. Many numbers do not by themselves make a thing unreadable. (The CI vector is counted, not calculated.)
#
# ## Three kinds of transparency
#
# Creel (2020) distinguishes three. *Functional*: one knows the algorithm, what the whole does and by which rule. *Structural*: one knows how the rule is realised in the parts. *Run*: one knows what happened in this run, on these data and this machine. She speaks of programs. We stretch it to six objects.
#
# Tick what you think is transparent. No answer is the right one. Below your grid you see three things: where you differ from two readings, the author's as we understand it and a critic's; which objects you treat differently although this page found them alike in what bears on it; and whom P10 puts out of the web on your marks.

# %% [markdown] tags=["ko"]
# 가장 잘 읽히는 원자 세기에는 수가 네 개 있다. 가장 긴 것은 4조 개에 가까운데 그것이 바로 파동함수, 이론이 다루는 그것이다. 수가 많다고 꼭 읽기 어려운 것은 아니다. (CI 벡터는 세기만 하고 계산하지는 않았다.)
#
# ## 투명성의 세 가지
#
# 크릴(2020)은 셋을 구별한다. *기능*의 투명성: 알고리즘을 안다. 전체가 무엇을 어떤 규칙으로 하는지를 안다. *구조*의 투명성: 그 규칙이 부품들에서 어떻게 실현되는지를 안다. *실행*의 투명성: 이 데이터를 가지고 이 컴퓨터에서 돌린 이번 실행에서 무슨 일이 일어났는지를 안다. 크릴은 프로그램을 두고 말했다. 우리는 이것을 여섯 가지 대상에 넓혀 쓴다.
#
# 투명하다고 생각하는 칸에 표시해 보자. 정답은 없다. 표 아래에 세 가지가 나온다. 두 읽기, 곧 우리가 이해한 글쓴이의 읽기와 비판자의 읽기와 다른 곳. 이 페이지에서는 상관있는 점에서 같다고 나왔는데 다르게 대한 대상들. 그리고 당신의 표시대로라면 P10이 그물망 밖에 놓는 것.

# %%
transparency_grid()

# %% [markdown] tags=["en"]
# The grid begins with the author's reading. It clashes with our findings in six places. The critic's has no clash, but this is no merit: it was written from the same findings. Now look at the last two lines, and fill in the critic's marks to see them change. This is the main result of the page. On the author's marks, P10 as it stands keeps orbitals in. On the critic's it puts them out, amplitudes as well, and lets kernel weights in, which are fixed by their data once the kernel is chosen.
#
# ### Exercise 1. What stays
#
# Compute from the occupied orbitals of a state something that no rotation among them changes, and that still tells two states apart. The orbitals come as columns in an orthonormal basis.

# %% [markdown] tags=["ko"]
# 표는 글쓴이의 읽기로 시작한다. 이 읽기는 우리가 찾은 것과 여섯 군데에서 부딪친다. 비판자의 읽기는 부딪치지 않지만 자랑할 일은 아니다. 같은 결과를 보고 쓴 것이기 때문이다. 이제 마지막 두 줄을 보고, 비판자처럼 표시하면 어떻게 바뀌는지도 보라. 이것이 이 페이지의 주된 결과다. 글쓴이의 표시대로라면 P10은 지금 그대로도 오비탈을 안에 둔다. 비판자의 표시대로라면 오비탈도 진폭도 밖에 놓고, 커널을 고르고 나면 데이터가 정해 주는 가중치를 안에 들인다.
#
# ### 연습 1. 그대로 남는 것
#
# 한 상태의 점유 오비탈에서, 어떤 회전으로도 바뀌지 않으면서 두 상태를 가려낼 수 있는 것을 계산해 보자. 오비탈은 정규직교 기저에서 열로 주어진다.

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

# %% [markdown] tags=["en"]
# ### Exercise 2. A second network
#
# A network with one hidden layer answers $w\cdot\tanh(Wx+b)$. Write another with the same answers to every input. All its units must have moved.

# %% [markdown] tags=["ko"]
# ### 연습 2. 두 번째 신경망
#
# 은닉층이 하나인 신경망은 $w\cdot\tanh(Wx+b)$로 대답한다. 어떤 입력에도 똑같이 대답하는 다른 신경망을 써 보자. 유닛은 모두 움직여야 한다.

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

# %% [markdown] tags=["en"]
# ## What stands

# %% [markdown] tags=["ko"]
# ## 무엇이 남는가

# %% tags=["hide-input"]
show.claims_table(("I6", "I8", "O3", "S4", "P10"))

# %% tags=["nbval-ignore-output"]
runs = {"T16": run} if (run := argument.load_evidence("T16").get("quick")) else {}
compare_predictions({f"{label}.{name}": metric.value for label, run in runs.items() for name, metric in run.metrics.items()})

# %% [markdown] tags=["en"]
# **I6** and **P10** have no rule here. I6 sums up four cases: S4 speaks for it, and O3 against the contrast that it draws. P10 is a demand. A demand cannot be measured. What can be measured is whom it hits.
#
# ## The strongest objection, and the best reply
#
# **The objection (O3, against P10).** You ask that the terms of a law be quantities. Then out go the orbitals, for they can be turned. Out go the amplitudes. Out go the parameters of functionals, for they are fitted. Nobody wants this. So the demand is wrong, and without it nothing puts the networks out.
#
# **The reply.** Agreed: the demand was put at the wrong place. Interpretability does not sit in the single term. It sits in the *principle*. A law is a knot of the web if a principle says what its terms are for, which changes of them leave everything as it was, and what is left when these are taken away. An ab initio calculation has that: a Hamiltonian, a variational principle, equations for the amplitudes. From it follow the rotations, that there are no others, and why two theories agree once the rotation is fixed. A trained network has a loss function. This says which weights are better. It does not say what a unit is for. P10, so revised, keeps quantum chemistry in and puts the networks out, and the essay can go on with it.
#
# **What can be said against the reply.** Networks are not without principles. Symmetry, additivity and locality are put into them (notebook 08), and the weights of a kernel model are the only solution of equations that fit on one line. By the letter of the revised premise, kernel models are in. And a principle that can be read does not make a calculation that can be surveyed. Humphreys (2009) called computer simulation opaque without a thought of networks, and Lenhard (2014) tells how density functional calculations came into the hands of far more people than know the theory. Finally, there is learning that ends in a formula (O12); the premise, old or new, does not touch it.
#
# **What remains open.** Seven tenths of what an atom adds are common to all good models, whatever their kind. It is a difference of predictions, so no gauge touches it, and nobody asked the models to agree on it. If this core could be derived from something, there would be a principle.
#
# ## Questions for a seminar
#
# Ten minutes are enough for: one molecule with five stories, σ and π against bent bonds, the slider of pairs, the grid.
#
# 1. Fill in the grid twice, once as you think and once so that no clash is left. What did you have to give up?
# 2. Bent bonds or σ and π: is there a fact of the matter? If not, what do textbooks teach?
# 3. "It has too many parameters to be understood." Name something with more parameters that you do understand, and say what helps you.
# 4. Suppose that somebody proved which changes of a network's inside leave all its answers as they are, and that there are no others. Would it be interpretable then? In the sense of which of the three transparencies?
# 5. Does the revised P10 save the essay's conclusion, or another one?
#
# ## What this page did not show
#
# * That anybody understands a model. Agreement of insides is a condition for reading them, not the reading.
# * That disagreeing parts mean different things. They may say the same together, in a way that neither pairs nor rotations bring out.
# * How the parts depend on size, over more than two sizes and five starts.
# * Anything about large and accurate networks. Ours learned from 417 molecules, and those in the sets err by 1.6 to 3.4 kcal/mol. The three splits overlap.
# * That another measure would agree. CKA, pairing and the counts that we took out are choices; alignment can be changed without changing answers (Davari 2023).
# * What happens in correlated wave functions of which no single determinant is a good start.
# * What Creel would tick.

# %% [markdown] tags=["ko"]
# **I6**과 **P10**에는 여기서 규칙이 없다. I6은 네 사례를 묶은 것이다. S4는 그 편에 서고, O3는 그것이 긋는 대비에 맞선다. P10은 요구다. 요구는 잴 수 없다. 잴 수 있는 것은 그 요구에 누가 걸리는가다.
#
# ## 가장 강한 반론과 가장 좋은 답
#
# **반론(O3, P10에 대해).** 법칙의 항이 물리량이어야 한다고 요구한다. 그러면 오비탈이 나간다. 돌릴 수 있으니까. 진폭도 나간다. 범함수의 파라미터도 나간다. 맞춘 값이니까. 아무도 이것을 바라지 않는다. 그러니 요구가 틀렸고, 요구가 없으면 신경망을 내보낼 것도 없다.
#
# **답.** 인정한다. 요구를 엉뚱한 자리에 두었다. 해석가능성은 항 하나하나에 있지 않다. *원리*에 있다. 항들이 무엇을 위한 것인지, 항을 어떻게 바꾸어도 달라지는 것이 없는지, 그런 변화를 걷어 내고 나면 무엇이 남는지를 원리가 말해 준다면 그 법칙은 그물망의 매듭이다. 제일원리계산에는 그런 원리가 있다. 해밀토니안, 변분원리, 진폭 방정식이다. 회전이 거기서 나오고, 회전 말고는 없다는 것도 나오고, 회전을 정하고 나면 두 이론이 왜 일치하는지도 나온다. 학습된 신경망에는 손실함수가 있다. 손실함수는 어느 가중치가 더 나은지를 말할 뿐 유닛이 무엇을 위한 것인지는 말하지 않는다. 이렇게 고친 P10은 양자화학을 안에 두고 신경망을 밖에 놓는다. 글은 이 전제를 가지고 나아갈 수 있다.
#
# **답에 대해 할 수 있는 말.** 신경망에도 원리가 없지는 않다. 대칭과 가산성과 국소성을 심어 두었고(노트북 08), 커널 모델의 가중치는 한 줄로 적히는 방정식의 하나뿐인 해다. 고친 전제를 글자대로 읽으면 커널 모델은 안에 든다. 또 원리가 읽힌다고 해서 계산을 다 살필 수 있는 것은 아니다. 험프리스(2009)는 신경망을 염두에 두지 않고도 컴퓨터 시뮬레이션이 불투명하다고 했고, 렌하르트(2014)는 밀도범함수 계산이 그 이론을 아는 사람보다 훨씬 많은 사람의 손에 들어간 과정을 이야기한다. 끝으로, 식을 얻는 것으로 끝나는 학습도 있다(O12). 옛 전제도 새 전제도 거기에는 닿지 않는다.
#
# **열려 있는 것.** 원자 하나가 더하는 값은 열에 일곱이 종류에 상관없이 좋은 모델 모두에 공통이다. 이 값은 예측의 차이이므로 게이지가 건드리지 못하고, 모델들에게 거기서 일치하라고 시킨 사람도 없다. 이 핵을 무언가에서 이끌어 낼 수 있다면 그것이 원리일 것이다.
#
# ## 세미나를 위한 물음
#
# 10분이면 이만큼 할 수 있다. 이야기가 다섯인 분자 하나, σ와 π 대 굽은 결합, 쌍의 슬라이더, 투명성의 표.
#
# 1. 표를 두 번 채워 보라. 한 번은 생각하는 대로, 한 번은 부딪치는 곳이 남지 않게. 무엇을 포기해야 했는가?
# 2. 굽은 결합인가, σ와 π인가? 여기에 사실이라 할 것이 있는가? 없다면 교과서는 무엇을 가르치는가?
# 3. '파라미터가 너무 많아 이해할 수 없다.' 파라미터가 더 많은데도 이해하는 것을 하나 대고, 무엇이 도움이 되는지 말해 보라.
# 4. 신경망의 속을 어떻게 바꾸면 모든 대답이 그대로인지를 누군가 모두 밝히고, 그런 변화가 더는 없다는 것까지 증명했다고 하자. 그러면 신경망은 해석가능해지는가? 세 투명성 가운데 어느 뜻에서인가?
# 5. 고친 P10은 글의 결론을 구하는가, 다른 결론을 구하는가?
#
# ## 이 페이지가 보이지 못한 것
#
# * 누군가 모델을 이해한다는 것. 속이 일치하는 것은 읽기 위한 조건이지 읽는 것 자체가 아니다.
# * 어긋나는 부품이 다른 것을 뜻한다는 것. 짝짓기로도 회전으로도 드러나지 않게 모여서 같은 말을 하고 있을 수 있다.
# * 크기 둘과 출발 다섯을 넘어, 부품이 크기에 어떻게 달려 있는지.
# * 크고 정확한 신경망에 관한 것. 우리 것은 분자 417개로 배웠고, 집합에 든 것의 오차가 1.6–3.4 kcal/mol이다. 세 분할은 서로 겹친다.
# * 다른 자로 재어도 같다는 것. CKA도, 짝짓기도, 원자 수를 들어낸 것도 선택이다. 대답을 바꾸지 않고 정렬만 바꿀 수도 있다(Davari 2023).
# * 행렬식 하나가 좋은 출발점이 되지 못하는 상관된 파동함수에서는 어떠한지.
# * 크릴이라면 어느 칸에 표시할지.
