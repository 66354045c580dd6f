"""Does the ratio of an area rise, and since when? A CUSUM of births with a stated budget of false alarms.

For whoever watches many areas month by month. Births by area and month go in.

===============================================  ==================================================
question                                         file
===============================================  ==================================================
what does one birth say for a shift?             ``likelihood`` (and run lengths by formula)
how long to a false alarm, or to a true one?     ``run_length`` (Markov chain)
how high is the threshold of each area?          ``threshold`` (one budget for all areas)
which areas have an alarm, and since when?       ``monitor``
===============================================  ==================================================
"""

from evenborn.sexratio.cusum.likelihood import Shift, approximate_run_length, approximate_threshold
from evenborn.sexratio.cusum.monitor import Monitored, monitor
from evenborn.sexratio.cusum.run_length import Steps, expected_alarms, mean_run_length, monthly_steps
from evenborn.sexratio.cusum.threshold import FALSE_ALARM_YEARS, threshold_for, thresholds

__all__ = [
    "FALSE_ALARM_YEARS",
    "Monitored",
    "Shift",
    "Steps",
    "approximate_run_length",
    "approximate_threshold",
    "expected_alarms",
    "mean_run_length",
    "monitor",
    "monthly_steps",
    "threshold_for",
    "thresholds",
]
