"""Error rates of links from what people said of them, beginning from what the model says of itself.

Reviewed pairs alone say little of a stratum in which a hundred thousand pairs were not linked and fifteen
were looked at: half a pair too many in the prior would be thousands of missed births. So the share of each
stratum begins at what the model says of it, with the weight of one pair; each judged pair adds its own.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.evaluation import Estimate, Evaluation, Stratum, chance_of, estimate

__all__ = ["FEWEST_JUDGED", "by_review_and_model", "chances_of_strata", "enough", "evaluation_of"]

FEWEST_JUDGED: Final = 5
"""Pairs of each stratum that people must have judged, or all that it has, before their word counts."""


def enough(strata: Sequence[Stratum]) -> bool:
    """Whether people have judged pairs of every stratum that has some.

    Examples
    --------
    >>> enough([Stratum(900, True, 5, 0), Stratum(2, False, 0, 2), Stratum(0, True, 0, 0)])
    True
    >>> enough([Stratum(900, True, 50, 0), Stratum(400, False, 0, 4)])
    False
    """
    return all(one.same + one.different >= min(one.pairs, FEWEST_JUDGED) for one in strata)


def chances_of_strata(strata: NDArray[np.int64], weights: NDArray[np.float64], number: int) -> list[float]:
    """Mean chance by stratum that a pair is one birth, as the model has it; 1 where it weighed none.

    Examples
    --------
    >>> chances_of_strata(np.array([0, 0, 2]), np.array([0.0, 0.0, 10.0]), 3)
    [0.5, 1.0, 0.9990243902439024]
    """
    chances = chance_of(weights)
    own = [chances[strata == at] for at in range(number)]
    return [float(one.mean()) if len(one) else 1.0 for one in own]


def by_review_and_model(model: Evaluation, strata: Sequence[Stratum], chances: Sequence[float]) -> Evaluation:
    """Precision and recall of links after people have judged some pairs of every stratum.

    Parameters
    ----------
    model : Evaluation
        What the model says of the same links.
    strata : sequence of Stratum
    chances : sequence of float
        Of each stratum, mean chance that a pair is one birth; of pairs that were not linked it is not asked:
        the births that the model holds to be missed are shared out over them.

    Notes
    -----
    The share of a stratum has the posterior Beta(same + m, different + 1 − m), m being the model's own share.
    Strata add up as in Cochran (1977), chapter 5.

    Examples
    --------
    >>> model = Evaluation(Estimate(0.99, 0.98, 0.995), Estimate(0.95, 0.93, 0.965), 9900)
    >>> strata = [Stratum(9900, True, 99, 1), Stratum(60_000, False, 0, 17)]
    >>> found = by_review_and_model(model, strata, [0.99, 0.0])
    >>> round(found.precision.share, 3), round(found.recall.share, 3), found.reviewed
    (0.99, 0.997, 117)
    """
    right = max(model.precision.share * (model.links + 0.5) - 0.25, 0.0)
    missed = max((right + 0.25) / model.recall.share - 0.5 - right, 0.0)
    unlinked = sum(one.pairs for one in strata if not one.linked)
    of_missed = min(missed / unlinked, 1.0) if unlinked else 0.0
    begins = [chance if one.linked else of_missed for one, chance in zip(strata, chances, strict=True)]
    found = {True: np.zeros(2), False: np.zeros(2)}
    for one, begin in zip(strata, begins, strict=True):
        found[one.linked] += _of(one, begin)
    (right, right_spread), (missed, missed_spread) = found[True].tolist(), found[False].tolist()
    both = right + missed
    share = right / both if both else 0.5
    spread = ((1 - share) ** 2 * right_spread + share**2 * missed_spread) if both else 0.25
    links = sum(one.pairs for one in strata if one.linked)
    return Evaluation(
        estimate(right, right_spread, max(links, 1)), estimate(share * both, spread, max(both, 1)), links,
        sum(one.same + one.different for one in strata),
    )  # fmt: skip


def _of(one: Stratum, begin: float) -> NDArray[np.float64]:
    """Pairs of a stratum that are one birth, and the variance of that number."""
    a, b = one.same + begin, one.different + 1 - begin
    total = a + b
    return np.array([one.pairs * a / total, one.pairs**2 * a * b / (total**2 * (total + 1))])


def evaluation_of(kept: dict[str, Any]) -> Evaluation:
    """An evaluation as it was kept with a comparison."""
    shares = {name: Estimate(**kept[name]) for name in ("precision", "recall")}
    return Evaluation(**shares, links=int(kept["links"]), reviewed=int(kept.get("reviewed", 0)))
