"""The statistics of the sex ratio at birth: counts of live births in, honest figures out.

For whoever computes or checks a figure. Pure: NumPy and SciPy only; no files, no
clock, no randomness without a given generator. Every function takes arrays of areas. Ratios are
males per 100 females throughout; the methods and their sources stand in ``docs/methods/``.

=================  ==========================================================================
question           file
=================  ==========================================================================
how high is it?    ``ratio`` (estimate, intervals, pooling), ``intervals`` (the four methods)
above the level?   ``reference`` (test, births needed, smallest excess that may be called one)
target met?        ``target``
which areas?       ``funnel`` (unusual ones), ``ranking`` (which can be told apart)
how many girls?    ``missing``
since when?        ``inflation`` (start, height and end of a transition; projection)
why did it change? ``decomposition``
real or moved?     ``displacement`` (births registered under another date)
never registered?  ``registration`` (births that no register holds; selection or concealment)
risen since when?  ``cusum`` (followed month by month, with a budget of false alarms)
small areas?       ``smoothing`` (over the map and over time, with a forecast)
may it be shown?   ``disclosure``
=================  ==========================================================================
"""
