"""Scan statistics: clusters of areas, and periods, whose sex ratio differs from all around."""

from evenborn.sexratio.scan.clusters import Cluster
from evenborn.sexratio.scan.distances import Shape
from evenborn.sexratio.scan.likelihood import Direction, log_likelihood_ratio
from evenborn.sexratio.scan.scan import MOST_BIRTHS, Scan, scan
from evenborn.sexratio.scan.spans import Times
from evenborn.sexratio.scan.windows import LARGEST_WINDOWS, NoWindow, TooManyWindows

__all__ = [
    "LARGEST_WINDOWS",
    "MOST_BIRTHS",
    "Cluster",
    "Direction",
    "NoWindow",
    "Scan",
    "Shape",
    "Times",
    "TooManyWindows",
    "log_likelihood_ratio",
    "scan",
]
