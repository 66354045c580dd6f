"""Did selection raise the ratio, from when to when, how far, and how many girls are missing?

For whoever holds a series of births by year. The model is that of Chao, Gerland, Cook and Alkema: a
baseline, natural variation that lasts, and a transition that rises, stays and falls.

===============================================  ==================================================
question                                         file
===============================================  ==================================================
what does one series say?                        ``estimate`` (``series`` checks it)
and many?                                        ``areas``
which ratio without selection, which start?      ``baselines`` (published), ``priors``
how does a transition run?                       ``trapezoid``
how likely is a series, given a transition?      ``filtering`` (natural variation integrated out)
which transitions are likely, given a series?    ``population``
is more than one start possible?                 ``modes``
what does a stated transition mean?              ``transition``
===============================================  ==================================================
"""

from evenborn.sexratio.inflation.areas import inflation_by_area
from evenborn.sexratio.inflation.baselines import (
    BASELINE_SD,
    REFERENCE_BASELINES,
    ReferenceBaseline,
    reference_baseline,
)
from evenborn.sexratio.inflation.estimate import estimate_inflation
from evenborn.sexratio.inflation.modes import Mode
from evenborn.sexratio.inflation.priors import (
    DEFAULT_START,
    PUBLISHED_PRIORS,
    StartPrior,
    TransitionPriors,
)
from evenborn.sexratio.inflation.result import Band, Inflation, MissingByYear
from evenborn.sexratio.inflation.series import FEWEST_YEARS
from evenborn.sexratio.inflation.transition import missing_of_transition
from evenborn.sexratio.inflation.trapezoid import end_of, trapezoid

__all__ = [
    "BASELINE_SD",
    "DEFAULT_START",
    "FEWEST_YEARS",
    "PUBLISHED_PRIORS",
    "REFERENCE_BASELINES",
    "Band",
    "Inflation",
    "MissingByYear",
    "Mode",
    "ReferenceBaseline",
    "StartPrior",
    "TransitionPriors",
    "end_of",
    "estimate_inflation",
    "inflation_by_area",
    "missing_of_transition",
    "reference_baseline",
    "trapezoid",
]
