"""Two arguments about realism in numbers that a reader sets: no miracles, and the pessimistic induction.

Both infer from success to truth or from past to present, and both need a base rate: how many of the theories
that one could have met are true. Neither argument supplies it.

References
----------
C. Howson, Hume's Problem (Oxford, 2000), chapter 3.
P. D. Magnus, C. Callender, Philosophy of Science 71, 320 (2004), doi:10.1086/421536.
L. Laudan, Philosophy of Science 48, 19 (1981), doi:10.1086/288975.
"""

from __future__ import annotations


def posterior(prior: float, if_true: float, if_false: float) -> float:
    """Probability that a successful theory is true (Bayes).

    Parameters
    ----------
    prior : float
        Share of true ones among all theories that one might have met, 0 to 1.
    if_true, if_false : float
        Probability of success of a true theory, and of a false one, 0 to 1.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a number is no probability, or success is impossible.
    """
    for name, value in (("prior", prior), ("if_true", if_true), ("if_false", if_false)):
        _check_probability(name, value)
    true_and_successful = prior * if_true
    successful = true_and_successful + (1 - prior) * if_false
    if successful == 0:
        raise ValueError(f"no theory succeeds with prior {prior}, if_true {if_true}, if_false {if_false}")
    return true_and_successful / successful


def prior_needed(if_true: float, if_false: float, belief: float = 0.5) -> float:
    """Smallest prior at which success makes a theory as probable as `belief`.

    Parameters
    ----------
    if_true, if_false : float
        Probability of success of a true theory, and of a false one; not both 0.
    belief : float
        Posterior wanted, between 0 and 1.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a number is no probability, or no theory can succeed.
    """
    for name, value in (("if_true", if_true), ("if_false", if_false), ("belief", belief)):
        _check_probability(name, value)
    if if_true == if_false == 0:
        raise ValueError("no theory succeeds: if_true and if_false are 0")
    return belief * if_false / (belief * if_false + (1 - belief) * if_true)


def rate(successes: float, trials: float) -> float:
    """Probability of success after so many trials, by Laplace's rule of succession: (s + 1) / (n + 2).

    No number of trials makes it 0 or 1, and none gives 1/2.

    Parameters
    ----------
    successes, trials : float
        Counts; fractions where a trial is worth less than a whole one.

    Raises
    ------
    ValueError
        If there are fewer trials than successes, or a negative number.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes in {trials} trials; allowed are 0 to the number of trials")
    return (successes + 1) / (trials + 2)


def _check_probability(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} is {value}; allowed are 0 to 1")
