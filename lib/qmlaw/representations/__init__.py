"""Representations: scikit-learn transformers that turn a `Molecules` into feature vectors.

Those of atoms instead of molecules need torch and are imported from their modules (`symmetry_functions`,
`aev`, `aev_fast`): torch takes seconds.
"""

from qmlaw.representations.bag_of_bonds import BagOfBonds
from qmlaw.representations.constitutional import ConstitutionalDescriptors
from qmlaw.representations.coulomb_matrix import CoulombMatrix
from qmlaw.representations.isospectral import isospectral_acetylene
from qmlaw.representations.named_features import NamedFeatures

__all__ = [
    "BagOfBonds",
    "ConstitutionalDescriptors",
    "CoulombMatrix",
    "NamedFeatures",
    "isospectral_acetylene",
]
