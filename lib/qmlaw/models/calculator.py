"""A trained network as a calculator of ASE: optimisations, vibrations and dynamics on a learned surface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ase
import numpy as np
from ase.calculators.calculator import Calculator, all_changes
from ase.stress import full_3x3_to_voigt_6_stress
from sklearn.utils.validation import check_is_fitted

from qmlaw import units
from qmlaw.models.atomic.committee import mean_of
from qmlaw.molecules import Molecules

SPREADS = ("energy_spread", "forces_spread")
"""What a committee gives besides."""


class NetworkCalculator(Calculator):
    """Energy (eV), forces (eV/Å) and, for crystals, stress (eV/Å^3) of a trained model.

    The energy is whatever the model was trained on. For atomization energies its zero is the atoms apart.

    A `Committee` also gives how far its members disagree, as standard deviations over them: ``energy_spread``
    (eV) and ``forces_spread`` (n, 3), eV/Å. They come with the forces. ASE has no names of its own for them:
    look into ``atoms.calc.results``, or ask ``atoms.calc.get_property("energy_spread", atoms)``.

    Parameters
    ----------
    model : estimator
        With `predict`, `predict_forces` and the unit of its energies as `unit`, for example `DTNNRegressor`.
        With `evaluate`, as `AtomicNetworkRegressor`, all comes from one calculation, and the stress, too.
    **kwargs
        As for any calculator of ASE.

    Examples
    --------
    >>> atoms.calc = NetworkCalculator(model)
    >>> ase.optimize.BFGS(atoms).run(fmax=0.01)
    """

    implemented_properties = ["energy", "free_energy", "forces", "stress"]

    def __init__(self, model: Any, **kwargs: Any) -> None:
        check_is_fitted(model)
        for name in ("predict", "predict_forces", "unit"):
            if not hasattr(model, name):
                raise ValueError(f"{model!r} has no {name}; allowed is a trained network that gives forces")
        super().__init__(**kwargs)
        self.model = model
        if hasattr(model, "evaluate_members"):
            self.implemented_properties = [*self.implemented_properties, *SPREADS]

    def calculate(
        self,
        atoms: ase.Atoms | None = None,
        properties: Sequence[str] = ("energy",),
        system_changes: Sequence[str] = all_changes,
    ) -> None:
        """Called by ASE.

        Raises
        ------
        ValueError
            For elements the model does not know, atoms on one spot, or a cell where the model takes none.
        """
        super().calculate(atoms, properties, system_changes)
        self.results = {}
        molecule = Molecules.from_ase([self.atoms])
        if not hasattr(self.model, "evaluate") or set(properties) <= {"energy", "free_energy"}:
            self._keep(energy=self.model.predict(molecule)[0])
            if "forces" in properties:
                self._keep(forces=self.model.predict_forces(molecule))
            return
        if hasattr(self.model, "evaluate_members"):
            members = self.model.evaluate_members(molecule)
            found = mean_of(members)
            self._keep(
                energy_spread=float(np.std([one.energies[0] for one in members], ddof=1)),
                forces_spread=np.std([one.forces for one in members], axis=0, ddof=1),
            )
        else:
            found = self.model.evaluate(molecule)
        self._keep(energy=found.energies[0], forces=found.forces)
        if molecule.cells is not None:
            stress = found.strain_derivatives[0] / self.atoms.get_volume()
            self._keep(stress=full_3x3_to_voigt_6_stress(stress))

    def _keep(self, **values: Any) -> None:
        """Results from the model's unit (per Å or Å^3, as ASE's) to eV."""
        self.results |= {name: units.convert(value, self.model.unit, "eV") for name, value in values.items()}
        if "energy" in self.results:
            self.results["free_energy"] = self.results["energy"]
