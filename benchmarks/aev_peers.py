"""Atomic environment vectors beside TorchANI: agreement, time, growth with the number of atoms, in one run.

    pip install -e . torchani
    QMLAW_DATA=folder/of/public/data OMP_NUM_THREADS=1 NUMBA_NUM_THREADS=1 python benchmarks/aev_peers.py

Both take positions and give vectors (forward), and from a gradient by the vectors the one by the positions
(backward). Finding neighbours is part of it on both sides. The two alternate, and the shortest CPU time of
many rounds counts, because a busy machine only ever adds.
"""

import time
from collections.abc import Callable

import numpy as np
import torch
import torchani
from droplets import droplet
from rich.console import Console
from rich.table import Table
from torchani.aev import AEVComputer, ANIAngular, ANIRadial

from qmlaw import datasets
from qmlaw.molecules import Molecules
from qmlaw.representations.aev import AEV
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.representations.environments import LocalRepresentation, displacements

HCNO = (1, 6, 7, 8)
ROUNDS = 15
PRESETS = {
    "ANI-1x": (
        FastAEV.ani1x(HCNO, "torchani"),
        AEV.ani1x(HCNO, "torchani"),
        ANIRadial.like_1x,
        ANIAngular.like_1x,
    ),
    "ANI-2x": (
        FastAEV.ani2x(HCNO, "torchani"),
        AEV.ani2x(HCNO, "torchani"),
        ANIRadial.like_2x,
        ANIAngular.like_2x,
    ),
}


class Ours:
    """Vectors and their pull-back from this project."""

    def __init__(self, aev: LocalRepresentation, molecules: Molecules, precision: torch.dtype) -> None:
        self.aev, self.molecules = aev, molecules
        self.positions = torch.tensor(molecules.positions, dtype=precision)

    def forward(self) -> torch.Tensor:
        """Vectors of all atoms (A, F)."""
        environments = self.aev.environments(self.molecules)
        with torch.no_grad():
            return self.aev(displacements(self.positions, environments), environments)

    def both(self, gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Vectors (A, F), and the gradient by the positions (A, 3)."""
        positions = self.positions.clone().requires_grad_()
        environments = self.aev.environments(self.molecules)
        values = self.aev(displacements(positions, environments), environments)
        values.backward(gradient)
        return values.detach(), positions.grad


class Theirs:
    """The same from TorchANI, which takes padded molecules; padding them is not counted."""

    def __init__(
        self, radial: Callable, angular: Callable, molecules: Molecules, precision: torch.dtype,
        neighborlist: str = "all_pairs",
    ) -> None:  # fmt: skip
        padded = molecules.padded()
        self.mask = torch.tensor(padded.mask)
        place = np.zeros(9, dtype=np.int64)
        place[list(HCNO)] = np.arange(4)
        self.elements = torch.where(self.mask, torch.tensor(place[padded.atomic_numbers]), -1)
        self.positions = torch.tensor(padded.positions, dtype=precision)
        self.computer = AEVComputer(radial(), angular(), 4, strategy="pyaev", neighborlist=neighborlist)
        self.computer.to(precision)

    def forward(self) -> torch.Tensor:
        """Vectors of all atoms, padding included."""
        with torch.no_grad():
            return self.computer(self.elements, self.positions)

    def both(self, gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Vectors and the gradient by the positions, padding included."""
        positions = self.positions.clone().requires_grad_()
        values = self.computer(self.elements, positions)
        values.backward(gradient)
        return values.detach(), positions.grad

    def padded(self, flat: torch.Tensor) -> torch.Tensor:
        """Rows of atoms as padded molecules."""
        out = flat.new_zeros(*self.mask.shape, flat.shape[1])
        out[self.mask] = flat
        return out


def with_our_numbers(peer: Theirs, aev: AEV) -> Theirs:
    """TorchANI rounds shifts and angles to single precision; give it ours with all digits."""
    precision = peer.positions.dtype
    for part, shifts in (
        (peer.computer.radial, aev.radial_shifts),
        (peer.computer.angular, aev.angular_shifts),
    ):
        part.shifts = torch.tensor(shifts, dtype=precision)
    peer.computer.radial.eta = torch.tensor([aev.radial_eta], dtype=precision)
    peer.computer.angular.eta = torch.tensor([aev.angular_eta], dtype=precision)
    peer.computer.angular.zeta = torch.tensor([aev.zeta], dtype=precision)
    peer.computer.angular.sections = torch.tensor(aev.sections, dtype=precision)
    return peer


def best_times(functions: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Shortest CPU time in seconds of each function; in every round each has its turn."""
    best = dict.fromkeys(functions, np.inf)
    for _ in range(rounds):
        for name, function in functions.items():
            start = time.process_time()
            function()
            best[name] = min(best[name], time.process_time() - start)
    return best


def agreement(molecules: Molecules) -> Table:
    """Largest deviations of values and gradients, in double and in single precision."""
    table = Table("parameters", "precision", "values up to", "deviation", "gradient up to", "deviation")
    for name, (ours, _, radial, angular) in PRESETS.items():
        for precision in (torch.float64, torch.float32):
            mine = Ours(ours, molecules, precision)
            peer = with_our_numbers(Theirs(radial, angular, molecules, precision), ours)
            generator = torch.Generator().manual_seed(0)
            gradient = torch.randn(
                len(molecules.positions), ours.n_features, dtype=precision, generator=generator
            )
            values, slope = mine.both(gradient)
            their_values, their_slope = peer.both(peer.padded(gradient))
            table.add_row(
                name, str(precision).removeprefix("torch."),
                f"{values.max():.1f}", f"{(values - their_values[peer.mask]).abs().max():.1e}",
                f"{slope.abs().max():.0f}", f"{(slope - their_slope[peer.mask]).abs().max():.1e}",
            )  # fmt: skip
    return table


def batches(molecules: Molecules) -> Table:
    """Times for batches of QM7, single precision."""
    table = Table("molecules", "what", "qmlaw ms", "TorchANI ms", "times as fast", "qmlaw, readable ms")
    for name, (ours, readable, radial, angular) in PRESETS.items():
        for n in (256, 1024):
            batch = molecules[:n]
            mine, slow = Ours(ours, batch, torch.float32), Ours(readable, batch, torch.float32)
            peer = Theirs(radial, angular, batch, torch.float32)
            gradient = torch.randn(len(batch.positions), ours.n_features)
            padded = peer.padded(gradient)
            forward = best_times({"ours": mine.forward, "theirs": peer.forward, "slow": slow.forward})
            both = best_times(
                {
                    "ours": lambda m=mine, g=gradient: m.both(g),
                    "theirs": lambda p=peer, g=padded: p.both(g),
                    "slow": lambda m=slow, g=gradient: m.both(g),
                }
            )
            for what, found in (("forward", forward), ("forward + backward", both)):
                table.add_row(
                    f"{n}, {name}", what, f"{1e3 * found['ours']:.1f}", f"{1e3 * found['theirs']:.1f}",
                    f"{found['theirs'] / found['ours']:.1f}", f"{1e3 * found['slow']:.1f}",
                )  # fmt: skip
    return table


def growth(molecules: Molecules) -> tuple[Table, float]:
    """Time of forward and backward for one system of 10 to 10,000 atoms, and the slope from 100 on."""
    table = Table("atoms", "pairs", "qmlaw ms", "ms per atom", "TorchANI ms (cell list)")
    ours, _, radial, angular = PRESETS["ANI-1x"]
    sizes, times = (10, 30, 100, 300, 1000, 3000, 10000), []
    for n in sizes:
        system = droplet(molecules, n)
        mine = Ours(ours, system, torch.float32)
        gradient = torch.randn(n, ours.n_features)
        functions = {"ours": lambda m=mine, g=gradient: m.both(g)}
        if n <= 3000:
            peer = Theirs(radial, angular, system, torch.float32, "cell_list" if n >= 300 else "all_pairs")
            padded = peer.padded(gradient)
            functions["theirs"] = lambda p=peer, g=padded: p.both(g)
        found = best_times(functions, rounds=7 if n < 3000 else 4)
        times.append(found["ours"])
        pairs = len(ours.environments(system).centre)
        theirs = f"{1e3 * found['theirs']:.1f}" if "theirs" in found else ""
        table.add_row(
            str(n), str(pairs), f"{1e3 * found['ours']:.2f}", f"{1e3 * found['ours'] / n:.4f}", theirs
        )
    slope = np.polyfit(np.log(sizes[2:]), np.log(times[2:]), 1)[0]
    return table, float(slope)


def main() -> None:
    """Print three tables and a slope."""
    torch.set_num_threads(1)
    molecules = datasets.load("qm7-pbe0")
    no_sulfur = np.array([not (m.atomic_numbers == 16).any() for m in molecules])
    molecules = molecules[np.random.default_rng(0).permutation(np.flatnonzero(no_sulfur))]
    console = Console(width=130)
    console.print(
        f"torchani {torchani.__version__}, torch {torch.__version__}, one thread, best CPU time of {ROUNDS}"
    )
    console.print(agreement(molecules[:256]))
    console.print(batches(molecules))
    table, slope = growth(molecules)
    console.print(table)
    console.print(f"slope of log time over log atoms, 100 to 10,000 atoms: {slope:.3f}")


if __name__ == "__main__":
    main()
