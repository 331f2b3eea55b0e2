"""Processor time of a composite energy, step by step: geometry, vibrations, and every energy by its label.

    python benchmarks/composite_cost.py CH3CH2OH G4 "G4(MP2)"

One process, one thread. Energies that two methods have in common are calculated once and counted for both.
"""

import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

from qmlaw.cli_energy import find_molecule
from qmlaw.reference.blas import fast_and_single_threaded
from qmlaw.reference.composite import find_composite
from qmlaw.reference.composite.energies import batch_energies, batches
from qmlaw.reference.stationary import frequencies, minimum


def clocked(function, *arguments, **settings):
    """What a function gives, and the processor seconds it took."""
    began = time.process_time()
    return function(*arguments, **settings), time.process_time() - began


def main(name, *methods):
    """Run the methods on one molecule; print a line of JSON per step and a summary per method."""
    start, multiplicity = find_molecule(name)
    state = {"charge": 0, "multiplicity": multiplicity or 1}
    nuclei, energies = {}, {}
    with fast_and_single_threaded():
        for method in map(find_composite, methods):
            levels = method.geometry, method.vibrations
            if levels not in nuclei:
                found, geometry = clocked(minimum, start, method.geometry, **state)
                vibrating = found
                if levels[0] != levels[1]:
                    vibrating, more = clocked(minimum, found.atoms, method.vibrations, **state)
                    geometry += more
                waves, vibrations = clocked(frequencies, vibrating.atoms, method.vibrations, **state)
                nuclei[levels] = found.atoms, geometry, vibrations
                report = {"geometry": geometry, "gradients": found.gradients, "vibrations": vibrations}
                print(json.dumps(report | {"zpe": sum(waves.wavenumbers) / 2}), flush=True)
            atoms, geometry, vibrations = nuclei[levels]
            for batch in batches(tuple(label for label in method.labels if label not in energies)):
                found = batch_energies(atoms, batch, **state)
                energies |= found
                for label, entry in found.items():
                    print(json.dumps({"label": label, **entry}), flush=True)
            paid = {*method.labels, *(f"HF/{batch.basis}" for batch in batches(method.labels))}
            electronic = sum(energies[label]["cpu_seconds"] for label in paid)
            total = geometry + vibrations + electronic
            print(
                f"{method.name} of {name}: geometry {geometry:.1f} s, vibrations {vibrations:.1f} s, "
                f"energies {electronic:.1f} s, together {total:.1f} s of processor time",
                flush=True,
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
