"""Models: scikit-learn estimators on feature vectors or on `Molecules`.

Those that need torch are imported from their modules (`qmlaw.models.dtnn`, `qmlaw.models.multitask`): torch
takes seconds.
"""

from qmlaw.models.bootstrap import BootstrapEnsemble, ErrorBars, measured_coverage
from qmlaw.models.composition import CompositionModel, OnBaseline
from qmlaw.models.delta import DeltaRegressor
from qmlaw.models.error_correction import LinearPlusNetwork
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.learning_curve import LearningCurve, learning_curve
from qmlaw.models.low_levels import AppendLowLevels
from qmlaw.models.scoring import Score, baselines, score
from qmlaw.models.selection import Choice, choose_hyperparameters
from qmlaw.models.termwise import TermwiseDelta
from qmlaw.models.tuned import TunedKernelRidge

__all__ = [
    "AppendLowLevels",
    "BootstrapEnsemble",
    "Choice",
    "CompositionModel",
    "DeltaRegressor",
    "ErrorBars",
    "KernelRidgeRegressor",
    "LearningCurve",
    "LinearPlusNetwork",
    "OnBaseline",
    "Score",
    "TermwiseDelta",
    "TunedKernelRidge",
    "baselines",
    "choose_hyperparameters",
    "learning_curve",
    "measured_coverage",
    "score",
]
