"""Models: scikit-learn estimators on feature vectors or on `Molecules`.

Those that need torch are imported from their modules (`qmlaw.models.multitask`): torch takes seconds.
"""

from qmlaw.models.bootstrap import BootstrapEnsemble, ErrorBars, measured_coverage
from qmlaw.models.composition import CompositionModel, OnBaseline
from qmlaw.models.error_correction import LinearPlusNetwork
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.learning_curve import LearningCurve, learning_curve
from qmlaw.models.selection import Choice, choose_hyperparameters

__all__ = [
    "BootstrapEnsemble",
    "Choice",
    "CompositionModel",
    "ErrorBars",
    "KernelRidgeRegressor",
    "LearningCurve",
    "LinearPlusNetwork",
    "OnBaseline",
    "choose_hyperparameters",
    "learning_curve",
    "measured_coverage",
]
