# %%
import time
from dataclasses import replace

import numpy as np

from qmlaw import argument, datasets, show
from qmlaw.argument import Metric
from qmlaw.argument.senses import read_in, with_claim
from qmlaw.classroom import checks
from qmlaw.datasets.bonds import load_bonds
from qmlaw.datasets.orbits import load_moons, load_planets
from qmlaw.models import CompositionModel
from qmlaw.models.code_length import Candidate, Length, bits_left_over, code_length, lookup_table, margin
from qmlaw.models.curve_laws import kernel, network, readable
from qmlaw.models.dtnn.shipped import ENERGY, shipped
from qmlaw.models.power_laws import fitted_exponent, search_power_laws, simple_fractions
from qmlaw.models.small_network import SmallNetwork
from qmlaw.reference.orbits import (
    Ellipse,
    accelerations,
    best_ellipse,
    mass_from,
    off_the_ellipse,
    period,
    simulate,
    sun_and_planets,
)
from qmlaw.show import text
from qmlaw.show.law_pictures import (
    Bodies,
    Box,
    Line,
    lengths_figure,
    off_ellipse_figure,
    periods_figure,
    read_back_figure,
    senses_figure,
)
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet

# %%
prediction_sheet(("T20",))

# %%
FULL = argument.scale("T20") == "full"
SEEDS = range(10 if FULL else 3)
began = time.monotonic()
planets, moons = load_planets(), load_moons("Jupiter")
KNOWN, LATER = ["Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn"], ["Uranus", "Neptune", "Pluto"]
six, later = planets[KNOWN], planets[LATER]
NAMES = {
    "Mercury": text(en="Mercury", ko="수성"),
    "Venus": text(en="Venus", ko="금성"),
    "Earth": text(en="Earth", ko="지구"),
    "Mars": text(en="Mars", ko="화성"),
    "Jupiter": text(en="Jupiter", ko="목성"),
    "Saturn": text(en="Saturn", ko="토성"),
    "Uranus": text(en="Uranus", ko="천왕성"),
    "Neptune": text(en="Neptune", ko="해왕성"),
    "Pluto": text(en="Pluto", ko="명왕성"),
    "Io": text(en="Io", ko="이오"),
    "Europa": text(en="Europa", ko="유로파"),
    "Ganymede": text(en="Ganymede", ko="가니메데"),
    "Callisto": text(en="Callisto", ko="칼리스토"),
}
show.table(
    [[NAMES[name], NAMES.get(centre, text(en="Sun", ko="태양")), a, t, t**2 / a**3] for group in (planets, moons) for name, centre, a, t in zip(group.names, group.centre, group.axis, group.period, strict=True)],
    columns=[text(en="body", ko="천체"), text(en="around", ko="중심"), text(en="axis a / au", ko="장반경 a / au"), text(en="period T / years", ko="주기 T / 년"), "T² / a³"],
    decimals=4,
)

# %%
laws = search_power_laws({"a": six.axis, "e": six.eccentricity}, six.period, simple_fractions(3))
exponent, uncertainty = fitted_exponent(six.axis, six.period)
show.table(
    [[f"T = {law.constant:.4f} {law}", 100 * law.error] for law in laws],
    columns=[text(en="law", ko="법칙"), text(en="left over / %", ko="남는 것 / %")],
    decimals=2,
    caption=text(
        en=f"The five best of {len(simple_fractions(3)) ** 2} products of powers of axis and eccentricity, six planets. Exponent of the axis by regression: {exponent:.4f} ± {uncertainty:.4f}.",
        ko=f"장반경과 이심률의 거듭제곱의 곱 {len(simple_fractions(3)) ** 2}개 가운데 가장 좋은 다섯, 여섯 행성. 회귀로 얻은 장반경의 지수: {exponent:.4f} ± {uncertainty:.4f}.",
    ),
)

# %%
def made_up(seed: int) -> np.ndarray:
    """Axes of a hundred planets between Mercury and Saturn, au."""
    return np.exp(np.random.default_rng(seed).uniform(*np.log(six.axis[[0, -1]]), 100))


def learn(axis: np.ndarray, years: np.ndarray, seed: int) -> SmallNetwork:
    """A network from the logarithm of the axis to the logarithm of the period."""
    return SmallNetwork(hidden=6, starts=3, seed=seed).fit(np.log(axis)[:, None], np.log(years))


def years_by(net: SmallNetwork, axis: np.ndarray) -> np.ndarray:
    """Periods that a network predicts."""
    return np.exp(net.predict(np.log(np.atleast_1d(axis))[:, None]))


def off(predicted: np.ndarray, true: np.ndarray) -> float:
    """Mean absolute error, percent."""
    return float(100 * np.mean(np.abs(np.asarray(predicted) / true - 1)))


kepler = laws[0]
hundred = [learn(made_up(s), period(made_up(s)), s) for s in SEEDS]
of_six = [learn(six.axis, six.period, s) for s in SEEDS]
copies = [period(made_up(s))[np.abs(np.log(six.axis[:, None] / made_up(s))).argmin(axis=1)] for s in SEEDS]
io, others = moons["Io"], moons[["Europa", "Ganymede", "Callisto"]]


def around_jupiter(predict, axis: np.ndarray, numbers: int) -> np.ndarray:
    """Periods of moons by something made for planets, with no, one or two numbers taken from Io."""
    place = six.axis[0] / io.axis if numbers == 2 else 1.0  # the second number puts Io where Mercury is
    pace = io.period / predict(io.axis * place) if numbers else 1.0
    return predict(axis * place) * pace


def by_kepler(axis: np.ndarray) -> np.ndarray:
    """Kepler's law as found from the six planets."""
    return kepler({"a": axis})


P5 = {
    "nearest_inside": [off(one, six.period) for one in copies],
    "network_inside": [off(years_by(net, six.axis), six.period) for net in hundred],
    "network_outside": [off(years_by(net, later.axis), later.period) for net in hundred],
    "network_moons": [off(around_jupiter(lambda a, net=net: years_by(net, a), others.axis, 1), others.period) for net in hundred],
    "network_moons_scaled": [off(around_jupiter(lambda a, net=net: years_by(net, a), others.axis, 2), others.period) for net in hundred],
    "network_six_outside": [off(years_by(net, later.axis), later.period) for net in of_six],
    "law_outside": [off(by_kepler(later.axis), later.period)],
    "law_moons_sun": [off(around_jupiter(by_kepler, others.axis, 0), others.period)],
    "law_moons": [off(around_jupiter(by_kepler, others.axis, 1), others.period)],
}
show.table(
    [
        [text(en="Kepler's law, six planets", ko="케플러 법칙, 여섯 행성"), off(by_kepler(six.axis), six.period), P5["law_outside"][0], P5["law_moons_sun"][0], P5["law_moons"][0], None],
        [text(en="network, six planets", ko="신경망, 여섯 행성"), None, np.mean(P5["network_six_outside"]), None, None, None],
        [text(en="network, a hundred planets", ko="신경망, 행성 백 개"), np.mean(P5["network_inside"]), np.mean(P5["network_outside"]), np.mean([off(around_jupiter(lambda a, net=net: years_by(net, a), others.axis, 0), others.period) for net in hundred]), np.mean(P5["network_moons"]), np.mean(P5["network_moons_scaled"])],
        [text(en="nearest of the hundred", ko="백 개 가운데 가장 가까운 것"), np.mean(P5["nearest_inside"]), None, None, None, None],
    ],
    columns=["", text(en="the six", ko="여섯 행성"), text(en="Uranus to Pluto", ko="천왕성–명왕성"), text(en="moons", ko="위성"), text(en="… one number from Io", ko="… 이오에서 수 하나"), text(en="… two numbers", ko="… 수 둘")],
    decimals=2,
    caption=text(en=f"Mean absolute error of the period, percent; networks: mean over {len(SEEDS)} seeds.", ko=f"주기의 평균절대오차, 퍼센트. 신경망은 시드 {len(SEEDS)}개의 평균."),
)

# %%
def draw_periods(numbers: int):
    """Orbits, Kepler's law and three networks; for the moons with some numbers from Io."""
    span = {"planets": np.geomspace(0.2, 60, 120), "moons": np.geomspace(0.002, 0.02, 40)}
    lines = []
    for name, predict, colour, style in (
        (text(en="Kepler's law", ko="케플러 법칙"), by_kepler, "blue", "-"),
        *((text(en="networks", ko="신경망") if k == 0 else "", lambda a, net=net: years_by(net, a), "vermilion", "--") for k, net in enumerate(hundred[:3])),
    ):
        lines.append(Line(name, span["planets"], predict(span["planets"]), [predict(planets.axis), around_jupiter(predict, moons.axis, numbers)], colour, style))
        lines.append(Line("", span["moons"], around_jupiter(predict, span["moons"], numbers), [[np.nan] * 9, [np.nan] * 4], colour, style))
    return periods_figure(
        [
            Bodies(text(en="planets", ko="행성"), [NAMES[n] for n in planets.names], planets.axis, planets.period),
            Bodies(text(en="moons of Jupiter", ko="목성의 위성"), [NAMES[n] for n in moons.names], moons.axis, moons.period, "s", "green"),
        ],
        lines,
    )


show.explore(
    draw_periods,
    question=text(en="Which of the two travels to Jupiter, and what does it need for the journey?", ko="둘 가운데 어느 것이 목성까지 가며, 가는 데 무엇이 필요한가?"),
    alt="x",
    numbers=show.Choice({"0": 0, "1": 1, "2": 2}, start=1, label="n"),
)

# %%
jupiter_by_kepler = 100 * (planets["Jupiter"].period / planets["Earth"].period / (planets["Jupiter"].axis / planets["Earth"].axis) ** 1.5 - 1)
jupiter_by_io = 100 * ((1 + float(mass_from(io.axis, io.period))) ** -0.5 - 1)
heavy = np.array([float(1 / planets[name].inverse_mass) for name in planets.names])
show.table(
    [
        [NAMES[name], 100 * (planets[name].period / by_kepler(planets[name].axis) - 1), 100 * ((1 + heavy[i]) ** -0.5 - 1), 100 * ((1 + heavy[: i + 1].sum()) ** -0.5 - 1)]
        for i, name in enumerate(planets.names)
    ],
    columns=["", "kepler", "own", "inside"],
    decimals=3,
)
# %%
def ellipse_of(name: str, heavier: float = 1.0) -> Ellipse:
    """The ellipse on which a planet would move if it were alone."""
    body = planets[name]
    return Ellipse(float(body.axis), float(body.eccentricity), float(body.perihelion), float(body.longitude), float(period(body.axis, 1 + heavier / body.inverse_mass)))


def disturbed(name: str, jupiter: float = 1.0, span: float = 60.0, tolerance: float = 1e-12) -> tuple[np.ndarray, np.ndarray]:
    """Times (years), and how far a planet is ahead of the ellipse that fits best (arcmin), Jupiter's mass times a factor."""
    times = np.linspace(0, span, int(max(400, 24 * span / planets[name].period)))
    ellipses, masses = [ellipse_of(name), ellipse_of("Jupiter", jupiter)], [1 / planets[name].inverse_mass, jupiter / planets["Jupiter"].inverse_mass]
    path = sun_and_planets(ellipses, masses, times, tolerance)[:, 0]
    return times, off_the_ellipse(times, path, best_ellipse(times, path, ellipses[0]))
SPAN = 60.0
D37 = {"two_body": np.abs(disturbed("Mars", jupiter=0.0, span=SPAN)[1]).max(), **{f"{name.lower()}_sixty": np.abs(disturbed(name, span=SPAN)[1]).max() for name in ("Earth", "Mars", "Saturn")}}
show.table([[k, v] for k, v in D37.items()], columns=["a", "b"], decimals=4)

# %%
def draw_disturbed(name: str, jupiter: float):
    times, ahead = disturbed(name, jupiter, SPAN, tolerance=1e-9)
    return off_ellipse_figure(times, {NAMES[name]: ahead}, seen=2.0)
show.explore(draw_disturbed, question="?", alt="x", name=show.Choice({NAMES[n]: n for n in ("Earth", "Mars", "Saturn", "Uranus")}, start="Saturn", label="p"), jupiter=show.Slider(0.0, 10.0, 1.0, 0.5, label="m"))

# %%
def world(exponent: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places on some orbits in a world where the force falls as r^-exponent, and accelerations there with an error of half a percent."""
    rng = np.random.default_rng(seed)
    places = []
    for _ in range(12):
        r, angle = rng.uniform(0.7, 1.4), rng.uniform(0, 2 * np.pi)
        along = np.array([-np.sin(angle), np.cos(angle)]) * rng.choice([-1, 1])
        start = np.array([[0.0, 0.0], [r * np.cos(angle), r * np.sin(angle)]])
        circular = np.sqrt(r * np.linalg.norm(accelerations(start, np.array([1.0, 0.0]), exponent)[1]))
        path = simulate([1.0, 0.0], start, np.array([[0.0, 0.0], circular * rng.uniform(0.85, 1.05) * along]), np.linspace(0, 3, 30), exponent, tolerance=1e-9)
        places.append(path[:, 1])
    places = np.concatenate(places)
    return places, pull_at(places, exponent) * (1 + 0.005 * rng.normal(size=places.shape))


def pull_at(places: np.ndarray, exponent: float) -> np.ndarray:
    """True accelerations (n, 2) towards the centre."""
    return np.array([accelerations(np.array([[0.0, 0.0], place]), np.array([1.0, 0.0]), exponent)[1] for place in places])


def read_back(exponent: float, seed: int) -> dict:
    """Train a network in a world, and read an exponent from it."""
    places, pulls = world(exponent, seed)
    weight = 1 / np.sum(pulls**2, axis=1)  # the error is relative
    net = SmallNetwork(hidden=24, ridge=1e-6, rounds=200, seed=seed).fit(places, pulls, weight)
    distance = np.linalg.norm(places, axis=1)
    near, far = np.quantile(distance, [0.05, 0.95])
    rng = np.random.default_rng(1000 + seed)
    r, angle = np.exp(rng.uniform(np.log(near), np.log(far), 400)), rng.uniform(0, 2 * np.pi, 400)
    outwards = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    given, true = net.predict(r[:, None] * outwards), pull_at(r[:, None] * outwards, exponent)
    inwards = -(given * outwards).sum(axis=1)
    told = SmallNetwork(hidden=6, seed=seed).fit(np.log(distance)[:, None], np.log(np.linalg.norm(pulls, axis=1)))
    return {
        "net": net,
        "seen": (near, far),
        "exponent": -fitted_exponent(r[inwards > 0], inwards[inwards > 0])[0],
        "told": -fitted_exponent(r, np.exp(told.predict(np.log(r)[:, None])))[0],
        "error": 100 * float(np.sqrt(np.mean(np.sum((given - true) ** 2, axis=1) / np.sum(true**2, axis=1)))),
    }


WORLDS = (1.5, 2.0, 2.5)
copied = {n: [read_back(n, s) for s in SEEDS] for n in WORLDS}
show.table([[n, *(o["exponent"] for o in copied[n]), np.mean([o["told"] for o in copied[n]]), np.mean([o["error"] for o in copied[n]])] for n in WORLDS], columns=["n", *map(str, SEEDS), "told", "err"], decimals=3)

# %%
def draw_read_back(n: float):
    """The law of a world and what three networks make of it, along one ray from the centre."""
    r = np.geomspace(0.25, 4, 120)
    ray = r[:, None] * np.array([np.cos(0.6), np.sin(0.6)])
    given = [-(one["net"].predict(ray) @ np.array([np.cos(0.6), np.sin(0.6)])) for one in copied[n][:3]]
    return read_back_figure(r, np.linalg.norm(pull_at(ray, n), axis=1), given, copied[n][0]["seen"])
show.explore(draw_read_back, question="?", alt="x", n=show.Choice({str(n): n for n in WORLDS}, start=2.0, label="n"))

# %%
PRECISION = 0.1  # kcal/mol
PRICES = {"bic": None, "half": 16.0, "single": 32.0}
CURVES = ["H2", "LiH", "HF"] + (["H2O", "H2O, both bonds", "N2"] if FULL else [])
bonds = load_bonds()


def candidates(name: str, seed: int) -> list[Candidate]:
    """Laws and fits for one curve."""
    r, e = bonds[name].length, bonds[name].relative("FCI")
    return [*readable(r, e), *(network(r, e, hidden, seed) for hidden in (2, 4, 8)), kernel(r, e)]


def rms(x: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(x))))


weighed = {s: {name: candidates(name, s) for name in CURVES} for s in SEEDS}
C1 = {f"margin_{price}": [np.mean([margin(found, PRECISION, bits) for found in weighed[s].values()]) for s in SEEDS] for price, bits in PRICES.items()}
C1["rest_network"] = [np.mean([rms(next(c for c in found if c.name == "network, 8").residuals) for found in weighed[s].values()]) for s in SEEDS]
rest_readable = np.mean([min(rms(c.residuals) for c in found if c.readable) for found in weighed[SEEDS[0]].values()])
rest_mean = np.mean([np.std(bonds[name].relative("FCI")) for name in CURVES])
show.table(
    [[c.name, c.readable, c.n_symbols, c.n_numbers, rms(c.residuals), *(code_length(c, PRECISION, bits_per_number=bits).total for bits in PRICES.values())] for c in weighed[SEEDS[0]]["H2"]],
    columns=["", "readable", "symbols", "numbers", "left", "bic", "16", "32"],
    decimals={"left": 2, "bic": 0, "16": 0, "32": 0},
)
# %%
seconds = time.monotonic() - began
argument.record(
    "T20",
    [
        *(Metric.over_seeds(name, values, "%") for name, values in P5.items()),
        Metric("jupiter_by_kepler", jupiter_by_kepler, "%"),
        Metric("jupiter_by_io", jupiter_by_io, "%"),
        *(Metric(name, value, "arcmin") for name, value in D37.items()),
        Metric.over_seeds("field_error", [one["error"] for one in copied[2.0]], "%"),
        *(Metric.over_seeds(f"read_back_{round(10 * n)}", [one["exponent"] for one in copied[n]], "1") for n in WORLDS),
        Metric.over_seeds("read_back_told", [one["told"] for one in copied[2.0]], "1"),
        Metric("rest_mean", rest_mean, "kcal/mol"),
        Metric.over_seeds("rest_network", C1["rest_network"], "kcal/mol"),
        Metric("rest_readable", rest_readable, "kcal/mol"),
        *(Metric.over_seeds(f"margin_{price}", C1[f"margin_{price}"], "bit") for price in PRICES),
    ],
    seconds=seconds,
    dataset=f"planets; bonds: {', '.join(CURVES)}",
)
