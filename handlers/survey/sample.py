"""The sample size by Krejcie and Morgan (1970), as PermenPANRB 14/2017 names it."""

from fractions import Fraction

CHI_SQUARE = Fraction("3.841")  # one degree of freedom, 95 percent
PROPORTION = Fraction("0.5")
ERROR = Fraction("0.05")


def sample_size(population: int) -> int:
    """The number of people to ask, of `population` who were served; never more than those. Raises ValueError below 1."""
    if population < 1:
        raise ValueError(f"a population of {population} has no sample")
    spread = CHI_SQUARE * PROPORTION * (1 - PROPORTION)
    exact = spread * population / (ERROR**2 * (population - 1) + spread)
    return int(exact + Fraction(1, 2))
