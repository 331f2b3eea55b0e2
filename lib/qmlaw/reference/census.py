"""A census of fitted numbers: how many stand in a method before a molecule is looked at.

Nothing is counted from memory. Functionals are asked through libxc, which lists its parameters by name;
GFN2-xTB through tblite, which exports its table; basis sets through the functions that are used.
"""

import ctypes
import tempfile
import tomllib
from functools import cache
from pathlib import Path

from qmlaw.reference.basis import shells


def functional_parameters(functional: str) -> dict[str, float]:
    """Named numbers of an exchange-correlation functional that libxc lets one change.

    They are what its authors chose, fitted or derived; libxc does not say which.

    Parameters
    ----------
    functional : str
        As PySCF names it, for example ``"b3lypg"`` or ``"pbe"``.

    Returns
    -------
    dict of str to float
        ``component:name`` to value.

    Raises
    ------
    KeyError
        If PySCF does not know the functional.
    """
    from pyscf.dft import libxc

    _, components = libxc.parse_xc(functional)
    found = {}
    for identifier, _ in components:
        found |= _component_parameters(int(identifier))
    return found


@cache
def _library() -> ctypes.CDLL:
    from pyscf.dft import libxc

    library = libxc._itrf
    pointer, integer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_double, ctypes.c_char_p
    signatures = {
        "xc_func_alloc": (pointer, []),
        "xc_func_init": (integer, [pointer, integer, integer]),
        "xc_func_end": (None, [pointer]),
        "xc_func_free": (None, [pointer]),
        "xc_func_get_info": (pointer, [pointer]),
        "xc_functional_get_name": (text, [integer]),
        "xc_func_info_get_n_ext_params": (integer, [pointer]),
        "xc_func_info_get_ext_params_name": (text, [pointer, integer]),
        "xc_func_info_get_ext_params_default_value": (number, [pointer, integer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _component_parameters(identifier: int) -> dict[str, float]:
    library = _library()
    functional = library.xc_func_alloc()
    if library.xc_func_init(functional, identifier, 1):
        raise KeyError(f"libxc has no functional number {identifier}")
    try:
        info = library.xc_func_get_info(functional)
        name = library.xc_functional_get_name(identifier).decode()
        return {
            f"{name}:{library.xc_func_info_get_ext_params_name(info, i).decode().lstrip('_')}": (
                library.xc_func_info_get_ext_params_default_value(info, i)
            )
            for i in range(library.xc_func_info_get_n_ext_params(info))
        }
    finally:
        library.xc_func_end(functional)
        library.xc_func_free(functional)


def gfn2_parameters(elements: tuple[str, ...]) -> dict[str, int]:
    """How many numbers GFN2-xTB keeps for some elements, and for all elements together.

    Counted in the table that tblite exports: every number but reference occupations and the sizes of the
    expansion in Gaussians. A few are not fits (electronegativities); the table does not say which.

    Parameters
    ----------
    elements : tuple of str
        Chemical symbols.

    Returns
    -------
    dict of str to int
        By element, and ``"shared"`` for what all elements share.

    Raises
    ------
    ValueError
        For an element that GFN2-xTB does not have.

    References
    ----------
    Bannwarth, Ehlert, Grimme, J. Chem. Theory Comput. 15, 1652 (2019), doi:10.1021/acs.jctc.8b01176.
    """
    table = _gfn2_table()
    by_element = table["element"]
    if missing := set(elements) - set(by_element):
        raise ValueError(f"GFN2-xTB has no element {', '.join(sorted(missing))}")
    shared = {key: value for key, value in table.items() if key not in ("element", "meta")}
    return {element: _numbers_in(by_element[element]) for element in elements} | {
        "shared": _numbers_in(shared)
    }


def _gfn2_table() -> dict:
    """GFN2-xTB's table of parameters, through the file that tblite writes."""
    from tblite import library

    table, parameters = library.new_table(), library.new_param()
    library.export_gfn2_param(parameters)
    library.dump_param(parameters, table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gfn2.toml"
        library.dump_table(table, str(path).encode())
        return tomllib.loads(path.read_text(encoding="utf-8"))


def _numbers_in(entry: object, ignored: tuple[str, ...] = ("refocc", "ngauss", "xbond")) -> int:
    if isinstance(entry, dict):
        return sum(_numbers_in(value) for key, value in entry.items() if key not in ignored)
    if isinstance(entry, list):
        return sum(_numbers_in(value) for value in entry)
    return int(isinstance(entry, float))


def basis_numbers(basis: str, elements: tuple[str, ...]) -> dict[str, int]:
    """How many exponents and contraction coefficients a basis set has for each element.

    They were optimised on atoms (and small molecules), once, for the energy of Hartree-Fock or of a
    correlated method. A function that stands alone has no coefficient to choose.

    Parameters
    ----------
    basis : str
        A key of `qmlaw.reference.basis.SETS`.
    elements : tuple of str
        Chemical symbols.

    Returns
    -------
    dict of str to int
        By element.
    """
    return {element: sum(_shell_numbers(shell) for shell in shells(basis, element)) for element in elements}


def _shell_numbers(shell: list) -> int:
    primitives = [row for row in shell[1:] if isinstance(row, list | tuple)]
    if len(primitives) == 1:
        return 1
    coefficients = sum(value != 0 for row in primitives for value in row[1:])
    return len(primitives) + coefficients
