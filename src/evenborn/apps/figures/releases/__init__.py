"""Releases: a table of births as it was published, frozen, corrected only by a new issue, decided on by two.

For statisticians who publish and for whoever must know later what was published. What the public sees of
releases stands in :mod:`evenborn.apps.figures.open_data`.
"""
