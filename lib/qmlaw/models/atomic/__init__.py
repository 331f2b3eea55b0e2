"""One network per element: energies of molecules and crystals as sums over atoms and what surrounds them."""

from qmlaw.models.atomic.committee import Committee
from qmlaw.models.atomic.network import AtomicNetwork
from qmlaw.models.atomic.regressor import AtomicNetworkRegressor, Evaluation

__all__ = ["AtomicNetwork", "AtomicNetworkRegressor", "Committee", "Evaluation"]
