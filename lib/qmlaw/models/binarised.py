"""Numbers as soft steps: the expansion that feeds a Coulomb matrix to a neural network.

An entry C of the matrix becomes one number for each threshold below its largest value,

    [tanh((C - 0) / θ), tanh((C - θ) / θ), tanh((C - 2θ) / θ), ...],

nearly binary digits that say how large C is. A first layer of weights then makes any function of a single
entry, which from the bare number it could not.

References
----------
G. Montavon et al., New J. Phys. 15, 095003 (2013), doi:10.1088/1367-2630/15/9/095003.
G. Montavon et al., Adv. Neural Inf. Process. Syst. 25, 440 (2012), and the program released with it, from
    which the thresholds and the order of centring and scaling are taken.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn


class Binarisation(nn.Module):
    """Soft steps of feature vectors, centred and scaled.

    Parameters
    ----------
    samples : ndarray (N, F)
        Feature vectors of the training set. Their largest values decide how many thresholds a feature gets,
        their mean and standard deviation after expansion centre and scale the result.
    step : float
        θ, distance of the thresholds and width of the steps, in the unit of the features.

    Attributes
    ----------
    n_steps : int
        Length K of an expanded vector.
    """

    def __init__(self, samples: NDArray[np.float64], step: float = 1.0) -> None:
        super().__init__()
        if not (np.isfinite(step) and step > 0):
            raise ValueError(f"step is {step!r}; allowed is a positive number")
        counts = np.floor(samples.max(axis=0).clip(min=0) / step).astype(int) + 1
        thresholds = np.concatenate([np.arange(count) for count in counts])
        self.step = step
        self.n_steps = int(counts.sum())
        self.register_buffer("columns", torch.as_tensor(np.repeat(np.arange(len(counts)), counts)))
        self.register_buffer("thresholds", torch.as_tensor(thresholds * step, dtype=torch.float32))
        self.register_buffer("centre", torch.zeros(self.n_steps))
        self.register_buffer("scale", torch.ones(()))
        expanded = self(torch.as_tensor(samples, dtype=torch.float32))
        self.centre = expanded.mean(dim=0)
        spread = (expanded - self.centre).std()  # one for all of them: digits that hardly change stay small
        self.scale = spread if spread > 0 else torch.ones(())

    def forward(self, features: Tensor) -> Tensor:
        """Expanded vectors (N, K) of features (N, F)."""
        steps = torch.tanh((features[:, self.columns] - self.thresholds) / self.step)
        return (steps - self.centre) / self.scale
