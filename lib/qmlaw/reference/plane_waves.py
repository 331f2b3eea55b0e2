"""Energies of crystals with plane waves: pw.x of Quantum ESPRESSO, run through ASE.

Quantum ESPRESSO (P. Giannozzi et al., J. Phys.: Condens. Matter 29, 465901 (2017),
doi:10.1088/1361-648X/aa8f79) is a program, not a Python package. Debian and Ubuntu have it as
``quantum-espresso``, with pseudopotentials in ``quantum-espresso-data``.
"""

import functools
import hashlib
import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from ase import Atoms
from ase.calculators.espresso import Espresso, EspressoProfile
from ase.stress import voigt_6_to_full_3x3_stress
from ase.units import create_units

from qmlaw import units

PROGRAM = "pw.x"

#: Where the package of Debian and Ubuntu puts pseudopotentials; the variable ESPRESSO_PSEUDO comes first.
PSEUDOPOTENTIAL_FOLDER = Path("/usr/share/espresso/pseudo")

SMEARINGS = ("gaussian", "marzari-vanderbilt", "methfessel-paxton", "fermi-dirac")

#: The units in which ASE reads the output of pw.x; ours differ in the eighth digit.
_ASE = create_units("2006")

_WANTED = ("energy", "forces", "stress")

#: How often pw.x is started before it counts as broken. Debian's build now and then (in 4 of 560 cells) dies
#: of a segmentation fault in its first iteration.
_STARTS = 3


class NotInstalledError(RuntimeError):
    """A program or a file that a calculation needs is not on this machine. It says nothing about the cell."""


class PlaneWaveError(RuntimeError):
    """pw.x gave no converged energy."""


@dataclass(frozen=True)
class PlaneWaves:
    """Settings of a plane-wave calculation, all but the grid of k points.

    Parameters
    ----------
    cutoff : float
        Kinetic energy of the shortest plane wave, rydberg. The density has four times as much.
    smearing : str
        How levels at the Fermi energy are filled; one of `SMEARINGS`.
    width : float
        Width of the smearing, rydberg.
    threshold : float
        Estimated error of the energy at which self-consistency is reached, rydberg per cell.
    pseudopotential : str
        Name of the file. It decides the density functional, too.
    sha256 : str
        Checksum of that file.
    """

    cutoff: float
    smearing: str
    width: float
    threshold: float
    pseudopotential: str
    sha256: str

    def __post_init__(self) -> None:
        for name in ("cutoff", "width", "threshold"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be above 0 Ry, not {getattr(self, name)}")
        if self.smearing not in SMEARINGS:
            raise ValueError(f"unknown smearing {self.smearing!r}; allowed are {', '.join(SMEARINGS)}")

    def meaning(self) -> dict:
        """What decides the numbers, for `qmlaw.reference.kinds`."""
        return asdict(self)


def plane_wave_energy(
    atoms: Atoms, settings: PlaneWaves, grid: tuple[int, int, int], offset: tuple[int, int, int]
) -> dict:
    """Energy, forces and stress of a periodic cell of one element.

    Parameters
    ----------
    atoms : ase.Atoms
        The cell, periodic in all directions, Å.
    settings : PlaneWaves
        Cut-off, smearing, pseudopotential.
    grid : tuple of int
        Monkhorst-Pack grid of k points.
    offset : tuple of int
        1 where the grid is shifted by half a step, else 0.

    Returns
    -------
    dict
        ``energy``, hartree per cell: the variational free energy E - TS of the smeared electrons, whose
        derivatives are ``forces`` (hartree/Å, list of n × 3) and ``stress`` (hartree/Å^3, 3 × 3, dE/dstrain
        per volume: positive where the cell is stretched). ``k_points`` after symmetry, ``cpu_seconds``,
        ``program``.
        Only energies with the same pseudopotential can be compared.

    Raises
    ------
    NotInstalledError
        Without pw.x or the pseudopotential, or if that file is another one.
    PlaneWaveError
        If pw.x stops or does not converge; with its reason.
    ValueError
        If the cell is not periodic or has several elements.
    """
    elements = set(atoms.get_chemical_symbols())
    if len(elements) != 1 or not atoms.pbc.all():
        raise ValueError(f"needs a periodic cell of one element, not {atoms.symbols} periodic in {atoms.pbc}")
    profile = EspressoProfile(command=_command(), pseudo_dir=pseudopotential_folder(settings))
    with tempfile.TemporaryDirectory(prefix="qmlaw-pw-") as folder:
        calculator = Espresso(
            profile=profile,
            directory=folder,
            pseudopotentials=dict.fromkeys(elements, settings.pseudopotential),
            kpts=tuple(grid),
            koffset=tuple(offset),
            input_data=_input(settings),
        )
        calculator.write_inputfiles(atoms, _WANTED)
        before = _children_seconds()
        output = _execute(calculator)
        seconds = _children_seconds() - before
        results = calculator.template.read_results(calculator.directory)
    return _in_our_units(results) | {
        "k_points": int(_after(output, "number of k points=")),
        "cpu_seconds": round(seconds, 2),
        "program": f"Quantum ESPRESSO {_after(output, 'Program PWSCF').removeprefix('v.')}",
    }


def pseudopotential_folder(settings: PlaneWaves) -> Path:
    """Folder with the pseudopotential of the settings; NotInstalledError without it or with another file."""
    folder = Path(os.environ.get("ESPRESSO_PSEUDO", PSEUDOPOTENTIAL_FOLDER))
    path = folder / settings.pseudopotential
    if not path.is_file():
        raise NotInstalledError(
            f"the pseudopotential {settings.pseudopotential} is not in {folder}: install the package "
            "quantum-espresso-data of Debian or Ubuntu, or name its folder in ESPRESSO_PSEUDO"
        )
    found = _sha256(path)
    if found != settings.sha256:
        raise NotInstalledError(f"{path} is another file: SHA-256 {found}, expected {settings.sha256}")
    return folder


@functools.cache
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _command() -> str:
    """One process with one thread; the OpenMPI that Debian builds pw.x with starts no helper beside it."""
    if shutil.which(PROGRAM) is None:
        raise NotInstalledError(
            f"{PROGRAM} of Quantum ESPRESSO was not found: install the package quantum-espresso of Debian or "
            "Ubuntu"
        )
    return f"env OMP_NUM_THREADS=1 OMPI_MCA_ess_singleton_isolated=1 {PROGRAM}"


def _input(settings: PlaneWaves) -> dict:
    return {
        "control": {"tprnfor": True, "tstress": True, "disk_io": "none", "outdir": "."},
        "system": {
            "ecutwfc": settings.cutoff,
            "occupations": "smearing",
            "smearing": settings.smearing,
            "degauss": settings.width,
        },
        "electrons": {"conv_thr": settings.threshold, "electron_maxstep": 100},
    }


def _execute(calculator: Espresso) -> str:
    """Run pw.x; its output, if it converged."""
    for _ in range(_STARTS):
        code = _exit_code(calculator)
        if code >= 0:
            break
    stopped = f"{PROGRAM} ended with {code}; " if code else ""
    path = calculator.directory / calculator.template.outputname
    output = path.read_text(encoding="utf-8", errors="replace")
    if "convergence NOT achieved" in output:
        raise PlaneWaveError(f"{stopped}self-consistency was not reached")
    if stopped or "convergence has been achieved" not in output or "JOB DONE" not in output:
        raise PlaneWaveError(f"{stopped}{_complaint(output)}")
    return output


def _exit_code(calculator: Espresso) -> int:
    """Run pw.x once: 0 if it ended well, below 0 if a signal killed it."""
    try:
        calculator.template.execute(calculator.directory, calculator.profile)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


def _complaint(output: str) -> str:
    """What pw.x says between its two lines of percent signs, or else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    frames = [i for i, line in enumerate(lines) if set(line) == {"%"}]
    if frames:
        return " ".join(" ".join(lines[frames[0] + 1 : (*frames, None)[1]]).split())
    return f"last line of the output: {lines[-1]}" if lines else "no output"


def _in_our_units(results: dict) -> dict:
    hartree, bohr = _ASE["Hartree"], _ASE["Bohr"] / units.BOHR_TO_ANGSTROM  # in eV, and in our Å
    stress = voigt_6_to_full_3x3_stress(results["stress"])
    return {
        "energy": float(results["energy"] / hartree),
        "forces": np.round(results["forces"] / (hartree / bohr), 9).tolist(),
        "stress": np.round(stress / (hartree / bohr**3), 10).tolist(),
    }


def _after(output: str, label: str) -> str:
    return output.partition(label)[2].split()[0]


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
