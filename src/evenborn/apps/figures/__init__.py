"""Figures: ratios of what was taken in, each with its births, interval, period, source and completeness.

For everyone at the office who has to say how many girls and boys are born, and how sure that is. Counts are
added up in a cube, which is derived and can be thrown away; what a ratio, an interval or a verdict is, is
computed in :mod:`evenborn.sexratio` and shown as the reports of :mod:`evenborn.presentation` show it.
"""
