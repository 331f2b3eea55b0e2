"""A collection of molecules of different sizes: atomic numbers, positions, named properties with units.

`Molecules` keeps all atoms of all molecules in two flat arrays, with offsets that say where each molecule
begins. It checks what it is given once, when it is made, and then never changes. It is what a representation
takes as `X`, so that scikit-learn's pipelines and cross-validation work on molecules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import ase
import numpy as np
from ase.data import chemical_symbols
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from qmlaw import units

SAME_SPOT = 0.01
"""Two atoms closer than this (Å) are an error in the input, not a geometry."""

HEAVIEST_ELEMENT = 118


class Molecule(NamedTuple):
    """One molecule: atomic numbers (n,), positions (n, 3) in Å, cell (3, 3) in Å or None, name."""

    atomic_numbers: NDArray[np.int64]
    positions: NDArray[np.float64]
    cell: NDArray[np.float64] | None
    name: str


class Padded(NamedTuple):
    """Molecules of one common size A: zeros where `mask` is False.

    atomic_numbers (N, A), positions (N, A, 3) in Å, mask (N, A).
    """

    atomic_numbers: NDArray[np.int64]
    positions: NDArray[np.float64]
    mask: NDArray[np.bool_]


class Composition(NamedTuple):
    """How many atoms of each element: elements (E,) as atomic numbers, counts (N, E)."""

    elements: NDArray[np.int64]
    counts: NDArray[np.int64]


class Split(NamedTuple):
    """Indices of molecules to train on and to test on. Disjoint; together they are all."""

    train: NDArray[np.int64]
    test: NDArray[np.int64]


class Property:
    """Values with a unit, one entry per molecule or one per atom.

    Parameters
    ----------
    values : array_like
        First axis: molecules (N, …) or all atoms (sum of n, …). NaN means "not known".
    unit : str
        A key of `qmlaw.units.UNITS`; `"1"` for a pure number.
    per : {"molecule", "atom"}
        What the first axis counts.

    Raises
    ------
    ValueError
        If the unit is missing or unknown, or `per` is something else.
    """

    __slots__ = ("per", "unit", "values")

    def __init__(self, values: ArrayLike, unit: str, per: Literal["molecule", "atom"] = "molecule") -> None:
        units.unit(unit)
        if per not in ("molecule", "atom"):
            raise ValueError(f"per is {per!r}; allowed are 'molecule' and 'atom'")
        self.values = np.array(values)  # a copy: nobody else can change it
        self.unit = unit
        self.per = per
        if self.values.ndim == 0:
            raise ValueError(f"a property needs one value per {per}, got the single number {values!r}")

    def to(self, unit: str) -> NDArray[np.float64]:
        """Values converted to another unit of the same dimension."""
        return units.convert(self.values, self.unit, unit)

    def __repr__(self) -> str:
        return f"Property(shape={self.values.shape}, unit={self.unit!r}, per={self.per!r})"


class Molecules:
    """A ragged collection of molecules.

    Parameters
    ----------
    atomic_numbers : sequence of array_like
        One (n_i,) sequence of atomic numbers per molecule.
    positions : sequence of array_like
        One (n_i, 3) array of coordinates in Å per molecule.
    cells : array_like (N, 3, 3), optional
        Lattice vectors as rows, in Å. All zeros marks a molecule without a cell.
    properties : mapping of str to Property, or to a tuple (values, unit) or (values, unit, per), optional
        Named quantities with their units.
    names : sequence of str, optional
        One name per molecule; without it, the running number.

    Attributes
    ----------
    atomic_numbers : ndarray (sum of n,)
        All atoms of all molecules, one molecule after the other.
    positions : ndarray (sum of n, 3)
        Å.
    offsets : ndarray (N + 1,)
        Molecule i is `offsets[i]:offsets[i + 1]` of the two arrays above.

    Raises
    ------
    ValueError
        Naming the molecule and the atom: an empty molecule, lengths that disagree, a coordinate that is not
        finite, an unknown element, two atoms on one spot, a property without a unit or of a wrong length.
    """

    def __init__(
        self,
        atomic_numbers: Sequence[ArrayLike],
        positions: Sequence[ArrayLike],
        *,
        cells: ArrayLike | None = None,
        properties: Mapping[str, Any] | None = None,
        names: Sequence[str] | None = None,
    ) -> None:
        if len(atomic_numbers) != len(positions):
            raise ValueError(
                f"{len(atomic_numbers)} molecules have atomic numbers but {len(positions)} have positions"
            )
        self._names = _checked_names(names, len(atomic_numbers))
        numbers = [_checked_numbers(z, self._label(i)) for i, z in enumerate(atomic_numbers)]
        places = [
            _checked_positions(r, len(z), self._label(i))
            for i, (z, r) in enumerate(zip(numbers, positions, strict=True))
        ]
        self._n_atoms = np.array([len(z) for z in numbers], dtype=np.int64)
        self.offsets = np.concatenate([[0], np.cumsum(self._n_atoms)]).astype(np.int64)
        self.atomic_numbers = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64)
        self.positions = np.concatenate(places) if places else np.zeros((0, 3))
        self._cells = _checked_cells(cells, len(self))
        self._check_elements()
        self._check_coordinates()
        self._check_distances()
        self._properties: dict[str, Property] = {}
        for name, given in (properties or {}).items():
            self._properties[name] = self._checked_property(name, given)
        self._freeze()

    # ---- what is inside -------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._n_atoms)

    @property
    def shape(self) -> tuple[int]:
        """`(N,)`: lets scikit-learn count and index molecules as it does rows."""
        return (len(self),)

    @property
    def n_atoms(self) -> NDArray[np.int64]:
        """Atoms per molecule, (N,)."""
        return self._n_atoms

    @property
    def n_heavy(self) -> NDArray[np.int64]:
        """Atoms other than hydrogen per molecule, (N,)."""
        return np.bincount(self.molecule_index, weights=self.atomic_numbers > 1, minlength=len(self)).astype(
            np.int64
        )

    @property
    def molecule_index(self) -> NDArray[np.int64]:
        """For each atom the number of its molecule, (sum of n,)."""
        return np.repeat(np.arange(len(self)), self._n_atoms)

    @property
    def names(self) -> tuple[str, ...]:
        """One name per molecule."""
        return self._names

    @property
    def cells(self) -> NDArray[np.float64] | None:
        """Lattice vectors (N, 3, 3) in Å, or None when no molecule has a cell."""
        return self._cells

    @property
    def properties(self) -> Mapping[str, Property]:
        """Named properties (read only; `with_property` makes a new collection)."""
        return MappingProxyType(self._properties)

    def value(self, name: str, unit: str | None = None) -> NDArray[Any]:
        """Values of a property, converted to `unit` when one is given.

        Raises
        ------
        ValueError
            If there is no such property (the message lists those there are), or the units do not fit.
        """
        if name not in self._properties:
            there = ", ".join(sorted(self._properties)) or "none"
            raise ValueError(f"no property {name!r}; there are: {there}")
        found = self._properties[name]
        return found.values if unit is None else found.to(unit)

    def with_property(
        self, name: str, values: ArrayLike, unit: str, per: Literal["molecule", "atom"] = "molecule"
    ) -> Molecules:
        """A new collection with one more property (or one replaced)."""
        new = self[:]
        new._properties = {**self._properties, name: self._checked_property(name, (values, unit, per))}
        return new

    def composition(self, elements: ArrayLike | None = None) -> Composition:
        """Atoms of each element in each molecule.

        Parameters
        ----------
        elements : array_like (E,), optional
            Atomic numbers to count; without it, those that occur, in ascending order.

        Raises
        ------
        ValueError
            If an atom is of an element that is not in `elements`.
        """
        wanted = np.unique(self.atomic_numbers) if elements is None else np.asarray(elements, dtype=np.int64)
        column = np.full(HEAVIEST_ELEMENT + 1, -1)
        column[wanted] = np.arange(len(wanted))
        columns = column[self.atomic_numbers]
        if (columns < 0).any():
            atom = int(np.argmax(columns < 0))
            symbols = ", ".join(chemical_symbols[z] for z in wanted)
            raise ValueError(f"{self._atom_label(atom)} is not one of the elements asked for ({symbols})")
        counts = np.zeros((len(self), len(wanted)), dtype=np.int64)
        np.add.at(counts, (self.molecule_index, columns), 1)
        return Composition(wanted, counts)

    def padded(self, max_atoms: int | None = None) -> Padded:
        """All molecules in rectangular arrays, zeros behind the last atom.

        Parameters
        ----------
        max_atoms : int, optional
            Common size A; without it, that of the largest molecule.

        Raises
        ------
        ValueError
            If a molecule has more atoms than `max_atoms`.
        """
        largest = int(self._n_atoms.max(initial=0))
        size = largest if max_atoms is None else max_atoms
        if largest > size:
            i = int(self._n_atoms.argmax())
            raise ValueError(f"{self._label(i)} has {largest} atoms, more than max_atoms = {size}")
        mask = np.arange(size) < self._n_atoms[:, None]
        numbers = np.zeros(mask.shape, dtype=np.int64)
        numbers[mask] = self.atomic_numbers
        places = np.zeros((*mask.shape, 3))
        places[mask] = self.positions
        return Padded(numbers, places, mask)

    # ---- choosing -------------------------------------------------------------------------------------

    def __getitem__(self, key: Any) -> Any:
        """One `Molecule` for an integer; a `Molecules` for a slice, a mask or an array of indices."""
        if isinstance(key, tuple):  # scikit-learn asks for X[rows, ...]
            if len(key) != 2 or key[1] is not Ellipsis:
                raise IndexError(f"molecules have one axis, got the index {key!r}")
            key = key[0]
        if isinstance(key, int | np.integer):
            return self._one(int(key))
        return self._take(np.arange(len(self))[_as_index(key)])

    def __iter__(self) -> Iterator[Molecule]:
        return (self._one(i) for i in range(len(self)))

    def _one(self, i: int) -> Molecule:
        if not -len(self) <= i < len(self):
            raise IndexError(f"molecule {i} of {len(self)}")
        i %= len(self)
        atoms = slice(self.offsets[i], self.offsets[i + 1])
        cell = None if self._cells is None or not self._cells[i].any() else self._cells[i]
        return Molecule(self.atomic_numbers[atoms], self.positions[atoms], cell, self._names[i])

    def _take(self, index: NDArray[np.int64]) -> Molecules:
        """The molecules of `index` in that order. What was checked once is not checked again."""
        atoms = _ranges(self.offsets[:-1][index], self._n_atoms[index])
        new = object.__new__(Molecules)
        new._names = tuple(self._names[i] for i in index)
        new._n_atoms = self._n_atoms[index]
        new.offsets = np.concatenate([[0], np.cumsum(new._n_atoms)]).astype(np.int64)
        new.atomic_numbers = self.atomic_numbers[atoms]
        new.positions = self.positions[atoms]
        new._cells = None if self._cells is None else self._cells[index]
        new._properties = {
            name: Property(p.values[index if p.per == "molecule" else atoms], p.unit, p.per)
            for name, p in self._properties.items()
        }
        new._freeze()
        return new

    @classmethod
    def concatenate(cls, parts: Sequence[Molecules]) -> Molecules:
        """One collection after the other. All must have the same properties, in units that can be converted.

        Raises
        ------
        ValueError
            If the sets of properties differ: nothing is dropped silently.
        """
        if not parts:
            raise ValueError("concatenate needs at least one collection, got none")
        first = parts[0]
        for k, part in enumerate(parts):
            if set(part.properties) != set(first.properties):
                odd = sorted(set(part.properties) ^ set(first.properties))
                raise ValueError(f"collection {k} and collection 0 differ in the properties {odd}")
        properties = {
            name: (np.concatenate([part.value(name, p.unit) for part in parts]), p.unit, p.per)
            for name, p in first.properties.items()
        }
        cells = None
        if any(part.cells is not None for part in parts):
            cells = np.concatenate([np.zeros((len(p), 3, 3)) if p.cells is None else p.cells for p in parts])
        return cls(
            [m.atomic_numbers for part in parts for m in part],
            [m.positions for part in parts for m in part],
            cells=cells,
            properties=properties,
            names=[name for part in parts for name in part.names],
        )

    def shuffle_atoms(self, seed: int) -> Molecules:
        """The same molecules with the atoms of each in random order (file order often leaks chemistry)."""
        rng = np.random.default_rng(seed)
        order = np.concatenate(
            [start + rng.permutation(n) for start, n in zip(self.offsets[:-1], self._n_atoms, strict=True)]
            or [np.zeros(0, dtype=np.int64)]
        )
        new = self[:]
        new.atomic_numbers = self.atomic_numbers[order]
        new.positions = self.positions[order]
        new._properties = {
            name: p if p.per == "molecule" else Property(p.values[order], p.unit, p.per)
            for name, p in self._properties.items()
        }
        new._freeze()
        return new

    # ---- splits ---------------------------------------------------------------------------------------

    def split_random(self, n_train: int, seed: int) -> Split:
        """`n_train` molecules chosen at random to train on; all others test.

        Raises
        ------
        ValueError
            If `n_train` leaves nothing to train on or nothing to test on.
        """
        if not 0 < n_train < len(self):
            raise ValueError(
                f"n_train is {n_train}; allowed is 1 to {len(self) - 1} of {len(self)} molecules"
            )
        order = np.random.default_rng(seed).permutation(len(self))
        return Split(order[:n_train], order[n_train:])

    def split_by_size(self, max_heavy: int) -> Split:
        """Train on molecules with at most `max_heavy` atoms other than hydrogen; test on the larger ones.

        Raises
        ------
        ValueError
            If one side would be empty.
        """
        small = self.n_heavy <= max_heavy
        if small.all() or not small.any():
            sizes = f"{self.n_heavy.min()} to {self.n_heavy.max()}" if len(self) else "no molecules"
            raise ValueError(f"max_heavy is {max_heavy}; the heavy atoms here range over {sizes}")
        return Split(np.flatnonzero(small), np.flatnonzero(~small))

    def split_by_group(self, groups: ArrayLike, n_train_groups: int, seed: int) -> Split:
        """Keep groups whole (all conformers of one molecule, say): no group is on both sides.

        Parameters
        ----------
        groups : array_like (N,)
            A label per molecule.
        n_train_groups : int
            How many randomly chosen groups to train on.
        seed : int
            Seed of that choice.

        Raises
        ------
        ValueError
            If there is not one label per molecule, or one side would be empty.
        """
        labels = np.asarray(groups)
        if labels.shape != (len(self),):
            raise ValueError(f"groups has shape {labels.shape}; one label for each of {len(self)} molecules")
        kinds = np.unique(labels)
        if not 0 < n_train_groups < len(kinds):
            raise ValueError(f"n_train_groups is {n_train_groups}; allowed is 1 to {len(kinds) - 1}")
        chosen = np.random.default_rng(seed).permutation(kinds)[:n_train_groups]
        train = np.isin(labels, chosen)
        return Split(np.flatnonzero(train), np.flatnonzero(~train))

    # ---- other formats --------------------------------------------------------------------------------

    @classmethod
    def from_ase(
        cls, structures: Sequence[ase.Atoms], properties: Mapping[str, Any] | None = None
    ) -> Molecules:
        """From ASE's `Atoms`. What `to_ase` stored in `info` and `arrays` comes back as properties.

        Parameters
        ----------
        structures : sequence of ase.Atoms
            Periodic in all three directions or in none.
        properties : mapping, optional
            As in `Molecules`. Energies of attached calculators are not taken over: nobody knows their level.
        """
        for i, atoms in enumerate(structures):
            if atoms.pbc.any() and not atoms.pbc.all():
                raise ValueError(
                    f"molecule {i} is periodic in {atoms.pbc}; allowed is all directions or none"
                )
        periodic = [atoms.pbc.all() for atoms in structures]
        cells = [a.cell.array if p else np.zeros((3, 3)) for a, p in zip(structures, periodic, strict=True)]
        names = [str(atoms.info.get("name", i)) for i, atoms in enumerate(structures)]
        return cls(
            [atoms.numbers for atoms in structures],
            [atoms.positions for atoms in structures],
            cells=np.array(cells) if any(periodic) else None,
            properties={**_stored_in_ase(structures), **(properties or {})},
            names=names,
        )

    def to_ase(self) -> list[ase.Atoms]:
        """As ASE's `Atoms`: names and molecular properties in `info`, atomic properties in `arrays`."""
        stored = {name: [p.unit, p.per] for name, p in self._properties.items()}
        structures = []
        for i, molecule in enumerate(self):
            atoms = ase.Atoms(
                numbers=molecule.atomic_numbers,
                positions=molecule.positions,
                cell=molecule.cell,
                pbc=molecule.cell is not None,
                info={"name": molecule.name, "qmlaw_units": stored},
            )
            span = slice(self.offsets[i], self.offsets[i + 1])
            for name, p in self._properties.items():
                if p.per == "molecule":
                    atoms.info[name] = p.values[i]
                else:
                    atoms.set_array(name, p.values[span])
            structures.append(atoms)
        return structures

    def to_hdf5(self, path: str) -> None:
        """Write to an HDF5 file, whole or not at all (format: `qmlaw.molecules_hdf5`)."""
        from qmlaw import molecules_hdf5

        molecules_hdf5.write(self, path)

    @classmethod
    def from_hdf5(cls, path: str) -> Molecules:
        """Read from an HDF5 file written by `to_hdf5`; everything in it is checked again."""
        from qmlaw import molecules_hdf5

        return molecules_hdf5.read(path)

    # ---- comparing and showing ------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        """Equal to the last bit, properties and names included; NaN equals NaN."""
        if not isinstance(other, Molecules):
            return NotImplemented
        return (
            self._names == other._names
            and np.array_equal(self._n_atoms, other._n_atoms)
            and np.array_equal(self.atomic_numbers, other.atomic_numbers)
            and np.array_equal(self.positions, other.positions)
            and _same(self._cells, other._cells)
            and self._properties.keys() == other._properties.keys()
            and all(
                p.unit == other._properties[name].unit
                and p.per == other._properties[name].per
                and _same(p.values, other._properties[name].values)
                for name, p in self._properties.items()
            )
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        symbols = "".join(chemical_symbols[z] for z in np.unique(self.atomic_numbers))
        named = ", ".join(f"{name} [{p.unit}]" for name, p in self._properties.items()) or "no properties"
        return f"Molecules({len(self)} of elements {symbols}, {len(self.atomic_numbers)} atoms; {named})"

    # ---- checks ---------------------------------------------------------------------------------------

    def _label(self, i: int) -> str:
        name = self._names[i]
        return f"molecule {i}" if name == str(i) else f"molecule {i} ({name})"

    def _atom_label(self, atom: int) -> str:
        i = int(np.searchsorted(self.offsets, atom, side="right")) - 1
        return f"{self._label(i)}, atom {atom - self.offsets[i]} (Z = {self.atomic_numbers[atom]})"

    def _check_elements(self) -> None:
        unknown = (self.atomic_numbers < 1) | (self.atomic_numbers > HEAVIEST_ELEMENT)
        if unknown.any():
            atom = int(np.argmax(unknown))
            raise ValueError(
                f"{self._atom_label(atom)}: unknown element; allowed are 1 to {HEAVIEST_ELEMENT}"
            )

    def _check_coordinates(self) -> None:
        bad = ~np.isfinite(self.positions).all(axis=1)
        if bad.any():
            atom = int(np.argmax(bad))
            raise ValueError(
                f"{self._atom_label(atom)}: position {self.positions[atom].tolist()} is not finite"
            )

    def _check_distances(self) -> None:
        """No two atoms of one molecule on one spot. Periodic images are not looked at."""
        if len(self.positions) < 2:
            return
        # The molecule's number as a fourth coordinate keeps the atoms of different molecules apart.
        points = np.column_stack([self.positions, self.molecule_index])
        pairs = cKDTree(points).query_pairs(SAME_SPOT, output_type="ndarray")
        if len(pairs):
            first, second = sorted(int(a) for a in min(pairs.tolist()))
            distance = np.linalg.norm(self.positions[first] - self.positions[second])
            begin = self.offsets[self.molecule_index[second]]
            raise ValueError(
                f"{self._atom_label(first)} and atom {second - begin} are on one spot "
                f"({distance:.4f} Å apart; allowed is at least {SAME_SPOT} Å)"
            )

    def _checked_property(self, name: str, given: Any) -> Property:
        if not isinstance(given, Property):
            if not isinstance(given, tuple) or len(given) not in (2, 3):
                raise ValueError(f"property {name!r} has no unit; give (values, unit) or a Property")
            try:
                given = Property(*given)
            except ValueError as error:
                raise ValueError(f"property {name!r}: {error}") from None
        expected = len(self) if given.per == "molecule" else len(self.atomic_numbers)
        if len(given.values) != expected:
            raise ValueError(f"property {name!r} has {len(given.values)} values for {expected} {given.per}s")
        return given

    def _freeze(self) -> None:
        """Make the arrays read-only: a collection that was checked stays as it was checked."""
        arrays = [self.atomic_numbers, self.positions, self.offsets, self._n_atoms]
        arrays += [p.values for p in self._properties.values()]
        arrays += [] if self._cells is None else [self._cells]
        for array in arrays:
            array.flags.writeable = False


def _checked_names(names: Sequence[str] | None, n: int) -> tuple[str, ...]:
    if names is None:
        return tuple(str(i) for i in range(n))
    if len(names) != n:
        raise ValueError(f"{len(names)} names for {n} molecules")
    return tuple(str(name) for name in names)


def _checked_numbers(numbers: ArrayLike, label: str) -> NDArray[np.int64]:
    array = np.asarray(numbers)
    if array.ndim != 1:
        raise ValueError(f"{label}: atomic numbers have shape {array.shape}; allowed is (n,)")
    if len(array) == 0:
        raise ValueError(f"{label} is empty: a molecule needs at least one atom")
    if not np.issubdtype(array.dtype, np.number) or not (array == np.floor(array)).all():
        raise ValueError(f"{label}: atomic numbers must be whole numbers, got {array.tolist()}")
    return array.astype(np.int64)


def _checked_positions(positions: ArrayLike, n: int, label: str) -> NDArray[np.float64]:
    array = np.array(positions, dtype=float)
    if array.shape != (n, 3):
        raise ValueError(f"{label} has {n} atoms but positions of shape {array.shape}; allowed is ({n}, 3)")
    return array


def _checked_cells(cells: ArrayLike | None, n: int) -> NDArray[np.float64] | None:
    if cells is None:
        return None
    array = np.array(cells, dtype=float)
    if array.shape != (n, 3, 3):
        raise ValueError(f"cells have shape {array.shape}; allowed is ({n}, 3, 3)")
    if not np.isfinite(array).all():
        raise ValueError(
            f"the cell of molecule {int(np.argmax(~np.isfinite(array).all((1, 2))))} is not finite"
        )
    return array


def _stored_in_ase(structures: Sequence[ase.Atoms]) -> dict[str, tuple[NDArray[Any], str, str]]:
    """Properties that `to_ase` stored, if every structure has them."""
    if not structures or any("qmlaw_units" not in atoms.info for atoms in structures):
        return {}
    found = {}
    for name, (unit, per) in structures[0].info["qmlaw_units"].items():
        if per == "molecule":
            found[name] = (np.array([atoms.info[name] for atoms in structures]), unit, per)
        else:
            found[name] = (np.concatenate([atoms.get_array(name) for atoms in structures]), unit, per)
    return found


def _as_index(key: Any) -> Any:
    """A key numpy understands: an empty list means no molecules, not an array of floats."""
    if isinstance(key, slice):
        return key
    array = np.asarray(key)
    return array.astype(np.int64) if array.size == 0 else array


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Concatenated `range(start, start + length)` for each pair."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - lengths), lengths)


def _same(a: NDArray[Any] | None, b: NDArray[Any] | None) -> bool:
    if a is None or b is None:
        return a is b
    return np.array_equal(a, b, equal_nan=np.issubdtype(a.dtype, np.floating))
