"""Models: scikit-learn estimators on feature vectors or on `Molecules`.

Networks are in modules of their own (`qmlaw.models.dtnn`): they import torch, which takes a second or two.
"""

from qmlaw.models.composition import CompositionModel, OnBaseline
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.learning_curve import LearningCurve, learning_curve
from qmlaw.models.selection import Choice, choose_hyperparameters

__all__ = [
    "Choice",
    "CompositionModel",
    "KernelRidgeRegressor",
    "LearningCurve",
    "OnBaseline",
    "choose_hyperparameters",
    "learning_curve",
]
