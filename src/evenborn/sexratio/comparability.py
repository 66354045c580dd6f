"""May two figures be compared? Only with the same source, coverage, kind of period and completeness."""

from dataclasses import dataclass
from typing import Literal

LARGEST_COMPLETENESS_DIFFERENCE = 0.01
"""If the missing 1 % of births were all girls, the ratio would move by about 2 points, which is the
smallest excess that may be called one (:data:`evenborn.sexratio.reference.SMALLEST_EXCESS`)."""

Trait = Literal["source", "coverage", "period kind", "period complete", "completeness"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure stands on; None where it was not stated.

    Attributes
    ----------
    source : str or None
        The register or publication that counted the births.
    coverage : str or None
        Which births it holds (all resident births; births in hospitals; …).
    period_kind : str or None
        ``calendar-year``, ``statistical-year``, ``part-year 01-01/09-30``, …; a part of a year is
        comparable only with the same part.
    period_complete : bool or None
        Whether the period had ended, and its births had been entered, at the cut-off.
    completeness : float or None
        Share of the births that took place which the source holds, 0 to 1.

    Examples
    --------
    >>> Basis(source="monthly reports", period_kind="calendar-year").coverage is None
    True
    """

    source: str | None = None
    coverage: str | None = None
    period_kind: str | None = None
    period_complete: bool | None = None
    completeness: float | None = None

    def __post_init__(self) -> None:
        if self.completeness is not None and not 0 < self.completeness <= 1:
            raise ValueError(f"completeness must lie above 0 and up to 1, not {self.completeness}.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One reason why two figures are not comparable: a trait, as it is for the base and for now."""

    trait: Trait
    base: str | float | bool | None
    now: str | float | bool | None


@dataclass(frozen=True, slots=True)
class Comparability:
    """Whether two figures may be compared.

    Attributes
    ----------
    differences : tuple of Difference
        The reasons against; empty where none was found.
    unstated : tuple of str
        Traits stated for neither figure, which could therefore not be checked.
    """

    differences: tuple[Difference, ...]
    unstated: tuple[Trait, ...]

    @property
    def comparable(self) -> bool:
        """True where no reason against was found."""
        return not self.differences


def compare_bases(base: Basis, now: Basis) -> Comparability:
    """Hold two figures' bases against each other.

    A trait stated for one figure only counts as a difference: the other may be anything; only whether
    a period is complete then counts as not stated. A period
    whose births have not all been entered is not comparable with any other.

    Parameters
    ----------
    base, now : Basis

    Returns
    -------
    Comparability

    Raises
    ------
    ValueError
        Never for two bases; a Basis itself refuses a completeness outside 0 to 1.

    References
    ----------
    United Nations (2014), Principles and Recommendations for a Vital Statistics System, rev. 3.

    Examples
    --------
    >>> full = Basis("family planning reports", "all", "calendar-year", True)
    >>> part = Basis("hospital register", "all", "part-year 01-01/09-30", False)
    >>> [difference.trait for difference in compare_bases(full, part).differences]
    ['source', 'period kind', 'period complete']
    """
    differences: list[Difference] = []
    unstated: list[Trait] = []
    pairs: tuple[tuple[Trait, str | None, str | None], ...] = (
        ("source", base.source, now.source),
        ("coverage", base.coverage, now.coverage),
        ("period kind", base.period_kind, now.period_kind),
    )
    for trait, of_base, of_now in pairs:
        if of_base is None and of_now is None:
            unstated.append(trait)
        elif of_base != of_now:
            differences.append(Difference(trait, of_base, of_now))
    if base.period_complete is False or now.period_complete is False:
        differences.append(Difference("period complete", base.period_complete, now.period_complete))
    elif base.period_complete is None or now.period_complete is None:
        unstated.append("period complete")
    _compare_completeness(base.completeness, now.completeness, differences, unstated)
    return Comparability(tuple(differences), tuple(unstated))


def _compare_completeness(
    base: float | None, now: float | None, differences: list[Difference], unstated: list[Trait]
) -> None:
    if base is None and now is None:
        unstated.append("completeness")
    elif base is None or now is None or abs(base - now) > LARGEST_COMPLETENESS_DIFFERENCE + 1e-12:
        differences.append(Difference("completeness", base, now))
