"""Errors of quantum-chemical calculations."""


class ConvergenceError(RuntimeError):
    """The equations of a level of theory found no solution for a molecule."""
