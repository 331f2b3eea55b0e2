"""What is known about every data set: size, level of theory, licence, source, flaws.

The table `DATASETS` is data. A set that someone adds under `data/` needs no entry here to be loaded; an entry
gives it a level, a licence and its known flaws in `qmlaw data list` and `qmlaw data card`.
"""

from dataclasses import dataclass

CC0 = "CC0-1.0"


@dataclass(frozen=True)
class SourceFile:
    """One file of a public data set and where it comes from.

    Parameters
    ----------
    name
        File name, both in the cache and in the folder that `QMLAW_DATA` points to.
    url
        Public address, or None where there is none.
    checksum
        "sha256:…" or "md5:…", or None where no published checksum could be found.
    how
        How to get the file without this library.
    size
        Size in bytes as published, or None.
    """

    name: str
    url: str | None
    checksum: str | None
    how: str
    size: int | None = None


@dataclass(frozen=True)
class DatasetCard:
    """The card of one data set.

    Parameters
    ----------
    name
        What `qmlaw.datasets.load` takes.
    title
        One line.
    n_molecules
        Number of molecules as published, or None for a set of this project (counted from its file).
    level
        Level of theory of the energies, short.
    geometries
        How the geometries were made.
    properties
        Property name to unit, or empty for a set of this project (read from its file).
    licence, citation, doi, origin
        Under what terms, what to cite, and where it was published.
    split
        How the set is usually split, and what this library offers.
    flaws
        What is known to be wrong or easily misread.
    files
        Files to fetch; empty for a set of this project, which lies in `data/<name>/<name>.h5`.
    """

    name: str
    title: str
    n_molecules: int | None
    level: str
    geometries: str
    properties: dict[str, str]
    licence: str
    citation: str
    doi: str | None
    origin: str
    split: str
    flaws: tuple[str, ...] = ()
    files: tuple[SourceFile, ...] = ()

    @property
    def public(self) -> bool:
        """True for a published set, False for one made by this project."""
        return bool(self.files)


QM7_MAT = SourceFile(
    name="qm7.mat",
    url="http://quantum-machine.org/data/qm7.mat",
    # No published checksum was found. The first download is recorded and later ones are held against it.
    checksum=None,
    how="download http://quantum-machine.org/data/qm7.mat",
)
QM7_PBE0_NPZ = SourceFile(
    name="qm7_pbe0_dftb.npz",
    url=None,
    checksum="sha256:f2206f162f106899a3b7a6795bd6ab79dc4f86cd2ebb117b7f5b80f8f87696a0",
    how=(
        "this compact copy has no public address. Its content is public: the energies are "
        "test/data/hof_qm7.txt and the geometries test/qm7/ of https://github.com/qmlcode/qml (MIT licence). "
        "Convert them with qmlaw.datasets.convert_qm7_pbe0"
    ),
)
SI_MLEARN_NPZ = SourceFile(
    name="si_mlearn.npz",
    url=None,
    checksum="sha256:014126e01ecd584420860d717b3c45cb3721372df8009006918de975382d6189",
    how=(
        "this compact copy has no public address. Its content is public: data/Si/training.json and test.json "
        "of https://github.com/materialsvirtuallab/mlearn (BSD-3 licence)"
    ),
)
QM9_20K_NPZ = SourceFile(
    name="qm9_20k.npz",
    url=None,
    checksum="sha256:4f6d3114f6f52a7723e4ab71ba43b17ed7298e636c4816b804a5c70f5c5c23c0",
    how=(
        "this random part of QM9 has no public address. load('qm9') fetches the whole set; "
        "the molecules keep their names (gdb_<number>)"
    ),
)
# Size and MD5 as figshare states them for the deposited files (https://api.figshare.com/v2/articles/1057646
# and /1057644, quoted by several independent public loaders). The download itself was not tried here.
QM9_ARCHIVE = SourceFile(
    name="dsgdb9nsd.xyz.tar.bz2",
    url="https://ndownloader.figshare.com/files/3195389",
    checksum="md5:ad1ebd51ee7f5b3a6e32e974e5d54012",
    how="download it from https://doi.org/10.6084/m9.figshare.c.978904.v5 (file 3195389)",
    size=86_144_227,
)
QM9_UNCHARACTERIZED = SourceFile(
    name="uncharacterized.txt",
    url="https://ndownloader.figshare.com/files/3195404",
    checksum="md5:a361887bacb427b8a0ce7903d92a53b4",
    how="download it from https://doi.org/10.6084/m9.figshare.c.978904.v5 (file 3195404)",
    size=486_752,
)

QM9_PROPERTIES = {
    "A": "GHz", "B": "GHz", "C": "GHz", "mu": "debye", "alpha": "bohr^3",
    "homo": "hartree", "lumo": "hartree", "gap": "hartree", "r2": "bohr^2", "zpve": "hartree",
    "U0": "hartree", "U": "hartree", "H": "hartree", "G": "hartree", "Cv": "cal/(mol K)",
}  # fmt: skip
"""The 15 properties of a QM9 record in the order of the file, with units (Ramakrishnan 2014, Table 3)."""

_QM9_CITATION = "R. Ramakrishnan, P. O. Dral, M. Rupp, O. A. von Lilienfeld, Sci. Data 1, 140022 (2014)"
_QM9_FLAWS = (
    "U0 contains the zero-point energy: the electronic energy is U0 - zpve.",
    "B3LYP/6-31G(2df,p) of Gaussian 09: Cartesian d functions, pure f, and the VWN3 form of B3LYP.",
    "3,054 molecules failed the authors' check that relaxing kept the molecule of the SMILES.",
)
_QM7_CITATION = (
    "M. Rupp, A. Tkatchenko, K.-R. Müller, O. A. von Lilienfeld, Phys. Rev. Lett. 108, 058301 (2012); "
    "L. C. Blum, J.-L. Reymond, J. Am. Chem. Soc. 131, 8732 (2009)"
)

_OWN_FLAWS = (
    "One conformer for each molecule.",
    "Geometries are not minima of the levels that the energies are from.",
)

_CARDS = (
    DatasetCard(
        name="equilibrium",
        title="All sensible closed-shell molecules of C, N, O with up to five heavy atoms",
        n_molecules=None,
        level="several",
        geometries="minima of GFN2-xTB",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/equilibrium/recipe.toml",
        split="by size (train on small, test on five heavy atoms) and at random",
        flaws=_OWN_FLAWS,
    ),
    DatasetCard(
        name="equilibrium_6",
        title="Closed-shell molecules of C, N, O with six heavy atoms",
        n_molecules=None,
        level="several",
        geometries="minima of GFN2-xTB",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/equilibrium_6/recipe.toml",
        split="the larger molecules to test models trained on `equilibrium`",
        flaws=_OWN_FLAWS,
    ),
    DatasetCard(
        name="ladder",
        title="Small molecules of C, N, O at every rung from GFN2-xTB to CCSD(T) and its basis-set limit",
        n_molecules=None,
        level="fourteen and a focal point",
        geometries="minima of GFN2-xTB, those of `equilibrium`",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/ladder/recipe.toml",
        split="none: made to compare levels of theory, not to train",
        flaws=(
            *_OWN_FLAWS,
            "Closed shells; stability was not tested.",
            "The focal point's last term is from a double-zeta basis.",
            "Times are from a busy machine: compare them with each other, to a factor of two.",
        ),
    ),
    DatasetCard(
        name="conformers",
        title="Geometries away from the minimum, made as for ANI-1, and stretched and turned bonds",
        n_molecules=None,
        level="ωB97X/6-31G(d)",
        geometries="normal modes of GFN2-xTB at 600 to 2000 K, rigid scans",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/conformers/recipe.toml",
        split="by the property molecule: whole molecules held out; points of one molecule are alike",
        flaws=(
            "Closed shells: energies of broken bonds are too high; the property stable tells where.",
            "stable is 1 also where it was not tested (suspect is 0).",
            "Some geometries occur more than once by symmetry; flags.csv lists them, and what else is odd.",
            "Minima are those of GFN2-xTB: other points can lie a little below.",
            "Forces are good to about 0.002 hartree/Å.",
        ),
    ),
    DatasetCard(
        name="ladder_conformers",
        title="Sampled geometries of the smallest molecules and ethanol, GFN2-xTB to CCSD(T)/6-31G(d)",
        n_molecules=None,
        level="several",
        geometries="the first 150 sampled ones of each molecule in `conformers`",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/ladder_conformers/recipe.toml",
        split="by the property molecule: whole molecules held out; points of one molecule are alike",
        flaws=(
            "Closed shells; stability was not tested.",
            "HF/6-31G* and PBE/6-31G* are density-fitted, MP2 and CCSD(T) are not.",
            "Draws of N2, which has one mode, all but repeat each other; flags.csv lists what is odd.",
        ),
    ),
    DatasetCard(
        name="water_dimer",
        title="Interaction energies of two rigid water molecules, with and without counterpoise",
        n_molecules=None,
        level="MP2/6-31G**",
        geometries="drawn at random, drawn warm by TIP4P, and six cuts; rigid monomers",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/water_dimer/recipe.toml",
        split="random among the pairs drawn; the cuts (origin dimer scan) are for plots and tests",
        flaws=(
            "A small basis: 2 kcal/mol of the well without counterpoise are borrowed functions.",
            "Frozen core; whether No et al. (1997) froze it was not found out.",
            "Rigid molecules, and few pairs above 10 kcal/mol: no good for molecules that bend or collide.",
            "The first molecule always stands in the same frame: turn the pairs before testing invariance.",
        ),
    ),
    DatasetCard(
        name="silicon",
        title="Silicon: nine structures, strained, warm and molten, and a vacancy; energies, forces, stress",
        n_molecules=None,
        level="LDA, plane waves up to 24 Ry",
        geometries="scans of ideal cells, Gaussian displacements, trajectories with Tersoff's potential",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/silicon/recipe.toml",
        split="by the property label: cells of one trajectory or scan are alike",
        flaws=(
            "Valence electrons only: compare energies with energies of this set, with nothing else.",
            "Cells of eight atoms: long waves and real liquids do not fit in.",
            "Energies of metals are free energies at a smearing of 0.02 Ry; no cell is spin-polarized.",
            "The basis of plane waves grows with the cell: energy and stress differ by up to about 1 GPa.",
        ),
    ),
    DatasetCard(
        name="bonds",
        title="Bonds that break: RHF, UHF, MP2, CCSD(T) and full CI along the stretch",
        n_molecules=None,
        level="HF to full CI, one basis per curve",
        geometries="one length changes, all else is rigid",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/bonds/recipe.toml",
        split="none; read it with qmlaw.datasets.bonds.load_bonds",
        flaws=(
            "An energy is 0 where METHOD/known is 0; the loader makes NaN of it and says why.",
            "Small bases, so that full CI is possible: depths are not those of nature.",
            "UHF is the lowest of two starts; RHF and CCSD are those that belong to the equilibrium.",
        ),
    ),
    DatasetCard(
        name="thermochemistry",
        title="Composite methods G2 to G4(MP2) for the molecules of the G2-1 set",
        n_molecules=None,
        level="G2, G2(MP2), G3, G3(MP2), G4(MP2), G4",
        geometries="minima at MP2(full)/6-31G(d) and at B3LYP/6-31G(2df,p); stored are the starts, from ASE",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/thermochemistry/recipe.toml",
        split="none",
        flaws=(
            "Without lithium and sodium.",
            "Open shells are started once; the stability of molecules is not tested.",
        ),
    ),
    DatasetCard(
        name="g2_97",
        title="The 148 molecules of G2/97: enthalpies of formation at six levels beside experiment",
        n_molecules=None,
        level="GFN2-xTB, HF, PBE, MP2 and B3LYP",
        geometries="MP2(full)/6-31G(d) of Curtiss et al., from ASE",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff); Curtiss et al., J. Chem. Phys. 106, 1063 (1997)",
        doi=None,
        origin="made by this project; recipe data/g2_97/recipe.toml",
        split="random and Kennard-Stone (qmlaw.datasets.kennard_stone)",
        flaws=(
            "Open shells are started once; the stability of molecules is not tested.",
            "Zero-point energies and heating are not calculated here but from ASE's copy of the set.",
            "Some elements are in one or two molecules only: beryllium, boron, sodium, aluminium.",
            "Experiments have errors, too, up to 1 kcal/mol by the choice of the set.",
        ),
    ),
    DatasetCard(
        name="focal_point",
        title="Composite energies without a fitted term for the molecules of the G2-1 set",
        n_molecules=None,
        level="FPA-DZ, FPA-TZ, FPA-TZ+CV",
        geometries="minima at B3LYP/6-31G(2df,p); stored are the starts, from ASE",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff)",
        doi=None,
        origin="made by this project; recipe data/focal_point/recipe.toml",
        split="none",
        flaws=(
            "Core-valence term for H to F only.",
            "Open shells are started once; the stability of molecules is not tested.",
        ),
    ),
    DatasetCard(
        name="h2_pd100",
        title="An analytic surface for H2 above Pd(100), sampled with and without low-symmetry sites",
        n_molecules=None,
        level="a formula",
        geometries="elbows at high-symmetry sites, a few points elsewhere, random ones to test",
        properties={},
        licence=CC0,
        citation="this repository (CITATION.cff); design: Lorenz et al., Phys. Rev. B 73, 115431 (2006)",
        doi=None,
        origin="made by this project; recipe data/h2_pd100/recipe.toml",
        split="property 'part': high symmetry, low symmetry, random, test",
        flaws=(
            "H2/Pd(100)-like and constructed here: its numbers say nothing about palladium.",
            "The atoms of the surface are implied, not listed.",
        ),
    ),
    DatasetCard(
        name="qm7-pbe0",
        title="QM7 as distributed with the qml package: relaxed geometries, PBE0 and DFTB",
        n_molecules=7101,
        level="PBE0/def2-TZVP, DFTB",
        geometries="relaxed with density functional theory",
        properties={"atomization_energy": "kcal/mol", "dftb_atomization_energy": "kcal/mol"},
        licence="MIT",
        citation=_QM7_CITATION,
        doi="10.1103/PhysRevLett.108.058301",
        origin="test data of https://github.com/qmlcode/qml",
        split="no published split; stratified_folds gives folds in the manner of the original",
        flaws=(
            "Not the original qm7.mat: 7,101 instead of 7,165 molecules, other geometries, no published "
            "splits. Errors published for qm7.mat are not strictly comparable with errors on this set.",
            "The order of atoms follows the SMILES, which leaks: shuffle before testing invariance.",
            "PBE0 minus DFTB is in large part linear in the composition: show the composition baseline.",
            "The flavour of DFTB is not documented.",
            "Energies follow the published sign: negative for bound molecules.",
        ),
        files=(QM7_PBE0_NPZ,),
    ),
    DatasetCard(
        name="si-mlearn",
        title="Silicon cells of the mlearn benchmark: crystals, strained, warm, molten, surfaces, vacancies",
        n_molecules=239,
        level="PBE, plane waves (VASP)",
        geometries="ideal, strained and displaced cells, and trajectories by density functional theory",
        properties={"energy": "eV", "forces": "eV/angstrom", "group": "1", "test": "1"},
        licence="BSD-3-Clause",
        citation="Y. Zuo et al., J. Phys. Chem. A 124, 731 (2020)",
        doi="10.1021/acs.jpca.9b08723",
        origin="https://github.com/materialsvirtuallab/mlearn",
        split="214 to train on, 25 to test on, as published: see published_splits",
        flaws=(
            "Total energies of pseudopotentials: compare them with energies of this set, with nothing else.",
            "25 cells to test on: the error of the error is large.",
        ),
        files=(SI_MLEARN_NPZ,),
    ),
    DatasetCard(
        name="qm7",
        title="QM7, the original file with published splits",
        n_molecules=7165,
        level="PBE0/tier 2",
        geometries="relaxed with an empirical potential",
        properties={"atomization_energy": "kcal/mol"},
        licence="not stated",
        citation=_QM7_CITATION,
        doi="10.1103/PhysRevLett.108.058301",
        origin="http://quantum-machine.org/datasets/",
        split="five stratified folds of 1,433 (array P), see published_splits; quote the mean over the folds",
        flaws=(
            "No published checksum was found: the first download is recorded, later ones must equal it.",
            "No licence is stated with the file: free to download, citation asked for.",
            "The file gives positions in bohr; here they are in ångström.",
            "The file's order of molecules and atoms carries information: shuffle before testing invariance.",
        ),
        files=(QM7_MAT,),
    ),
    DatasetCard(
        name="qm9-20k",
        title="Random 20,000 molecules of QM9, none of the uncharacterized ones",
        n_molecules=20_000,
        level="B3LYP/6-31G(2df,p)",
        geometries="minima of the same level",
        properties={"U0": "hartree", "U": "hartree", "atomization_energy_U0": "kcal/mol", "smiles": "1"},
        licence=CC0,
        citation=_QM9_CITATION,
        doi="10.1038/sdata.2014.22",
        origin="https://doi.org/10.6084/m9.figshare.c.978904.v5",
        split="random",
        flaws=(
            *_QM9_FLAWS[:2],
            "atomization_energy_U0 is U0 minus the energies of the atoms: it contains the zero-point energy.",
            "Positions are rounded to 0.0001 Å: < 0.001 kcal/mol at a minimum, more for forces.",
        ),
        files=(QM9_20K_NPZ,),
    ),
    DatasetCard(
        name="qm9",
        title="QM9, the original archive, all molecules",
        n_molecules=133_885,
        level="B3LYP/6-31G(2df,p)",
        geometries="minima of the same level",
        properties={**QM9_PROPERTIES, "mulliken_charge": "e", "smiles": "1"},
        licence=CC0,
        citation=_QM9_CITATION,
        doi="10.1038/sdata.2014.22",
        origin="https://doi.org/10.6084/m9.figshare.c.978904.v5",
        split="random",
        flaws=_QM9_FLAWS,
        files=(QM9_ARCHIVE,),
    ),
    DatasetCard(
        name="qm9-characterized",
        title="QM9 without the 3,054 uncharacterized molecules",
        n_molecules=130_831,
        level="B3LYP/6-31G(2df,p)",
        geometries="minima of the same level",
        properties={**QM9_PROPERTIES, "mulliken_charge": "e", "smiles": "1"},
        licence=CC0,
        citation=_QM9_CITATION,
        doi="10.1038/sdata.2014.22",
        origin="https://doi.org/10.6084/m9.figshare.c.978904.v5",
        split="random",
        flaws=_QM9_FLAWS[:2],
        files=(QM9_ARCHIVE, QM9_UNCHARACTERIZED),
    ),
)

DATASETS: dict[str, DatasetCard] = {card.name: card for card in _CARDS}
"""Every data set with a card, by name."""
