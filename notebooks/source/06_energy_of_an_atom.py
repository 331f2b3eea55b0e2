# %% [markdown] tags=["en"]
# # 06 · The energy of an atom
#
# DTNN adds up energies of atoms. In this it is like most networks that came after it. The essay asks what these energies are, §II.2b:
#
# * the energy of a part is not an observable, and interaction at the quantum level is not local (claim **D26**);
# * chemists looked for it mainly to spend high-level computing on the part that matters (**D27**);
# * whether the contributions of atoms can be read physically, nobody can say with confidence (**I4**).
#
# We add one claim that makes this sharper, and one against it. **S1**: the energies of molecules do not fix those of their atoms. **O5**: even so, the energies can be read afterwards, because like atoms get like energies.
#
# There is a rule on this page. No atomic energy appears alone. Beside each stands another that is as good.
#
# **Cost.** About one minute on two cores, half of it for Hartree-Fock.
# **You need** notebook 05 for the network. Hartree-Fock is explained in notebook 01.

# %% [markdown] tags=["ko"]
# # 06 · 원자의 에너지라는 것
#
# DTNN은 원자의 에너지를 더한다. 뒤이어 나온 신경망도 대개 그렇다. 글은 이 에너지가 무엇인지 묻는다(II.2b절).
#
# * 부분의 에너지는 관측량이 아니며, 양자 수준의 상호작용은 국소적이지 않다(주장 **D26**).
# * 화학자들이 그것을 찾은 주된 까닭은 중요한 부분에만 높은 수준의 계산을 쓰기 위해서다(**D27**).
# * 원자의 기여도를 물리적으로 읽어도 되는지는 아무도 확답하지 못한다(**I4**).
#
# 우리는 이것을 더 날카롭게 하는 주장 하나와 이에 맞서는 주장 하나를 보탠다. **S1**: 분자의 에너지가 원자의 에너지를 정해 주지는 않는다. **O5**: 그래도 비슷한 원자는 비슷한 에너지를 받으므로 나중에라도 읽을 수 있다.
#
# 이 페이지에는 규칙이 하나 있다. 원자의 에너지는 혼자 나오지 않는다. 언제나 그만큼 쓸 만한 다른 값이 곁에 있다.
#
# **비용.** 코어 두 개에서 1분쯤. 절반은 하트리-폭 계산이다.
# **먼저 알아둘 것.** 신경망은 노트북 05에, 하트리-폭은 노트북 01에 있다.

# %%
import time

import numpy as np
from ase.build import molecule as named_molecule

from qmlaw import argument, datasets, show
from qmlaw.argument import Metric
from qmlaw.classroom import checks
from qmlaw.models import CompositionModel
from qmlaw.models.dtnn.interpretation import (
    alchemical_path,
    exchange,
    local_chemical_potential,
    surface_density,
    surface_heights,
)
from qmlaw.models.dtnn.rigidity import local_prediction_rigidity, rings
from qmlaw.models.dtnn.shipped import ENERGY, FORMS, shipped
from qmlaw.models.shares import (
    correlation_within_elements,
    explained_by,
    means_by_word,
    order_agreement,
    without_element_means,
)
from qmlaw.molecules import Molecules
from qmlaw.reference import single_point
from qmlaw.reference.partition import WAYS, Way, partition
from qmlaw.representations.surroundings import surroundings
from qmlaw.show import ladder as curves
from qmlaw.show import text
from qmlaw.show.atom_pictures import (
    SURFACE,
    ProbeMap,
    Sharing,
    in_plane,
    order_figure,
    plane_points,
    probe_maps_figure,
    shares_figure,
)
from qmlaw.show.ladder import Curve
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet
from qmlaw.units import HARTREE_TO_KCAL_MOL

# %% [markdown] tags=["en"]
# ## First, guess
#
# Two networks predict the energies of molecules about equally well. By how much do their energies of atoms differ? And two exact ways of quantum chemistry, applied to one and the same wave function?

# %% [markdown] tags=["ko"]
# ## 먼저 짐작해 보기
#
# 두 신경망이 분자의 에너지를 비슷하게 잘 맞힌다. 그 원자 에너지는 얼마나 다를까? 하나의 파동함수에 적용한 양자화학의 정확한 두 방식은?

# %%
prediction_sheet(("T9", "T10"))

# %% [markdown] tags=["en"]
# ## Ten networks
#
# In a DTNN the share of atom $i$ is $E_i = s\,y_i + E_Z$. The network learns $y_i$. But what is $E_Z$, the value from which an atom starts? The authors let every atom start from the mean energy per atom, about −95 kcal/mol, whether it is hydrogen or carbon. One may as well fit a number for each element to the compositions: some
# −70 for hydrogen and −150 for carbon. We call this the *output convention*. The network can make up for either, and nobody asked it which one is true.
#
# We have five networks in each convention. A seed stands for the start of the weights and for the choice of the training molecules, so two networks of one seed differ in the convention and in nothing else.

# %% [markdown] tags=["ko"]
# ## 신경망 열 개
#
# DTNN에서 원자 $i$의 몫은 $E_i = s\,y_i + E_Z$다. 신경망은 $y_i$를 배운다. 그런데 원자가 출발하는 값 $E_Z$는 무엇인가? 저자들은 수소든 탄소든 모든 원자를 원자당 평균 에너지, 약 −95 kcal/mol에서 출발시켰다. 원소마다 조성에 맞춘 수에서 출발해도 된다. 수소는 −70쯤, 탄소는 −150쯤이다. 이것을
# *출력 규약*이라 부르자. 신경망은 어느 쪽이든 메울 수 있고, 어느 것이 참인지는 아무도 묻지 않았다.
#
# 규약마다 신경망이 다섯 개씩 있다. 시드는 가중치의 시작값과 학습 분자의 선택을 함께 정한다. 그러니 시드가 같은 두 신경망은 규약만 다르고 나머지는 모두 같다.

# %%
MEAN, ELEMENT = "mean per atom", "per element"
SEEDS = range(FORMS[MEAN].n_seeds)
NAMES = {MEAN: text(en="mean per atom", ko="원자당 평균"), ELEMENT: text(en="per element", ko="원소별"), "envelope": text(en="mean per atom, envelope", ko="원자당 평균, 포락선")}
molecules = datasets.load("equilibrium")
energies = molecules.value(ENERGY, "kcal/mol")  # negative: bound
numbers = molecules.atomic_numbers
networks = {(form, seed): shipped(form, seed) for form in NAMES for seed in range(FORMS[form].n_seeds)}
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
    [[NAMES[form], *(mae(form, s) for s in SEEDS)] for form in (MEAN, ELEMENT)],
    columns=[text(en="convention", ko="규약"), *(text(en=f"seed {s}", ko=f"시드 {s}") for s in SEEDS)],
    decimals=1,
    caption=text(en="Mean absolute error of held-out molecules, kcal/mol. Counting atoms: about 15.", ko="떼어 둔 분자의 평균절대오차, kcal/mol. 원자 세기는 15쯤."),
)

# %% [markdown] tags=["en"]
# Both conventions are usable; the one of the paper is somewhat better here. Now look inside.
#
# Beside the networks stands quantum chemistry. The Hartree-Fock energy is a sum over pairs of basis functions, and a basis function can be given to an atom. Then kinetic energy, attraction and repulsion can be given to atoms, too, and the sum is exact. We do it in two ways. *Mulliken* counts the basis functions at
# each nucleus. *Intrinsic* atomic orbitals (Knizia 2013) are made from the occupied orbitals, one set per free atom. Both have the same total to the last digit. Choose a molecule.

# %% [markdown] tags=["ko"]
# 두 규약 모두 쓸 만하다. 여기서는 논문의 규약이 조금 낫다. 이제 속을 들여다보자.
#
# 신경망 곁에 양자화학을 놓는다. 하트리-폭 에너지는 기저함수 쌍에 대한 합이고, 기저함수는 원자에 나누어 줄 수 있다. 그러면 운동에너지도 인력도 반발도 원자에 나누어지며, 합은 정확하다. 두 방식으로 나누어 본다. *멀리컨*은 핵마다 놓인 기저함수를 센다. *고유 원자 오비탈*(Knizia 2013)은 점유 오비탈에서
# 자유 원자의 오비탈 수만큼 만들어 낸다. 둘 다 합은 마지막 자리까지 같다. 분자를 골라 보자.

# %%
FREE = {z: single_point(named_molecule(symbol), "HF/6-31G*").energy for z, symbol in ((1, "H"), (6, "C"), (7, "N"), (8, "O"))}
COUNTED, INTRINSIC = Way("Mulliken", "shared"), Way("intrinsic", "shared")


def quantum_shares(i: int) -> dict[Way, np.ndarray]:
    """Shares of the atoms of molecule i in its Hartree-Fock atomization energy (kcal/mol), by each way."""
    free = np.array([FREE[z] for z in molecules[i].atomic_numbers])
    return {way: (found - free) * HARTREE_TO_KCAL_MOL for way, found in partition(molecules[i]).shares.items()}


SHOWN = [molecules.names.index(name) for name in ("CCO", "CC=O", "CC#N", "CC(N)=O", "C1CC1", "C=CCO", "NC=O", "C#CCN")]
quantum = {i: quantum_shares(i) for i in SHOWN}


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
        title=text(
            en=f"{molecules.names[i]}; sums: B3LYP {energies[i]:.0f}, networks {np.mean([sum(x) for x in own[MEAN]]):.0f} and {np.mean([sum(x) for x in own[ELEMENT]]):.0f},\nboth ways of Hartree-Fock {quantum[i][COUNTED].sum():.0f} kcal/mol",
            ko=f"{molecules.names[i]}; 합: B3LYP {energies[i]:.0f}, 신경망 {np.mean([sum(x) for x in own[MEAN]]):.0f}, {np.mean([sum(x) for x in own[ELEMENT]]):.0f},\n하트리-폭은 두 방식 모두 {quantum[i][COUNTED].sum():.0f} kcal/mol",
        ),
    )


show.explore(
    draw_shares,
    question=text(en="Which of these is the energy of the atom?", ko="이 가운데 어느 것이 원자의 에너지인가?"),
    alt=lambda i: text(
        en=f"{molecules.names[i]}: for each atom its share of the atomization energy by networks of two conventions, with the range over five seeds, and by two ways of Hartree-Fock. The four differ by tens to hundreds of kcal/mol.",
        ko=f"{molecules.names[i]}: 원자마다 원자화에너지의 몫을 두 규약의 신경망(시드 다섯의 범위)과 하트리-폭의 두 방식으로 나타낸 그림. 넷은 수십에서 수백 kcal/mol씩 다르다.",
    ),
    i=show.Choice({molecules.names[i]: i for i in SHOWN}, start=SHOWN[0], label=text(en="molecule", ko="분자")),
)

# %% [markdown] tags=["en"]
# The totals are close to each other; Hartree-Fock lacks correlation and binds less. The shares are not close at all. In one exact way the oxygen atom of a hydroxyl group *gains* energy when the molecule forms, in another it loses some. A hydrogen atom gets twenty kcal/mol or two hundred.
#
# ## Do the totals fix the shares? (T9: S1, D26, I4)
#
# Now on many molecules. Between two networks we look at three things. How far do their totals differ, on molecules that neither has seen? How far do their shares? And if the shares differ by much and the totals by little, then the differences *cancel* in the sum: how well? A correlation within one element tells whether at least the
# pattern is the same.

# %% [markdown] tags=["ko"]
# 합은 서로 가깝다. 하트리-폭은 상관이 빠져 있어 덜 묶는다. 몫은 전혀 가깝지 않다. 하이드록시기의 산소 원자는 정확한 한 방식에서는 분자가 되면서 에너지가 *오르고*, 다른 방식에서는 내린다. 수소 원자 하나의 몫이 20 kcal/mol이기도 하고 200 kcal/mol이기도 하다.
#
# ## 합이 몫을 정하는가 (T9: S1, D26, I4)
#
# 이제 많은 분자에서 보자. 두 신경망 사이에서 세 가지를 본다. 어느 쪽도 보지 않은 분자에서 합은 얼마나 다른가? 몫은 얼마나 다른가? 몫은 많이 다른데 합은 조금만 다르다면 그 차이는 합에서 *서로 지운다*. 얼마나 잘 지우는가? 한 원소 안의 상관은 적어도 무늬가 같은지를 말해 준다.

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
show.table(
    [[label, *(np.mean([one[name] for one in found]) for name in ("totals", "atoms", "cancel", "r"))] for label, found in ((text(en="two seeds", ko="두 시드"), between_seeds), (text(en="two conventions", ko="두 규약"), between_conventions))],
    columns=[text(en="networks", ko="신경망"), text(en="totals / kcal/mol", ko="합 / kcal/mol"), text(en="shares / kcal/mol", ko="몫 / kcal/mol"), text(en="cancelling, times", ko="지우는 정도, 배"), text(en="correlation", ko="상관")],
    decimals=2,
    caption=text(en="Differences between networks (root mean square).", ko="신경망 사이의 차이(제곱평균제곱근)."),
)

# %% [markdown] tags=["en"]
# The same for quantum chemistry: sixty molecules, each shared out in the two ways, and in two more. Those give the attraction between electron and nucleus wholly to the electron's atom, where the first two give one half to each.

# %% [markdown] tags=["ko"]
# 양자화학에서도 똑같이 한다. 분자 60개를 두 방식과, 다른 두 방식으로 더 나눈다. 처음 두 방식은 전자와 핵 사이의 인력을 반씩 주고, 나중 두 방식은 전자가 있는 원자에 다 준다.

# %%
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


WAY_NAMES = {
    Way("Mulliken", "shared"): text(en="Mulliken, half each", ko="멀리컨, 반씩"),
    Way("intrinsic", "shared"): text(en="intrinsic, half each", ko="고유, 반씩"),
    Way("Mulliken", "electron"): text(en="Mulliken, electron's", ko="멀리컨, 전자에"),
    Way("intrinsic", "electron"): text(en="intrinsic, electron's", ko="고유, 전자에"),
}
ways = {NAMES[MEAN]: shares[MEAN, 0][in_sample], NAMES[ELEMENT]: shares[ELEMENT, 0][in_sample], **{label: hf[way] for way, label in WAY_NAMES.items()}}
show.table(
    [[name, *(correlation_within_elements(values, other, z) for other in ways.values())] for name, values in ways.items()],
    columns=["", *ways],
    decimals=2,
    caption=text(en="Correlation of shares within an element: networks of seed 0, and four exact ways for one wave function.", ko="한 원소 안에서 몫의 상관: 시드 0의 신경망과, 한 파동함수에 대한 정확한 네 방식."),
)

# %% [markdown] tags=["en"]
# A share may also depend on the basis set. Here are the eight molecules of the figure again, in cc-pVDZ.

# %% [markdown] tags=["ko"]
# 몫은 기저에 따라서도 달라질 수 있다. 그림에 나온 분자 여덟 개를 cc-pVDZ로 다시 나누어 보자.

# %%
z_shown = np.concatenate([molecules[i].atomic_numbers for i in SHOWN])
in_basis = {basis: [partition(molecules[i], f"HF/{basis}").shares for i in SHOWN] for basis in ("6-31G*", "cc-pVDZ")}


def change_of_basis(way: Way) -> tuple[float, float]:
    """How far shares of C, N, O and H in two basis sets differ (kcal/mol, less a constant per element), and how they correlate."""
    one, other = (np.concatenate([found[way] for found in in_basis[basis]]) * HARTREE_TO_KCAL_MOL for basis in in_basis)
    elements = (1, 6, 7, 8)
    return rms(without_element_means(one - other, z_shown, elements)), correlation_within_elements(one, other, z_shown, elements)


show.table(
    [[label, *change_of_basis(way)] for way, label in WAY_NAMES.items()],
    columns=[text(en="way", ko="방식"), text(en="difference / kcal/mol", ko="차이 / kcal/mol"), text(en="correlation", ko="상관")],
    decimals=2,
    caption=text(en="The same way in two basis sets.", ko="같은 방식을 두 기저에서."),
)

# %%
moved = exchange(shares[MEAN, 0], molecules, giver="H", taker="C", amount=10.0, within=1.3)
counting = [CompositionModel().fit(molecules[n.train], energies[n.train]).predict(molecules[n.test]) - energies[n.test] for n in (networks[MEAN, s] for s in SEEDS)]
ERRORS = [
    Metric.over_seeds("mae_composition", [np.abs(x).mean() for x in counting], "kcal/mol"),
    Metric.over_seeds("mae_mean", [mae(MEAN, s) for s in SEEDS], "kcal/mol"),
    Metric.over_seeds("mae_element", [mae(ELEMENT, s) for s in SEEDS], "kcal/mol"),
]
UNITS = {"totals": "kcal/mol", "atoms": "kcal/mol", "cancel": "1", "r": "1"}
argument.record(
    "T9",
    [
        *ERRORS,
        *(Metric.over_seeds(f"{name}_seeds", [one[name] for one in between_seeds], unit) for name, unit in UNITS.items()),
        *(Metric.over_seeds(f"{name}_conventions", [one[name] for one in between_conventions], unit) for name, unit in UNITS.items()),
        Metric.over_seeds("r_hf_mean", [r_with_hf(MEAN, s) for s in SEEDS], "1"),
        Metric.over_seeds("r_hf_element", [r_with_hf(ELEMENT, s) for s in SEEDS], "1"),
        Metric("hf_sum", round(hf_sum, 6), "kcal/mol"),
        Metric("hf_spread", rms(pattern[COUNTED] - pattern[INTRINSIC]), "kcal/mol"),
        Metric("r_hf", correlation_within_elements(hf[COUNTED], hf[INTRINSIC], z), "1"),
        Metric("hf_spread_four", max(rms(pattern[a] - pattern[b]) for a in WAYS for b in WAYS), "kcal/mol"),
        Metric("gauge_atoms", rms(moved - shares[MEAN, 0]), "kcal/mol"),
        Metric("gauge_totals", round(float(np.abs(totals(moved - shares[MEAN, 0])).max()), 9), "kcal/mol"),
    ],
    seconds=time.monotonic() - began,
    dataset=f"equilibrium, {len(molecules)} molecules; Hartree-Fock for {len(sample)}",
)

# %% [markdown] tags=["en"]
# **S1 stands.** A change of convention alters the totals as little as a change of seed. It alters the shares by about thirty kcal/mol. The differences cancel fifteenfold in the sum. Look at the seeds alone, and you would be misled: their shares agree well, with a correlation of 0.86. That is how such figures are usually defended.
# But what was reproduced there is the convention.
#
# **D26 stands, and more strongly than we expected.** Two exact ways, one wave function, one total: their shares differ by more than a hundred kcal/mol. And within an element they are not merely unlike. They are *opposed*: an atom that is low in one way is high in the other.
#
# **I4 is mixed, by a rule that we wrote before the run.** The learned shares follow neither way of Hartree-Fock. So far this speaks for the essay. But the two conventions do not ignore each other: a correlation of 0.2 to 0.6 is left, too much for our rule to call it nothing. Something is common to the networks that is not convention. What it is, this experiment
# does not tell.
#
# ### Move it yourself
#
# Take any shares. Let every hydrogen give some energy to the carbon that it is bonded to. Each exchange is zero in sum, so no total changes, in no molecule whatever, and neither does any force or any reaction energy. Move the slider.

# %% [markdown] tags=["ko"]
# **S1은 선다.** 규약을 바꾸어도 합은 시드를 바꾸었을 때만큼만 달라진다. 몫은 30 kcal/mol쯤 달라진다. 그 차이는 합에서 열다섯 배로 지워진다. 시드만 보면 속는다. 시드끼리는 몫이 잘 맞아 상관이 0.86이다. 이런 그림은 흔히 그것으로 변호된다.
# 그러나 거기서 재현된 것은 규약이다.
#
# **D26은 선다. 우리가 예상한 것보다 더 강하게.** 정확한 두 방식, 하나의 파동함수, 하나의 합. 그런데 몫은 100 kcal/mol 넘게 다르다. 한 원소 안에서 그저 닮지 않은 정도가 아니라 *반대*다. 한 방식에서 낮은 원자가 다른 방식에서는 높다.
#
# **I4는 엇갈린다. 재기 전에 써 둔 규칙에 따르면 그렇다.** 학습된 몫은 하트리-폭의 어느 방식도 따르지 않는다. 여기까지는 글의 편이다. 그러나 두 규약이 서로 모르는 체하지는 않는다. 상관이 0.2에서 0.6까지 남아 있어, 규칙은 그것을 없는 셈 치지 않는다. 규약이 아닌 무언가가 신경망들에 공통되어 있다. 그것이 무엇인지 이 실험은 말해 주지
# 않는다.
#
# ### 직접 옮겨 보기
#
# 아무 몫이나 잡고, 수소마다 결합한 탄소에 에너지를 얼마씩 주게 하자. 주고받은 것을 더하면 0이므로 어느 분자에서도 합은 바뀌지 않고, 힘도 반응에너지도 바뀌지 않는다. 슬라이더를 움직여 보자.

# %%
def draw_gauge(i: int, amount: float):
    """Shares before and after each hydrogen has given to its carbon."""
    before = shares[MEAN, 0]
    after = exchange(before, molecules, giver="H", taker="C", amount=amount, within=1.3)
    return shares_figure(
        molecules[i],
        [Sharing(text(en="as the network has it", ko="신경망이 준 대로"), before[atoms_of(i)], "blue"), Sharing(text(en="after the exchange", ko="주고받은 뒤"), after[atoms_of(i)], "vermilion", "s")],
        title=text(en=f"sum before {before[atoms_of(i)].sum():.3f}, after {after[atoms_of(i)].sum():.3f} kcal/mol", ko=f"합: 전 {before[atoms_of(i)].sum():.3f}, 후 {after[atoms_of(i)].sum():.3f} kcal/mol"),
        limits=(-260, 60),
    )


show.explore(
    draw_gauge,
    question=text(en="What would a measurement see of this?", ko="측정은 여기서 무엇을 볼 수 있는가?"),
    alt=lambda i, amount: text(
        en=f"{molecules.names[i]}: shares of the atoms before and after every hydrogen gave {amount:g} kcal/mol to its carbon. All of them move, the sum does not.",
        ko=f"{molecules.names[i]}: 수소마다 탄소에 {amount:g} kcal/mol을 주기 전과 뒤의 원자 몫. 몫은 움직이고 합은 그대로다.",
    ),
    i=show.Choice({molecules.names[i]: i for i in SHOWN}, start=SHOWN[0], label=text(en="molecule", ko="분자")),
    amount=show.Slider(-40.0, 40.0, 20.0, 5.0, text(en="each H gives / kcal/mol", ko="H가 주는 양 / kcal/mol")),
)

# %% [markdown] tags=["en"]
# ### Exercise 1. A second truth
#
# Write another set of shares for one molecule that is as true as the first. The sum must stay. Every atom must move. And atoms of one element must move alike, so that nobody can call the new set unchemical at first sight. You get the shares and the atomic numbers of a molecule with at least two elements.

# %% [markdown] tags=["ko"]
# ### 연습 1. 두 번째 참
#
# 한 분자의 몫을, 처음 것만큼이나 참된 다른 몫으로 바꾸어 보자. 합은 그대로여야 한다. 모든 원자가 움직여야 한다. 같은 원소의 원자들은 똑같이 움직여, 새 몫이 첫눈에 화학답지 않아 보여서는 안 된다. 원소가 둘 이상인 분자의 몫과 원자번호가 주어진다.

# %% exercise="second-truth"
def second_truth(shares: np.ndarray, atomic_numbers: np.ndarray) -> np.ndarray:
    """Other shares (n,) with the same sum."""
    ### BEGIN SOLUTION
    gift = np.where(atomic_numbers == atomic_numbers.min(), 10.0, 0.0)
    return shares + gift - np.where(atomic_numbers == atomic_numbers.min(), 0.0, gift.sum() / (atomic_numbers != atomic_numbers.min()).sum())
    ### END SOLUTION


# %% check="second-truth"
SOME = np.array([-20.0, -110.0, -80.0, -75.0, -75.0, -90.0]), np.array([8, 6, 6, 1, 1, 1])
checks.check(
    second_truth,
    checks.takes("shares", "atomic_numbers"),
    checks.Property(
        text(en="the sum stays", ko="합이 그대로다"),
        lambda f: np.isclose(np.sum(f(*SOME)), SOME[0].sum()),
        hint=text(en="What one kind of atom gets, the others must pay, all of it.", ko="한쪽이 받은 것은 다른 쪽이 다 내야 한다."),
    ),
    checks.Property(
        text(en="every atom moves", ko="모든 원자가 움직인다"),
        lambda f: (np.abs(np.asarray(f(*SOME)) - SOME[0]) > 0.1).all(),
        hint=text(en="Who pays? If only one element pays, do the others get something?", ko="누가 내는가? 한 원소만 낸다면 나머지는 모두 받는가?"),
    ),
    checks.Property(
        text(en="atoms of one element move alike", ko="같은 원소는 똑같이 움직인다"),
        lambda f: all(np.ptp((np.asarray(f(*SOME)) - SOME[0])[SOME[1] == element]) < 1e-9 for element in (1, 6, 8)),
        hint=text(en="Let the gift depend on the element only, not on the place in the list.", ko="주는 양이 목록의 자리가 아니라 원소에만 달려 있게 하라."),
    ),
)

# %% [markdown] tags=["en"]
# ## Can it be read afterwards? (T10: O5)
#
# The objection is a serious one. Grant that a constant per element is free. Perhaps the rest is chemistry? In a paper one would show this: carbon atoms sorted by their surroundings, and the order makes sense. We do the same, and lay the other convention beside it. `C(CHHH)` is the carbon of a methyl group.

# %% [markdown] tags=["ko"]
# ## 나중에 읽을 수 있는가 (T10: O5)
#
# 이 반론은 진지하다. 원소마다 상수 하나가 자유롭다는 것은 인정하자. 나머지는 화학이 아닐까? 논문이라면 이런 그림을 보일 것이다. 탄소 원자를 주위에 따라 줄 세우니 그 순서가 그럴듯하다. 우리도 그렇게 하고, 다른 규약을 곁에 놓는다. `C(CHHH)`는 메틸기의 탄소다.

# %%
words = surroundings(molecules)
CARBON = np.char.startswith(words, "C(")


def order(form: str, seed: int) -> dict[str, float]:
    """Mean share of each carbon surrounding with ten atoms or more."""
    return means_by_word(words[CARBON], shares[form, seed][CARBON], at_least=10)


def draw_order(form: str):
    """Carbon surroundings in the order of the published convention, and another convention or architecture."""
    return order_figure({NAMES[one]: [order(one, s) for s in range(3)] for one in (MEAN, form)})


show.explore(
    draw_order,
    question=text(en="Does the order survive?", ko="순서는 살아남는가?"),
    alt=lambda form: text(
        en=f"Mean shares of two dozen surroundings of carbon, from alkynes at one end to methyl groups on oxygen at the other in the published convention; beside them the networks called {NAMES[form]}.",
        ko=f"탄소 주위 스물 남짓의 평균 몫. 발표된 규약에서는 한쪽 끝에 알카인이, 다른 쪽 끝에 산소에 붙은 메틸기가 있다. 곁에 있는 것은 '{NAMES[form]}' 신경망이다.",
    ),
    form=show.Choice({NAMES[ELEMENT]: ELEMENT, NAMES["envelope"]: "envelope"}, start=ELEMENT, label=text(en="beside it", ko="곁에 놓을 것")),
)

# %%
partners = np.char.str_len(words[CARBON]) - len("C()")
show.table(
    [[NAMES[form], *(np.corrcoef(partners, shares[form, s][CARBON])[0, 1] for s in SEEDS)] for form in (MEAN, ELEMENT)],
    columns=[text(en="convention", ko="규약"), *(text(en=f"seed {s}", ko=f"시드 {s}") for s in SEEDS)],
    decimals=2,
    caption=text(en="Correlation of the share of a carbon atom with the number of its neighbours.", ko="탄소 원자의 몫과 그 이웃 수의 상관."),
)

# %%
began = time.monotonic()
three = [(i, ring) for i in range(len(molecules)) for ring in rings(molecules[i : i + 1]) if len(ring) == 3 and (molecules[i].atomic_numbers[ring] == 6).all()]


def ring_order(form: str, seed: int) -> dict[str, float]:
    """Energy of each ring of three carbon atoms, as the paper ranks rings."""
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
        *ERRORS,
        Metric.over_seeds("explained_mean", [explained_by(words, shares[MEAN, s], numbers) for s in SEEDS], "1"),
        Metric.over_seeds("explained_element", [explained_by(words, shares[ELEMENT, s], numbers) for s in SEEDS], "1"),
        Metric.over_seeds("rank_seeds", [order_agreement(order(MEAN, a), order(MEAN, b)) for a, b in PAIRS], "1"),
        Metric.over_seeds("rank_conventions", [order_agreement(order(MEAN, s), order(ELEMENT, s)) for s in SEEDS], "1"),
        Metric.over_seeds("rank_envelope", [order_agreement(order(MEAN, s), order("envelope", s)) for s in range(FORMS["envelope"].n_seeds)], "1"),
        Metric.over_seeds("rank_hf_mean", [order_agreement(order(MEAN, s), hf_order) for s in SEEDS], "1"),
        Metric.over_seeds("rank_hf_element", [order_agreement(order(ELEMENT, s), hf_order) for s in SEEDS], "1"),
        Metric.over_seeds("rings_seeds", [order_agreement(ring_order(MEAN, a), ring_order(MEAN, b)) for a, b in PAIRS], "1"),
        Metric.over_seeds("rings_conventions", [order_agreement(ring_order(MEAN, s), ring_order(ELEMENT, s)) for s in SEEDS], "1"),
        Metric.over_seeds("isomers_conventions", isomer_differences, "kcal/mol"),
    ],
    seconds=time.monotonic() - began,
    dataset=f"equilibrium, {len(molecules)} molecules",
)

# %% [markdown] tags=["en"]
# **O5 is mixed.** In the published convention the surroundings explain seventy percent of what varies within an element. The order is beautiful, from alkynes to methyl groups. Any seed gives it, and so does another architecture. In the other convention a third is explained, the range shrinks to a few kcal/mol, and half of the order is gone. Not all: the
# nitriles stay at their end.
#
# One figure deserves a look of its own. The paper ranks *rings* by the energies of their atoms and reads stability from it. Ours are small, three carbon atoms each, thirty-one of them. Between two seeds the ranks agree at 0.92. Between two conventions they agree at nothing: 0.04.
#
# Why does the published convention look like chemistry? A guess, with the last table for it. All elements have one start, −95, although by composition hydrogen is worth −68 and carbon −151. Molecules with little hydrogen are bound more strongly per atom, and the network has to put this somewhere. It puts it on carbon atoms with few neighbours. Then the order counts
# neighbours. That is chemistry, too, of a kind: it is the composition of the molecule, read off one of its atoms.
#
# ### What every convention must agree on
#
# There are invariants. The totals, of course. Differences of totals: which isomer is the lower one, and by how much. Forces. All of these are measurable, and here two networks differ by about as much as each is wrong. Gauge freedom is no scandal. Potentials and phases have it, too, and physics lives with it by speaking of what is left unchanged.

# %% [markdown] tags=["ko"]
# **O5는 엇갈린다.** 발표된 규약에서 한 원소 안의 변화 가운데 70%가 주위로 설명된다. 알카인에서 메틸기까지, 순서가 아름답다. 시드를 바꾸어도 나오고 구조를 바꾸어도 나온다. 다른 규약에서는 3분의 1만 설명되고, 폭은 몇 kcal/mol로 줄며, 순서는 절반이 사라진다. 다는 아니다. 나이트릴은 제자리에
# 있다.
#
# 따로 눈여겨볼 수가 하나 있다. 논문은 *고리*를 원자 에너지의 합으로 줄 세우고 거기서 안정성을 읽는다. 우리 고리는 작다. 탄소 셋짜리가 서른한 개다. 두 시드 사이에서 순위의 상관은 0.92다. 두 규약 사이에서는 0.04, 없는 것과 같다.
#
# 발표된 규약은 왜 화학처럼 보이는가? 짐작해 보자면 이렇다. 마지막 표가 근거다. 조성으로 보면 수소는 −68, 탄소는 −151만큼인데 모든 원소가 −95에서 출발한다. 수소가 적은 분자는 원자당 더 세게 묶여 있고, 신경망은 그것을 어딘가에 두어야 한다. 그래서 이웃이 적은 탄소에 둔다. 그러면 그 순서는 이웃의 수를 세는
# 셈이다. 그것도 화학은 화학이다. 원자 하나에서 읽은 분자의 조성이다.
#
# ### 어느 규약이든 일치해야 하는 것
#
# 불변량이 있다. 물론 합이 그렇다. 합의 차이, 곧 어느 이성질체가 얼마나 낮은가도 그렇다. 힘도 그렇다. 모두 잴 수 있는 것이고, 여기서 두 신경망은 저마다 틀리는 만큼만 다르다. 게이지 자유는 추문이 아니다. 퍼텐셜에도 위상에도 있다. 물리학은 변하지 않고 남는 것을 말함으로써 그것과 더불어 산다.

# %%
test = networks[MEAN, 0].test
forces = {form: networks[form, 0].model.predict_forces(molecules[test]) for form in (MEAN, ELEMENT)}
wrong = (totals(shares[MEAN, 0]) - energies)[test]
formulas = [tuple(np.sort(molecules[int(i)].atomic_numbers)) for i in test]
wrong_isomers = [wrong[a] - wrong[b] for a in range(len(test)) for b in range(a) if formulas[a] == formulas[b]]
ring_sums = np.array([list(ring_order(form, 0).values()) for form in (MEAN, ELEMENT)])
YES, NO = text(en="yes", ko="예"), text(en="no", ko="아니요")
show.table(
    [
        [text(en="total of a molecule", ko="분자의 합"), between_conventions[0]["totals"], rms(wrong), YES],
        [text(en="difference of two isomers", ko="두 이성질체의 차이"), isomer_differences[0], rms(wrong_isomers), YES],
        [text(en="force on an atom, per Å", ko="원자에 작용하는 힘, Å당"), rms(forces[MEAN] - forces[ELEMENT]), None, YES],
        [text(en="share of an atom", ko="원자의 몫"), between_conventions[0]["atoms"], None, NO],
        [text(en="ring of three carbon atoms", ko="탄소 셋의 고리"), rms(ring_sums[0] - ring_sums[1]), None, NO],
    ],
    columns=[text(en="quantity, kcal/mol", ko="양, kcal/mol"), text(en="difference of the conventions", ko="두 규약의 차이"), text(en="error of the first", ko="첫째 규약의 오차"), text(en="fixed by totals", ko="합이 정하는가")],
    decimals=1,
    caption=text(en="Seed 0, held-out molecules, root mean squares.", ko="시드 0, 떼어 둔 분자, 제곱평균제곱근."),
)

# %% [markdown] tags=["en"]
# The forces differ by some thirty kcal/mol per ångström. No network has learned any, and all molecules stood still at their minima. So what is fixed in principle need not be known in practice.

# %% [markdown] tags=["ko"]
# 힘은 Å당 30 kcal/mol쯤 다르다. 어느 신경망도 힘을 배운 적이 없고 분자는 모두 극소점에 멈추어 있었다. 원리로 정해지는 것이라고 해서 실제로 알고 있는 것은 아니다.

# %% [markdown] tags=["en"]
# ### Exercise 2. A test for readers
#
# Here is a tool for the next paper that you read. Somebody computes a `quantity` from shares of the atoms of a molecule. Write a function that tells whether the totals fix it: exchange energy between atoms, and look whether the quantity moves.

# %% [markdown] tags=["ko"]
# ### 연습 2. 독자를 위한 시험
#
# 다음에 논문을 읽을 때 쓸 도구다. 누군가 한 분자의 원자 몫에서 어떤 `quantity`를 계산한다. 합이 그것을 정하는지 알려 주는 함수를 써 보자. 원자들끼리 에너지를 주고받게 하고, 그 양이 움직이는지 보라.

# %% exercise="fixed-by-totals"
def fixed_by_totals(quantity, shares: np.ndarray) -> bool:
    """Whether a quantity, a function from shares (n,) to a number, is the same for all shares with one sum."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    changes = [change - change.mean() for change in rng.normal(0, 10, (20, len(shares)))]
    return all(np.isclose(quantity(shares + change), quantity(shares)) for change in changes)
    ### END SOLUTION


# %% check="fixed-by-totals"
checks.check(
    fixed_by_totals,
    checks.takes("quantity", "shares"),
    checks.Property(
        text(en="the sum is fixed", ko="합은 정해진다"),
        lambda f: f(np.sum, SOME[0]) is True or f(np.sum, SOME[0]) == np.True_,
        hint=text(en="Do your exchanges leave the sum as it is? Compare with a tolerance.", ko="주고받은 것을 더하면 0인가? 허용오차를 두고 견주라."),
    ),
    checks.Property(
        text(en="the energy of a ring is not", ko="고리의 에너지는 정해지지 않는다"),
        lambda f: not f(lambda shares: shares[[0, 1, 2]].sum(), SOME[0]),
        hint=text(en="Let atoms within the ring exchange with atoms outside.", ko="고리 안의 원자와 밖의 원자가 주고받게 하라."),
    ),
    checks.Property(
        text(en="nor is the difference of two atoms", ko="두 원자의 차이도 정해지지 않는다"),
        lambda f: not f(lambda shares: shares[3] - shares[5], SOME[0]),
        hint=text(en="If all atoms of an element move alike you will miss this one. Try random exchanges.", ko="같은 원소가 똑같이 움직이기만 하면 이것을 놓친다. 무작위로 주고받게 하라."),
    ),
)

# %% [markdown] tags=["en"]
# ## Maps of a probe
#
# The best known picture of the DTNN paper shows molecules in colour. A probe atom is led around the molecule; it hears the atoms, they do not hear it; and its energy is called the *local chemical potential*, $\Omega_A^M(\mathbf r)$. The paper draws it where $\sum_i |\mathbf r - \mathbf r_i|^{-2}$ is 3.8 Å⁻². Benzene is beautiful on it. Here are two conventions side by
# side, seen from above. Choose a molecule, a probe, and where to look. Acetamide and its kin were in the training set; benzene is larger than anything there, and its maps are a stretch.

# %% [markdown] tags=["ko"]
# ## 탐침의 지도
#
# DTNN 논문에서 가장 널리 알려진 그림은 색을 입힌 분자다. 탐침 원자를 분자 둘레로 옮긴다. 탐침은 원자들의 말을 듣고 원자들은 탐침의 말을 듣지 못한다. 그때 탐침의 에너지를 *국소 화학 퍼텐셜* $\Omega_A^M(\mathbf r)$이라 부른다. 논문은 그것을 $\sum_i |\mathbf r - \mathbf r_i|^{-2}$가 3.8 Å⁻²인 면에 그린다. 벤젠이 아름답다. 여기서는
# 두 규약을 나란히 놓고 위에서 내려다본다. 분자와 탐침과 볼 곳을 골라 보자. 아세트아미드 무리는 학습 집합에 있었지만 벤젠은 거기 있던 어떤 분자보다 크므로 그 지도는 무리한 것이다.

# %%
PLANAR = {"CH3CONH2": text(en="acetamide", ko="아세트아미드"), "C4H4NH": text(en="pyrrole", ko="피롤"), "C6H6": text(en="benzene", ko="벤젠")}
REACH, SIDE = 3.4, 69


def draw_maps(name: str, probe: str, where: float):
    """What a probe atom would feel on the surface of the paper (0) or above the plane of a molecule (Å), in two conventions."""
    flat = in_plane(Molecules.from_ase([named_molecule(name)])[0])
    one = Molecules([flat.atomic_numbers], [flat.positions])
    points = plane_points(REACH, where, SIDE)
    if not where:
        points[:, 2] = surface_heights(one, points[:, 0], points[:, 1])
    seen = np.isfinite(points[:, 2])
    density = surface_density(one, points) if where else np.full(len(points), SURFACE)
    maps = []
    for form in (MEAN, ELEMENT):
        values = np.full(len(points), np.nan)
        values[seen] = local_chemical_potential(networks[form, 0].model, one, probe, points[seen])
        maps.append(ProbeMap(NAMES[form], values.reshape(SIDE, SIDE), density.reshape(SIDE, SIDE)))
    place = text(en=f"{where:g} Å above the plane", ko=f"평면 위 {where:g} Å") if where else text(en="on the surface of the paper", ko="논문의 면 위")
    return probe_maps_figure(flat, maps, REACH, title=f"{PLANAR[name]}, {probe}, {place}")


show.explore(
    draw_maps,
    question=text(en="Do two maps of one molecule agree?", ko="한 분자의 두 지도는 일치하는가?"),
    alt=lambda name, probe, where: text(
        en=f"{PLANAR[name]} from above with a probe {probe}: coloured maps of two conventions. Their patterns differ in strength and in place.",
        ko=f"위에서 본 {PLANAR[name]}, 탐침 {probe}: 두 규약의 색 지도. 무늬의 세기와 자리가 다르다.",
    ),
    name=show.Choice({label: key for key, label in PLANAR.items()}, start="CH3CONH2", label=text(en="molecule", ko="분자")),
    probe=show.Choice({s: s for s in "HCNO"}, start="H", label=text(en="probe", ko="탐침")),
    where=show.Choice({text(en="surface of the paper", ko="논문의 면"): 0.0, text(en="1.5 Å above", ko="1.5 Å 위"): 1.5, text(en="2.5 Å above", ko="2.5 Å 위"): 2.5}, start=0.0, label=text(en="where", ko="볼 곳")),
)

# %% [markdown] tags=["en"]
# One thing in the maps can be trusted: symmetry. It is built in, and no convention can lose it. The colours are another matter.
#
# The paper has one more picture. Since an element enters only by its vector $c_Z$, one element can be turned into another in small steps: *alchemy*. Below, ethane becomes methylamine or methanol; hydrogen atoms that are too many fade away. The two ends are molecules, and there two networks differ by their errors. In between there is no molecule. There the network is asked about
# something that does not exist, and answers. We expected the answers to part company.

# %% [markdown] tags=["ko"]
# 지도에서 믿어도 되는 것이 하나 있다. 대칭이다. 대칭은 심어져 있어 어느 규약도 잃지 않는다. 색은 다른 문제다.
#
# 논문에는 그림이 하나 더 있다. 원소는 벡터 $c_Z$로만 들어오므로 한 원소를 다른 원소로 조금씩 바꿀 수 있다. *연금술*이다. 아래에서는 에테인이 메틸아민이나 메탄올이 되고, 남는 수소는 희미해져 사라진다. 양 끝은 분자이고 거기서 두 신경망은 오차만큼 다르다. 그 사이에는 분자가 없다. 신경망은 있지도 않은 것을
# 물음받고 대답한다. 우리는 대답이 갈라지리라 예상했다.

# %%
ETHANE = Molecules.from_ase([named_molecule("C2H6")])
ON_FIRST = [j for j in range(2, 8) if np.linalg.norm(ETHANE[0].positions[j] - ETHANE[0].positions[0]) < 1.3]
STEPS = np.linspace(0, 1, 21)
INTO = {7: text(en="methylamine", ko="메틸아민"), 8: text(en="methanol", ko="메탄올")}


def draw_alchemy(into: int):
    """Ethane turned into another molecule in place, three seeds of each convention."""
    end = ETHANE[0].atomic_numbers.copy()
    end[0] = into
    end[ON_FIRST[: into - 6]] = 0
    return curves.curves_figure(
        [
            Curve(NAMES[form] if s == 0 else "", STEPS, alchemical_path(networks[form, s].model, ETHANE, end, STEPS), colour, style)
            for form, colour, style in ((MEAN, "blue", "-"), (ELEMENT, "vermilion", "--"))
            for s in range(3)
        ],
        text(en=f"from ethane (0) to {INTO[into]} (1)", ko=f"에테인(0)에서 {INTO[into]}(1)까지"),
        text(en="energy / kcal/mol", ko="에너지 / kcal/mol"),
    )


show.explore(
    draw_alchemy,
    question=text(en="What is there between two molecules?", ko="두 분자 사이에는 무엇이 있는가?"),
    alt=lambda into: text(
        en=f"Energy along the path from ethane to {INTO[into]}: three curves of each convention, nearly straight and close together all the way.",
        ko=f"에테인에서 {INTO[into]}까지 가는 길의 에너지: 규약마다 곡선 셋. 거의 곧고 내내 서로 가깝다.",
    ),
    into=show.Choice({label: key for key, label in INTO.items()}, start=7, label=text(en="into", ko="무엇으로")),
)

# %% [markdown] tags=["en"]
# They do not part. Between the ends, six networks lie within some ten kcal/mol of each other, as they do at the ends. The path is a total at every step, and a smooth one has little room. So this picture is sturdier than the maps. What it is a picture *of* is another question: the path was chosen with the vectors, and half a nitrogen atom has no other measure.
#
# ## Does the network know what it does not know?
#
# There is a measure for how firmly the training set holds the share of an atom, the *local prediction rigidity* (Chong and others 2023). It asks whether another last layer, with another share for this atom, would have fitted the totals nearly as well. Does it tell where seeds disagree? And does it tell where conventions disagree?

# %% [markdown] tags=["ko"]
# 갈라지지 않는다. 신경망 여섯은 길 가운데에서도 양 끝에서처럼 10 kcal/mol쯤 안에 있다. 길 위의 어디서나 합이고, 매끄러운 합이라면 벗어날 자리가 별로 없다. 그러니 이 그림은 지도보다 튼튼하다. *무엇의* 그림인가는 다른 문제다. 길은 벡터와 함께 골라졌고, 반쪽짜리 질소 원자를 달리 재어 볼 길은 없다.
#
# ## 신경망은 제가 모르는 것을 아는가
#
# 학습 집합이 한 원자의 몫을 얼마나 단단히 붙드는지를 재는 값이 있다. *국소 예측 강성*이다(Chong 등 2023). 마지막 층을 달리하여 이 원자의 몫을 바꾸어도 합을 거의 그만큼 맞출 수 있었을지를 묻는다. 이것은 시드가 어긋나는 곳을 알려 주는가? 규약이 어긋나는 곳은?

# %%
own = networks[MEAN, 0]
rigidity = local_prediction_rigidity(own.model, molecules[own.train], molecules)
seed_spread = np.std([without_element_means(shares[MEAN, s], numbers) for s in SEEDS], axis=0)
convention_shift = np.abs(without_element_means(shares[MEAN, 0] - shares[ELEMENT, 0], numbers))
firmness = np.digitize(rigidity, np.quantile(rigidity, [0.25, 0.5, 0.75]))
show.table(
    [[label, seed_spread[firmness == k].mean(), convention_shift[firmness == k].mean()] for k, label in enumerate((text(en="softest quarter", ko="가장 무른 4분의 1"), text(en="second", ko="둘째"), text(en="third", ko="셋째"), text(en="firmest quarter", ko="가장 단단한 4분의 1")))],
    columns=[text(en="atoms by rigidity", ko="강성에 따른 원자"), text(en="spread over seeds / kcal/mol", ko="시드 사이의 퍼짐 / kcal/mol"), text(en="shift by convention / kcal/mol", ko="규약에 따른 이동 / kcal/mol")],
    decimals=1,
    caption=text(en="All atoms of the set, less a constant per element.", ko="집합의 모든 원자, 원소별 상수를 뺀 값."),
)

# %% [markdown] tags=["en"]
# Within a convention the measure does what it promises: firm atoms vary less from seed to seed. It even has an idea of the convention, where we had expected none. But the firmest quarter still moves twice as far by convention as by seed, and the constants per element, which are the larger part, are not in its sight. It asks how well the data hold a share *inside* a family of
# models, and the convention is the choice of the family.
#
# ## What stands

# %% [markdown] tags=["ko"]
# 한 규약 안에서는 약속한 일을 한다. 단단한 원자는 시드에 따라 덜 변한다. 규약에 대해서도 어렴풋이 안다. 아무것도 모르리라고 예상했었다. 그러나 가장 단단한 4분의 1도 규약에 따라서는 시드에 따라서보다 두 배 넘게 움직이고, 더 큰 부분인 원소별 상수는 아예 눈에 들어오지 않는다. 그것은 한 모델 무리
# *안에서* 자료가 몫을 얼마나 붙드는지를 묻는데, 규약이란 그 무리를 고르는 일이기 때문이다.
#
# ## 무엇이 남는가

# %% tags=["hide-input"]
show.claims_table(("D26", "D27", "D36", "I4", "S1", "O5"))

# %% tags=["nbval-ignore-output"]
runs = {label: run for label in ("T9", "T10") if (run := argument.load_evidence(label).get("quick"))}
compare_predictions({f"{label}.{name}": metric.value for label, run in runs.items() for name, metric in run.metrics.items()})

# %% [markdown] tags=["en"]
# Two claims have no experiment here. **D27** names a motive that is real and is not the only one: most ways of sharing out an energy were made to understand bonds. **D36** is about the three reviewers of the DTNN paper, none of whom, the essay says, asked for the physical meaning of the shares. We could not read the reviews. But the question stands in the paper, which presents the partition as a
# result and draws the maps above. Somebody did care. Whether one should be content with the answer is what this page is about.
#
# ## Parr against Bader
#
# Chemists have had this quarrel long before there were networks.
#
# **Parr, Ayers and Nalewajski** (2005): the atom in a molecule is indispensable to chemistry, and it is a *noumenon*, a thing of thought in the sense of Kant. There is no experiment that finds it. Many definitions are possible, and usefulness must choose.
#
# **Bader**: there is one definition only. Cut space where the gradient of the density has no flux. Then every part obeys the theorems that hold for the whole, the virial theorem among them, and its energy is as good as an observable.
#
# Our experiment is not neutral between the two. That exact ways contradict each other is what Parr would expect. Bader would answer that neither Mulliken's count nor intrinsic orbitals are his. He would be right: we did not test his. But note what his argument is. It does not say that the totals fix the shares. It adds a *principle*, and the principle fixes them. A network has no such principle. It
# has a convention.
#
# ## The strongest objection, and the best reply
#
# **The objection (against D26 and S1).** You compared good ways with bad ones. Everybody knows that Mulliken's count depends on the basis set, and that a mean energy per atom for hydrogen and carbon alike is a clumsy start. With intrinsic orbitals the shares hardly change when the basis does. Take the best way of each kind, and let the others go. A thermometer is not refuted by a bad thermometer.
#
# **The reply.** Agreed that stability is worth having. Yet what would tell us that a stable way is the *right* one? With a thermometer there is something else to hold it against: pressure, resistance, radiation, and they agree. For the energy of an atom nothing else has been named. Intrinsic orbitals, with the attraction halved or not, are stable both, and opposed to each other. In one of them hydrogen has a negative kinetic energy. And the
# convention that looks most like chemistry is the clumsy one.
#
# **What remains open.** The correlation between conventions is not zero, and the end of the alkynes survives. Perhaps there is an invariant part of the pattern, a response of the totals to a change nearby, that could be defined and measured. That would be an answer to I4, and nobody has to wait for philosophers to look for it.
#
# ## Questions for a seminar
#
# Ten minutes are enough for: one molecule with four answers, the slider of exchange, the order that dissolves, Parr against Bader.
#
# 1. Noumenon, convention or invariant: which of the three is the energy of an atom? Could it be one for hydrogen in methane and another for neon in a lattice of neon?
# 2. The zero of the electric potential is free as well. Why does nobody conclude that electrodynamics has no firm physical base?
# 3. "Reproducible over five seeds": what did this show, and what did it hide? Find a figure in a paper of yours that has only been varied in this way.
# 4. The essay says "not observable". Is being an observable necessary for being physical? Think of entropy, of a wave function, of a chemical bond.
# 5. Does a refuted picture refute the model? The totals were right all the time.
#
# ## What this page did not show
#
# * That no sharing is the right one. A principle may choose it; we tested two ways and two conventions, and Bader's is not among them.
# * Anything about large molecules, aromatic rings or other properties. Our rings have three atoms.
# * That accurate networks behave alike. Ours have errors of four to five kcal/mol, and the two conventions are not equally good.
# * Shares of the B3LYP energies that the networks learned. Those of Hartree-Fock stand in for them; a functional's energy would have to be shared out over a grid, by one more convention.
# * What the reviewers wrote.

# %% [markdown] tags=["ko"]
# 여기서 실험하지 않은 주장이 둘 있다. **D27**이 말하는 동기는 실제로 있지만 그것만은 아니다. 에너지를 나누는 방식은 대부분 결합을 이해하려고 만들어졌다. **D36**은 DTNN 논문의 심사자 세 사람에 관한 것이다. 글에 따르면 아무도 몫의 물리적 의미를 묻지 않았다. 우리는 심사 기록을 읽지 못했다. 그러나 물음은 논문 안에 있다. 논문은 몫으로 나눈 것을
# 성과로 내세우고 위의 지도를 그린다. 관심을 가진 사람은 있었다. 그 대답에 만족해도 되는가가 이 페이지의 주제다.
#
# ## 파와 베이더
#
# 신경망이 있기 오래전부터 화학자들은 이것으로 다투었다.
#
# **파, 에이어스, 날레바이스키**(2005): 분자 속의 원자는 화학에 없어서는 안 되지만 칸트가 말한 *예지체*, 곧 생각 속의 것이다. 그것을 찾아내는 실험은 없다. 여러 정의가 가능하고, 쓸모가 골라야 한다.
#
# **베이더**: 정의는 하나뿐이다. 밀도 기울기의 선속이 없는 곳에서 공간을 자르라. 그러면 부분마다, 전체에서 성립하는 정리들이, 이를테면 비리얼 정리가 성립하고, 그 에너지는 관측량이나 다름없다.
#
# 우리 실험은 둘 사이에서 중립이 아니다. 정확한 방식들이 서로 어긋난다는 것은 파가 예상할 일이다. 베이더라면 멀리컨의 셈도 고유 오비탈도 자기 것이 아니라고 답할 것이다. 맞는 말이다. 그의 방식은 시험하지 않았다. 그러나 그의 논증이 무엇인지 눈여겨보라. 합이 몫을 정한다고 하지 않는다. *원리*를 하나 보태고, 그 원리가 몫을 정한다. 신경망에는 그런 원리가 없다.
# 규약이 있을 뿐이다.
#
# ## 가장 강한 반론과 가장 좋은 답
#
# **반론(D26과 S1에 대해).** 좋은 방식과 나쁜 방식을 견준 것이다. 멀리컨의 셈이 기저에 좌우된다는 것, 수소와 탄소를 똑같이 원자당 평균에서 출발시키는 것이 서투르다는 것은 누구나 안다. 고유 오비탈이라면 기저를 바꾸어도 몫이 거의 바뀌지 않는다. 종류마다 가장 좋은 것을 취하고 나머지는 버려라. 나쁜 온도계가 온도계를 반박하지는 않는다.
#
# **답.** 안정하다는 것이 값지다는 데는 동의한다. 그러나 안정한 방식이 *옳은* 방식임을 무엇이 말해 주는가? 온도계에는 견줄 것이 따로 있다. 압력, 저항, 복사가 있고 그것들이 일치한다. 원자의 에너지에 대해서는 견줄 것을 아무도 대지 못했다. 고유 오비탈은 인력을 반으로 나누든 나누지 않든 다 안정한데, 둘은 서로 반대다. 그 하나에서는 수소의 운동에너지가 음수다. 그리고
# 가장 화학처럼 보이는 규약이 바로 그 서투른 것이다.
#
# **열려 있는 것.** 규약 사이의 상관은 0이 아니고 알카인 쪽 끝은 살아남는다. 무늬에 불변하는 부분이 있을지도 모른다. 이를테면 가까운 곳의 변화에 대한 합의 응답처럼, 정의하고 잴 수 있는 것 말이다. 그것이 있다면 I4에 대한 답이 된다. 철학자를 기다리지 않고도 찾아 나설 수 있다.
#
# ## 세미나를 위한 물음
#
# 10분이면 이만큼 할 수 있다. 답이 넷인 분자 하나, 주고받기 슬라이더, 흩어지는 순서, 파와 베이더.
#
# 1. 예지체인가 규약인가 불변량인가? 원자의 에너지는 셋 가운데 무엇인가? 메테인 속의 수소와 네온 결정 속의 네온에서 답이 다를 수 있는가?
# 2. 전기 퍼텐셜의 영점도 자유롭다. 그런데 왜 아무도 전기역학에 튼튼한 물리적 토대가 없다고 하지 않는가?
# 3. '시드 다섯에서 재현되었다.' 이 말은 무엇을 보여 주고 무엇을 가렸는가? 자신의 논문에서 그렇게만 바꾸어 본 그림을 찾아보라.
# 4. 글은 '관측 가능하지 않다'고 말한다. 물리적이려면 반드시 관측량이어야 하는가? 엔트로피, 파동함수, 화학결합을 생각해 보라.
# 5. 그림이 반박되면 모델도 반박되는가? 합은 내내 옳았다.
#
# ## 이 페이지가 보이지 못한 것
#
# * 옳은 나눔이 없다는 것. 원리가 그것을 고를 수 있다. 두 방식과 두 규약만 시험했고 베이더의 것은 들어 있지 않다.
# * 큰 분자, 방향족 고리, 다른 물성에 관한 것. 우리 고리는 원자가 셋이다.
# * 정확한 신경망도 이와 같다는 것. 우리 것은 오차가 4–5 kcal/mol이고 두 규약의 정확도도 같지 않다.
# * 신경망이 배운 B3LYP 에너지의 몫. 하트리-폭의 몫으로 갈음했다. 범함수의 에너지를 나누려면 격자 위에서 또 하나의 규약이 필요하다.
# * 심사자들이 무엇을 썼는지.
