"""A training step of DTNN beside SchNet of SchNetPack: time, size and what must be alike, in one run.

Forward, backward and Adam for a mean absolute error, on the same batches of QM7, on the CPU. SchNetPack pins
an older SymPy than torch 2.13 needs and imports a name that torch no longer has. So it is installed without
its list of dependencies, and the name is put back below. In an environment of its own:

    pip install -e . -c constraints.txt
    pip install -c constraints.txt pytorch-lightning hydra-core hydra-colorlog torchmetrics dirsync fasteners
    pip install -c constraints.txt matscipy torch-ema tensorboard tensorboardX
    pip install --no-deps schnetpack==2.1.1
    QMLAW_DATA=folder/of/public/data OMP_NUM_THREADS=1 python benchmarks/dtnn_peers.py [ROUNDS]
"""

import copy
import sys
import time
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.utils.data.dataloader
from rich.console import Console
from rich.table import Table
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from qmlaw import contracts, datasets
from qmlaw.models.dtnn import DTNN
from qmlaw.models.dtnn.batches import padded_batch
from qmlaw.models.dtnn.standardisation import standardise
from qmlaw.models.trainer import size_sorted_batches
from qmlaw.molecules import Molecules

torch.utils.data.dataloader.T_co = typing.TypeVar("T_co", covariant=True)  # SchNetPack only annotates with it

from schnetpack import properties  # noqa: E402
from schnetpack.atomistic import Atomwise, PairwiseDistances  # noqa: E402
from schnetpack.data.loader import _atoms_collate_fn  # noqa: E402
from schnetpack.model import NeuralNetworkPotential  # noqa: E402
from schnetpack.nn import CosineCutoff, GaussianRBF  # noqa: E402
from schnetpack.representation import SchNet  # noqa: E402

N_BATCHES = 6
N_PASSES = 3
FAR = 1000.0
"""Å; where SchNet's cosine cut-off ends. At 12 Å, the largest distance in QM7, it is still 0.9996."""


class OneBatch(typing.NamedTuple):
    """The same molecules as each network wants them, and (E - E_0) / s_E, what both learn."""

    padded: tuple[Tensor, Tensor]
    edges: dict[str, Tensor]
    targets: Tensor


@dataclass
class Contestant:
    """A network, its energies in units of s_E, how torch is used, and what was measured."""

    network: nn.Module
    energies: Callable[[nn.Module, OneBatch], Tensor]
    compiled: bool = False
    flush_denormals: bool = False
    cpu: list[float] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=1e-3)
        self.called = torch.compile(self.network, dynamic=True) if self.compiled else self.network

    def step(self, batch: OneBatch) -> float:
        """Forward, backward, Adam."""
        self.optimiser.zero_grad()
        loss = nn.functional.l1_loss(self.energies(self.called, batch), batch.targets)
        loss.backward()
        self.optimiser.step()
        return loss.item()

    def round(self, batches: list[OneBatch]) -> None:
        """A step on each batch; keeps processor seconds and loss per step."""
        torch.set_flush_denormal(self.flush_denormals)
        start = time.process_time()
        losses = [self.step(batch) for batch in batches]
        self.cpu.append((time.process_time() - start) / len(batches))
        self.losses.append(float(np.mean(losses)))
        torch.set_flush_denormal(False)

    def flops(self, batches: list[OneBatch]) -> float:
        """Floating-point operations in matrix products, forward and backward, per step."""
        with FlopCounterMode(display=False) as counted:
            for batch in batches:
                self.energies(self.network, batch).sum().backward()
        return counted.get_total_flops() / len(batches)


def our_energies(network: DTNN, batch: OneBatch) -> Tensor:
    """DTNN adds and multiplies by E_0 and s_E itself; here they are taken off again, as in its training."""
    numbers, positions = batch.padded
    return (network(numbers, positions) - network.offset[numbers].sum(dim=1)) / network.scale


def their_energies(network: nn.Module, batch: OneBatch) -> Tensor:
    """SchNetPack writes into the dictionary that it is given."""
    return network(dict(batch.edges))["energy"]


def schnet(n_atom_basis: int, n_filters: int, shared: bool = False) -> nn.Module:
    """SchNet with DTNN's passes and Gaussians, energies from its usual two layers."""
    torch.manual_seed(0)
    gaussians = GaussianRBF(n_rbf=56, start=-1.0, cutoff=10.0)
    representation = SchNet(
        n_atom_basis, N_PASSES, gaussians, CosineCutoff(FAR), n_filters=n_filters, shared_interactions=shared
    )
    return NeuralNetworkPotential(
        representation,
        input_modules=[PairwiseDistances()],
        output_modules=[Atomwise(n_atom_basis, output_key="energy")],
    )


def dtnn(n_basis: int, n_factors: int, molecules: Molecules, energies: np.ndarray) -> DTNN:
    """Ours, with E_0 and s_E of these energies."""
    network = DTNN(
        np.unique(molecules.atomic_numbers).tolist(), n_basis=n_basis, n_factors=n_factors, n_passes=N_PASSES
    )
    standardise(network, molecules, energies, "mean per atom", None)
    return network


def edges(molecules: Molecules, precision: torch.dtype) -> dict[str, Tensor]:
    """SchNetPack's own batch of these molecules; every atom is the neighbour of every other."""
    samples = []
    for m in molecules:
        i, j = np.nonzero(~np.eye(len(m.atomic_numbers), dtype=bool))
        samples.append(
            {
                properties.n_atoms: torch.tensor([len(m.atomic_numbers)]),
                properties.Z: torch.tensor(m.atomic_numbers),
                properties.R: torch.tensor(m.positions, dtype=precision),
                properties.idx_i: torch.tensor(i),
                properties.idx_j: torch.tensor(j),
                properties.offsets: torch.zeros(len(i), 3, dtype=precision),
            }
        )
    return _atoms_collate_fn(samples)


def one_batch(
    molecules: Molecules, targets: np.ndarray | None = None, precision: torch.dtype = torch.float32
) -> OneBatch:
    """These molecules for both."""
    ours = padded_batch(molecules, None, precision, "cpu")
    goal = torch.tensor(np.zeros(len(molecules)) if targets is None else targets, dtype=precision)
    return OneBatch((ours.numbers, ours.positions), edges(molecules, precision), goal)


def contestants(molecules: Molecules, energies: np.ndarray) -> dict[str, Contestant]:
    """Ours first; numbers of an atom / numbers of a pair."""
    return {
        "DTNN, 30/60": Contestant(dtnn(30, 60, molecules, energies), our_energies),
        "SchNet, 30/60": Contestant(schnet(30, 60), their_energies),
        "SchNet, 30/60, shared weights": Contestant(schnet(30, 60, shared=True), their_energies),
        "SchNet, 30/60, denormals flushed": Contestant(schnet(30, 60), their_energies, flush_denormals=True),
        "SchNet, 30/30": Contestant(schnet(30, 30), their_energies),
        "SchNet, 60/60": Contestant(schnet(60, 60), their_energies),
        "DTNN, 60/60": Contestant(dtnn(60, 60, molecules, energies), our_energies),
        "DTNN, 30/60, compiled": Contestant(dtnn(30, 60, molecules, energies), our_energies, compiled=True),
        "SchNet, 30/60, compiled": Contestant(schnet(30, 60), their_energies, compiled=True),
    }


def spread(values: np.ndarray, digits: int) -> str:
    """Median (lowest to highest)."""
    return f"{np.median(values):.{digits}f} ({values.min():.{digits}f} to {values.max():.{digits}f})"


def race(who: dict[str, Contestant], batches: list[OneBatch], rounds: int) -> Iterator[list[str]]:
    """Rows of the table: all take turns, each round begins with another one; the first is a warm-up."""
    everyone = list(who.values())
    for turn in range(rounds + 1):
        for k in range(len(everyone)):
            everyone[(turn + k) % len(everyone)].round(batches)
    ours = np.array(everyone[0].cpu[1:])
    for name, one in who.items():
        cpu = np.array(one.cpu[1:])
        yield [
            name, spread(1000 * cpu, 1), f"{1000 * cpu.min():.1f}", spread(cpu / ours, 2),
            "" if one.compiled else f"{one.flops(batches) / 1e6:.0f}",
            f"{one.losses[0]:.2f} to {one.losses[-1]:.2f}",
        ]  # fmt: skip


def agreement(who: dict[str, Contestant], molecules: Molecules) -> Table:
    """Numbers of weights; and in double precision how much energies move where they must not."""
    table = Table("", "weights", "without element vectors", "moved", "turned", "renumbered", "one by one")
    measured = (contracts.translation, contracts.rotation, contracts.permutation, contracts.alone)
    for name, one in who.items():
        if one.compiled or one.flush_denormals:
            continue  # the same network as another
        network, energies = copy.deepcopy(one.network).double(), one.energies

        def predict(X: Molecules, network=network, energies=energies) -> np.ndarray:
            with torch.no_grad():
                return energies(network, one_batch(X, precision=torch.float64)).double().numpy()

        sizes = [(n, p.numel()) for n, p in network.named_parameters()]
        found = [contract(predict, molecules).deviation for contract in measured]
        table.add_row(
            name, str(sum(size for _, size in sizes)),
            str(sum(size for n, size in sizes if "element_vector" not in n and "embedding" not in n)),
            *(f"{deviation:.0e}" for deviation in found),
        )  # fmt: skip
    return table


def largest_difference_of_filters(network: DTNN, batch: OneBatch) -> float:
    """Our layer on SchNetPack's Gaussians of its own distances, against our filters; double precision."""
    network, inputs = copy.deepcopy(network).double(), PairwiseDistances()(dict(batch.edges))
    gaussians = GaussianRBF(n_rbf=56, start=-1.0, cutoff=10.0).double()
    theirs = network.from_distance(gaussians(inputs[properties.Rij].norm(dim=1)))
    numbers, positions = batch.padded
    there = (numbers > 0).double()
    is_pair = (there[:, :, None] * there[:, None]).bool() & ~torch.eye(numbers.shape[1]).bool()
    return (network.filters(numbers, positions)[is_pair] - theirs).abs().max().item()


def main() -> None:
    """Print a table for each kind of batch, and one of what must agree."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    console = Console(width=150)
    molecules = datasets.load("qm7-pbe0")
    energies = molecules.value("atomization_energy", "kcal/mol")
    shift = (energies / molecules.n_atoms).mean()
    targets = (energies - shift * molecules.n_atoms) / (energies / molecules.n_atoms).std()
    for batch_size in (25, 100):
        for kind, pool in (("of similar size, as they are trained", 16), ("at random", 1)):
            chosen = size_sorted_batches(molecules.n_atoms, batch_size, (0, 0), pool)[:N_BATCHES]
            batches = [one_batch(molecules[part], targets[part]) for part in chosen]
            pairs = sum(len(batch.edges[properties.idx_i]) for batch in batches)
            padded = sum(batch.padded[0].shape[1] ** 2 * len(batch.targets) for batch in batches)
            title = (
                f"{batch_size} molecules {kind}; {torch.get_num_threads()} thread(s); {pairs / padded:.0%} "
                f"of the padded pairs are pairs; {rounds} rounds of {N_BATCHES} steps"
            )
            headings = (
                "CPU ms per step",
                "best",
                "over DTNN 30/60",
                "MFLOP in products",
                "loss, first to last round",
            )
            table = Table("", *headings, title=title)
            who = contestants(molecules, energies)
            for row in race(who, batches, rounds):
                table.add_row(*row)
            console.print(table)
    console.print(agreement(who, molecules[:50]))
    batch = one_batch(molecules[:50], precision=torch.float64)
    difference = largest_difference_of_filters(who["DTNN, 30/60"].network, batch)
    console.print(f"largest difference of filters from the two sets of Gaussians: {difference:.0e}")


if __name__ == "__main__":
    main()
