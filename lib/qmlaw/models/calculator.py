"""A trained network as a calculator of ASE: optimisations, vibrations and dynamics on a learned surface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ase
from ase.calculators.calculator import Calculator, all_changes
from sklearn.utils.validation import check_is_fitted

from qmlaw import units
from qmlaw.molecules import Molecules


class NetworkCalculator(Calculator):
    """Energy (eV) and forces (eV/Å) of a trained model.

    The energy is whatever the model was trained on. For atomization energies its zero is the separated atoms.

    Parameters
    ----------
    model : estimator
        With `predict`, `predict_forces` and the unit of its energies as `unit`, for example `DTNNRegressor`.
    **kwargs
        As for any calculator of ASE.

    Examples
    --------
    >>> atoms.calc = NetworkCalculator(model)
    >>> ase.optimize.BFGS(atoms).run(fmax=0.01)
    """

    implemented_properties = ["energy", "free_energy", "forces"]

    def __init__(self, model: Any, **kwargs: Any) -> None:
        check_is_fitted(model)
        for name in ("predict", "predict_forces", "unit"):
            if not hasattr(model, name):
                raise ValueError(f"{model!r} has no {name}; allowed is a trained network that gives forces")
        super().__init__(**kwargs)
        self.model = model

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
            For elements the model does not know, atoms on one spot, or a cell.
        """
        super().calculate(atoms, properties, system_changes)
        molecule = Molecules.from_ase([self.atoms])
        energy = float(units.convert(self.model.predict(molecule)[0], self.model.unit, "eV"))
        self.results = {"energy": energy, "free_energy": energy}
        if "forces" in properties:
            forces = self.model.predict_forces(molecule)
            self.results["forces"] = units.convert(forces, self.model.unit, "eV")  # both per Å
