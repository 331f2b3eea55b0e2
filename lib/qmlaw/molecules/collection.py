"""The collection itself: what it holds, how one chooses from it, how it is split."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import ArrayLike, NDArray

from qmlaw.molecules import checks
from qmlaw.molecules.parts import Composition, Molecule, Padded, Property, Split, joined_property

if TYPE_CHECKING:
    import ase


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
        self._names = checks.checked_names(names, len(atomic_numbers))
        labels = [checks.molecule_label(i, name) for i, name in enumerate(self._names)]
        numbers = [checks.checked_numbers(z, label) for z, label in zip(atomic_numbers, labels, strict=True)]
        places = [
            checks.checked_positions(r, len(z), label)
            for z, r, label in zip(numbers, positions, labels, strict=True)
        ]
        self._n_atoms = np.array([len(z) for z in numbers], dtype=np.int64)
        self.offsets = _offsets(self._n_atoms)
        self.atomic_numbers = np.concatenate([np.zeros(0, dtype=np.int64), *numbers])
        self.positions = np.concatenate([np.zeros((0, 3)), *places])
        self._cells = checks.checked_cells(cells, len(self))
        atoms = checks.AtomLabels(self.atomic_numbers, self.offsets, self._names)
        checks.check_elements(self.atomic_numbers, atoms)
        checks.check_finite(self.positions, atoms)
        checks.check_distances(self.positions, self.molecule_index, atoms)
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
        new._freeze()
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
        column = np.full(checks.HEAVIEST_ELEMENT + 1, -1)
        column[wanted] = np.arange(len(wanted))
        columns = column[self.atomic_numbers]
        if (columns < 0).any():
            atom = int(np.argmax(columns < 0))
            symbols = ", ".join(chemical_symbols[z] for z in wanted)
            label = checks.AtomLabels(self.atomic_numbers, self.offsets, self._names)[atom]
            raise ValueError(f"{label} is not one of the elements asked for ({symbols})")
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
            raise ValueError(
                f"{checks.molecule_label(i, self._names[i])} has {largest} atoms; max_atoms is {size}"
            )
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
        if isinstance(key, int | np.integer) or (isinstance(key, np.ndarray) and key.shape == ()):
            return self._one(operator.index(key))
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
        new.offsets = _offsets(new._n_atoms)
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
            name: joined_property(name, [part.properties[name] for part in parts])
            for name in first.properties
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
        from qmlaw.molecules import ase_atoms

        return ase_atoms.from_ase(structures, properties)

    def to_ase(self) -> list[ase.Atoms]:
        """As ASE's `Atoms`: names and molecular properties in `info`, atomic properties in `arrays`.

        Raises
        ------
        ValueError
            If a property has a name under which ASE keeps something else.
        """
        from qmlaw.molecules import ase_atoms

        return ase_atoms.to_ase(self)

    def to_hdf5(self, path: str) -> None:
        """Write to an HDF5 file, whole or not at all (format: `qmlaw.molecules.hdf5`)."""
        from qmlaw.molecules import hdf5

        hdf5.write(self, path)

    @classmethod
    def from_hdf5(cls, path: str) -> Molecules:
        """Read from an HDF5 file written by `to_hdf5`; everything in it is checked again."""
        from qmlaw.molecules import hdf5

        return hdf5.read(path)

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

    def _checked_property(self, name: str, given: Any) -> Property:
        return checks.checked_property(name, given, len(self), len(self.atomic_numbers))

    def _freeze(self) -> None:
        """Make the arrays read-only: a collection that was checked stays as it was checked."""
        arrays = [self.atomic_numbers, self.positions, self.offsets, self._n_atoms]
        arrays += [p.values for p in self._properties.values()]
        arrays += [] if self._cells is None else [self._cells]
        for array in arrays:
            array.flags.writeable = False


def _offsets(n_atoms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each molecule begins in the flat arrays, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(n_atoms)]).astype(np.int64)


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
