"""DTNN: deep tensor neural network (Schütt et al. 2017), its training, and what its parts may say."""

from qmlaw.models.dtnn.dtnn import DTNN, Refinement
from qmlaw.models.dtnn.regressor import DTNNRegressor

__all__ = ["DTNN", "DTNNRegressor", "Refinement"]
