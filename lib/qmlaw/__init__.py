"""What kind of law does a machine learn? A computable companion to one essay.

The library is built in floors; a module imports only from floors below its own.

1. `units`, `molecules`, `paths`, `argument`
2. `datasets`, `representations`, `reference`, `contracts`
3. `models`
4. `reproduce`, `show`, `classroom`
5. `cli`

Positions are in ångström and energies in hartree unless a name says otherwise.
"""

from importlib.metadata import version

__version__ = version("qmlaw")
