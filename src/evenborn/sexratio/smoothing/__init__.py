"""Ratios of many small areas and periods that borrow strength from their neighbours and the periods beside.

For whoever draws a map or a trend of areas with few births. Births by area and period and the pairs of
neighbours go in.

===============================================  ==================================================
question                                         file
===============================================  ==================================================
what comes in, what comes out?                   ``smooth``, ``smoothed``
which areas are neighbours, which islands?       ``neighbourhood``
how do periods hang together?                    ``periods``
what is believed before the births are seen?     ``priors``, ``field`` (the model's terms)
which log R fits best, and how surely?           ``approximation`` (Laplace, Newton's method)
how is that fast?                                ``block_matrix`` (the map), ``bordered`` (with periods)
and over all parameters of the model?            ``parameters`` (mode, points), ``mixture``
is a count foretold from the others?             ``leave_one_out``
===============================================  ==================================================
"""

from evenborn.sexratio.smoothing.leave_one_out import beta_binomial_log_score, raw_log_score
from evenborn.sexratio.smoothing.mixture import NormalMixture
from evenborn.sexratio.smoothing.periods import TimeEffect
from evenborn.sexratio.smoothing.smooth import smooth
from evenborn.sexratio.smoothing.smoothed import Estimated, Smoothed

__all__ = [
    "Estimated",
    "NormalMixture",
    "Smoothed",
    "TimeEffect",
    "beta_binomial_log_score",
    "raw_log_score",
    "smooth",
]
