"""Why did the ratio change? Effects of composition and of the ratios themselves that sum to the change."""

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, checked_counts


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """Change of a sex ratio between two populations, divided into effects.

    Attributes
    ----------
    before, after, change : ndarray of float
        Males per 100 females, and after - before.
    effects : dict of str to ndarray of float
        Points by factor and cell: ``"ratio"`` (boys per girl within a cell), ``"order"``
        (distribution of female births over birth orders), ``"area"`` (over areas). The last two
        are measured from the mean of both ratios.
    """

    before: FloatArray
    after: FloatArray
    change: FloatArray
    effects: dict[str, FloatArray]

    def total(self, factor: str) -> FloatArray:
        """Effect of one factor, summed over its cells, points."""
        axes = tuple(range(self.change.ndim, self.effects[factor].ndim))
        return np.asarray(self.effects[factor].sum(axis=axes))


def decompose_by_order(
    male_before: ArrayLike, female_before: ArrayLike, male_after: ArrayLike, female_after: ArrayLike
) -> Decomposition:
    """Kitagawa's decomposition of a change by birth order (or by any one division of births).

    ``R = sum f_i R_i`` with f_i the share of **female** births of order i, exactly; so
    ``change = sum mean(f_i) (R_i' - R_i) + sum mean(R_i) (f_i' - f_i)``.

    Parameters
    ----------
    male_before, female_before, male_after, female_after : array_like of whole numbers
        Live births, shape (..., orders), one order at least.

    Returns
    -------
    Decomposition
        ``effects["ratio"]`` and ``effects["order"]`` of shape (..., orders). An order without
        births in one population keeps the other one's ratio: its effect is of composition.

    Raises
    ------
    ValueError
        If counts are not counts, a population has no girls, or an order has boys but no girls
        (its ratio is infinite): pool it with its neighbour.

    References
    ----------
    Kitagawa (1955), Journal of the American Statistical Association 50:1168-1194.

    Examples
    --------
    More third births, and more selection among them:

    >>> result = decompose_by_order([5150, 1060], [5000, 1000], [5150, 2600], [5000, 2000])
    >>> round(float(result.change), 3), [round(float(result.total(f)), 3) for f in ("ratio", "order")]
    (7.214, [5.429, 1.786])
    """
    return _decompose((male_before, female_before), (male_after, female_after), by_area=False)


def decompose_by_order_and_area(
    male_before: ArrayLike, female_before: ArrayLike, male_after: ArrayLike, female_after: ArrayLike
) -> Decomposition:
    """Das Gupta's decomposition of a change by area, birth order within area, and ratio.

    ``R = sum g_a f_i|a R_ia`` with g_a the share of female births in area a and f_i|a that of
    order i within it.

    Parameters
    ----------
    male_before, female_before, male_after, female_after : array_like of whole numbers
        Live births, shape (..., areas, orders).

    Returns
    -------
    Decomposition
        ``effects["area"]``, ``["order"]`` and ``["ratio"]`` of shape (..., areas, orders).

    Raises
    ------
    ValueError
        As :func:`decompose_by_order`.

    References
    ----------
    Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, U.S. Bureau of
    the Census, Current Population Reports P23-186.

    Examples
    --------
    Births move to the area with the higher ratio; nothing else changes:

    >>> result = decompose_by_order_and_area([[107], [120]], [[100], [100]], [[107], [240]], [[100], [200]])
    >>> [round(float(result.total(factor)), 3) for factor in ("area", "order", "ratio")]
    [2.167, 0.0, 0.0]
    """
    return _decompose((male_before, female_before), (male_after, female_after), by_area=True)


def das_gupta_effects(
    before: tuple[FloatArray, ...], after: tuple[FloatArray, ...]
) -> tuple[FloatArray, ...]:
    """Effect of each factor of a product, averaged over all orders in which factors can change.

    Parameters
    ----------
    before, after : tuple of ndarray of float
        The factors in both populations; they broadcast against each other.

    Returns
    -------
    tuple of ndarray of float
        One array a factor; they sum to ``prod(after) - prod(before)``.

    Raises
    ------
    ValueError
        If the two tuples differ in length or are empty.

    References
    ----------
    Das Gupta (1993), as above: the general case of P factors and two populations.

    Examples
    --------
    >>> one, two, three = das_gupta_effects(tuple(np.array(x) for x in (1., 1., 1.)),
    ...                                     tuple(np.array(x) for x in (2., 3., 1.)))
    >>> float(one), float(two), float(three)
    (2.0, 3.0, 0.0)
    """
    if len(before) != len(after) or not before:
        raise ValueError("both populations need the same factors, one at least.")
    return tuple(_effect_of(factor, before, after) for factor in range(len(before)))


def _effect_of(factor: int, before: tuple[FloatArray, ...], after: tuple[FloatArray, ...]) -> FloatArray:
    others = [position for position in range(len(before)) if position != factor]
    effect: FloatArray = np.zeros(())
    for size in range(len(others) + 1):
        weight = factorial(size) * factorial(len(others) - size) / factorial(len(before))
        for changed in combinations(others, size):
            product = after[factor] - before[factor]
            for other in others:
                product = product * (after[other] if other in changed else before[other])
            effect = effect + weight * product
    return np.asarray(effect)


def _decompose(
    before: tuple[ArrayLike, ArrayLike], after: tuple[ArrayLike, ArrayLike], *, by_area: bool
) -> Decomposition:
    boys, girls = checked_counts(*before)
    boys_after, girls_after = checked_counts(*after)
    dimensions = 2 if by_area else 1
    if boys.shape != boys_after.shape or boys.ndim < dimensions:
        raise ValueError("both populations need the same areas and birth orders, in the same places.")
    axes = tuple(range(-dimensions, 0))
    _refuse_infinite(boys, girls, axes)
    _refuse_infinite(boys_after, girls_after, axes)
    first, second = (
        _factors(boys, girls, girls_after, by_area),
        _factors(boys_after, girls_after, girls, by_area),
    )
    first, second = _ratio_kept(first, second, girls, girls_after)
    ratio_before = np.asarray(100 * boys.sum(axis=axes) / girls.sum(axis=axes))
    ratio_after = np.asarray(100 * boys_after.sum(axis=axes) / girls_after.sum(axis=axes))
    # Shares sum to 1, so a constant taken off every ratio changes no sum; with the mean of both ratios
    # taken off, a cell's own effect of composition says whether it grew and lies above or below it.
    middle = np.expand_dims((ratio_before + ratio_after) / 2, axes)
    effects = das_gupta_effects((*first[:-1], first[-1] - middle), (*second[:-1], second[-1] - middle))
    names = ("area", "order", "ratio") if by_area else ("order", "ratio")
    shape = boys.shape
    cells = {name: np.broadcast_to(effect, shape) for name, effect in zip(names, effects, strict=True)}
    return Decomposition(ratio_before, ratio_after, ratio_after - ratio_before, cells)


def _refuse_infinite(boys: FloatArray, girls: FloatArray, axes: tuple[int, ...]) -> None:
    if not (girls.sum(axis=axes) > 0).all():
        raise ValueError("a population has no female births, so its ratio cannot be decomposed.")
    infinite = np.argwhere((girls == 0) & (boys > 0))
    if len(infinite):
        raise ValueError(
            f"cell {tuple(map(int, infinite[0]))} has boys but no girls, so its ratio is infinite:"
            " pool it with its neighbour."
        )


def _factors(
    boys: FloatArray, girls: FloatArray, girls_elsewhere: FloatArray, by_area: bool
) -> tuple[FloatArray, ...]:
    """The factors of R: share of areas, share of orders within, boys per 100 girls (NaN without girls)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.asarray(100 * boys / girls)
        within = np.asarray(girls / girls.sum(axis=-1, keepdims=True))
        if not by_area:
            return within, ratio
        of_area = girls.sum(axis=-1, keepdims=True)
        # An area without births there: its orders are taken to be as they are in the other population.
        elsewhere = girls_elsewhere / girls_elsewhere.sum(axis=-1, keepdims=True)
        within = np.where(of_area > 0, within, np.nan_to_num(elsewhere))
        return np.asarray(of_area / of_area.sum(axis=-2, keepdims=True)), within, ratio


def _ratio_kept(
    first: tuple[FloatArray, ...], second: tuple[FloatArray, ...], girls: FloatArray, girls_after: FloatArray
) -> tuple[tuple[FloatArray, ...], tuple[FloatArray, ...]]:
    """Where a cell has no births in one population, its ratio is the other one's: no effect of ratio."""
    ratio = np.nan_to_num(np.where(girls > 0, first[-1], second[-1]))
    ratio_after = np.nan_to_num(np.where(girls_after > 0, second[-1], first[-1]))
    return (*first[:-1], ratio), (*second[:-1], ratio_after)
