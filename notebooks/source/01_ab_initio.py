# %% [markdown] tags=["en"]
# # 01 · Ab initio and its edges
#
# The essay rests on a contrast. On one side stand calculations that begin with the equations of physics, on the other
# machines that learn from examples. Before the machines come, the essay describes the first side in a page (§I). It says:
#
# * the equations of many electrons cannot be solved in closed form, so one computes (claim **D3**);
# * how accurate a method is, and how fast it is, is mostly one question (**D4**, footnote 2);
# * ab initio calculation begins without earlier information and approximates the wave function (**D5**);
#   it is not free of parameters, and newer methods need more of them (**D6**);
# * semi-empirical methods put stored numbers in the place of costly integrals (**D7**); molecular mechanics has no
#   quantum information in it at all (**D8**).
#
# And it needs one thing that it does not say: that such a calculation *can be read* (**P14**). All that follows, about
# machines that cannot be read, is measured against this. So we look closely at the side that serves as the measure.
#
# **Cost.** Under a minute on two cores. The data behind the page took many hours; they come with it.
# **You need** no quantum chemistry. An *energy* here is always the energy of the electrons of a molecule whose nuclei stand still.

# %% [markdown] tags=["ko"]
# # 01 · 제일원리와 그 경계
#
# 글은 하나의 대비 위에 서 있다. 한쪽에는 물리학의 방정식에서 출발하는 계산이 있고, 다른 쪽에는 사례에서 배우는 기계가 있다.
# 기계가 나오기 전에 글은 첫째 쪽을 한 페이지로 그린다(I절). 요지는 이렇다.
#
# * 전자가 여럿인 방정식은 닫힌 꼴로 풀리지 않으므로 컴퓨터로 계산한다(주장 **D3**).
# * 어떤 방법이 얼마나 정확한가와 얼마나 빠른가는 대체로 한 물음이다(**D4**, 각주 2).
# * 제일원리계산은 미리 얻은 정보 없이 시작하여 파동함수를 근사한다(**D5**). 파라미터가 없는 것은 아니며, 새로운 방법일수록
#   더 많이 쓴다(**D6**).
# * 반경험적방법은 비싼 적분을 저장해 둔 수로 바꾼다(**D7**). 분자역학에는 양자적 정보가 아예 없다(**D8**).
#
# 그리고 글이 말하지 않았지만 없어서는 안 될 것이 하나 있다. 이런 계산은 *읽힌다*는 전제다(**P14**). 뒤에 나오는 이야기, 곧 기계는
# 읽히지 않는다는 이야기는 모두 이것을 자로 삼는다. 그래서 여기서는 자가 되는 쪽을 꼼꼼히 들여다본다.
#
# **비용.** 코어 두 개에서 1분 미만. 바탕이 되는 자료는 여러 시간 걸려 계산한 것이며 함께 들어 있다.
# **먼저 알아둘 것.** 양자화학은 몰라도 된다. 여기서 *에너지*란 늘 핵이 멈추어 있는 분자 속 전자들의 에너지다.

# %%
import time
from itertools import permutations

import numpy as np
from scipy.stats import spearmanr

from qmlaw import argument, datasets, reference, show, units
from qmlaw.argument import Metric
from qmlaw.classroom import checks
from qmlaw.datasets.bonds import load_bonds
from qmlaw.reference.census import basis_numbers, functional_parameters, gfn2_parameters
from qmlaw.reference.energies import energies
from qmlaw.reference.extrapolation import correlation_limit
from qmlaw.reference.mechanics import mechanics_energies, mechanics_parameters
from qmlaw.show import ladder as drawings
from qmlaw.show import text
from qmlaw.show.ladder import Curve, Rung
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet

KCAL = units.HARTREE_TO_KCAL_MOL

# %% [markdown] tags=["en"]
# ## First, guess
#
# Two of the questions on the sheet belong to this page (T22). Take ten common methods and order them by price. How often is
# the dearer of two methods the worse one?

# %% [markdown] tags=["ko"]
# ## 먼저 짐작해 보기
#
# 예측지의 물음 가운데 둘이 이 페이지의 것이다(T22). 흔히 쓰는 방법을 비싼 순서로 세워 보자. 두 방법 가운데 비싼 쪽이 오히려 더
# 나쁜 경우는 얼마나 자주 있는가?

# %%
prediction_sheet(("T22",))

# %% [markdown] tags=["en"]
# ## What is known exactly, and what is approximated? (D5)
#
# Here is everything that goes into the energy of the hydrogen molecule. Two electrons, two protons at a distance $R$, in atomic units:
#
# $$\hat H = -\tfrac12\nabla_1^2 - \tfrac12\nabla_2^2 - \sum_{i,A}\frac{1}{r_{iA}} + \frac{1}{r_{12}} + \frac1R .$$
#
# Every term has a name: kinetic energy, attraction by the nuclei, repulsion of the electrons, repulsion of the nuclei. No number
# in it was fitted to a molecule. This operator, the *Hamiltonian*, is written down **before** anything is computed. For ten atoms
# it is longer, but not less known.
#
# What nobody can write down is the wave function $\Psi$ that solves $\hat H\Psi = E\Psi$. That is what is approximated. The smallest
# honest approximation fits on this page. Give each atom one function. From the two make one orbital that is low (both in phase) and
# one that is high. Two electrons can both be in the low one, or both in the high one. In this world of two configurations, the
# Hamiltonian is a table of four numbers.

# %% [markdown] tags=["ko"]
# ## 정확히 아는 것은 무엇이고, 근사하는 것은 무엇인가 (D5)
#
# 수소 분자의 에너지에 들어가는 것은 이것이 전부다. 전자 둘, 거리 $R$만큼 떨어진 양성자 둘. 원자 단위로 쓰면
#
# $$\hat H = -\tfrac12\nabla_1^2 - \tfrac12\nabla_2^2 - \sum_{i,A}\frac{1}{r_{iA}} + \frac{1}{r_{12}} + \frac1R .$$
#
# 항마다 이름이 있다. 운동에너지, 핵이 끄는 힘, 전자끼리의 반발, 핵끼리의 반발. 분자에 맞추어 얻은 수는 하나도 없다. 이 연산자, 곧
# *해밀토니안*은 아무것도 계산하기 **전에** 이미 적혀 있다. 원자가 열 개라면 더 길어지겠지만 덜 알려진 것은 아니다.
#
# 아무도 적지 못하는 것은 $\hat H\Psi = E\Psi$를 만족하는 파동함수 $\Psi$다. 근사하는 것은 이쪽이다. 가장 작은 정직한 근사는 이 페이지에
# 다 들어간다. 원자마다 함수 하나를 준다. 두 함수로 낮은 오비탈(위상이 같은 것)과 높은 오비탈을 하나씩 만든다. 두 전자는 둘 다
# 낮은 데 있거나 둘 다 높은 데 있을 수 있다. 배치가 둘뿐인 이 세계에서 해밀토니안은 숫자 네 개짜리 표다.

# %%
def hydrogen_table(length: float) -> tuple[np.ndarray, float]:
    """The 2 x 2 Hamiltonian of H2 in a minimal basis (hartree), and full CI by PySCF; bond length in Å."""
    from pyscf import ao2mo, fci, gto, scf

    molecule = gto.M(atom=[("H", (0, 0, 0)), ("H", (0, 0, length))], basis="sto-3g", verbose=0)
    field = scf.RHF(molecule).run()
    one = np.diag(field.mo_coeff.T @ field.get_hcore() @ field.mo_coeff)  # kinetic energy and attraction
    two = ao2mo.restore(1, ao2mo.kernel(molecule, field.mo_coeff), 2)  # repulsion of the electrons
    low, high = (2 * one[i] + two[i, i, i, i] + molecule.energy_nuc() for i in (0, 1))
    coupling = two[0, 1, 0, 1]
    return np.array([[low, coupling], [coupling, high]]), fci.FCI(field).kernel()[0]


rows = []
for length in (0.74, 1.5, 3.0):
    table, exact = hydrogen_table(length)
    energy, states = np.linalg.eigh(table)
    rows.append([f"{length:.2f}", table[0, 0], table[1, 1], table[0, 1], energy[0], exact, states[0, 0] ** 2])
show.table(
    rows,
    columns=["R / Å", "H11", "H22", "H12", text(en="lower eigenvalue", ko="작은 고유값"), text(en="PySCF, full CI", ko="PySCF, 완전 CI"), text(en="share of the low configuration", ko="낮은 배치의 몫")],
    decimals=4,
    caption=text(
        en="H2 in a minimal basis, energies in hartree. H11 is Hartree-Fock. The eigenvalue is exact in this basis.",
        ko="최소 기저의 H2, 에너지는 hartree. H11이 하트리-폭 값이고, 고유값은 이 기저에서 정확한 값이다.",
    ),
)

# %% [markdown] tags=["en"]
# Hartree-Fock keeps the upper left corner of the table and throws the rest away. Near 0.74 Å little is lost: the low configuration
# has almost all the weight. At 3 Å the two configurations weigh nearly the same, and Hartree-Fock is simply wrong. The missing energy has
# a name, *correlation*.
#
# **Fact check, D5.** The essay says that approximating the wave function leads to the Hamiltonian. It is the other way round: the
# Hamiltonian is given, the wave function is sought. Its strongest reading is another one. Hartree-Fock builds an *effective*
# operator for one electron, the Fock operator, and that one does depend on the orbitals it is to give. The dates want mending, too:
# Hartree and Fock wrote in 1928 and 1930; the fifties brought basis sets and computers.
#
# ### Exercise 1. Two configurations
#
# Write the lower eigenvalue of such a table, and the weight of the first configuration in its eigenvector.

# %% [markdown] tags=["ko"]
# 하트리-폭은 표의 왼쪽 위 귀퉁이만 두고 나머지를 버린다. 0.74 Å 부근에서는 잃는 것이 적다. 낮은 배치가 몫을 거의 다 갖기 때문이다.
# 3 Å에서는 두 배치의 몫이 거의 같아지고, 하트리-폭은 그냥 틀린다. 모자란 에너지에는 이름이 있다. *상관에너지*다.
#
# **사실 확인, D5.** 글은 파동함수를 근사해서 해밀토니안을 얻는다고 한다. 방향이 거꾸로다. 해밀토니안은 주어져 있고 파동함수를 찾는다.
# 가장 호의적으로 읽으면 이렇다. 하트리-폭은 전자 하나에 대한 *유효* 연산자, 곧 폭 연산자를 만드는데, 이것은 구하려는 오비탈에
# 의존한다. 연대도 바로잡아야 한다. 하트리와 폭의 논문은 1928년과 1930년에 나왔고, 50년대에 나온 것은 기저함수와 컴퓨터다.
#
# ### 연습 1. 배치 둘
#
# 이런 표의 작은 고유값과, 그 고유벡터에서 첫째 배치가 차지하는 몫을 구하는 함수를 써 보자.

# %% exercise="two-configurations"
def two_configurations(h_11: float, h_22: float, h_12: float) -> tuple[float, float]:
    """Lower eigenvalue of [[h_11, h_12], [h_12, h_22]], and the share of the first configuration."""
    ### BEGIN SOLUTION
    values, vectors = np.linalg.eigh([[h_11, h_12], [h_12, h_22]])
    return float(values[0]), float(vectors[0, 0] ** 2)
    ### END SOLUTION


# %% check="two-configurations"
checks.check(
    two_configurations,
    checks.takes("h_11", "h_22", "h_12"),
    checks.Property(
        text(en="the energy is below both diagonal entries", ko="에너지가 두 대각항보다 낮다"),
        lambda f: f(-1.0, -0.5, 0.2)[0] < -1.0 and f(-0.5, -1.0, -0.2)[0] < -1.0,
        hint=text(en="Mixing can only lower the lowest energy. Did you take the lower of the two eigenvalues?", ko="섞이면 가장 낮은 에너지는 더 낮아질 뿐이다. 두 고유값 가운데 작은 쪽을 골랐는가?"),
    ),
    checks.Property(
        text(en="without coupling it is the smaller diagonal entry", ko="결합이 없으면 작은 대각항 그대로다"),
        lambda f: np.allclose(f(-1.0, -0.5, 0.0), (-1.0, 1.0)) and np.allclose(f(-0.5, -1.0, 0.0), (-1.0, 0.0)),
        hint=text(en="Look at h_12 = 0: what are the eigenvalues of a diagonal table?", ko="h_12 = 0일 때를 보라. 대각 행렬의 고유값은 무엇인가?"),
    ),
    checks.Property(
        text(en="two equal configurations share half and half", ko="두 배치의 에너지가 같으면 몫은 반반이다"),
        lambda f: np.allclose(f(-1.0, -1.0, 0.1), (-1.1, 0.5)),
        hint=text(en="The weight is the square of a coefficient.", ko="몫은 계수의 제곱이다."),
    ),
    checks.Property(
        text(en="it gives PySCF's energy for H2", ko="H2에서 PySCF와 같은 에너지를 준다"),
        lambda f: np.isclose(f(*hydrogen_table(1.0)[0][[0, 1, 0], [0, 1, 1]])[0], hydrogen_table(1.0)[1], atol=1e-7),
        hint=text(en="Energies here are in hartree, as in the table.", ko="에너지는 표와 같이 hartree다."),
    ),
)

# %% [markdown] tags=["en"]
# ## Climb the ladder
#
# For two electrons in two orbitals the table has four numbers. For ethanol with cc-pVTZ it would have more than there are atoms in
# the earth. So one climbs. Two stairs lead up, and they are independent of each other:
#
# * **more functions** for each electron: STO-3G, 6-31G\*, cc-pVDZ, cc-pVTZ, cc-pVQZ, … to the complete basis;
# * **more configurations**: Hartree-Fock (HF), second-order perturbation theory (MP2), coupled cluster (CCSD(T)), … to full CI.
#
# Beside them run two other ways. *Density functionals* (PBE, B3LYP, ωB97X) write the energy as a formula of the density. GFN2-xTB is a
# *semi-empirical* method: it drops most integrals and replaces the others by short formulas with stored numbers.
#
# Pick a molecule and go up. The error is that of the atomization energy, against the best that we could afford: an estimate of CCSD(T)
# with a complete basis. The dotted line is "chemical accuracy", 1 kcal/mol.

# %% [markdown] tags=["ko"]
# ## 사다리 오르기
#
# 전자 둘에 오비탈 둘이면 표에는 숫자가 네 개다. cc-pVTZ로 에탄올을 다루면 그 수가 지구를 이루는 원자보다 많아진다. 그래서 한 단씩
# 오른다. 위로 가는 계단은 둘이고 서로 독립이다.
#
# * 전자마다 **함수를 더 많이**: STO-3G, 6-31G\*, cc-pVDZ, cc-pVTZ, cc-pVQZ, … 완전한 기저까지.
# * **배치를 더 많이**: 하트리-폭(HF), 이차 섭동이론(MP2), 짝진물치이론(CCSD(T)), … 완전 CI까지.
#
# 그 곁에 두 길이 더 있다. *밀도범함수*(PBE, B3LYP, ωB97X)는 에너지를 밀도의 식으로 쓴다. GFN2-xTB는 *반경험적방법*이다. 적분 대부분을
# 버리고, 나머지는 저장된 수가 든 짧은 식으로 바꾼다.
#
# 분자를 고르고 올라가 보자. 오차는 원자화에너지의 오차이고, 기준은 감당할 수 있는 가장 좋은 값, 곧 완전한 기저에서의 CCSD(T)를
# 추정한 값이다. 점선은 '화학적 정확도' 1 kcal/mol이다.

# %%
ladder = datasets.load("ladder")
TOP = "CCSD(T)/CBS"
LEVELS = [name.removesuffix("/atomization_energy") for name in ladder.properties if name.endswith("/atomization_energy")]
RUNGS = [level for level in LEVELS if level != TOP]
deviation = {
    level: -(ladder.value(f"{level}/atomization_energy", "kcal/mol") - ladder.value(f"{TOP}/atomization_energy", "kcal/mol"))
    for level in RUNGS
}
seconds = {level: ladder.value(f"{level}/cpu_seconds", "s") for level in LEVELS}


def family(level: str) -> str:
    """What the levels joined by a line have in common."""
    method = level.split("/")[0].lower()
    return {"gfn2-xtb": "xtb", "hf": "hf", "mp2": "mp2", "ccsd(t)": "ccsd(t)"}.get(method, "dft")


def draw_ladder(smiles: str, marked: str):
    """Error against cost of one molecule."""
    i = ladder.names.index(smiles)
    rungs = [Rung(level, seconds[level][i], abs(deviation[level][i]), family(level)) for level in RUNGS if level != "GFN2-xTB"]
    here = deviation[marked][i]
    return drawings.ladder_figure(
        rungs, marked, f"{smiles}, {marked}: {here:+.1f} kcal/mol, {seconds[marked][i]:.2g} s"
    )


show.explore(
    draw_ladder,
    question=text(en="Go up: does every step cost more, and does it help?", ko="올라가 보자. 단마다 더 비싸지는가, 그리고 더 나아지는가?"),
    alt=lambda smiles, marked: text(
        en=f"Error of the atomization energy of {smiles} against processor time, thirteen levels of theory; {marked} is marked.",
        ko=f"{smiles}의 원자화에너지 오차와 프로세서 시간, 계산 수준 열세 가지. {marked}에 표시.",
    ),
    smiles=show.Choice({s: s for s in ("O", "CO", "C#N", "C=O", "CCO", "CC#N", "O=CO", "CCCC")}, start="CCO", label=text(en="molecule (SMILES)", ko="분자 (SMILES)")),
    marked=show.Choice({level: level for level in RUNGS if level != "GFN2-xTB"}, start="B3LYP/6-31G(2df,p)", label=text(en="level of theory", ko="계산 수준")),
)

# %% [markdown] tags=["en"]
# Three things meet the eye. Hartree-Fock does not get better by spending more on the basis: it runs into a wall, the missing correlation.
# CCSD(T) in a small basis is dear and bad: here the wall is the basis. And two density functionals, B3LYP and ωB97X, lie far below the
# line that joins the others, cheap and good. They did not climb; we come to how they got there.
#
# ### Compute it yourself
#
# The numbers above are stored. Here one molecule is computed again, now. Change the name if you like; keep it small.

# %% [markdown] tags=["ko"]
# 눈에 띄는 것이 셋 있다. 하트리-폭은 기저에 돈을 더 들여도 나아지지 않는다. 빠진 상관에너지라는 벽에 부딪힌다. 작은 기저의 CCSD(T)는
# 비싸고도 나쁘다. 이번에는 기저가 벽이다. 밀도범함수 둘, B3LYP와 ωB97X는 다른 것들을 잇는 선보다 한참 아래, 싸고 좋은 곳에 있다. 사다리를 오른 것이
# 아니다. 어떻게 거기 있게 되었는지는 뒤에서 본다.
#
# ### 직접 계산하기
#
# 위의 수는 저장해 둔 것이다. 여기서 분자 하나를 지금 다시 계산한다. 이름을 바꾸어도 되지만 작은 것으로 하자.

# %%
LIVE = "O"  # a SMILES of the ladder; water takes a few seconds, ethanol half a minute
again = ("GFN2-xTB", "HF/STO-3G", "HF/6-31G*", "PBE/6-31G*", "MP2/cc-pVTZ", "CCSD(T)/cc-pVDZ")
i = ladder.names.index(LIVE)
computed = energies(ladder[[i]].to_ase()[0], again, "production")
show.table(
    [[level, ladder.value(f"{level}/energy")[i], KCAL * (result["energy"] - ladder.value(f"{level}/energy")[i])] for level, result in computed.items()],
    columns=[text(en="level of theory", ko="계산 수준"), text(en="stored energy / hartree", ko="저장된 에너지 / hartree"), text(en="computed now minus stored / kcal/mol", ko="지금 계산한 값과의 차이 / kcal/mol")],
    decimals=3,
    caption=text(en=f"{LIVE}: computed again.", ko=f"{LIVE}: 다시 계산한 결과."),
)

# %% [markdown] tags=["en"]
# ## Is accuracy the same question as cost? (T22)
#
# Footnote 2 of the essay says that to ask how accurate a method is means, mostly, to ask how fast it is or how large a system it can treat (D4).
# Read at its strongest: if you can pay more, you get more, with few exceptions. Then a list of methods by price would be a list by quality.
#
# We put that at risk. Take all pairs of methods of which one costs at least twice as much. If the dearer one is *less* accurate by more than a tenth,
# call the pair inverted. The rule, registered before the five-heavy-atom molecules below were computed: D4 stands if at most one pair
# in ten is inverted, and falls if more than one in four is, in both ways of asking:
#
# * **raw**: the atomization energy as it comes;
# * **reaction**: what is left after a linear fit to the numbers of atoms, so that only errors count that do not cancel between
#   the two sides of a reaction.

# %% [markdown] tags=["ko"]
# ## 정확도와 비용은 한 물음인가 (T22)
#
# 글의 각주 2에 따르면, 얼마나 정확한가를 묻는 것은 대체로 얼마나 빠른가 또는 얼마나 큰 계를 다룰 수 있는가를 묻는 것이다(D4).
# 가장 강하게 읽으면 이렇다. 더 치르면 더 얻는다, 예외는 드물다. 그렇다면 값으로 세운 줄이 곧 질로 세운 줄이다.
#
# 이 주장을 위험에 부쳐 보자. 한쪽이 두 배 이상 비싼 방법의 짝을 모두 모은다. 비싼 쪽이 10분의 1 넘게 *덜* 정확하면 뒤집힌 짝이라고 한다.
# 규칙은 아래의 무거운 원자 다섯 개짜리 분자들을 계산하기 전에 등록했다. 두 가지로 물어서 모두, 뒤집힌 짝이 열에 하나 이하면 D4가 서고
# 넷에 하나를 넘으면 넘어진다.
#
# * **그대로**: 원자화에너지를 그대로 비교한다.
# * **반응**: 원자 수에 선형으로 맞춘 것을 빼고 남은 것을 비교한다. 반응의 양쪽에서 상쇄되지 않는 오차만 센다.

# %%
began = time.monotonic()
counts = ladder.composition().counts.astype(float)
small, five = ladder.n_heavy <= 4, np.flatnonzero(ladder.n_heavy == 5)
FAMILIES = [
    ["HF/cc-pVDZ", "MP2/cc-pVDZ", "CCSD(T)/cc-pVDZ"],
    ["HF/6-31G*", "CCSD(T)/6-31G(d)"],
    ["HF/cc-pVDZ", "HF/cc-pVTZ", "HF/cc-pVQZ"],
    ["MP2/cc-pVDZ", "MP2/cc-pVTZ", "MP2/cc-pVQZ"],
]


def in_reactions(level: str) -> np.ndarray:
    """Deviation of all molecules after a composition fit to the small ones, kcal/mol."""
    fit = np.linalg.lstsq(counts[small], deviation[level][small])[0]
    return deviation[level] - counts @ fit


def mean_errors(chosen: np.ndarray) -> dict[str, dict[str, float]]:
    """Mean absolute errors (kcal/mol) of all levels, raw and in reactions."""
    return {
        "raw": {level: np.abs(deviation[level][chosen]).mean() for level in RUNGS if level != "GFN2-xTB"},
        "reaction": {level: np.abs(in_reactions(level)[chosen]).mean() for level in RUNGS},
    }


def inversions(errors: dict[str, float], costs: dict[str, float]) -> list[bool]:
    """For each pair in which one level costs at least twice as much: is the dearer one worse by a tenth?"""
    pairs = [(cheap, dear) for cheap, dear in permutations(errors, 2) if costs[dear] >= 2 * costs[cheap]]
    return [errors[dear] > 1.1 * errors[cheap] for cheap, dear in pairs]


shares = {name: [] for name in ("raw", "reaction", "family", "rank raw", "rank reaction")}
folds = np.array_split(np.random.default_rng(0).permutation(five), 5)
for fold in folds:  # each fifth is left out once
    kept = np.setdiff1d(five, fold)
    costs = {level: float(np.median(seconds[level][kept])) for level in RUNGS}
    errors = mean_errors(kept)
    for form in ("raw", "reaction"):
        shares[form].append(np.mean(inversions(errors[form], costs)))
        ranks = spearmanr([costs[level] for level in errors[form]], list(errors[form].values()))
        shares[f"rank {form}"].append(ranks.statistic)
    within = [x for form in errors.values() for group in FAMILIES for x in inversions({level: form[level] for level in group}, costs)]
    shares["family"].append(np.mean(within))
seconds_t22 = time.monotonic() - began
errors, costs = mean_errors(five), {level: float(np.median(seconds[level][five])) for level in RUNGS}
show.table(
    [[level, f"{costs[level]:.2g}", errors["raw"].get(level), errors["reaction"][level]] for level in sorted(RUNGS, key=costs.get)],
    columns=[text(en="level of theory", ko="계산 수준"), text(en="time / s", ko="시간 / s"), text(en="raw / kcal/mol", ko="그대로 / kcal/mol"), text(en="reaction / kcal/mol", ko="반응 / kcal/mol")],
    decimals=2,
    caption=text(
        en=f"{len(five)} molecules with five heavy atoms: median processor time and mean absolute error, cheapest first.",
        ko=f"무거운 원자가 다섯 개인 분자 {len(five)}개: 프로세서 시간의 중앙값과 평균절대오차, 싼 것부터.",
    ),
)

# %%
show.figure(
    drawings.ladder_figure([Rung(level, costs[level], errors["reaction"][level], family(level)) for level in RUNGS]),
    alt=text(
        en="Mean error in reactions against median time for fourteen levels of theory; the points do not lie on one falling line.",
        ko="계산 수준 열네 가지의 반응 오차 평균과 시간 중앙값. 점들이 내려가는 한 직선 위에 있지 않다.",
    ),
    caption=text(en="Errors that remain in reactions, molecules with five heavy atoms.", ko="반응에 남는 오차, 무거운 원자가 다섯 개인 분자."),
)

# %%
argument.record(
    "T22",
    [
        Metric("n_molecules", len(five), "1"),
        Metric.over_seeds("inversions_raw", shares["raw"], "1"),
        Metric.over_seeds("inversions_reaction", shares["reaction"], "1"),
        Metric.over_seeds("inversions_family", shares["family"], "1"),
        Metric.over_seeds("rank_correlation_raw", shares["rank raw"], "1"),
        Metric.over_seeds("rank_correlation_reaction", shares["rank reaction"], "1"),
    ],
    seconds=seconds_t22,
    dataset=f"ladder, {len(ladder)} molecules, {len(five)} of them judged",
)

# %% [markdown] tags=["en"]
# What the figures say. One stair alone ends at a wall. Hartree-Fock with more functions gets no better in reactions, and coupled cluster in
# a small basis is hardly better there than MP2 in the same basis, at a small part of the price. Between families there is no common line.
# B3LYP and ωB97X lead in raw energies of atomization, which is what their numbers were fitted to. In reactions MP2 in the smallest of the
# Dunning sets overtakes both, for less. So which method is "more accurate" depends on what is asked: errors that all molecules share cancel in
# a reaction.
#
# D4 is a footnote, and its author writes "mostly". Within one family the footnote does better: see the share in the table, and note that
# the exceptions left are those of one stair climbed alone. It is not borne out as a statement about methods *in general*, and that is where
# the essay uses it: to sort all of quantum chemistry into three boxes.
#
# ## How far is it to the complete basis?
#
# The top rung was not computed. It was *extrapolated*, and this is the first number on this page with a formula behind it that nobody has
# derived for molecules in full. Hartree-Fock approaches its limit like $e^{-1.63X}$, correlation like $X^{-3}$, where $X$ counts the
# quality of the basis (2, 3, 4 for cc-pVDZ, cc-pVTZ, cc-pVQZ). The second law has a physical ground: two electrons that meet make a cusp in the
# wave function, and functions of higher angular momentum fill it slowly. The 1.63 is an average over a few molecules.

# %% [markdown] tags=["ko"]
# 수가 말하는 것은 이렇다. 계단 하나만 오르면 벽에 막힌다. 하트리-폭은 함수를 늘려도 반응에서 나아지지 않고, 작은 기저의 짝진물치이론은
# 같은 기저의 MP2보다 반응에서 별로 낫지 않은데 값은 수십 배다. 계열과 계열 사이에는 공통의 선이 없다. 원자화에너지를 그대로 놓고 보면
# B3LYP와 ωB97X가 앞서는데, 그 안의 수가 바로 원자화에너지에 맞춘 것이다. 반응에서는 가장 작은 더닝 기저의 MP2가 더 적은 값으로 둘을
# 앞지른다. 어느 방법이 '더 정확한가'는 무엇을 묻느냐에 달려 있다. 모든 분자에 함께 들어 있는 오차는 반응에서 상쇄되기 때문이다.
#
# D4는 각주이고 '대부분'이라는 단서도 붙어 있다. 한 계열 안에서는 더 잘 맞는다. 표에서 그 비율을 보라. 남은 예외는 계단 하나만 오른
# 경우들이다. 방법 *일반*에 대한 말로는 입증되지 않는데, 글은 바로 그렇게 쓴다. 양자화학 전체를 세 칸으로 나누는 데에 이 각주를 단다.
#
# ## 완전한 기저까지는 얼마나 남았나
#
# 맨 위 단은 계산한 값이 아니다. *외삽*한 값이며, 이 페이지에서 분자에 대해 누구도 온전히 유도하지 못한 식이 들어간 첫 번째 수다.
# 하트리-폭은 $e^{-1.63X}$처럼, 상관에너지는 $X^{-3}$처럼 극한에 다가간다. $X$는 기저의 등급이다(cc-pVDZ, cc-pVTZ, cc-pVQZ가 2, 3, 4).
# 둘째 법칙에는 물리적 근거가 있다. 두 전자가 만나는 곳에서 파동함수가 뾰족해지는데, 각운동량이 큰 함수들이 이것을 더디게 메운다.
# 1.63은 몇몇 분자에서 얻은 평균이다.

# %%
def draw_convergence(smiles: str):
    """Hartree-Fock and MP2 correlation energies of one molecule with three bases, and the limits."""
    i = ladder.names.index(smiles)
    hf = np.array([ladder.value(f"HF/cc-pV{x}Z/energy", "kcal/mol")[i] for x in "DTQ"])
    mp2 = np.array([ladder.value(f"MP2/cc-pV{x}Z/energy", "kcal/mol")[i] for x in "DTQ"])
    limits = (ladder.value(f"{TOP}/{part}", "kcal/mol")[i] for part in ("hf_limit", "mp2_limit"))
    return drawings.convergence_figure(hf, mp2 - hf, *limits)


show.explore(
    draw_convergence,
    question=text(en="Which part of the energy needs the large basis?", ko="큰 기저가 필요한 것은 에너지의 어느 부분인가?"),
    alt=lambda smiles: text(
        en=f"{smiles}: Hartree-Fock energy above its limit for three bases, logarithmic; MP2 correlation energy against X to the power -3 with a line to the limit.",
        ko=f"{smiles}: 세 기저에서 하트리-폭 에너지가 극한보다 높은 정도(로그 눈금)와, X의 -3제곱에 대한 MP2 상관에너지 및 극한까지의 직선.",
    ),
    smiles=show.Choice({s: s for s in ("O", "N#N", "C=O", "CCO", "O=CO", "CC#N")}, start="O", label=text(en="molecule (SMILES)", ko="분자 (SMILES)")),
)

# %% [markdown] tags=["en"]
# The line is drawn through cc-pVTZ and cc-pVQZ. It also says where cc-pVDZ should lie, and cc-pVDZ does not lie there: the law holds for large $X$ only.
# Whether 3 and 4 are large enough, two points cannot tell. It is assumed, because larger sets bore it out for a few small molecules.
#
# ### Exercise 2. Extrapolate
#
# Two energies follow $E(X) = E_\infty + A\,X^{-3}$. Write $E_\infty$.

# %% [markdown] tags=["ko"]
# 직선은 cc-pVTZ와 cc-pVQZ를 지나도록 그었다. 이 직선은 cc-pVDZ가 놓일 자리도 말해 주는데, cc-pVDZ는 거기에 없다. 이 법칙은 $X$가 클 때만
# 성립한다. 3과 4가 충분히 큰지는 두 점만으로 알 수 없다. 더 큰 기저로 계산할 수 있었던 작은 분자 몇 개에서 맞았으므로 그렇다고 가정한다.
#
# ### 연습 2. 외삽
#
# 두 에너지가 $E(X) = E_\infty + A\,X^{-3}$을 따른다. $E_\infty$를 구하는 함수를 써 보자.

# %% exercise="extrapolate"
def extrapolate(smaller: float, larger: float, x: int, y: int) -> float:
    """E_infinity from E(x) = smaller and E(y) = larger, x < y."""
    ### BEGIN SOLUTION
    return (y**3 * larger - x**3 * smaller) / (y**3 - x**3)
    ### END SOLUTION


# %% check="extrapolate"
def on_the_law(limit: float, slope: float, x: int) -> float:
    """An energy that follows the law exactly."""
    return limit + slope / x**3


checks.check(
    extrapolate,
    checks.takes("smaller", "larger", "x", "y"),
    checks.Property(
        text(en="energies that follow the law give its limit", ko="식을 따르는 에너지에서는 극한이 그대로 나온다"),
        lambda f: all(np.isclose(f(on_the_law(-2, a, x), on_the_law(-2, a, y), x, y), -2) for a in (1.0, -3.0) for x, y in ((2, 3), (3, 4), (3, 5))),
        hint=text(en="Two equations, two unknowns: get rid of A.", ko="식 둘에 미지수 둘이다. A를 없애라."),
    ),
    checks.Property(
        text(en="equal energies are already at the limit", ko="두 에너지가 같으면 이미 극한이다"),
        lambda f: np.isclose(f(-1.5, -1.5, 3, 4), -1.5),
        hint=text(en="The coefficients of the two energies must add up to one.", ko="두 에너지의 계수를 더하면 1이어야 한다."),
    ),
    checks.Property(
        text(en="the larger basis counts more", ko="큰 기저의 값이 더 크게 반영된다"),
        lambda f: f(-1.0, -1.1, 3, 4) < -1.1 and np.isclose(f(-1.0, -1.1, 3, 4), correlation_limit(-1.0, -1.1)),
        hint=text(en="The limit lies beyond the better value, away from the worse.", ko="극한은 더 나은 값보다 더 나아간 곳에 있다."),
    ),
)

# %% [markdown] tags=["en"]
# ## Pull until it breaks
#
# Near its minimum a molecule is easy. A bond that breaks is where methods show what they are made of. For the small molecules here *full CI* is
# affordable in a small basis: the exact answer in that basis, in black. All other curves use the same basis, so every deviation is the
# fault of the method.
#
# Choose a molecule, slide along the bond, and look for three accidents: RHF climbs too high; MP2 turns round and falls without end;
# CCSD(T), the "gold standard", bends down where it should be flat. Below: how many electrons sit in the bonding and antibonding natural orbital.
# Two and none is a bond; one and one is two atoms.

# %% [markdown] tags=["ko"]
# ## 끊어질 때까지 당기기
#
# 극소점 근처의 분자는 쉽다. 방법이 무엇으로 되어 있는지는 결합이 끊어질 때 드러난다. 여기의 작은 분자들은 작은 기저에서 *완전 CI*를 감당할 수
# 있다. 그 기저에서 정확한 답이며, 검은 선이다. 다른 곡선도 모두 같은 기저를 쓰므로 어긋난 만큼이 방법의 잘못이다.
#
# 분자를 고르고 결합을 따라 움직이면서 세 가지 사고를 찾아 보자. RHF는 너무 높이 올라간다. MP2는 돌아서서 끝없이 떨어진다. '황금 표준'이라는
# CCSD(T)는 평평해야 할 곳에서 아래로 휜다. 아래 그림은 결합성과 반결합성 자연 오비탈에 든 전자의 수다. 둘과 영이면 결합이고,
# 하나와 하나면 두 원자다.

# %%
bonds = load_bonds()
LINES = {
    "RHF": ("sky", "-"),
    "UHF": ("sky", "--"),
    "MP2": ("blue", "-"),
    "CCSD(T)": ("vermilion", "-"),
    "UCCSD(T)": ("vermilion", "--"),
    "FCI": ("black", "-"),
}


def frontier_occupations(curve) -> list[Curve]:
    """Electrons in the last bonding and the first antibonding natural orbital, from the best method there is."""
    method = next(m for m in ("FCI", "CCSD", "UHF") if np.isfinite(curve.occupations(m)).any())
    numbers = curve.occupations(method)
    pairs = int(round(np.nanmax(numbers.sum(axis=1)))) // 2
    return [
        Curve(text(en="bonding", ko="결합성"), curve.length, numbers[:, pairs - 1], "green", "-"),
        Curve(text(en="antibonding", ko="반결합성"), curve.length, numbers[:, pairs], "purple", "-"),
    ]


def draw_bond(name: str, length: float):
    """Energies of one bond relative to the separate parts, and the occupations of two natural orbitals."""
    curve = bonds[name]
    shown = [method for method in LINES if method in curve.methods]
    nearest = int(np.argmin(np.abs(curve.length - length)))
    here = ", ".join(f"{method} {curve.relative(method)[nearest]:+.0f}" for method in shown)
    depth = np.nanmin(curve.relative("FCI" if "FCI" in shown else "UCCSD(T)"))
    return drawings.curves_figure(
        [Curve(method, curve.length, curve.relative(method), *LINES[method]) for method in shown],
        text(en="bond length / Å", ko="결합 길이 / Å"),
        text(en="energy above the separate parts / kcal/mol", ko="떨어진 조각 위 에너지 / kcal/mol"),
        at=curve.length[nearest],
        limits={"x": (0.4, 5.0), "y": (1.35 * depth, -1.8 * depth)},
        lower=(text(en="electrons", ko="전자 수"), frontier_occupations(curve)),
        title=f"{name}, {curve.basis}, {curve.length[nearest]:.2f} Å: {here}",
    )


show.explore(
    draw_bond,
    question=text(en="Where does each method break, and could one have known?", ko="방법마다 어디서 무너지는가, 그리고 미리 알 수 있었는가?"),
    alt=lambda name, length: text(
        en=f"Energy of {name} along its bond by several methods, with a mark at {length:.1f} Å; below, occupations of the bonding and antibonding natural orbital.",
        ko=f"결합 길이에 따른 {name}의 에너지를 여러 방법으로 그린 곡선, {length:.1f} Å에 표시. 아래는 결합성과 반결합성 자연 오비탈의 점유수.",
    ),
    name=show.Choice({name: name for name in bonds}, start="N2", label=text(en="molecule", ko="분자")),
    length=show.Slider(0.5, 4.0, 2.0, 0.05, text(en="bond length / Å", ko="결합 길이 / Å")),
)

# %% [markdown] tags=["en"]
# Each accident has one cause, the one of the table at the top of this page: a single configuration is asked to describe two.
# RHF forces both electrons to stay together, half of the time on one atom, as ions. MP2 divides by the gap between occupied and empty
# orbitals, and the gap closes. The triples in CCSD(T) do the same. UHF buys the right energy at the end with a wrong spin.
# The methods announce their failure: the occupations in the lower panel, or the instability of the RHF solution, tell when not to trust them.
#
# Keep this in mind for later. When a learned model fails outside of its data, does it announce anything?

# %% [markdown] tags=["ko"]
# 사고의 원인은 하나같이 이 페이지 첫머리의 표에 있다. 배치 하나에 두 배치 몫의 일을 시킨 것이다. RHF는 두 전자를 늘 함께 있게 하므로
# 절반은 한쪽 원자에 몰린 이온이 된다. MP2는 찬 오비탈과 빈 오비탈의 간격으로 나누는데 그 간격이 닫힌다. CCSD(T)의 삼중 들뜸도 마찬가지다.
# UHF는 틀린 스핀을 대가로 끝에서 맞는 에너지를 얻는다. 이 방법들은 실패를 스스로 알린다. 아래 그림의 점유수나 RHF 해의 불안정성을 보면
# 언제 믿지 말아야 할지 알 수 있다.
#
# 뒤에서 다시 물을 것이므로 기억해 두자. 학습한 모델이 자료 밖에서 틀릴 때, 그 모델은 무언가를 알려 주는가?

# %% [markdown] tags=["en"]
# ## A census of fitted numbers (D6, D7)
#
# "From the beginning": how many numbers were there already? We do not count from memory. The library of functionals is asked for the parameters
# of each functional, GFN2-xTB for its table, the force field for what it used on ethanol, the basis sets for their exponents and coefficients.

# %% [markdown] tags=["ko"]
# ## 맞춘 수 세어 보기 (D6, D7)
#
# '처음부터'라지만, 시작할 때 이미 들어 있던 수는 몇 개인가? 기억으로 세지 않는다. 범함수 라이브러리에 범함수마다 파라미터를 묻고, GFN2-xTB에는
# 파라미터표를, 역장에는 에탄올에 쓴 수를, 기저함수집합에는 지수와 계수를 묻는다.

# %%
ELEMENTS = ("H", "C", "O")  # those of ethanol
gfn2 = gfn2_parameters(ELEMENTS)
mechanics = mechanics_parameters("CCO")
constants = {name: functional_parameters(code) for name, code in (("PBE", "pbe"), ("B3LYP", "b3lypg"), ("ωB97X", "wb97x"))}
from_elsewhere = {
    "PBE": text(en="from exact conditions, none from molecules", ko="정확한 조건에서 얻음, 분자에서 온 것 없음"),
    "B3LYP": text(en="fitted to measured energies of molecules; inside it are older fits to atoms", ko="분자의 측정 에너지에 맞춤; 속에는 원자에 맞춘 옛 수들이 들어 있음"),
    "ωB97X": text(en="fitted to energies of molecules; four are fixed by conditions", ko="분자의 에너지에 맞춤; 넷은 조건으로 정해짐"),
}
rows = [[text(en="HF, MP2, CCSD(T), full CI", ko="HF, MP2, CCSD(T), 완전 CI"), 0, text(en="none", ko="없음")]]
rows += [[name, len(values), from_elsewhere[name]] for name, values in constants.items()]
rows += [
    ["GFN2-xTB (H, C, O)", sum(gfn2.values()), text(en="fitted to calculated structures and energies", ko="계산된 구조와 에너지에 맞춤")],
    [text(en="MMFF94, one ethanol", ko="MMFF94, 에탄올 하나"), sum(mechanics.values()), text(en="fitted to calculations and measurements", ko="계산과 측정에 맞춤")],
]
rows += [
    [text(en=f"basis {basis} (H, C, O)", ko=f"기저 {basis} (H, C, O)"), sum(basis_numbers(basis, ELEMENTS).values()), text(en="optimised on atoms and small molecules, by calculation", ko="원자와 작은 분자에서 계산으로 최적화")]
    for basis in ("STO-3G", "6-31G(d)", "cc-pVQZ")
]
show.table(
    rows,
    columns=[text(en="method", ko="방법"), text(en="numbers", ko="수의 개수"), text(en="where they come from", ko="어디서 왔나")],
    decimals=0,
    caption=text(en="Numbers that stand in a method before a molecule is looked at.", ko="분자를 보기 전에 방법 안에 이미 들어 있는 수."),
)

# %% [markdown] tags=["en"]
# **Fact check, D6.** That there are parameters is right, and it is to the essay's credit that it says so against the name. That newer means more
# is right for one line of functionals. CCSD(T) is younger than B88 and fits nothing. The functional that was proved to exist in 1964
# was not constructed by the proof: Hohenberg and Kohn argue by contradiction. "Exists and is unique" is a statement about a map from density to
# potential; no formula comes out.
#
# **Fact check, D7.** "Replaces the costly integrals by stored numbers" is half of it. Most integrals are dropped.
#
# Here the essay's contrast starts to blur, and the essay sees it. A basis set is a few dozen numbers that somebody optimised. B3LYP is three
# numbers fitted to measured energies. Composite methods (notebook 02) add a handful more. A neural network has a hundred thousand. Is that a
# difference in kind? It is not a difference in having fitted numbers or not. The exponents of a basis set are fitted, too; but a larger
# basis makes them *irrelevant*: the variational principle says which way is up, and the limit does not remember them. B3LYP's three numbers never go away.

# %% [markdown] tags=["ko"]
# **사실 확인, D6.** 파라미터가 있다는 것은 옳고, 이름과 다르다고 스스로 밝힌 것은 글의 미덕이다. 새로울수록 많다는 것은 범함수의 한 계열에서
# 맞는 말이다. CCSD(T)는 B88보다 늦게 나왔지만 맞춘 수가 하나도 없다. 1964년에 존재가 증명된 범함수는 그 증명으로 만들어지지 않았다.
# 호엔베르크와 콘은 귀류법을 쓴다. '존재하고 유일하다'는 것은 밀도에서 퍼텐셜로 가는 대응에 대한 말이며, 거기서 식은 나오지 않는다.
#
# **사실 확인, D7.** '비싼 적분을 저장된 수로 바꾼다'는 것은 절반이다. 적분 대부분은 버린다.
#
# 글의 대비는 여기서 흐려지기 시작하고, 글도 그것을 안다. 기저함수집합은 누군가 최적화한 수 수십 개다. B3LYP에는 측정한 에너지에 맞춘 수가
# 셋 있다. 합성방법(노트북 02)은 거기에 몇 개를 보탠다. 신경망에는 십만 개가 있다. 종류가 다른 것인가? 맞춘 수가 있느냐 없느냐의
# 차이는 아니다. 기저함수의 지수도 맞춘 수이다. 그러나 기저를 키우면 그 수들은 *상관없어진다*. 어느 쪽이 위인지는 변분원리가 알려 주고,
# 극한에는 그 수의 흔적이 남지 않는다. B3LYP의 세 수는 끝내 사라지지 않는다.

# %% [markdown] tags=["en"]
# ## Beside it: balls and springs (D8)
#
# A force field is told which atoms are bonded. Energy is a sum of springs: lengths, angles, torsions, charges. No electron occurs. The essay says that quantum
# effects show in it only indirectly, and that is well put: the barrier of a rotating methyl group is a quantum effect, and the force field has it, as a fitted term.
#
# Choose a motion. Where the fit was made, springs do as well as anything. Then pull.

# %% [markdown] tags=["ko"]
# ## 그 곁에: 공과 용수철 (D8)
#
# 역장에는 어느 원자끼리 결합했는지를 미리 알려 준다. 에너지는 길이, 각도, 비틀림, 전하에 대한 용수철의 합이고 전자는 나오지 않는다. 양자 효과가 간접적으로만
# 보인다는 글의 말은 정확하다. 메틸기가 돌 때의 장벽은 양자 효과인데, 역장은 그것을 맞춘 항으로 갖고 있다.
#
# 움직임을 하나 골라 보자. 맞춤이 이루어진 곳에서는 용수철도 다른 것 못지않다. 그다음에는 당겨 보자.

# %%
scans = datasets.load("conformers")
scans = scans[np.isin(scans.value("origin"), ("stretch", "torsion", "minimum"))]
ETHANE, ETHANOL, ETHENE = "CC", "CCO", "C=C"
MOTIONS = {
    text(en="ethane: turn a methyl group", ko="에탄: 메틸기 돌리기"): (ETHANE, "torsion-0-1"),
    text(en="ethanol: turn the hydroxyl group", ko="에탄올: 하이드록시기 돌리기"): (ETHANOL, "torsion-1-2"),
    text(en="ethene: twist the double bond", ko="에텐: 이중 결합 비틀기"): (ETHENE, "torsion-0-1"),
    text(en="ethane: pull the C-C bond", ko="에탄: C-C 결합 당기기"): (ETHANE, "stretch-0-1"),
    text(en="ethane: pull a C-H bond", ko="에탄: C-H 결합 당기기"): (ETHANE, "stretch-0-2"),
}


def draw_motion(motion: tuple[str, str]):
    """Energies along a scan: force field, semi-empirical, density functional."""
    smiles, label = motion
    kind = label.split("-")[0]
    chosen = [i for i, name in enumerate(scans.names) if scans.value("smiles")[i] == smiles and (label in name or "minimum" in name)]
    points = scans[chosen]
    x = points.value(kind)
    order = np.argsort(x)
    relative = {
        "MMFF94": (mechanics_energies(smiles, [point.positions for point in points]), "purple", "--"),
        "GFN2-xTB": ([reference.single_point(point, "GFN2-xTB").energy for point in points], "orange", "-"),
        "ωB97X/6-31G(d)": (points.value("ωB97X/6-31G(d)/energy"), "green", "-"),
    }
    origin = int(np.flatnonzero(points.value("origin") == "minimum")[0])
    curves = [Curve(name, x[order], KCAL * (np.asarray(e) - e[origin])[order], colour, style) for name, (e, colour, style) in relative.items()]
    xlabel = text(en="angle turned / degrees", ko="돌린 각 / 도") if kind == "torsion" else text(en="length / length at the minimum", ko="길이 / 극소점에서의 길이")
    limits = {} if kind == "torsion" else {"y": (-15, 260)}
    return drawings.curves_figure(curves, xlabel, text(en="energy above the minimum / kcal/mol", ko="극소점 위 에너지 / kcal/mol"), limits=limits)


show.explore(
    draw_motion,
    question=text(en="How far do springs go?", ko="용수철은 어디까지 가는가?"),
    alt=lambda motion: text(
        en=f"{motion[0]}, {motion[1]}: energy with MMFF94, GFN2-xTB and ωB97X along the motion.",
        ko=f"{motion[0]}, {motion[1]}: 움직임에 따른 MMFF94, GFN2-xTB, ωB97X 에너지.",
    ),
    motion=show.Choice(MOTIONS, start=(ETHANE, "torsion-0-1"), label=text(en="motion", ko="움직임")),
)

# %% [markdown] tags=["en"]
# The force field does not dissociate: a spring gets stiffer and stiffer. It is not wrong there by accident; the bond was put in by hand and cannot leave. In exchange, every term can be named.
# That is a curious exchange of roles. Of the three kinds of method on this page, the one that is *not* quantum chemistry is the easiest to read.
# We come back to this with ANI (notebook 07), where the names go and the energies get better.

# %% [markdown] tags=["ko"]
# 역장으로는 해리가 되지 않는다. 용수철은 점점 더 뻣뻣해질 뿐이다. 어쩌다 틀린 것이 아니다. 결합을 손으로 넣었으므로 빠져나갈 수가 없다. 그 대신 모든 항에
# 이름이 있다. 역할이 묘하게 뒤바뀐 셈이다. 이 페이지에 나온 세 종류 가운데 양자화학이 *아닌* 방법이 가장 쉽게 읽힌다.
# ANI(노트북 07)에서 이 이야기로 돌아온다. 거기서는 이름이 사라지고 에너지는 나아진다.

# %% [markdown] tags=["en"]
# ## What stands
#
# The verdict follows from the registered rule and the figures above. *Quick* and *full* are the same here: all data are stored.

# %% [markdown] tags=["ko"]
# ## 무엇이 남는가
#
# 판정은 등록된 규칙과 위의 수에서 계산되어 나온다. 자료가 모두 저장되어 있으므로 여기서는 *quick*과 *full*이 같다.

# %% tags=["hide-input"]
show.claims_table(("D3", "D4", "D5", "D6", "D7", "D8"))

# %% tags=["nbval-ignore-output"]
run = argument.load_evidence("T22")["quick"]
compare_predictions({f"T22.{name}": metric.value for name, metric in run.metrics.items()})

# %% [markdown] tags=["en"]
# ## The strongest objection, and the best reply
#
# **The objection (O13, against P14).** Nobody reads an ab initio calculation either. A CCSD(T) energy of ethanol comes out of some hundred thousand amplitudes that no human has
# looked at; Humphreys called this the epistemic opacity of all large simulation. The numbers were in the basis set before the start, and in B3LYP they were fitted to
# experiment. If unreadable numbers take a method out of the web of laws, then quantum chemistry left it in the fifties, when the computer came. Machine learning has added nothing but size.
#
# **The reply.** Not being able to follow the steps is one thing; not being able to say what the steps are *for* is another. Above the amplitudes stands an equation in which
# every symbol has a meaning, and every approximation has a name: a configuration left out, a function left out. That is why we knew *in advance* where the curves would break, and
# why the errors fall in an order that can be extrapolated. A fitted number that becomes irrelevant in a limit is not the same as one that carries the result.
#
# **What remains open.** The reply saves P14 for wave-function methods by moving it: readable is not the calculation, but its principle. The essay asks of the machines that their
# *terms* be readable. It cannot have both. Either the measure is the principle, and then one must ask what principle a learned model has (a loss, a symmetry, a sum over atoms?);
# or the measure is the terms, and then B3LYP fails it, and most of what chemists compute. Notebook 09 takes this up.

# %% [markdown] tags=["ko"]
# ## 가장 강한 반론과 가장 좋은 답
#
# **반론 (P14를 겨눈 O13).** 제일원리계산도 읽는 사람은 없다. 에탄올의 CCSD(T) 에너지는 아무도 들여다본 적 없는 진폭 십만여 개에서 나온다. 험프리스는 이것을
# 모든 대규모 모의계산의 인식적 불투명성이라고 불렀다. 수는 시작하기 전부터 기저함수 안에 있었고, B3LYP에서는 실험에 맞춘 것이었다. 읽을 수 없는 수 때문에 어떤 방법이
# 법칙의 그물망에서 빠져야 한다면, 양자화학은 컴퓨터가 들어온 50년대에 이미 빠졌다. 기계학습은 규모를 더했을 뿐이다.
#
# **답.** 단계를 따라가지 못하는 것과, 단계가 무엇을 *위한* 것인지 말하지 못하는 것은 다르다. 진폭들 위에는 기호마다 뜻이 있는 방정식이 있고, 근사마다 이름이 있다.
# 빼놓은 배치, 빼놓은 함수. 그래서 곡선이 어디서 무너질지 *미리* 알았고, 오차가 외삽할 수 있는 순서로 줄어든다. 극한에서 상관없어지는 수와
# 결과를 짊어진 수는 같지 않다.
#
# **남는 물음.** 이 답은 P14를 옮겨서 구한다. 읽히는 것은 계산이 아니라 그 원리다. 그런데 글이 기계에 요구하는 것은 *항*이 읽히는 것이다. 둘 다 가질 수는 없다.
# 자가 원리라면, 학습한 모델의 원리는 무엇인지(손실함수인가, 대칭인가, 원자에 대한 합인가) 물어야 한다. 자가 항이라면 B3LYP도, 화학자가 계산하는 것 대부분도
# 거기에 미치지 못한다. 노트북 09에서 이어 간다.

# %% [markdown] tags=["en"]
# ### Exercise 3. One number from data
#
# Find a number in an "ab initio" calculation that came from data. Give a level of theory of our ladder and the value of the number, as it stands in the method.

# %% [markdown] tags=["ko"]
# ### 연습 3. 자료에서 온 수 하나
#
# '제일원리' 계산 속에서 자료로부터 온 수를 하나 찾아 보자. 사다리에 있는 계산 수준과, 그 방법 안에 들어 있는 값을 적는다.

# %% exercise="from-data"
number_from_data = ...  # a pair: (level of theory, number)
### BEGIN SOLUTION
number_from_data = ("B3LYP/6-31G(2df,p)", 0.72)
### END SOLUTION

# %% check="from-data"
def numbers_of(level: str) -> list[float]:
    """All parameters of the functional of a level; empty for a level without one."""
    functional = reference.find_level(level).functional
    return list(functional_parameters(functional).values()) if reference.find_level(level).method == "dft" else []


checks.check(
    number_from_data,
    checks.Property(
        text(en="the level is on our ladder", ko="사다리에 있는 계산 수준이다"),
        lambda answer: answer[0] in RUNGS,
        hint=text(en="The names are those in the figures, for example 'HF/6-31G*'.", ko="이름은 그림에 나온 것과 같다. 이를테면 'HF/6-31G*'."),
    ),
    checks.Property(
        text(en="the number stands in its functional", ko="그 범함수 안에 그 수가 있다"),
        lambda answer: any(np.isclose(answer[1], number, rtol=1e-3) for number in numbers_of(answer[0])),
        hint=text(en="Print functional_parameters('b3lypg') and its like.", ko="functional_parameters('b3lypg') 같은 것을 출력해 보라."),
    ),
    checks.Property(
        text(en="it was fitted, not derived", ko="유도된 것이 아니라 맞춘 것이다"),
        lambda answer: not any(np.isclose(answer[1], number, rtol=1e-3) for number in [*constants["PBE"].values(), 1.0]),
        hint=text(en="PBE's numbers follow from conditions that the exact functional obeys. Take another functional.", ko="PBE의 수는 정확한 범함수가 만족하는 조건에서 나온다. 다른 범함수를 보라."),
    ),
)

# %% [markdown] tags=["en"]
# ## Questions for a seminar
#
# Ten minutes are enough for: the table of H2, the ladder of one molecule, one breaking bond, the census.
#
# 1. Is density functional theory ab initio? Say first what you want the word to exclude.
# 2. "Exists and is unique" (Hohenberg and Kohn): does a proof of existence make a law of nature, if nobody knows its form?
# 3. The Hamiltonian is known exactly *within* a theory without relativity, with nuclei that stand still. In what sense is it then known exactly?
# 4. A force field is readable term by term and wrong when a bond breaks. CCSD(T) is opaque and right to 1 kcal/mol. Which of them explains?
# 5. P14 is not in the essay. Try to state the essay's conclusion without it.
#
# ## What this page did not show
#
# * The truth. Our top rung is an estimate with frozen cores, without relativity and without the motion of the nuclei. It is good to a few tenths of a kcal/mol in energies of
#   reactions and to perhaps one or two in atomization energies. It was not compared with experiment here; notebook 02 does that.
# * Anything with heavy elements, metals, charges, excited states, solvents. The ladder has small closed-shell molecules of H, C, N and O.
# * That density functionals owe their success to fitted numbers. PBE has none from molecules: in raw energies it is far behind the fitted ones, in reactions hardly.
# * An even race. The top rung is built from MP2 limits and a coupled-cluster step in cc-pVDZ, so MP2 with a large basis differs from it by that step alone and looks better than it is.
# * That the times are fair to every program. They are of one code on one busy machine; only factors of two and more were used.
# * Who is right about P14. We moved the question from the numbers to the principle; nothing here says that this is where it belongs.

# %% [markdown] tags=["ko"]
# ## 세미나를 위한 물음
#
# 10분이면 H2의 표, 분자 하나의 사다리, 끊어지는 결합 하나, 수 세어 보기까지 볼 수 있다.
#
# 1. 밀도범함수이론은 제일원리인가? 그 말로 무엇을 배제하고 싶은지부터 말해 보라.
# 2. '존재하고 유일하다'(호엔베르크와 콘). 아무도 그 형태를 모른다면, 존재 증명만으로 자연법칙이 되는가?
# 3. 해밀토니안을 정확히 안다는 것은 상대론이 없고 핵이 멈추어 있는 이론 *안에서* 하는 말이다. 그렇다면 어떤 뜻에서 정확히 아는 것인가?
# 4. 역장은 항마다 읽히지만 결합이 끊어지면 틀린다. CCSD(T)는 불투명하지만 1 kcal/mol까지 맞는다. 설명하는 것은 어느 쪽인가?
# 5. P14는 글에 나오지 않는다. 이것 없이 글의 결론을 말해 보라.
#
# ## 이 페이지가 보이지 못한 것
#
# * 참값. 맨 위 단은 추정값이다. 내각 전자를 고정했고 상대론과 핵의 운동이 없다. 반응 에너지에서는 kcal/mol의 몇십 분의 몇, 원자화에너지에서는 아마 1–2 kcal/mol까지
#   믿을 만하다. 여기서 실험과 견주지는 않았다. 노트북 02에서 한다.
# * 무거운 원소, 금속, 전하, 들뜬상태, 용매. 사다리에는 H, C, N, O로 된 작은 닫힌 껍질 분자만 있다.
# * 밀도범함수의 성공이 맞춘 수 덕분이라는 것. PBE에는 분자에 맞춘 수가 없다. 원자화에너지 그대로는 맞춘 범함수들에 크게 뒤지지만 반응에서는 별로 뒤지지 않는다.
# * 공평한 경주. 맨 위 단은 MP2의 극한에 cc-pVDZ의 짝진물치 보정을 더해 만들었다. 큰 기저의 MP2는 그 보정만큼만 다르므로 실제보다 좋아 보인다.
# * 시간이 모든 프로그램에 공정하다는 것. 바쁜 기계 한 대에서 한 프로그램으로 쟀으며, 두 배 이상의 차이만 썼다.
# * P14에 대해 누가 옳은가. 물음을 수에서 원리로 옮겼을 뿐이며, 거기가 맞는 자리라는 것은 보이지 않았다.
