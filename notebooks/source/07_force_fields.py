# %% [markdown] tags=["en"]
# # 07 · Force fields, Behler–Parrinello and ANI
#
# The fourth case of the essay is a force field that was learned, §II.4. It says
#
# * that ANI-1 reached the accuracy of ab initio methods in the form of molecular mechanics (claim **D28**), after networks that knew one system each (**D29**) and after Behler and Parrinello's silicon (**D30**);
# * what it was trained on (**D31**), that there had been no data base of this size (**D32**), and why it does not depend on the order of atoms (**D33**);
# * that each term of a classical force field has a physical meaning (**D34**), while nobody can say which force acts how much in a learned one (**I5**).
#
# The last pair is the heart of it. We put it to the test with three claims of our own. **O4**: the classical terms are fitted, too, and make up for each other. **O12**: some machine learning can be read. **S2**, on the side of the essay: a law says what would happen elsewhere, and a fit does not.
#
# **Cost.** About one minute and a half on one core. Most reference energies and the networks for silicon are shipped. The force fields, the other networks, the dynamics and two curves of reference energies are made on the page.
# **You need** notebook 05 for networks of atoms and 06 for what their shares are worth.

# %% [markdown] tags=["ko"]
# # 07 · 역장, 벨러–파리넬로, ANI
#
# 글의 네 번째 사례는 학습된 역장이다(II.4절). 글은 이렇게 말한다.
#
# * ANI-1은 분자역학의 꼴로 제일원리계산의 정확도에 이르렀다(주장 **D28**). 그에 앞서 한 가지 계만 아는 신경망들이 있었고(**D29**), 벨러와 파리넬로의 실리콘 연구가 있었다(**D30**).
# * ANI-1이 무엇으로 학습했는지(**D31**), 그때까지 그만한 데이터베이스가 없었다는 것(**D32**), 왜 원자의 순서에 매이지 않는지(**D33**)도 적는다.
# * 고전 역장의 항에는 저마다 물리적 의미가 있지만(**D34**), 학습된 역장에서는 어떤 힘이 얼마나 작용하는지 아무도 말할 수 없다(**I5**).
#
# 마지막 둘이 핵심이다. 우리는 주장 셋을 보태어 이것을 시험한다. **O4**: 고전 역장의 항도 데이터에 맞춘 것이고, 한 항의 모자람을 다른 항이 메운다. **O12**: 읽을 수 있는 기계학습도 있다. 그리고 글의 편에 서는 **S2**: 법칙은 다른 데서는 어떻게 될지를 말하지만 맞춤은 그러지 못한다.
#
# **비용.** 코어 하나에서 1분 30초쯤. 기준 에너지의 대부분과 실리콘의 신경망은 실어 두었다. 역장, 나머지 신경망, 동역학, 그리고 기준 에너지 곡선 둘은 그 자리에서 계산한다.
# **먼저 알아둘 것.** 원자별 신경망은 노트북 05에, 원자의 몫이 무엇을 뜻하는지는 06에 있다.

# %%
import json
import time

import numpy as np
from ase import Atoms, units
from ase.build import molecule as named_molecule
from ase.md.velocitydistribution import Stationary, ZeroRotation
from ase.md.verlet import VelocityVerlet
from scipy.optimize import minimize
from sklearn.compose import TransformedTargetRegressor
from sklearn.gaussian_process import GaussianProcessRegressor, kernels
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from qmlaw import argument, datasets, show
from qmlaw.argument import Metric
from qmlaw.classroom import checks
from qmlaw.models import CompositionModel
from qmlaw.models.atomic import AtomicNetworkRegressor, Committee
from qmlaw.models.atomic import silicon as bulk
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.curves import SparseFormula, WallAndTail, relative_error
from qmlaw.models.force_field import COULOMB, WaterForceField, share_of_pairs
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference.dimers import water
from qmlaw.reference.geometry import with_gfn2
from qmlaw.reference.sampling import normal_modes, sample_normal_modes
from qmlaw.reference.tails import dipole_moment, helium_pair, interaction_curve, ion_and_water
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.show import ladder as curves
from qmlaw.show import text
from qmlaw.show.atom_pictures import in_plane
from qmlaw.show.force_field_pictures import (
    Scan,
    environment_figure,
    sampling_figure,
    scans_figure,
    tails_figure,
)
from qmlaw.show.ladder import Curve
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet
from qmlaw.units import BOHR_TO_ANGSTROM, EBOHR_TO_DEBYE

# %% [markdown] tags=["en"]
# ## First, guess
#
# Here are some numbers that this page will measure. A force field is fitted to total energies only: does each term come out as what it is called? And a network that has learned one stretch of a curve: what does it say further out?

# %% [markdown] tags=["ko"]
# ## 먼저 짐작해 보기
#
# 이 페이지에서 잴 값 몇 가지를 미리 짐작해 보자. 역장을 전체 에너지에만 맞추면 항마다 제 이름에 걸맞은 값이 나오는가? 곡선의 한 토막만 배운 신경망은 더 먼 곳을 두고 무엇이라고 말하는가?

# %%
prediction_sheet(("T13", "T14"))

# %% [markdown] tags=["en"]
# ## A force field, term by term
#
# Here is the contrast that the essay draws, at its strongest. In a classical force field each term was *written down* for one effect: charges attract, electron clouds repel, dispersion pulls. If one asks why two molecules stick together, the field has an answer in kcal/mol for each cause. A network has only the sum.
#
# Our case is the one with which the essay's story begins, two water molecules. No and others trained a network on such energies in 1997. We have four thousand, MP2/6-31G** with counterpoise correction. The molecules are kept rigid, so bonds and angles contribute nothing. What is left is
#
# $$E = \sum_{ab} \frac{q_a q_b}{R_{ab}} - \frac{C_6}{R_{OO}^6} + \frac{C_{12}}{R_{OO}^{12}} + \sum_{ab} B_{ab}\, e^{-\beta_{ab} (R_{ab} - R_0)},$$
#
# charges, dispersion, and two kinds of wall, one in $R^{-12}$ and one exponential for each kind of pair. $R_0$ is not fitted: it is a fixed distance, about where the atoms touch. Nine constants are fitted to totals. Nobody tells the fit what part of a total is electrostatic.

# %% [markdown] tags=["ko"]
# ## 역장을 항마다 보기
#
# 글이 그리는 대비를 가장 강하게 읽으면 이렇다. 고전 역장의 항은 저마다 한 가지 효과를 나타내려고 *적은* 식이다. 전하는 끌고, 전자구름은 밀고, 분산력은 당긴다. 두 분자가 왜 붙느냐고 물으면 역장은 원인마다 몇 kcal/mol인지를 대답한다. 신경망에는 합밖에 없다.
#
# 우리가 다룰 것은 글의 이야기가 시작되는 바로 그 계, 물 분자 둘이다. 1997년에 노 등이 이런 에너지로 신경망을 학습시켰다. 우리에게는 카운터포이즈 보정을 한 MP2/6-31G** 에너지가 사천 개 있다. 분자는 강체로 두었으므로 결합과 각도의 항은 보탤 것이 없다. 남는 것은
#
# $$E = \sum_{ab} \frac{q_a q_b}{R_{ab}} - \frac{C_6}{R_{OO}^6} + \frac{C_{12}}{R_{OO}^{12}} + \sum_{ab} B_{ab}\, e^{-\beta_{ab} (R_{ab} - R_0)},$$
#
# 곧 전하와 분산력과 두 가지 벽이다. 벽 하나는 $R^{-12}$이고, 하나는 원자 쌍의 종류마다 있는 지수함수다. $R_0$은 맞추지 않고 원자들이 맞닿는 거리쯤에 고정해 둔다. 상수 아홉 개를 합에 맞춘다. 합 가운데 얼마가 정전기인지는 아무도 알려 주지 않는다.

# %%
LEVEL = "MP2/6-31G**"
SEEDS = range(3)
FULL = argument.scale("T13") == "full"
pairs = datasets.load("water_dimer")
energies = pairs.value(f"{LEVEL}/interaction_energy_cp", "kcal/mol")
correlation = energies - pairs.value(f"{LEVEL}/hf_interaction_energy_cp", "kcal/mol")
drawn = np.flatnonzero((pairs.value("origin") == "rigid dimers") & (energies <= 10))
cut = np.array([i for i, name in enumerate(pairs.names) if "/hydrogen-bond-" in name])
FORMS = {
    "standard": {},
    "no core": {"terms": ("charges", "dispersion", "exponential")},
    "bisector": {"charge_site": "M"},
    "both": {"charge_site": "M", "terms": ("charges", "dispersion", "exponential")},
    "Lennard-Jones": {"terms": ("charges", "dispersion", "core")},
}
STARTS, N_FIELD = (40, 2400) if FULL else (8, 600)
MOMENT = dipole_moment(Atoms("OH2", positions=water()))  # e Å, MP2/6-31G**


def split(seed: int, n_train: int) -> tuple[np.ndarray, np.ndarray]:
    """Drawn pairs for training, and a thousand others for testing."""
    order = np.random.default_rng(seed).permutation(drawn)
    return order[1000 : 1000 + n_train], order[:1000]


def rms(values: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(values))))


def terms(field: WaterForceField, where: np.ndarray, constants: dict | None = None) -> dict[str, np.ndarray]:
    """Charges, dispersion, and all that keeps the molecules apart."""
    found = field.term_energies(pairs[where], constants)
    return {"charges": found.pop("charges"), "dispersion": found.pop("dispersion"), "wall": sum(found.values())}


def differences(own: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> dict[str, float]:
    """How far two sharings of the same energies differ, term by term, in parts of the first."""
    return {name: rms(other[name] - own[name]) / rms(own[name]) for name in own}


began = time.monotonic()
parts = [split(seed, N_FIELD) for seed in SEEDS]
fields = [{name: WaterForceField(n_starts=STARTS, seed=seed, **form).fit(pairs[train], energies[train]) for name, form in FORMS.items()} for seed, (train, _) in enumerate(parts)]
error = [{name: rms(field.predict(pairs[test]) - energies[test]) for name, field in fields[seed].items()} for seed, (_, test) in enumerate(parts)]
classical_seconds = time.monotonic() - began

# %% [markdown] tags=["en"]
# Before the numbers, look at one of these fits. The pair slides apart along the line of its hydrogen bond. Coloured lines are the terms, the grey one is their sum, black points are MP2. The dotted line is a part that we know from elsewhere: MP2 less Hartree-Fock, what is due to the correlation of electrons. Where the molecules touch, most of it is dispersion. It is not all: correlation also makes the dipole moments smaller, and beyond 3.8 Å this repels more than dispersion attracts. Fix the charge, change the form, and see which term takes over.

# %% [markdown] tags=["ko"]
# 표를 보기 전에 맞춘 결과 하나를 들여다보자. 두 분자가 수소결합을 따라 멀어진다. 색깔 있는 선은 항, 회색 선은 그 합, 검은 점은 MP2다. 점선은 맞춤과 상관없이 알 수 있는 부분으로, MP2에서 하트리-폭을 뺀 값, 곧 전자들의 상관에서 오는 에너지다. 두 분자가 맞닿는 곳에서는 그 대부분이 분산력이다. 그러나 전부는 아니다. 상관은 쌍극자 모멘트를 줄이기도 해서, 3.8 Å 밖에서는 이렇게 미는 힘이 분산력이 당기는 힘보다 크다. 전하를 고정해 보고 식의 꼴을 바꾸어 보자. 어느 항이 그 몫을 떠맡는가?

# %%
FORM_NAMES = {
    "standard": text(en="standard", ko="표준"),
    "no core": text(en="without 1/R¹²", ko="1/R¹² 없음"),
    "bisector": text(en="charge on the bisector", ko="이등분선 위의 전하"),
    "both": text(en="both changes", ko="둘 다"),
    "Lennard-Jones": text(en="Lennard-Jones and charges only", ko="레너드-존스와 전하뿐"),
}
TERM_NAMES = {"charges": text(en="charges", ko="전하"), "dispersion": text(en="'dispersion'", ko="'분산력'"), "wall": text(en="wall", ko="벽")}


def draw_terms(form: str, charge: float):
    """The terms of a fit along the hydrogen bond; the charge is fitted where it is 0."""
    train, _ = parts[0]
    field = fields[0][form] if not charge else WaterForceField(fixed={"charge": charge}, n_starts=3, **FORMS[form]).fit(pairs[train], energies[train])
    distance, own = pairs.value("oxygen_distance", "angstrom")[cut], terms(field, cut)
    wrong = rms(field.predict(pairs[parts[0][1]]) - energies[parts[0][1]])
    lines = [Curve(TERM_NAMES[name], distance, own[name], colour) for name, colour in (("charges", "blue"), ("dispersion", "vermilion"), ("wall", "green"))]
    return curves.curves_figure(
        [
            *lines,
            Curve(text(en="sum", ko="합"), distance, sum(own.values()), "grey"),
            Curve("MP2", distance, energies[cut], "black", "o"),
            Curve(text(en="due to correlation", ko="상관에서 오는 것"), distance, correlation[cut], "black", ":"),
        ],
        text(en="distance of the oxygens / Å", ko="산소 사이의 거리 / Å"),
        text(en="energy / kcal/mol", ko="에너지 / kcal/mol"),
        limits={"x": (2.6, 6.0), "y": (-11, 11)},
        title=text(en=f"q = {field.parameters_['charge']:.2f} e, dipole {field.dipole() / MOMENT:.2f} of MP2's; test RMSE {wrong:.2f} kcal/mol", ko=f"q = {field.parameters_['charge']:.2f} e, 쌍극자는 MP2의 {field.dipole() / MOMENT:.2f}배; 시험 RMSE {wrong:.2f} kcal/mol"),
    )


show.explore(
    draw_terms,
    question=text(en="Which force holds two water molecules together, and who says so?", ko="어떤 힘이 물 분자 둘을 붙드는가? 그렇다고 말하는 것은 누구인가?"),
    alt=lambda form, charge: text(
        en=f"Terms of a fitted force field over the distance of the oxygens, form: {FORM_NAMES[form]}. Their sum runs close to MP2." + (" The term called dispersion is deeper than the energy that is due to correlation; the wall makes up for it." if not charge and form != "Lennard-Jones" else ""),
        ko=f"산소 사이의 거리에 따른 역장의 항들, 꼴: {FORM_NAMES[form]}. 합은 MP2 가까이를 지난다." + (" 분산력이라는 항은 상관에서 오는 에너지보다 깊고, 벽이 그것을 메운다." if not charge and form != "Lennard-Jones" else ""),
    ),
    form=show.Choice({label: name for name, label in FORM_NAMES.items()}, start="bisector", label=text(en="form", ko="꼴")),
    charge=show.Choice({text(en="fitted", ko="맞춤"): 0.0, **{f"{q:.2f} e": q for q in (0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60)}}, start=0.0, label=text(en="charge of a hydrogen", ko="수소의 전하")),
)

# %% [markdown] tags=["en"]
# ## Which terms are determined? (T13: D34, O4)
#
# There are three ways to be undetermined. *Starts*: the same form, fitted from another random start, is as good with other constants. *Forms*: the charge sits elsewhere, or the wall is written otherwise, and the fit is no worse. And *names*: the term is fixed, but it is not the part after which it is named. For two terms there is something outside the fit to hold them against: the dipole moment of a single molecule for the charges, and the correlation energy for dispersion.
#
# A form is *acceptable* if its test error is at most a tenth above that of the standard form. The last two columns say how many times the energy due to correlation the dispersion term is, as the slope of the one over the other, for the lowest and the highest of three splits. A one would be right.

# %% [markdown] tags=["ko"]
# ## 어느 항이 정해지는가 (T13: D34, O4)
#
# 항이 정해지지 않는 데는 세 가지가 있다. *출발*: 같은 꼴이라도 다른 데서 출발하면 상수가 다른데도 똑같이 잘 맞는다. *꼴*: 전하를 다른 데 두거나 벽을 다르게 적어도 못지않게 잘 맞는다. 그리고 *이름*: 항이 정해지기는 하는데 그 이름이 가리키는 부분이 아니다. 두 항에는 맞춤 바깥에 견줄 것이 있다. 전하에는 분자 하나의 쌍극자 모멘트가, 분산력에는 상관에너지가 있다.
#
# 시험 오차가 표준 꼴보다 10분의 1 넘게 크지 않은 꼴을 *쓸 만하다*고 한다. 마지막 두 열은 분산력 항이 상관에서 오는 에너지의 몇 배인지를 기울기로 잰 것이며, 세 분할 가운데 가장 낮은 값과 가장 높은 값이다. 1이면 맞다.

# %% tags=["nbval-ignore-output"]
began = time.monotonic()
judged = []
for seed, (train, test) in enumerate(parts):
    standard = fields[seed]["standard"]
    own, best = terms(standard, test), standard.fits_[0]["rmse"]
    acceptable = [name for name, wrong in error[seed].items() if wrong <= 1.1 * error[seed]["standard"]]
    good = [fit for fit in standard.fits_ if fit["rmse"] <= 1.05 * best]
    slopes = [np.polyfit(correlation[test], terms(fields[seed][name], test)["dispersion"], 1)[0] for name in acceptable]
    charges = [fields[seed][name].parameters_["charge"] for name in acceptable]
    held = {q: WaterForceField(fixed={"charge": q}, n_starts=3, seed=seed).fit(pairs[train], energies[train]).fits_[0]["rmse"] for q in np.arange(0.28, 0.521, 0.02)}
    allowed = [q for q, wrong in held.items() if wrong <= 1.05 * best]
    stiffness = standard.fisher_eigenvalues(pairs[train])
    judged.append(
        {
            "acceptable_forms": len(acceptable),
            "good_starts": len(good) / STARTS,
            "charge": standard.parameters_["charge"],
            "charge_range": max(allowed) - min(allowed),
            "charge_forms": max(charges) - min(charges),
            "dipole_error": max(abs(fields[seed][name].dipole() / MOMENT - 1) for name in acceptable),
            "slope_smallest": min(slopes),
            "slope_largest": max(slopes),
            "starts_worst": max(max(differences(own, terms(standard, test, fit)).values()) for fit in good),
            "forms_worst": max(max(differences(own, terms(fields[seed][name], test)).values()) for name in acceptable),
            "fisher_decades": float(np.log10(stiffness[0] / stiffness[-1])),
        }
    )
classical_seconds += time.monotonic() - began
show.table(
    [
        [
            FORM_NAMES[name],
            np.mean([error[s][name] for s in SEEDS]),
            np.mean([fields[s][name].parameters_["charge"] for s in SEEDS]),
            np.mean([fields[s][name].dipole() / MOMENT for s in SEEDS]),
            *(f([np.polyfit(correlation[parts[s][1]], terms(fields[s][name], parts[s][1])["dispersion"], 1)[0] for s in SEEDS]) for f in (min, max)),
        ]
        for name in FORMS
    ],
    columns=[text(en="form", ko="꼴"), text(en="test RMSE / kcal/mol", ko="시험 RMSE / kcal/mol"), text(en="charge / e", ko="전하 / e"), text(en="dipole / MP2", ko="쌍극자 / MP2"), text(en="dispersion / correlation, least", ko="분산력 / 상관, 최소"), text(en="most", ko="최대")],
    decimals=2,
    caption=text(en=f"Five forms, three splits each. The moment of MP2 is {MOMENT / BOHR_TO_ANGSTROM * EBOHR_TO_DEBYE:.2f} debye.", ko=f"다섯 가지 꼴, 분할 셋씩. MP2의 모멘트는 {MOMENT / BOHR_TO_ANGSTROM * EBOHR_TO_DEBYE:.2f} 디바이다."),
)

# %% [markdown] tags=["en"]
# Look at the charge and the dipole. Where the negative charge may leave the oxygen, the charges grow by half. The same step leads from TIP3P to TIP4P, two of the best known force fields of water (Jorgensen 1983). And yet the dipole moment that the charges give stays within three per cent of MP2's, in every form. So *the charge* is a convention, and *the moment* is not. This is the lesson of notebook 06 again: look for what all conventions share.
#
# Then the last two columns. In the four acceptable forms the term called dispersion is two to six times the energy that is due to correlation. In the fifth, whose error is a third larger, it is less than half of it and may even repel. Part of the excess comes from our yardstick: true dispersion is deeper than the dotted line, because correlation repels in another way at the same time. But no true part of an energy would triple because the other terms are written in another way.
#
# ## Can a network be read? (T13: I5)
#
# Now a network of ANI's kind (explained below) learns a thousand of the same pairs. Its error is a third of the force field's. Which forces act in it? Its weights will not tell. But one can treat it as one treats nature: ask for energies, and fit the force field to its answers. In the table, three lines say how far the terms found in the network differ from those found in the data. Two say what part of the variance any sum over pairs of atoms can explain.

# %% [markdown] tags=["ko"]
# 전하와 쌍극자의 열을 보라. 음전하가 산소를 떠날 수 있게 하면 전하가 1.5배로 커진다. 가장 널리 쓰이는 물의 역장인 TIP3P에서 TIP4P로 갈 때도 같은 걸음을 내디딘다(Jorgensen 1983). 그런데 그 전하가 주는 쌍극자 모멘트는 어느 꼴에서나 MP2와 3% 안에서 같다. *전하*는 규약이고 *모멘트*는 그렇지 않다. 노트북 06의 교훈이 여기서도 통한다. 모든 규약에 공통된 것을 찾으라.
#
# 다음으로 마지막 두 열을 보라. 쓸 만한 네 꼴에서 분산력이라는 이름의 항은 상관에서 오는 에너지의 두 배에서 여섯 배다. 오차가 3분의 1쯤 더 큰 다섯째 꼴에서는 절반도 되지 않고 밀어내기까지 한다. 지나친 몫의 일부는 우리가 쓴 자 때문이다. 상관은 한편으로 밀기도 하므로 참된 분산력은 점선보다 깊다. 그러나 에너지의 참된 부분이라면, 다른 항을 다르게 적었다고 세 배가 될 수는 없다.
#
# ## 신경망을 읽을 수 있는가 (T13: I5)
#
# 이제 ANI와 같은 종류의 신경망(설명은 아래에 있다)을 같은 쌍 천 개로 학습시킨다. 오차는 역장의 3분의 1이다. 그 안에서는 어떤 힘이 작용하는가? 가중치는 말해 주지 않는다. 그러나 자연을 대하듯이 대할 수는 있다. 에너지를 묻고, 그 대답에 역장을 맞추는 것이다. 표에서 세 줄은 신경망에서 찾은 항이 데이터에서 찾은 항과 얼마나 다른지를 나타낸다. 두 줄은 원자 쌍에 대한 합이라면 어떤 것이든 분산을 얼마까지 설명할 수 있는지를 나타낸다.

# %% tags=["nbval-ignore-output"]
N_NETWORK, EPOCHS = (2400, 150) if FULL else (1000, 60)
LOOK = FastAEV.evenly_spaced((1, 8), radial=(0.9, 6.5, 16), radial_eta=8.0, angular=(0.9, 4.5, 4), angular_eta=4.0, n_sections=8, zeta=16.0, convention="torchani")
began = time.monotonic()
networks = []
for seed in SEEDS:
    train, _ = split(seed, N_NETWORK)
    networks.append(AtomicNetworkRegressor(LOOK, hidden=(48, 24), n_epochs=EPOCHS, batch_size=32, seed=seed).fit(pairs[train], energies[train]))
tails = np.flatnonzero((pairs.value("origin") == "dimer scan") & (pairs.value("oxygen_distance", "angstrom") >= 8))
read = []
for seed, network in enumerate(networks):
    test, other = parts[seed][1], networks[(seed + 1) % len(networks)]
    answers = network.predict(pairs[test])
    from_nature, from_network = (WaterForceField(n_starts=STARTS, seed=seed).fit(pairs[test], y) for y in (energies[test], answers))
    apart = differences(terms(from_nature, test), terms(from_network, test))
    shares = network.predict_atomic_energies(pairs[test]) - other.predict_atomic_energies(pairs[test])
    read.append(
        {
            "rmse_network": rms(answers - energies[test]),
            **{f"read_{name}": value for name, value in apart.items()},
            "pairs_data": share_of_pairs(pairs[test], energies[test]),
            "pairs_network": share_of_pairs(pairs[test], answers),
            "far_classical": relative_error(energies[tails], fields[seed]["standard"].predict(pairs[tails])),
            "far_network": relative_error(energies[tails], network.predict(pairs[tails])),
            "inside_cancel": float(np.sqrt(np.sum(shares**2) / np.sum((answers - other.predict(pairs[test])) ** 2))),
        }
    )
network_seconds = time.monotonic() - began
ROWS = {
    "rmse_network": text(en="test RMSE / kcal/mol", ko="시험 RMSE / kcal/mol"),
    "read_charges": text(en="charges, network against data", ko="전하, 신경망과 데이터"),
    "read_dispersion": text(en="dispersion", ko="분산력"),
    "read_wall": text(en="wall", ko="벽"),
    "pairs_data": text(en="sum over pairs of atoms: data", ko="원자 쌍의 합: 데이터"),
    "pairs_network": text(en="sum over pairs of atoms: network", ko="원자 쌍의 합: 신경망"),
    "far_classical": text(en="error beyond 8 Å: force field", ko="8 Å 밖의 오차: 역장"),
    "far_network": text(en="error beyond 8 Å: network", ko="8 Å 밖의 오차: 신경망"),
}
show.table(
    [[label, *(one[name] for one in read)] for name, label in ROWS.items()],
    columns=["", *(text(en=f"seed {seed}", ko=f"시드 {seed}") for seed in SEEDS)],
    decimals=2,
    caption=text(en="Networks read from outside. Without a unit: parts of one.", ko="바깥에서 읽은 신경망. 단위가 없는 것은 1에 대한 비율."),
)

# %% tags=["nbval-ignore-output"]
UNITS = {"charge": "e", "charge_range": "e", "charge_forms": "e", "rmse_network": "kcal/mol"}
argument.record(
    "T13",
    [
        Metric.over_seeds("rmse_mean", [float(np.std(energies[test])) for _, test in parts], "kcal/mol"),
        Metric.over_seeds("rmse_classical", [one["standard"] for one in error], "kcal/mol"),
        *(Metric.over_seeds(name, [one[name] for one in found], UNITS.get(name, "1")) for found in (read, judged) for name in found[0]),
    ],
    seconds=classical_seconds + network_seconds,
    dataset=f"water_dimer, {len(drawn)} drawn pairs",
)

# %% [markdown] tags=["en"]
# **D34 is mixed, half of it firmly right.** The charges are more than a name. Fitted to nothing but energies of pairs, they give back the moment of a single molecule within three per cent, and energies at 8 to 15 Å, where nothing was learned, within a few per cent. That is what a term with a meaning should do, and here the essay's contrast is sound. The dispersion term is another matter. It takes in whatever falls about as steeply as $R^{-6}$: correlation, but also the induction of one molecule by the other, for which the form has no term. Polarizability, which the essay names as an example, is exactly what this field does *not* have. Polarizable fields exist, and the essay's side could rightly ask for one as the next test.
#
# **O4 stands.** All starts end in equally good fits, and some of these differ in a term by as much as the term itself, or several times that. The Fisher matrix tells how fast the error grows when constants are changed together. There are directions in which it grows 30,000 times more slowly than in others, or slower still: core, exponential and dispersion make up for each other. A pilot of ours on 110 Hartree-Fock energies had suggested that the leading terms are firm. For the charges it was right.
#
# **I5 is mixed at this scale.** The charges can be read from the network as from the data, to three per cent. Nobody put them in. Dispersion and wall can be read from two networks. In the third, dispersion is off by three quarters and the wall by a quarter. But remember that the data themselves hardly fix them. So what makes a force unreadable here is less the network than the question: totals do not tell. One more thing can be read: free functions of the distances between atoms explain 94 % of the variance of the energies and 93 % of the network's. The rest is no sum over pairs of atoms, in MP2 as in the network. What the network does lack is the tail. It sees 6.5 Å far, and beyond 8 Å its error is as large as the energy.
#
# The full run makes this plain. With 2,400 pairs and more training the network's error is 0.13 kcal/mol. All three networks give the charges to about one per cent and the other two terms within 15, and by our rule the verdict on **I5** becomes *against*. It is the better network that is easier to read. Of dispersion, on the other hand, the full run says worse things than the quick one: in some forms the fitted $C_6$ turns negative, so that the term called dispersion repels.

# %% [markdown] tags=["ko"]
# **D34는 엇갈리지만 절반은 확실히 옳다.** 전하는 이름에 그치지 않는다. 쌍의 에너지에만 맞추었는데도 분자 하나의 쌍극자 모멘트를 3% 안에서 맞히고, 배운 적 없는 8에서 15 Å의 에너지를 몇 % 안에서 맞힌다. 의미가 있는 항이라면 마땅히 해야 할 일이고, 여기서 글의 대비는 타당하다. 분산력 항은 다르다. 이 항은 $R^{-6}$쯤으로 가파르게 줄어드는 것이면 무엇이든 받아들인다. 상관뿐 아니라, 한 분자가 다른 분자를 분극시키는 유도까지 떠안는다. 이 꼴에는 유도 항이 없기 때문이다. 글이 예로 든 분극도야말로 이 역장에는 *없는* 것이다. 분극하는 역장도 있다. 글의 편에서라면 다음에는 그것으로 시험하라고 할 만하다.
#
# **O4는 선다.** 어디서 출발해도 똑같이 잘 맞는데, 그 결과 가운데는 어떤 항이 그 항의 크기만큼, 또는 그 몇 배나 다른 것들이 있다. 피셔 행렬은 상수들을 함께 바꿀 때 오차가 얼마나 빨리 느는지를 나타낸다. 어떤 방향으로는 다른 방향보다 3만 배 넘게 느리게 는다. $R^{-12}$ 벽과 지수함수와 분산력이 서로 메우는 것이다. 하트리-폭 에너지 110개로 한 예비 계산에서는 주된 항들이 굳게 정해지는 듯했다. 전하는 정말로 그랬다.
#
# **이 규모에서 I5는 엇갈린다.** 전하는 신경망에서도 데이터에서처럼 3%까지 읽힌다. 아무도 넣어 준 적이 없는데도 그렇다. 분산력과 벽은 두 신경망에서 읽힌다. 셋째에서는 분산력이 4분의 3, 벽이 4분의 1쯤 빗나간다. 그러나 데이터 자체가 이 둘을 거의 정하지 않는다는 것을 잊지 말자. 그러니 여기서 힘을 읽지 못하게 하는 것은 신경망이라기보다 물음이다. 합만으로는 알 수 없는 것을 물었다. 한 가지를 더 읽을 수 있다. 원자 사이 거리의 자유로운 함수들은 에너지 분산의 94%를, 신경망의 대답에서는 93%를 설명한다. 나머지는 원자 쌍의 합으로 적을 수 없다. MP2에서도 신경망에서도 그렇다. 신경망에 정말로 없는 것은 꼬리다. 6.5 Å까지만 보므로 8 Å 밖에서는 오차가 에너지만큼 크다.
#
# full로 돌리면 더 분명해진다. 2,400쌍으로 더 오래 학습한 신경망의 오차는 0.13 kcal/mol이고, 셋 모두에서 전하는 1% 안팎으로, 다른 두 항은 15% 안으로 읽힌다. 우리 규칙에 따른 **I5**의 판정은 *반대*로 바뀐다. 더 나은 신경망일수록 더 잘 읽힌다. 분산력을 두고는 거꾸로 full 쪽이 더 나쁘다. 어떤 꼴에서는 맞춘 $C_6$이 음수가 되어, 분산력이라는 이름의 항이 밀어낸다.

# %% [markdown] tags=["en"]
# ## What an atom sees (D33)
#
# How does a network of atoms look at a molecule? It looks from each atom in turn. ANI's *atomic environment vector* asks, for each element: how many neighbours are there at about this distance? And for each pair of elements: how many pairs of neighbours at about this distance, under about this angle? Every question is a bell curve around its distance or angle, and all fall smoothly to zero at a cut-off. Behler and Parrinello asked the same with curves of another shape.
#
# Drag the oxygen of formaldehyde and see what its carbon notices. Each bar is one entry of the carbon's vector; the black dots are where the bars stood at the start.

# %% [markdown] tags=["ko"]
# ## 원자가 보는 것 (D33)
#
# 원자별 신경망은 분자를 어떻게 보는가? 원자마다 돌아가며 그 자리에서 본다. ANI의 *원자환경벡터*는 원소마다 묻는다. 이 정도 거리에 이웃이 몇 개 있는가? 원소 쌍마다 또 묻는다. 이 정도 거리에 이 정도 각도로 놓인 이웃 쌍은 몇 개 있는가? 물음 하나하나는 그 거리나 각도를 가운데 둔 종 모양 곡선이고, 모두 차단 반지름에서 매끄럽게 0이 된다. 벨러와 파리넬로도 곡선의 모양만 다를 뿐 같은 것을 물었다.
#
# 폼알데하이드의 산소를 끌면서 탄소가 무엇을 알아차리는지 보자. 막대 하나가 탄소의 벡터에서 요소 하나이고, 검은 점은 처음 자리에서의 값이다.

# %%
SEES = FastAEV.ani1x((1, 6, 8))
PLANAR = named_molecule("H2CO")  # O, C, H, H in one plane
PLANAR.positions = in_plane(Molecules.from_ase([PLANAR])[0]).positions - in_plane(Molecules.from_ase([PLANAR])[0]).positions[1]
CARBON, OXYGEN = 1, 0


def seen(numbers: np.ndarray, positions: np.ndarray, centre: int) -> np.ndarray:
    """The vector by which one atom of a molecule sees the others."""
    return SEES.vectors(Molecules([numbers], [positions]))[centre]


def moved(distance: float, angle: float, turned: int, swap: bool) -> np.ndarray:
    """Formaldehyde with its oxygen put elsewhere, then turned as a whole, with its hydrogens exchanged or not."""
    places = PLANAR.positions.copy()
    along = np.arctan2(*places[OXYGEN, 1::-1]) + np.radians(angle)
    places[OXYGEN] = distance * np.array([np.cos(along), np.sin(along), 0])
    if swap:
        places[[2, 3]] = places[[3, 2]]
    c, s = np.cos(np.radians(turned)), np.sin(np.radians(turned))
    return places @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])


AT_REST = seen(PLANAR.numbers, PLANAR.positions, CARBON)


def draw_environment(distance: float, angle: float, turned: int, swap: bool):
    """What the carbon sees of the others, before and after."""
    places = moved(distance, angle, turned, swap)
    now = seen(PLANAR.numbers, places, CARBON)
    n = int((np.abs(now - AT_REST) > 1e-3).sum())
    title = text(en=f"{n} of {len(now)} entries have moved", ko=f"요소 {len(now)}개 가운데 {n}개가 움직였다")
    return environment_figure(PLANAR.numbers, places, CARBON, AT_REST, now, SEES.n_radial, SEES.cutoff, title)


show.explore(
    draw_environment,
    question=text(en="You drag the oxygen. What of it does the carbon notice? What if you turn everything, or exchange the hydrogens?", ko="산소를 끌어 보자. 탄소는 무엇을 알아차리는가? 전체를 돌리거나 두 수소를 맞바꾸면?"),
    alt=lambda distance, angle, turned, swap: text(
        en=f"Formaldehyde, its oxygen {distance:g} Å from the carbon, and the 240 numbers by which the carbon sees its neighbours. Only numbers about oxygen have moved; with the oxygen beyond 5.2 Å they are zero.",
        ko=f"산소가 탄소에서 {distance:g} Å 떨어진 폼알데하이드와, 탄소가 이웃을 보는 수 240개. 산소에 관한 수만 움직였다. 산소가 5.2 Å 밖에 있으면 그 수는 0이다.",
    ),
    distance=show.Slider(0.9, 6.0, 1.6, 0.05, text(en="C to O / Å", ko="C에서 O까지 / Å")),
    angle=show.Slider(-60, 60, 20, 5, text(en="O moved around C / degrees", ko="C 둘레로 옮긴 O / 도")),
    turned=show.Slider(0, 360, 0, 15, text(en="molecule turned / degrees", ko="돌린 분자 / 도")),
    swap=show.Choice({text(en="no", ko="아니요"): False, text(en="yes", ko="예"): True}, start=False, label=text(en="hydrogens exchanged", ko="수소 맞바꿈")),
)

# %%
CHANGES = {
    text(en="molecule turned by 70°", ko="분자를 70° 돌림"): (moved(1.6, 20, 70, False), PLANAR.numbers),
    text(en="hydrogens exchanged", ko="두 수소를 맞바꿈"): (moved(1.6, 20, 0, True), PLANAR.numbers),
    text(en="oxygen moved by 0.05 Å", ko="산소를 0.05 Å 옮김"): (moved(1.65, 20, 0, False), PLANAR.numbers),
    text(en="atoms listed in reverse", ko="원자를 거꾸로 적음"): (moved(1.6, 20, 0, False)[::-1], PLANAR.numbers[::-1]),
}
start = moved(1.6, 20, 0, False)
rows = []
for name, (places, numbers) in CHANGES.items():
    was, now = (SEES.vectors(Molecules([z], [r])) for z, r in ((PLANAR.numbers, start), (numbers, places)))
    rows.append([name, np.abs(now - was).max(), np.abs(now.sum(axis=0) - was.sum(axis=0)).max()])
show.table(
    rows,
    columns=["", text(en="vectors, in the order of the list", ko="벡터, 적힌 순서대로"), text(en="vectors, added up", ko="벡터, 더한 것")],
    decimals=4,
    caption=text(en="Largest change of any number.", ko="어느 수든 가장 많이 달라진 만큼."),
)

# %% [markdown] tags=["en"]
# **D33 has the facts right and the reason wrong.** ANI does not depend on the order of atoms, it takes molecules of any size, and it knows only the elements it was taught. But no term of a force field is in it. Three other things do the work, and the table shows it. Each number asks *how many*, so the order in which neighbours are listed cannot matter, and it asks about distances and angles only, so turning cannot. Atoms of one element share one network. And the energies of atoms are *added up*. Only with the sum does the order of the list drop out: in the list itself, rows change places. What is true of the essay's reason is the family likeness. A force field is invariant because it, too, is a sum over distances and angles. The two are cousins, and the one does not inherit from the other.
#
# ### Exercise 1. Eyes for an atom
#
# Write a description of the surroundings of one atom: a function from the distances of its neighbours (any number of them, in any order) to a vector of fixed length. A neighbour at the cut-off or beyond it must not be felt any more, and it must leave without a jolt.

# %% [markdown] tags=["ko"]
# **D33은 사실은 맞는데 까닭이 틀렸다.** ANI는 원자의 순서에 매이지 않고 어떤 크기도 받아들이며 배운 원소만 안다. 그러나 그 안에 역장의 항은 하나도 없다. 일을 하는 것은 다른 세 가지이고, 표에 그것이 보인다. 수 하나하나가 *몇 개인가*를 물으므로 이웃을 적은 순서는 상관이 없고, 거리와 각도만 물으므로 돌려도 그대로다. 같은 원소의 원자는 한 신경망을 함께 쓴다. 그리고 원자의 에너지를 *더한다*. 목록의 순서는 더해야 비로소 사라진다. 목록 자체에서는 줄이 자리를 바꾼다. 글이 댄 까닭에서 옳은 점은 둘이 닮았다는 것이다. 역장이 불변인 것도 거리와 각도에 대한 합이기 때문이다. 둘은 사촌이지, 한쪽이 다른 쪽의 성질을 물려받은 것이 아니다.
#
# ### 연습 1. 원자의 눈
#
# 원자 하나의 주위를 적어 보자. 이웃까지의 거리(몇 개든, 어떤 순서든)를 받아 길이가 정해진 벡터를 돌려주는 함수다. 차단 반지름이나 그 밖에 있는 이웃은 더는 느껴지지 않아야 하고, 떠날 때 덜컥거려서도 안 된다.

# %% exercise="eyes"
def eyes(distances: np.ndarray, cutoff: float) -> np.ndarray:
    """Numbers that describe the neighbours of an atom, from their distances (n,) in Å."""
    ### BEGIN SOLUTION
    closing = np.where(distances < cutoff, 0.5 * (np.cos(np.pi * distances / cutoff) + 1), 0.0)
    return np.array([np.sum(np.exp(-8 * (distances - shift) ** 2) * closing) for shift in np.arange(0.8, cutoff, 0.3)])
    ### END SOLUTION

# %% check="eyes"
checks.check(
    eyes,
    checks.takes("distances", "cutoff"),
    checks.Property(
        text(en="a vector, whose length does not depend on the number of neighbours", ko="벡터이고, 길이가 이웃의 수에 달려 있지 않다"),
        lambda f: np.size(f(np.array([1.0, 1.5]), 5.0)) > 1 and np.shape(f(np.array([1.0, 1.5]), 5.0)) == np.shape(f(np.array([1.0, 1.2, 2.0, 3.0]), 5.0)),
        hint=text(en="Add up over the neighbours, for each of a fixed list of questions. One question is not enough.", ko="정해 둔 물음마다 이웃에 대해 더하라. 물음이 하나뿐이면 모자란다."),
    ),
    checks.Property(
        text(en="the order of the neighbours does not matter", ko="이웃의 순서가 상관없다"),
        lambda f: np.allclose(f(np.array([1.0, 1.7, 2.4]), 5.0), f(np.array([2.4, 1.0, 1.7]), 5.0)),
        hint=text(en="A sum or a histogram forgets the order; a list does not.", ko="합이나 도수분포는 순서를 잊지만 목록은 잊지 않는다."),
    ),
    checks.Property(
        text(en="other distances give other numbers", ko="거리가 다르면 수도 다르다"),
        lambda f: np.abs(np.asarray(f(np.array([1.0, 2.0]), 5.0)) - f(np.array([1.5, 1.5]), 5.0)).max() > 1e-2,
        hint=text(en="One number, such as the sum of the distances, is not enough.", ko="거리의 합 같은 수 하나로는 모자란다."),
    ),
    checks.Property(
        text(en="a neighbour leaves without a jolt", ko="이웃이 덜컥거리지 않고 떠난다"),
        lambda f: np.allclose(f(np.array([1.0, 4.9999]), 5.0), f(np.array([1.0]), 5.0), atol=1e-3),
        hint=text(en="Multiply each neighbour's part by something that falls to zero at the cut-off, such as (cos(πR/Rc) + 1)/2.", ko="이웃의 몫마다 차단 반지름에서 0이 되는 것, 이를테면 (cos(πR/Rc) + 1)/2를 곱하라."),
    ),
    checks.Property(
        text(en="a neighbour beyond the cut-off is not felt", ko="차단 반지름 밖의 이웃은 느껴지지 않는다"),
        lambda f: np.allclose(f(np.array([1.0, 6.0, 7.5]), 5.0), f(np.array([1.0]), 5.0), atol=1e-6),
        hint=text(en="A cosine comes up again beyond the cut-off. Set it to zero there.", ko="코사인은 차단 반지름을 넘으면 다시 커진다. 거기서는 0으로 두라."),
    ),
)

# %% [markdown] tags=["en"]
# ## Behler and Parrinello's silicon (D30)
#
# The essay names the ancestor rightly. In 2007 Behler and Parrinello described each silicon atom by functions of distances and angles, put them through a network to get an energy per atom, and fitted the sum to calculations of bulk silicon. The symmetry functions are their name for what you have just dragged. What was new is easily missed: the network learned from *totals* of cells and may be asked about cells of any size.
#
# Ours learned LDA energies and forces of some 560 cells of eight atoms, in nine crystal structures, strained, warm and molten. Three networks are shipped; `qmlaw reproduce silicon` trains them again. Compress and stretch a structure. The bars at the bottom show where there were any cells to learn from.

# %% [markdown] tags=["ko"]
# ## 벨러와 파리넬로의 실리콘 (D30)
#
# 글은 조상을 바르게 짚었다. 2007년에 벨러와 파리넬로는 실리콘 원자 하나하나를 거리와 각도의 함수로 적고, 신경망에 넣어 원자마다 에너지를 얻은 뒤, 그 합을 벌크 실리콘의 계산값에 맞추었다. 방금 끌어 본 것을 그들은 대칭함수라고 불렀다. 새로운 점은 지나치기 쉽다. 신경망은 셀 *전체*의 에너지에서 배웠는데 어떤 크기의 셀에 대해서도 물을 수 있다.
#
# 우리 것은 원자 여덟 개짜리 셀 560개쯤의 LDA 에너지와 힘을 배웠다. 결정 구조는 아홉 가지이고, 변형한 것, 데운 것, 녹인 것이 있다. 신경망 셋을 함께 싣고, `qmlaw reproduce silicon`이 다시 학습시킨다. 구조를 누르고 늘여 보자. 아래의 막대는 배울 셀이 있던 부피를 나타낸다.

# %%
cells = datasets.load("silicon")
silicon = bulk.shipped()
volume = np.abs(np.linalg.det(cells.cells)) / cells.n_atoms
lowest = (cells.value(bulk.ENERGY, "eV") / cells.n_atoms).min()
untouched = cells[bulk.split_of(cells, 0).test]
wrong_cells = bulk.errors_of(silicon.models_[0].predict(untouched), silicon.models_[0].predict_forces(untouched), untouched)
show.table(
    [
        [text(en="energy, RMSE / meV per atom", ko="에너지, RMSE / meV, 원자당"), wrong_cells["energy, root mean square"], 1000 * np.std(untouched.value(bulk.ENERGY, "eV") / untouched.n_atoms)],
        [text(en="forces, RMSE / eV/Å", ko="힘, RMSE / eV/Å"), wrong_cells["forces, root mean square"], rms(untouched.value(bulk.FORCES, "eV/angstrom"))],
    ],
    columns=["", text(en="network", ko="신경망"), text(en="mean energy, no force", ko="평균 에너지, 힘 없음")],
    decimals=2,
    caption=text(en=f"{len(untouched)} cells that the first network has not seen. Behler and Parrinello: 5 to 6 meV per atom, on cells of their own.", ko=f"첫째 신경망이 보지 않은 셀 {len(untouched)}개. 벨러와 파리넬로는 그들의 셀에서 원자당 5–6 meV였다."),
)

# %%
PHASES = {text(en="diamond", ko="다이아몬드"): "diamond", "β-Sn": "beta-tin", "bcc": "bcc", "fcc": "fcc"}


def draw_compression(phase: str):
    """Energy of one crystal over its volume: LDA, and three networks inside and outside of what they learned."""
    ideal = (cells.value("phase") == phase) & (cells.value("origin") == "scan") & (cells.n_atoms == 8)
    centre = cells[np.flatnonzero(ideal)[np.argmin((cells.value(bulk.ENERGY, "eV") / cells.n_atoms)[ideal])]]
    scales = np.linspace(0.8, 1.25, 31)
    squeezed = Molecules([centre.atomic_numbers] * 31, [s * centre.positions for s in scales], cells=[s * centre.cell for s in scales])
    v = np.abs(np.linalg.det(squeezed.cells)) / 8
    found = [model.predict(squeezed) / 8 - lowest for model in silicon.models_]
    of_phase = volume[cells.value("phase") == phase]
    return curves.curves_figure(
        [
            Curve("LDA", volume[ideal], cells.value(bulk.ENERGY, "eV")[ideal] / 8 - lowest, "black", "o"),
            *(Curve(text(en="three networks", ko="신경망 셋") if k == 0 else "", v, one, "blue") for k, one in enumerate(found)),
            Curve(text(en="cells of this structure", ko="이 구조의 셀"), of_phase, np.full(len(of_phase), -0.1), "vermilion", "|"),
        ],
        text(en="volume of an atom / Å³", ko="원자 하나의 부피 / Å³"),
        text(en="energy of an atom / eV", ko="원자 하나의 에너지 / eV"),
        limits={"y": (-0.2, 2.0)},
    )


show.explore(
    draw_compression,
    question=text(en="What do the networks say of a crystal squeezed further than any that they saw?", ko="본 적 없을 만큼 눌린 결정에 대해 신경망은 무엇이라고 말하는가?"),
    alt=lambda phase: text(
        en=f"Energy of silicon in the {phase} structure over the volume of an atom: three networks pass through the LDA points. At volumes smaller than any that they learned their curves stop rising and bend flat.",
        ko=f"{phase} 구조 실리콘의 에너지와 원자 하나의 부피. 신경망 셋이 LDA 점을 지난다. 배운 것보다 작은 부피에서는 곡선이 더 오르지 않고 평평하게 꺾인다.",
    ),
    phase=show.Choice(PHASES, start="diamond", label=text(en="structure", ko="구조")),
)

# %% [markdown] tags=["en"]
# **D30** is right in every part, and between its points the machine is excellent: three networks and LDA on one line. The error of single cells, 11 meV per atom, is twice what the paper states for its own; our cells are small, and some are molten. Now look to the left of the last point. Squeeze the crystal further than any cell that was learned, and the repulsion *stops*. The 29 symmetry functions have run out of their range, and the curve goes flat. Worse, the three networks do it nearly together. No term of theirs says that atoms repel. A classical wall is badly determined, as we saw, but it is a wall.

# %% [markdown] tags=["ko"]
# **D30**은 모든 점에서 옳고, 배운 점들 사이에서 이 기계는 훌륭하다. 신경망 셋과 LDA가 한 선에 놓인다. 셀 하나하나의 오차는 원자당 11 meV로 논문이 밝힌 값의 두 배다. 우리 셀은 작고 녹은 것도 있다. 이제 마지막 점의 왼쪽을 보자. 배운 어느 셀보다 더 누르면 반발이 *멈춘다*. 대칭함수 29개가 제 범위를 벗어나고 곡선은 평평해진다. 더 나쁜 것은 신경망 셋이 거의 함께 그런다는 점이다. 원자가 서로 민다고 말하는 항이 거기에는 없다. 고전적인 벽은 보았듯이 잘 정해지지 않지만, 그래도 벽이다.

# %% [markdown] tags=["en"]
# Behler and Parrinello then did what no calculation of the time could do for long: they melted the crystal and asked how far apart its atoms are. So did we, 216 atoms for a picosecond at 3000 K (`qmlaw reproduce silicon`; the result is stored). Does the learned liquid still have the order of the crystal?

# %% [markdown] tags=["ko"]
# 벨러와 파리넬로는 이어서 당시의 어떤 계산으로도 오래 하기 어려웠던 일을 했다. 결정을 녹이고 원자들이 서로 얼마나 떨어져 있는지 물은 것이다. 우리도 원자 216개를 3000 K에서 1피코초 동안 움직였다(`qmlaw reproduce silicon`, 결과는 저장되어 있다). 배운 액체에 결정의 질서가 남아 있는가?

# %%
stored = json.loads((data_folder() / "reproduce" / "silicon.json").read_text(encoding="utf-8"))
MELTS = stored["details"]["melt"]
r = np.array(MELTS[0]["distance"])
show.figure(
    curves.curves_figure(
        [
            Curve(text(en="crystal at rest, a fifth", ko="정지한 결정, 5분의 1"), r, np.array(MELTS[0]["crystal"]) / 5, "grey"),
            *(Curve(text(en="melt, three networks", ko="액체, 신경망 셋") if k == 0 else "", r, np.array(one["g"]), "blue") for k, one in enumerate(MELTS)),
        ],
        text(en="distance of two atoms / Å", ko="두 원자의 거리 / Å"),
        text(en="g(r), 1 where all is random", ko="g(r), 무질서하면 1"),
        limits={"x": (1.2, 8.0), "y": (0, 4)},
    ),
    alt=text(
        en="Radial distribution of silicon. The crystal is a row of sharp lines. The melt of three networks has one broad peak near the length of a bond and is nearly flat beyond.",
        ko="실리콘의 동경분포함수. 결정은 날카로운 선들의 줄이다. 세 신경망의 액체는 결합 길이 가까이에 넓은 봉우리가 하나 있고 그 너머는 거의 평평하다.",
    ),
)

# %% [markdown] tags=["en"]
# The long-range order is gone, the bond length is not, and the three networks agree. That is what a liquid looks like. Whether it is *silicon's* liquid we did not test: no melt by LDA is stored to hold against it. Nor did the networks learn from pairs as close as those that met here. No cell of the set has two atoms closer than 1.8 Å; here some came to little more than 1 Å, which no silicon does.

# %% [markdown] tags=["ko"]
# 먼 거리의 질서는 사라졌고 결합 길이는 남았으며 세 신경망은 서로 맞는다. 액체란 이런 것이다. 그러나 이것이 *실리콘의* 액체인지는 시험하지 않았다. 견주어 볼 LDA의 액체가 저장되어 있지 않다. 여기서 만난 것만큼 가까운 쌍을 신경망은 배운 적도 없다. 데이터의 셀에서는 두 원자가 1.8 Å보다 가까운 일이 없는데, 여기서는 1 Å 남짓까지 다가갔다. 실제 실리콘에는 없는 일이다.

# %% [markdown] tags=["en"]
# ## Where the data come from (D31, D32)
#
# Two slips of the essay, and both are easily mended.
#
# **What ANI-1 was trained on (D31).** The number is right: 17.2 million energies. QM9 is not among them. The molecules come from GDB-11, up to eight heavy atoms of C, N and O, and every one was shaken along its normal modes and calculated with ωB97X/6-31G(d) (Smith, Isayev and Roitberg, Sci. Data 4, 170193). QM9 has other molecules at another level of theory, and only one geometry of each, its minimum. All forces vanish there: a model that has seen nothing else has not been told how a molecule resists being moved.
#
# **How large data bases were (D32).** The Harvard Clean Energy Project released calculations of more than two million molecules in 2013; PubChemQC had about three million by 2017. What can be said is narrower, and still remarkable: no set of *shaken* organic molecules that we know of had been anywhere near that size.
#
# The recipe deserves a look, since a network knows only what its recipe has shown it. Find the normal modes of the minimum. Give each mode a random part of the thermal energy and displace the atoms along it. Calculate the energy. Here are four modes of methanol at a temperature of your choice.

# %% [markdown] tags=["ko"]
# ## 데이터는 어디서 오는가 (D31, D32)
#
# 글에 틀린 곳이 둘 있는데 둘 다 쉽게 고칠 수 있다.
#
# **ANI-1은 무엇으로 학습했는가(D31).** 1720만이라는 수는 맞다. 그러나 QM9은 거기 들어 있지 않다. 분자는 GDB-11에서 C, N, O로 된 무거운 원자 여덟 개까지를 골랐고, 하나하나 정규모드를 따라 흔들어 ωB97X/6-31G(d)로 계산했다(Smith, Isayev, Roitberg, Sci. Data 4, 170193). QM9은 분자도 계산 방법도 다르고, 분자마다 극소점 구조 하나뿐이다. 거기서는 힘이 모두 0이므로, 그것만 본 모델은 분자가 움직임에 어떻게 맞서는지를 배울 수 없다.
#
# **데이터베이스는 얼마나 컸는가(D32).** 하버드 청정에너지 프로젝트는 2013년에 이백만 개가 넘는 분자의 계산을 내놓았고, PubChemQC는 2017년까지 삼백만 개쯤을 모았다. 좁혀 말하면 맞고, 좁혀 말해도 놀랍다. 우리가 아는 한, *흔든* 유기 분자의 모음 가운데 그 크기에 가까이 간 것은 없었다.
#
# 데이터를 만드는 방법은 들여다볼 만하다. 신경망은 그 방법이 보여 준 것만 알기 때문이다. 먼저 극소점의 정규모드를 구한다. 모드마다 열에너지를 무작위로 나누어 주고 그 방향으로 원자를 옮긴다. 그리고 에너지를 계산한다. 원하는 온도에서 메탄올의 모드 넷을 보자.

# %%
LEVEL_ANI = "ωB97X/6-31G(d)"
conformers = datasets.load("conformers")
smiles, origin = conformers.value("smiles"), conformers.value("origin")
bound = conformers.value(f"{LEVEL_ANI}/atomization_energy", "kcal/mol")  # negative: bound


def at_minimum(name: str) -> Atoms:
    """The minimum of a molecule, by its SMILES."""
    return conformers[np.flatnonzero((smiles == name) & (origin == "minimum"))].to_ase()[0]


METHANOL = at_minimum("CO")
MODES = normal_modes(METHANOL)
SWING = np.sin(2 * np.pi * np.arange(16) / 16)


def draw_modes(temperature: int):
    """Four modes of methanol, each with the energy k T."""
    amplitude = np.sqrt(2 * temperature * units.kB / MODES.force_constants)
    return show.moving_svg(
        [
            show.Movement(f"{MODES.frequencies[k]:.0f} cm⁻¹", METHANOL.numbers, METHANOL.positions + amplitude[k] * SWING[:, None, None] * MODES.directions[k])
            for k in (0, 1, 4, len(MODES.frequencies) - 1)
        ],
        seconds=1.5,
    )


show.explore(
    draw_modes,
    question=text(en="Which motions does heat make large?", ko="열은 어떤 움직임을 크게 만드는가?"),
    alt=lambda temperature: text(
        en=f"Four normal modes of methanol swinging with the energy of {temperature} K: the hydroxyl group turns widely, heavy atoms move against each other a little, the O-H bond hardly stretches.",
        ko=f"{temperature} K의 에너지로 흔들리는 메탄올의 정규모드 넷. 하이드록시기는 크게 돌고, 무거운 원자들은 조금 움직이며, O-H 결합은 거의 늘어나지 않는다.",
    ),
    temperature=show.Slider(100, 2000, 600, 100, text(en="temperature / K", ko="온도 / K")),
)

# %% [markdown] tags=["en"]
# Now all modes at once, as ANI-1 did it. The energy given to a molecule of $N$ atoms lies between nothing and $\frac32 NkT$. That is the dashed line, and it counts the valley as a parabola; the bars are real energies.

# %% [markdown] tags=["ko"]
# 이제 ANI-1이 한 대로 모든 모드를 한꺼번에 흔든다. 원자가 $N$개인 분자에 나누어 주는 에너지는 0과 $\frac32 NkT$ 사이다. 점선이 그 한계인데, 골짜기를 포물선으로 보고 셈한 것이다. 막대는 실제 에너지다.

# %%
BOTTOM = with_gfn2(METHANOL.copy()).get_potential_energy()


def draw_samples(temperature: int):
    """Shaken copies of methanol, and their energies at GFN2-xTB."""
    shaken = sample_normal_modes(METHANOL, MODES, temperature, 150, np.random.default_rng(0))
    heights = [(with_gfn2(one).get_potential_energy() - BOTTOM) * units.mol / units.kcal for one in shaken]
    limit = 1.5 * len(METHANOL) * units.kB * temperature * units.mol / units.kcal
    return sampling_figure(METHANOL.numbers, [one.positions for one in shaken[:60]], heights, limit, f"{temperature} K")


show.explore(
    draw_samples,
    question=text(en="Where does the recipe of ANI-1 look, and where does it never look?", ko="ANI-1의 방법은 어디를 보고 어디를 끝내 보지 않는가?"),
    alt=lambda temperature: text(
        en=f"Sixty shaken copies of methanol at {temperature} K on top of each other, and a histogram of the energies of 150: most lie below 3/2 N k T, and all lie in one valley.",
        ko=f"{temperature} K에서 흔든 메탄올 60개를 겹친 그림과, 150개의 에너지 분포. 대부분 3/2 N k T 아래에 있고 모두 한 골짜기 안에 있다.",
    ),
    temperature=show.Slider(300, 3000, 1500, 300, text(en="temperature / K", ko="온도 / K")),
)

# %% [markdown] tags=["en"]
# Every geometry lies in the valley of its minimum. The modes know nothing of another conformer, of a reaction, of two molecules that meet. Some energies are above the bound, because the valley is not a parabola.
#
# ## Train one yourself (D28)
#
# Some 270 energies with their forces, of water, methane and five molecules of two and three heavy atoms; three networks. ANI-1 had seventeen million energies. Our set has one thing that ANI-1's recipe lacks: bonds that are pulled to three times their length. The network learns those of O–H, C–H and C–C. Those of C–O we keep from it.

# %% [markdown] tags=["ko"]
# 구조는 모두 극소점의 골짜기 안에 있다. 모드만 보아서는 다른 형태이성질체도, 반응도, 서로 마주치는 두 분자도 알 수 없다. 한계를 넘는 에너지가 있는 것은 골짜기가 포물선이 아니기 때문이다.
#
# ## 직접 학습시키기 (D28)
#
# 물, 메테인, 그리고 무거운 원자가 둘이나 셋인 분자 다섯의 에너지 270개쯤과 힘, 그리고 신경망 셋. ANI-1에는 에너지가 천칠백만 개 있었다. 우리 데이터에는 ANI-1의 방법에 없는 것이 하나 있다. 세 배 길이까지 늘인 결합이다. 신경망에게 O–H, C–H, C–C는 가르치고 C–O는 감춘다.

# %% tags=["nbval-ignore-output"]
SMALL = ("C", "O", "CC", "CO", "CCO", "COC", "CCC")
stretches = conformers.value("stretch")
carbon_oxygen = np.array([s in ("CO", "CCO", "COC") and "/stretch-" in name for s, name in zip(smiles, conformers.names, strict=True)])
pulled_apart = np.flatnonzero(np.isin(smiles, SMALL) & (origin == "stretch") & ~carbon_oxygen)
shaken = np.random.default_rng(0).permutation(np.flatnonzero(np.isin(smiles, SMALL) & (origin == "normal modes")))
held_out, learned = shaken[:50], np.concatenate([pulled_apart, shaken[50:220], np.flatnonzero(np.isin(smiles, SMALL) & (origin == "minimum"))])
began = time.monotonic()
committee = Committee(AtomicNetworkRegressor(hidden=(48, 32), n_epochs=30, batch_size=16, learning_rate=6e-3, forces=f"{LEVEL_ANI}/forces"), n_models=3).fit(conformers[learned], bound[learned])

wrong = committee.predict(conformers[held_out]) - bound[held_out]
counting = CompositionModel().fit(conformers[learned], bound[learned]).predict(conformers[held_out]) - bound[held_out]
force_error = committee.predict_forces(conformers[held_out]) - conformers[held_out].value(f"{LEVEL_ANI}/forces", "kcal/mol/angstrom")
show.table(
    [
        [text(en="counting atoms", ko="원자 세기"), rms(counting), None],
        [text(en="committee of three", ko="셋의 위원회"), rms(wrong), rms(force_error)],
    ],
    columns=["", text(en="energy / kcal/mol", ko="에너지 / kcal/mol"), text(en="forces / kcal/mol/Å", ko="힘 / kcal/mol/Å")],
    decimals=1,
    caption=text(en=f"RMSE of {len(held_out)} shaken geometries left out; {len(learned)} were learned, in {time.monotonic() - began:.0f} seconds.", ko=f"떼어 둔 흔든 구조 {len(held_out)}개의 RMSE. {len(learned)}개를 {time.monotonic() - began:.0f}초 동안 배웠다."),
)

# %% [markdown] tags=["en"]
# **D28** says that ANI-1 reached ab initio accuracy. It reached the accuracy of its labels, and these are of one density functional in a small basis; the title of the paper says "DFT accuracy". Its error on them was 1.3 kcal/mol for new geometries. Ours is about the same, from 270 geometries, but of seven molecules that it knows. And the form of molecular mechanics it does not have, only the cost.

# %% [markdown] tags=["ko"]
# **D28**에 따르면 ANI-1은 제일원리의 정확도에 이르렀다. 이른 것은 기준값의 정확도다. 기준값은 작은 기저를 쓴 밀도범함수 하나의 것이고, 논문 제목도 'DFT의 정확도'라고 한다. 새 구조에 대한 오차는 1.3 kcal/mol이었다. 우리 것도 구조 270개로 배워 그쯤이다. 다만 아는 분자 일곱 개 안에서다. 그리고 분자역학과 같은 것은 비용이지 꼴이 아니다.

# %%
def pulled(name: str, mark: str) -> np.ndarray:
    """The scan of one bond, shortest first."""
    found = [i for i in np.flatnonzero((smiles == name) & (origin == "stretch")) if f"/{mark}" in conformers.names[i]]
    return np.array(sorted(found, key=lambda i: stretches[i]))


def scan(name: str, bond: str, title: str) -> Scan:
    """Reference and committee along one bond, above the minimum of the molecule (kcal/mol)."""
    i = pulled(name, f"stretch-{bond}-")
    i = i[stretches[i] >= 0.85]
    zero = bound[(smiles == name) & (origin == "minimum")][0]
    mean, spread = committee.predict(conformers[i], return_std=True)
    return Scan(title, stretches[i], bound[i] - zero, mean - zero, spread, np.isin(i, learned))


SCANS = {
    text(en="O-H of water", ko="물의 O-H"): ("O", "0-1"),
    text(en="C-C of ethane", ko="에테인의 C-C"): ("CC", "0-1"),
    text(en="C-O of methanol", ko="메탄올의 C-O"): ("CO", "0-1"),
    text(en="C-O of ethanol", ko="에탄올의 C-O"): ("CCO", "1-2"),
}


def draw_scans(seen: str, unseen: str):
    """A bond whose breaking was learned, beside one whose breaking was not."""
    return scans_figure(
        [scan(*SCANS[seen], seen), scan(*SCANS[unseen], unseen)],
        text(en="length / length at the minimum", ko="길이 / 극소점의 길이"),
        text(en="energy / kcal/mol", ko="에너지 / kcal/mol"),
    )


KINDS = list(SCANS)
show.explore(
    draw_scans,
    question=text(en="Does the network know how a bond breaks, and does it know when it does not?", ko="신경망은 결합이 어떻게 끊어지는지 아는가? 모를 때는 모른다는 것을 아는가?"),
    alt=lambda seen, unseen: text(
        en=f"Left, {seen}, learned: the committee follows the reference to more than twice the length, with a narrow band. Right, {unseen}, not learned: it leaves the reference beyond 1.2 times the length, further than its band is wide.",
        ko=f"왼쪽은 배운 결합({seen}). 위원회가 두 배가 넘는 길이까지 기준값을 좁은 띠로 따라간다. 오른쪽은 배우지 않은 결합({unseen}). 길이의 1.2배를 넘으면 띠의 폭보다 더 멀리 기준값을 벗어난다.",
    ),
    seen=show.Choice({name: name for name in KINDS[:2]}, start=KINDS[0], label=text(en="learned", ko="배운 것")),
    unseen=show.Choice({name: name for name in KINDS[2:]}, start=KINDS[2], label=text(en="not learned", ko="배우지 않은 것")),
)

# %% [markdown] tags=["en"]
# Three things to see.
#
# * Where bonds were broken before its eyes, the network follows, to more than twice their length. A force field of harmonic springs cannot, and this is what the essay says earlier networks were made for (**D29**). It is less than the whole story: Morse's curve (1929) dissociates, and reactive force fields such as ReaxFF (2001) do so with named terms.
# * Where it has not seen the bond break, it goes wrong by tens of kcal/mol. The band opens, but not far enough: choose ethanol, and near 1.5 times the length the three agree within about five kcal/mol on an answer that is wrong by more than thirty. A committee knows where its members were free. It does not know what all of them took for granted.
# * The points themselves are wrong. A closed shell cannot break a bond: 180 kcal/mol for an O–H bond that takes about 125. The network has faithfully learned the failure of its teacher. Notebook 01 has the right curves, notebook 08 the general case.
#
# And a new element is refused. There is no network for it, and no column for it in the vector.

# %% [markdown] tags=["ko"]
# 세 가지를 보라.
#
# * 눈앞에서 끊어진 결합은 두 배가 넘는 길이까지 신경망이 따라간다. 조화 용수철로 된 역장은 그러지 못하며, 글에 따르면 이전의 신경망들은 바로 이것을 위해 만들어졌다(**D29**). 그러나 그것이 전부는 아니다. 모스 곡선(1929)은 해리하고, ReaxFF(2001) 같은 반응 역장은 이름 있는 항으로 그렇게 한다.
# * 끊어지는 것을 보지 못한 결합에서는 수십 kcal/mol이 틀린다. 띠가 벌어지지만 충분히 벌어지지 않는다. 에탄올을 골라 보라. 길이의 1.5배 근처에서 셋은 5 kcal/mol쯤 안에서 일치하는데, 그 답이 30 kcal/mol 넘게 틀렸다. 위원회는 위원들이 자유로웠던 곳을 안다. 모두가 당연하게 여긴 것은 알지 못한다.
# * 점들 자체가 틀렸다. 닫힌 껍질로는 결합을 끊을 수 없다. 125 kcal/mol쯤이면 끊어질 O–H 결합에 180이 든다. 신경망은 스승의 실패를 충실히 배웠다. 옳은 곡선은 노트북 01에, 일반적인 경우는 노트북 08에 있다.
#
# 새 원소는 거절한다. 그것을 위한 신경망도, 벡터의 자리도 없다.

# %%
try:
    committee.predict(Molecules.from_ase([named_molecule("CH3SH")]))
except ValueError as refusal:
    print(refusal)

# %% [markdown] tags=["en"]
# Does the band warn in general? For a larger committee on all of `conformers` it was measured (`qmlaw reproduce ani-conformers`): draw a prediction that errs by more than 1.3 kcal/mol and one that does not. How often is the band wider for the former? One half is chance.

# %% [markdown] tags=["ko"]
# 띠는 일반적으로 경고가 되는가? `conformers` 전체를 배운 더 큰 위원회로 재어 두었다(`qmlaw reproduce ani-conformers`). 1.3 kcal/mol 넘게 틀린 예측 하나와 그렇지 않은 예측 하나를 뽑는다. 틀린 쪽의 띠가 더 넓은 경우는 얼마나 되는가? 절반이면 우연이다.

# %%
rows = {row["name"]: row for row in json.loads((data_folder() / "reproduce" / "ani-conformers.json").read_text(encoding="utf-8"))["rows"]}
WHERE = {
    "like those seen": text(en="new geometries of known molecules", ko="아는 분자의 새 구조"),
    "new molecules": text(en="new molecules", ko="새 분자"),
    "beyond": text(en="stretched and turned bonds", ko="늘이고 돌린 결합"),
    "all": text(en="all together", ko="모두 함께"),
}
show.table(
    [[name, (row := rows[f"error detection, {key}"])["here"], f"{row['low']:.2f}–{row['high']:.2f}", row["beside"]["share of large errors"]] for key, name in WHERE.items()],
    columns=["", text(en="found by the band", ko="띠가 찾아낸 비율"), text(en="three splits", ko="세 가지 분할"), text(en="share of large errors", ko="큰 오차의 비율")],
    decimals=2,
    caption=text(en="Area under the curve (AUROC) of the spread as a detector of errors above 1.3 kcal/mol.", ko="퍼짐으로 1.3 kcal/mol 넘는 오차를 가려낼 때의 곡선 아래 넓이(AUROC)."),
)

# %% [markdown] tags=["en"]
# It warns, and best where it is needed most: far from all that was learned. On new molecules it is a poor judge. More than half of the answers there are wrong by more than 1.3 kcal/mol, and of two answers it ranks one pair in four the wrong way round. The band puts errors in order. It does not measure them.

# %% [markdown] tags=["ko"]
# 띠는 경고가 되며, 가장 필요한 곳, 배운 것에서 먼 곳에서 가장 잘 듣는다. 새 분자에서는 믿을 만한 판정자가 아니다. 답의 절반 넘게 1.3 kcal/mol보다 크게 틀리고, 두 답을 견주면 네 번에 한 번은 순서를 거꾸로 매긴다. 띠는 오차의 순서를 매길 뿐, 크기를 재지는 않는다.

# %% [markdown] tags=["en"]
# ## It moves
#
# What all this is for: forces, and Newton's second law. Ethanol starts at its minimum with the velocities of 600 K, and the committee does the rest.

# %% [markdown] tags=["ko"]
# ## 움직인다
#
# 이 모두가 힘을 얻어 뉴턴의 제2법칙에 넣기 위해서였다. 에탄올이 600 K의 속도로 극소점에서 출발하면 나머지는 위원회가 한다.

# %%
atoms = at_minimum("CCO")
atoms.calc = NetworkCalculator(committee)
atoms.set_momenta(np.random.default_rng(0).normal(0, np.sqrt(units.kB * 600 * atoms.get_masses()[:, None]), (len(atoms), 3)))
Stationary(atoms)
ZeroRotation(atoms)
FRAMES, TOTAL, POTENTIAL = [], [], []
motion = VelocityVerlet(atoms, 0.5 * units.fs)
for _ in range(100):
    FRAMES.append(atoms.get_positions())
    POTENTIAL.append(atoms.get_potential_energy())
    TOTAL.append(atoms.get_total_energy())
    motion.run(3)
show.moving(
    [show.Movement(text(en="ethanol, 150 femtoseconds", ko="에탄올, 150펨토초"), atoms.numbers, FRAMES)],
    alt=text(en="Ethanol moving by the forces of the committee: hydrogens swing, the hydroxyl group turns, no bond breaks.", ko="위원회가 준 힘으로 움직이는 에탄올. 수소가 흔들리고 하이드록시기가 돌며, 끊어지는 결합은 없다."),
    seconds=8.0,
)

# %%
kcal = units.mol / units.kcal
show.figure(
    curves.curves_figure(
        [
            Curve(text(en="potential energy", ko="퍼텐셜 에너지"), 1.5 * np.arange(100), (np.array(POTENTIAL) - POTENTIAL[0]) * kcal, "blue"),
            Curve(text(en="total energy", ko="전체 에너지"), 1.5 * np.arange(100), (np.array(TOTAL) - POTENTIAL[0]) * kcal, "vermilion"),
        ],
        text(en="time / fs", ko="시간 / fs"),
        text(en="energy / kcal/mol", ko="에너지 / kcal/mol"),
        title=text(en=f"the total stays within {np.ptp(TOTAL) * kcal:.2f} kcal/mol", ko=f"전체 에너지의 변화는 {np.ptp(TOTAL) * kcal:.2f} kcal/mol 안이다"),
    ),
    alt=text(en="Potential energy going up and down by several kcal/mol; total energy a straight line.", ko="몇 kcal/mol씩 오르내리는 퍼텐셜 에너지와, 직선인 전체 에너지."),
)

# %% [markdown] tags=["en"]
# The forces are derivatives of one energy, so the total is conserved, whatever the network has learned. The ripple that is left comes from the time step. A law is kept here by construction, by a machine that was told no law. Notebook 08 makes much of this.
#
# ## Law against fit (T14: S2, O12)
#
# A law, one says, supports counterfactuals: *if the two were ten ångström apart, the energy would be …* To test it we need laws that physics is sure of. Two helium atoms: at a distance only dispersion is left, $-C_6/R^6$ (London 1930). A lithium ion before the oxygen of water: far out, charge and dipole, $-q\mu/R^2$. The energies are calculated here and now. The law has these powers, the next ones and a wall, with constants fitted to the same points that everybody learns, one stretch of the curve. Then we ask further out, and further in, towards the atom that two nuclei would become.
#
# We are generous to the learners. Networks and Gaussian processes may learn over $R$ or over $1/R$, and the better of the two counts. The sparse formula picks up to three terms from eighteen. In the figure the grey band is what was learned. Both axes are logarithmic, so a power law is a straight line; a curve that dives to a spike changes its sign there.

# %% [markdown] tags=["ko"]
# 힘은 한 에너지의 도함수이므로 신경망이 무엇을 배웠든 전체 에너지는 보존된다. 남은 잔물결은 시간 간격 때문이다. 법칙을 들은 적 없는 기계가, 그렇게 만들어졌기 때문에, 법칙 하나를 지킨다. 노트북 08에서 이것을 자세히 다룬다.
#
# ## 법칙과 맞춤 (T14: S2, O12)
#
# 법칙은 반사실적 주장을 뒷받침한다고들 한다. *둘이 10 Å 떨어져 있다면 에너지는 …일 것이다.* 이것을 시험하려면 물리학이 확신하는 법칙이 있어야 한다. 하나는 헬륨 원자 둘이다. 멀어지면 분산력 $-C_6/R^6$만 남는다(London 1930). 또 하나는 물의 산소 앞에 놓인 리튬 이온이다. 멀어지면 전하와 쌍극자, 곧 $-q\mu/R^2$이다. 에너지는 지금 여기서 계산한다. 법칙은 이 거듭제곱에 그다음 거듭제곱들과 벽을 더한 식이고, 상수는 모두가 배우는 바로 그 점들, 곧 곡선의 한 토막에 맞춘다. 그런 다음 더 먼 곳을 묻고, 두 핵이 한 원자가 되어 가는 더 가까운 곳을 묻는다.
#
# 학습기에는 너그럽게 군다. 신경망과 가우스 과정은 $R$에 대해서도 $1/R$에 대해서도 배울 수 있고, 둘 가운데 나은 쪽을 친다. 성긴 식은 열여덟 개의 항에서 셋까지 고른다. 그림에서 회색 띠가 배운 구간이다. 두 축이 모두 로그이므로 거듭제곱 법칙은 직선이 되고, 곡선이 뾰족하게 꺼지는 곳에서는 부호가 바뀐다.

# %%
FULL = argument.scale("T14") == "full"
N_NEAR, N_FAR, N_SHORT = (40, 16, 10) if FULL else (20, 8, 5)
CURVES = {
    "he": (helium_pair(), (2.5, 5.0), (5.5, 10.0), (6, 8)),
    "ion": (ion_and_water(), (1.6, 4.0), (4.5, 10.0), (2, 3, 4)),
}


def climb(likelihood, start: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, float]:
    """The hyperparameters of a Gaussian process, by scipy."""
    found = minimize(likelihood, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x, found.fun


def learner(kind: str, inverse: bool, seed: int) -> TransformedTargetRegressor:
    """A network or a Gaussian process on R or on 1/R, both sides standardised."""
    if kind == "network":
        model = MLPRegressor(hidden_layer_sizes=(16, 16), activation="tanh", solver="lbfgs", alpha=1e-6, max_iter=5000, max_fun=100_000, tol=1e-9, random_state=seed)
    else:
        kernel = kernels.ConstantKernel(1.0, (1e-3, 1e8)) * kernels.RBF(1.0, (0.1, 100.0))
        model = GaussianProcessRegressor(kernel, alpha=1e-6, optimizer=climb)
    steps = [FunctionTransformer(np.reciprocal)] if inverse else []
    return TransformedTargetRegressor(make_pipeline(*steps, StandardScaler(), model), transformer=StandardScaler())


def wrong(model, name: str, region: str) -> float:
    """Error of a model in one region of a curve."""
    return relative_error(true[name][region], model.predict(places[name][region][:, None]))


began = time.monotonic()
places, true, fitted, found = {}, {}, {}, []
for name, (pair, near, far, _) in CURVES.items():
    places[name] = {"near": np.linspace(*near, N_NEAR), "far": np.linspace(*far, N_FAR), "short": np.linspace(0.3, 1.2, N_SHORT)}
    true[name] = {region: interaction_curve(pair, r) for region, r in places[name].items()}
for seed in SEEDS:
    one = {}
    for name, (_, _, _, powers) in CURVES.items():
        order = np.random.default_rng(seed).permutation(N_NEAR)
        left_out, learned = order[: N_NEAR // 4], order[N_NEAR // 4 :]
        r, y = places[name]["near"], true[name]["near"]
        models = {"law": WallAndTail(powers), "sparse": SparseFormula(), **{(kind, inverse): learner(kind, inverse, seed) for kind in ("network", "gp") for inverse in (False, True)}}
        for model in models.values():
            model.fit(r[learned, None], y[learned])

        near_errors = {key: relative_error(y[left_out], model.predict(r[left_out, None])) for key, model in models.items()}
        one[f"near_worst_{name}"] = max(near_errors["law"], *(min(near_errors[kind, False], near_errors[kind, True]) for kind in ("network", "gp")))
        for region in ("far", "short"):
            for kind in ("law", "sparse"):
                one[f"{region}_{kind}_{name}"] = wrong(models[kind], name, region)
            for kind in ("network", "gp"):
                one[f"{region}_{kind}_{name}"] = min(wrong(models[kind, inverse], name, region) for inverse in (False, True))
        one[f"power_{name}"] = models["sparse"].leading_power_ or 0
        scaler, process = models["gp", False].transformer_, models["gp", False].regressor_
        mean, spread = process.predict(places[name]["far"][:, None], return_std=True)
        one[f"covered_{name}"] = np.mean(np.abs(scaler.transform(true[name]["far"][:, None])[:, 0] - mean) <= 2 * spread)
        fitted[name, seed] = models
    found.append(one)
seconds = time.monotonic() - began

# %%
KINDS_OF = {
    text(en="the law", ko="법칙"): "law",
    text(en="network on R", ko="R에 대한 신경망"): ("network", False),
    text(en="network on 1/R", ko="1/R에 대한 신경망"): ("network", True),
    text(en="Gaussian process on R", ko="R에 대한 가우스 과정"): ("gp", False),
    text(en="Gaussian process on 1/R", ko="1/R에 대한 가우스 과정"): ("gp", True),
    text(en="sparse formula", ko="성긴 식"): "sparse",
}
CURVE_NAMES = {"he": text(en="two helium atoms", ko="헬륨 원자 둘"), "ion": text(en="Li⁺ and water", ko="Li⁺와 물")}


def draw_tails(curve: str, kind):
    """The law and one learner, three seeds, far beyond what was learned."""
    r = np.geomspace(0.3, 10.5, 300)
    where, y = (np.concatenate(list(one[curve].values())) for one in (places, true))
    near = CURVES[curve][1]
    label = next(name for name, key in KINDS_OF.items() if key == kind)
    return tails_figure(
        where, y, (where >= near[0]) & (where <= near[1]),
        [
            (text(en="the law", ko="법칙"), "blue", r, fitted[curve, 0]["law"].predict(r[:, None])),
            *((label if seed == 0 else "", "vermilion", r, fitted[curve, seed][kind].predict(r[:, None])) for seed in SEEDS if kind != "law"),
        ],
        near, title=CURVE_NAMES[curve],
    )  # fmt: skip


show.explore(
    draw_tails,
    question=text(en="Who goes on to be right, in which direction?", ko="누가 어느 쪽으로 계속 옳은가?"),
    alt=lambda curve, kind: text(
        en=f"{CURVE_NAMES[curve]}: size of the energy over the distance, both logarithmic. The law runs through the far points as a straight line and misses the short ones; the learner bends away at the edge of what it learned.",
        ko=f"{CURVE_NAMES[curve]}: 거리에 따른 에너지의 크기, 두 축 모두 로그. 법칙은 먼 점들을 곧은 선으로 지나고 짧은 거리의 점들은 놓친다. 학습기는 배운 구간의 끝에서 휘어 벗어난다.",
    ),
    curve=show.Choice({label: name for name, label in CURVE_NAMES.items()}, start="he", label=text(en="curve", ko="곡선")),
    kind=show.Choice(KINDS_OF, start=("network", False), label=text(en="beside the law", ko="법칙 곁에")),
)

# %% tags=["nbval-ignore-output"]
argument.record(
    "T14",
    [Metric.over_seeds(name, [one[name] for one in found], "1") for name in found[0]],
    seconds=seconds,
    dataset="He2 at MP2/aug-cc-pVTZ, Li+ and water at HF/aug-cc-pVDZ, counterpoise",
)

# %% tags=["nbval-ignore-output"]
OUTSIDE = dipole_moment(Atoms("OH2", positions=water()), "aug-cc-pvdz", correlated=False)  # e Å, Hartree-Fock


def formula(model: SparseFormula) -> str:
    """What the regression wrote down."""
    return " ".join(f"{c:+.3g} {name}" for name, c in model.formula_.items())


show.table(
    [[CURVE_NAMES[name], seed, formula(fitted[name, seed]["sparse"])] for name in CURVES for seed in SEEDS],
    columns=[text(en="curve", ko="곡선"), text(en="seed", ko="시드"), text(en="the formula that was found, kcal/mol and Å", ko="찾아낸 식, kcal/mol과 Å")],
    caption=text(
        en=f"The law's coefficient of 1/R² means a dipole moment of {-fitted['ion', 0]['law'].coefficients_[2] / COULOMB:.2f} e Å, that of the sparse formula {-fitted['ion', 0]['sparse'].formula_.get('R^-2', 0) / COULOMB:.2f}; water alone has {OUTSIDE:.2f}.",
        ko=f"법칙의 1/R² 계수가 뜻하는 쌍극자 모멘트는 {-fitted['ion', 0]['law'].coefficients_[2] / COULOMB:.2f} e Å, 성긴 식의 것은 {-fitted['ion', 0]['sparse'].formula_.get('R^-2', 0) / COULOMB:.2f}이다. 물 혼자서는 {OUTSIDE:.2f}이다.",
    ),
)

# %% [markdown] tags=["en"]
# **S2 is mixed, and it is worth seeing where.** Further out, for helium, it could not be plainer. The law is wrong by seven per cent, where the energy has fallen from a twentieth to less than a seven-hundredth of the well's depth. Even in their better coordinate the networks are wrong by two to nine times the energy, and the Gaussian process by dozens of times. But with the ion one learner holds, better than the law: a Gaussian process over $1/R$. In that coordinate the far field is near, and $-q\mu/R^2$ is a parabola. Whoever chose the coordinate had the law in mind.
#
# Further in nobody does well. For helium the learners are as good as the answer zero, and the law is worse than that: towards the united atom, dispersion without damping falls to minus infinity. With the ion the law is wrong by 30 per cent, the Gaussian process by 70, the networks by as much as the answer zero. A law, too, has a region, and the formula does not say which. London's *derivation* does: no overlap of the clouds.
#
# Note one thing in favour of the Gaussian process. Where it is wrong over $R$ far out, it says so: the truth is always inside its two standard deviations. Neither the law nor the network says anything of the kind.
#
# **O12 is mixed as well.** With the ion the sparse formula finds $1/R^2$ in every seed, is right within about five per cent on either side, and reads like physics: a charge at a dipole, a correction, a wall. The moment in it is 0.35 e Å where water has 0.42, and the law fitted to the same points has 0.38: the power was found, the constant roughly. With helium it finds $R^{-5}$ or $R^{-9}$ and exponentials that nobody needs. Near by it is right to three per cent, and beyond it fails. Twice as many points help with helium, where two seeds of three find $R^{-6}$ in the full run. But one seed then loses the $R^{-2}$ of the ion. A formula can be read. That does not make it a law.
#
# ### Exercise 2. Find the power
#
# A tail follows a power law if its logarithm is a straight line in $\log R$. Write a function that takes distances and energies far out and returns the power $n$ of $|E| \propto R^{-n}$.

# %% [markdown] tags=["ko"]
# **S2는 엇갈린다. 어디서 엇갈리는지가 볼 만하다.** 헬륨의 먼 쪽에서는 더 분명할 수가 없다. 에너지가 우물 깊이의 20분의 1에서 700분의 1 아래까지 줄어드는 동안 법칙은 7% 틀린다. 더 나은 좌표를 골라 주어도 신경망은 에너지의 두 배에서 아홉 배를, 가우스 과정은 수십 배를 틀린다. 그러나 이온에서는 학습기 하나가 무너지지 않고 법칙보다도 잘 맞는다. $1/R$에 대한 가우스 과정이다. 그 좌표에서는 먼 곳이 가깝고 $-q\mu/R^2$은 포물선이다. 그 좌표를 고른 사람은 이미 법칙을 염두에 두고 있었다.
#
# 가까운 쪽에서는 아무도 잘하지 못한다. 헬륨에서 학습기는 0이라고 답한 것과 같고, 법칙은 그보다도 나쁘다. 통합 원자로 다가가면 감쇠 없는 분산력은 음의 무한대로 떨어진다. 이온에서는 법칙이 30%, 가우스 과정이 70% 틀리고, 신경망은 0이라고 답한 것만큼 틀린다. 법칙에도 성립하는 구역이 있는데 식은 그것이 어디인지 말해 주지 않는다. 말해 주는 것은 런던의 *유도*다. 전자구름이 겹치지 않는 곳이다.
#
# 가우스 과정의 좋은 점 하나를 적어 두자. $R$에 대해 배운 것은 먼 쪽에서 틀리지만, 틀리는 곳에서는 모른다고 한다. 참값은 언제나 두 표준편차 안에 있다. 법칙도 신경망도 그런 말은 하지 않는다.
#
# **O12도 엇갈린다.** 이온에서 성긴 식은 모든 시드에서 $1/R^2$을 찾고, 양쪽에서 5%쯤까지 맞으며, 물리처럼 읽힌다. 쌍극자 앞의 전하와 보정 하나와 벽이다. 거기서 읽은 쌍극자 모멘트는 0.35 e Å이고 물의 값은 0.42다. 같은 점에 맞춘 법칙에서는 0.38이다. 거듭제곱은 찾았고 상수는 대강 찾았다. 헬륨에서는 $R^{-5}$이나 $R^{-9}$과 쓸데없는 지수함수를 찾아낸다. 가까이에서는 3%까지 맞고 그 너머에서는 무너진다. 점이 두 배면 헬륨에서는 나아져, full에서 시드 셋 가운데 둘이 $R^{-6}$을 찾는다. 그러나 이번에는 시드 하나가 이온의 $R^{-2}$을 놓친다. 식은 읽을 수 있다. 그렇다고 법칙이 되지는 않는다.
#
# ### 연습 2. 거듭제곱 찾기
#
# 로그를 취해 $\log R$에 대한 직선이 되면 꼬리는 거듭제곱 법칙을 따른다. 먼 곳의 거리와 에너지에서 $|E| \propto R^{-n}$의 $n$을 돌려주는 함수를 써 보자.

# %% exercise="power"
def power(distances: np.ndarray, energies: np.ndarray) -> float:
    """The n of |E| = c / R^n, from distances (k,) in Å and energies (k,)."""
    ### BEGIN SOLUTION
    return -np.polyfit(np.log(distances), np.log(np.abs(energies)), 1)[0]
    ### END SOLUTION

# %% check="power"
FAR_OUT = np.linspace(8.0, 12.0, 9)
checks.check(
    power,
    checks.takes("distances", "energies"),
    checks.Property(
        text(en="dispersion gives 6, a dipole before a charge 2", ko="분산력은 6, 전하 앞의 쌍극자는 2"),
        lambda f: np.isclose(f(FAR_OUT, -13.7 / FAR_OUT**6), 6) and np.isclose(f(FAR_OUT, -136 / FAR_OUT**2), 2),
        hint=text(en="The slope of log|E| over log R, with its sign turned.", ko="log R에 대한 log|E|의 기울기에서 부호를 바꾼 것이다."),
    ),
    checks.Property(
        text(en="the units do not matter", ko="단위는 상관없다"),
        lambda f: np.isclose(f(FAR_OUT, 5 / FAR_OUT**3), f(1.889726 * FAR_OUT, 0.0016 * 5 / FAR_OUT**3)),
        hint=text(en="A factor in R or in E shifts a logarithm; it does not change a slope.", ko="R이나 E에 곱한 수는 로그를 옮길 뿐 기울기를 바꾸지 않는다."),
    ),
    checks.Property(
        text(en="a faster term beside it is forgiven", ko="곁의 더 빠른 항은 봐준다"),
        lambda f: abs(f(FAR_OUT, -13.7 / FAR_OUT**6 - 60 / FAR_OUT**8) - 6) < 0.2,
        hint=text(en="Use all distances, not two of them; the answer need not be whole.", ko="두 점이 아니라 모든 거리를 쓰라. 답이 정수일 필요는 없다."),
    ),
)

# %% [markdown] tags=["en"]
# Try it on `true["he"]["far"]`, whose distances are `places["he"]["far"]`, and on what the networks say there: `fitted["he", 0]["network", True].predict(places["he"]["far"][:, None])` is the one of seed 0 on $1/R$.
#
# ## What stands

# %% [markdown] tags=["ko"]
# `true["he"]["far"]`(거리는 `places["he"]["far"]`)에 써 보고, 신경망이 거기서 내놓은 답에도 써 보자. `fitted["he", 0]["network", True].predict(places["he"]["far"][:, None])`가 시드 0에서 $1/R$에 대해 배운 신경망의 답이다.
#
# ## 무엇이 남는가

# %% tags=["hide-input"]
show.claims_table(("D28", "D29", "D30", "D31", "D32", "D33", "D34", "I5", "O4", "O12", "S2"))

# %% tags=["nbval-ignore-output"]
runs = {label: run for label in ("T13", "T14") if (run := argument.load_evidence(label).get("quick"))}
compare_predictions({f"{label}.{name}": metric.value for label, run in runs.items() for name, metric in run.metrics.items()})

# %% [markdown] tags=["en"]
# **D29** is right for networks whose inputs are the coordinates of one system. That the energy of single atoms is the *only* way out is too much. One can add up bonds, or pairs, or groups. **D35**, the number of parameters, belongs to notebook 09. Here it is nine in the force field, some fifteen thousand in our network for water and half a million in ANI-1. But the nine were not all determined either.
#
# ## The strongest objection, and the best reply
#
# **The objection (against our verdicts on I5).** You did not read the network. You read the water dimer, by way of a network that copies it well. Any good copy would have given the same charges: a table, a spline. What the essay asks is whether something *in the model* stands for the force. You have not opened the model.
#
# **The reply.** Granted, and the record says so (`inside_cancel`). Between two networks the shares of the atoms differ three times as much as the totals, and in the full run six times: the answers agree better, the inside does not follow. But then hold the classical field to the same standard. What in *it* stands for dispersion? A constant that carries the name, and returns a multiple of the thing. If a force is what shows in the answers when one asks the right questions, both can be read, the network as well as the field. If it is what is written inside, the field has the names and the network has not; and one of the two names was wrong.
#
# **What remains of the essay's contrast.** A good deal. The charges of the field mean something beyond the fit, and they go on to mean it at 15 Å. The network has no such piece and no such reach. One could give it the piece. Many later potentials add charges and a dispersion term of known form to a network that looks only near by; PhysNet (Unke and Meuwly 2019) is one. Those who build them do not sound indifferent to what the forces are.
#
# ## Questions for a seminar
#
# Ten minutes are enough for: the terms of one hydrogen bond, the dragged oxygen, a bond that was never seen to break, helium.
#
# 1. Can a wrong term be a meaningful one? What did "dispersion" mean in our force field?
# 2. TIP3P and TIP4P differ in the charge of hydrogen by a quarter. Which of them is right about water, and what sort of question is that?
# 3. The Gaussian process on $1/R$ beat the law. Was it a law by then?
# 4. The network conserves energy without having been told. Does it obey a law, or do we?
# 5. The essay says that a learned field rests on one assumption, that atoms in like surroundings have like potentials. On what does a fitted classical field rest?
#
# ## What this page did not show
#
# * That forces can be read from networks in general. Between two rigid molecules there are few terms, and no force among three molecules.
# * That a term is physical if it comes out right here. A small basis without diffuse functions decides what "correlation" is in our numbers, and correlation is not dispersion alone.
# * How accurate ANI is. Our committee saw 270 geometries of seven molecules. Its bonds break as its teacher's do, wrongly.
# * That a committee finds its own errors. We saw one bond where it did and one stretch where it did not.
# * That laws and fits differ in kind. On one curve and in one direction they did.

# %% [markdown] tags=["ko"]
# **D29**는 한 계의 좌표를 입력으로 삼는 신경망에 대해서는 옳다. 원자 하나하나의 에너지를 구하는 것이 *유일한* 길이라는 말은 지나치다. 결합이나 쌍이나 원자단의 에너지를 더해도 된다. 파라미터의 수에 관한 **D35**는 노트북 09에서 다룬다. 여기서는 역장에 아홉 개, 물을 배운 우리 신경망에 만 오천 개쯤, ANI-1에 오십만 개다. 그러나 그 아홉 개도 다 정해지지는 않았다.
#
# ## 가장 강한 반론과 가장 좋은 답
#
# **반론(I5에 대한 우리 판정에 대해).** 신경망을 읽은 것이 아니다. 물 이합체를, 그것을 잘 베낀 신경망을 거쳐 읽은 것이다. 잘 베끼기만 하면 표든 스플라인이든 같은 전하를 주었을 것이다. 글이 묻는 것은 *모델 안의* 무언가가 그 힘을 나타내느냐다. 모델은 열어 보지도 않았다.
#
# **답.** 그렇다. 기록에도 그렇게 적혀 있다(`inside_cancel`). 두 신경망 사이에서 원자의 몫은 합보다 세 배 더 어긋나고, full에서는 여섯 배다. 대답은 더 잘 맞는데 속은 따라오지 않는다. 그렇다면 고전 역장에도 같은 잣대를 대어 보라. *그 안의* 무엇이 분산력을 나타내는가? 그 이름을 달고서 분산력의 몇 배를 내놓는 상수 하나다. 알맞게 물었을 때 대답에서 드러나는 것이 힘이라면 역장도 신경망도 다 읽을 수 있다. 안에 적혀 있는 것이 힘이라면 역장에는 이름이 있고 신경망에는 없다. 그런데 그 두 이름 가운데 하나는 틀린 이름이었다.
#
# **글의 대비에서 남는 것.** 적지 않다. 역장의 전하는 맞춤 너머에서도 무언가를 뜻하고, 15 Å에서도 여전히 그것을 뜻한다. 신경망에는 그런 부품도 없고 그만큼 멀리 닿지도 못한다. 그 부품을 달아 줄 수는 있다. 뒤에 나온 많은 퍼텐셜은 가까운 곳만 보는 신경망에 전하와, 꼴이 알려진 분산력 항을 더한다. PhysNet(Unke, Meuwly 2019)이 그 하나다. 이런 퍼텐셜을 만드는 사람들이 어떤 힘이 작용하는지에 무관심해 보이지는 않는다.
#
# ## 세미나를 위한 물음
#
# 10분이면 이만큼 할 수 있다. 수소결합 하나의 항들, 끌어 본 산소, 끊어지는 것을 보지 못한 결합, 헬륨.
#
# 1. 틀린 항이 의미 있는 항일 수 있는가? 우리 역장에서 '분산력'은 무엇을 뜻했는가?
# 2. TIP3P와 TIP4P는 수소의 전하가 4분의 1이나 다르다. 물에 대해 옳은 것은 어느 쪽인가? 그것은 어떤 종류의 물음인가?
# 3. $1/R$에 대한 가우스 과정이 법칙을 이겼다. 그때 그것은 이미 법칙이었는가?
# 4. 그러라고 한 적이 없는데도 신경망은 에너지를 보존한다. 법칙을 따르는 것은 신경망인가, 우리인가?
# 5. 글에 따르면 학습된 역장은 한 가지 가정에 기댄다. 비슷한 화학환경의 원자는 퍼텐셜도 비슷하다는 가정이다. 데이터에 맞춘 고전 역장은 무엇에 기대는가?
#
# ## 이 페이지가 보이지 못한 것
#
# * 어느 신경망에서나 힘을 읽을 수 있다는 것. 강체 분자 둘 사이에는 항이 몇 되지 않고 세 분자 사이의 힘은 아예 없다.
# * 여기서 맞게 나온 항은 물리적이라는 것. 우리 계산에서 '상관'이 무엇인지는 퍼진 함수가 없는 작은 기저가 정하고, 상관이 곧 분산력인 것도 아니다.
# * ANI가 얼마나 정확한가. 우리 위원회는 분자 일곱 개의 구조 270개를 보았다. 그 결합은 스승의 것처럼 틀리게 끊어진다.
# * 위원회가 자신의 오류를 찾아낸다는 것. 찾아낸 결합도 보았고 찾지 못한 구간도 보았다.
# * 법칙과 맞춤은 종류가 다르다는 것. 곡선 하나의 한쪽 방향에서만 그랬다.
