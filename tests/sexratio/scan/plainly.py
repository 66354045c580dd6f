"""The scan as its definition says it, one window after another: slow, and nothing shared with ours."""

from itertools import pairwise
from math import asin, atan2, cos, hypot, log, radians, sin, sqrt

import numpy as np

ELLIPSES = ((1.0, 1), (1.5, 4), (2.0, 6), (3.0, 9), (4.0, 12), (5.0, 15))


def distance(one: np.ndarray, other: np.ndarray, shape: float, angle: float) -> float:
    """Short half-axis, km, from the centre ``one``."""
    (lon, lat), (lon2, lat2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    away = 2 * 6371.0088 * asin(min(1.0, sqrt(half)))
    up = cos(lat) * sin(lat2) - sin(lat) * cos(lat2) * cos(lon2 - lon)
    turn = atan2(up, sin(lon2 - lon) * cos(lat2)) - radians(angle)
    return away if shape == 1 else away * hypot(cos(turn) / shape, sin(turn))


def term(observed: float, size: float) -> float:
    return observed * log(observed / size) if observed else 0.0


def ratio(c: int, n: int, all_c: int, all_n: int, direction: str) -> float:
    """Kulldorff 1997, as it is printed."""
    if n == 0 or (direction == "high" and c * all_n <= n * all_c):
        return 0.0
    if direction == "low" and c * all_n >= n * all_c:
        return 0.0
    inside = term(c, n) + term(n - c, n)
    outside = term(all_c - c, all_n - n) + term(all_n - n - all_c + c, all_n - n)
    return inside + outside - term(all_c, all_n) - term(all_n - all_c, all_n)


def windows(
    points: np.ndarray, births: np.ndarray, elliptic: bool, share: float, radius: float
) -> set[tuple[frozenset[int], float]]:
    """Members and elongation of every window."""
    found = set()
    for centre in range(len(points)):
        for shape, turns in ELLIPSES if elliptic else ELLIPSES[:1]:
            for turn in range(turns):
                away = [distance(points[centre], other, shape, 180 * turn / turns) for other in points]
                for edge in away:
                    members = frozenset(at for at, one in enumerate(away) if one <= edge * (1 + 1e-9) + 1e-9)
                    few = 0 < sum(births[at].sum() for at in members) <= share * births.sum() + 1e-6
                    if few and edge * shape <= radius and len(members) < len(points):
                        found.add((members, shape))
    return found


def weighed(
    male: np.ndarray, births: np.ndarray, points: np.ndarray, direction: str, **asked: object
) -> list[tuple[float, frozenset[int]]]:
    """Ratio and members of every window, the highest first."""
    elliptic, penalty = bool(asked.get("elliptic")), float(asked.get("penalty", 0.0))
    times, periods = str(asked.get("times", "none")), births.shape[1]
    runs = [(first, last) for first in range(periods) for last in range(first + 1, periods + 1)]
    runs = [(first, last) for first, last in runs if last - first <= periods // 2]
    runs = [run for run in runs if times == "any" or run[1] == periods]
    found = []
    for members, shape in windows(
        points, births, elliptic, asked.get("share", 0.5), asked.get("radius", np.inf)
    ):
        rows = sorted(members)
        for first, last in [(0, periods)] if times == "none" else runs:
            c, n = int(male[rows, first:last].sum()), int(births[rows, first:last].sum())
            one = ratio(c, n, int(male.sum()), int(births.sum()), direction)
            found.append((one * (4 * shape / (shape + 1) ** 2) ** penalty, members))
    return sorted(found, key=lambda one: -one[0])


def clusters(every: list[tuple[float, frozenset[int]]]) -> list[tuple[float, frozenset[int]]]:
    """From the likeliest down; windows that share an area with a likelier one are out."""
    kept: list[tuple[float, frozenset[int]]] = []
    for one, members in every:
        if one > 1e-9 and not any(members & other for _, other in kept):
            kept.append((one, members))
    return kept


def in_one_order(every: list[tuple[float, frozenset[int]]]) -> bool:
    """Whether no two windows of other areas are as likely as each other."""
    pairs = pairwise(every)
    return all(one[1] == two[1] or one[0] - two[0] > 1e-7 or two[0] < 1e-9 for one, two in pairs)
