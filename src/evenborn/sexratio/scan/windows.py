"""Windows over a map: around each area's point all circles, or ellipses, until they hold too many births."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenborn.sexratio.counts import FloatArray, IntArray

EARTH_RADIUS: Final = 6371.0088
"""Mean radius of the earth, km (IUGG)."""
ELLIPSES: Final = ((1.0, 1), (1.5, 4), (2.0, 6), (3.0, 9), (4.0, 12), (5.0, 15))
"""Shapes (long over short axis) and in how many directions each is laid; the circle first."""
LARGEST_WINDOWS: Final = 400_000_000
"""Windows on the map beyond which the orders of areas would fill a usual machine's memory."""
_EQUAL: Final = 1e-9  # share of a distance, and km, by which two distances are the same


class NoWindow(ValueError):
    """No window holds few enough births."""


class TooManyWindows(ValueError):
    """More windows than memory holds."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of a window.

    Attributes
    ----------
    elongation : float
        Long axis over short axis; 1 is a circle.
    angle : float
        Direction of the long axis, degrees from east towards north.
    """

    elongation: float = 1.0
    angle: float = 0.0

    def compactness(self, penalty: float) -> float:
        """What the log likelihood ratio is multiplied by, ``(4s / (s + 1)²) ** penalty``.

        Examples
        --------
        >>> Shape(3.0).compactness(1.0), Shape().compactness(1.0)
        (0.75, 1.0)
        """
        return float((4 * self.elongation / (self.elongation + 1) ** 2) ** penalty)


def shapes(elliptic: bool) -> tuple[Shape, ...]:
    """The circle, and with ``elliptic`` the ellipses of SaTScan in evenly spaced directions.

    Parameters
    ----------
    elliptic : bool

    References
    ----------
    Kulldorff, Huang, Pickle, Duczmal (2006), Statistics in Medicine 25:3929-3943.

    Examples
    --------
    >>> len(shapes(False)), len(shapes(True))
    (1, 47)
    """
    kinds = ELLIPSES if elliptic else ELLIPSES[:1]
    return tuple(Shape(kind, 180.0 * turn / turns) for kind, turns in kinds for turn in range(turns))


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """All windows of a map, as rows: a centre and a shape, with the areas that enter as the window grows.

    Attributes
    ----------
    shapes : tuple of Shape
        Row ``i`` is of centre ``i // len(shapes)`` and shape ``i % len(shapes)``.
    members : ndarray of unsigned int
        Areas of all rows, one row behind the other.
    start : ndarray of int64, shape (rows + 1,)
        Where each row begins in ``members``.
    open_at : ndarray of int64
        Places in ``members`` where a window does not end, because the next area lies as far away.
    """

    shapes: tuple[Shape, ...]
    members: NDArray[np.unsignedinteger]
    start: IntArray
    open_at: IntArray

    def __len__(self) -> int:
        """Rows."""
        return len(self.start) - 1

    @property
    def number(self) -> int:
        """Windows in all rows."""
        return len(self.members) - len(self.open_at)

    def row(self, place: int) -> tuple[IntArray, IntArray]:
        """The areas of a row from the centre outwards, and the places among them where no window ends."""
        begin, end = self.start[place], self.start[place + 1]
        first, last = np.searchsorted(self.open_at, (begin, end))
        return self.members[begin:end].astype(np.int64), self.open_at[first:last] - begin


def great_circle(points: FloatArray, centre: int) -> FloatArray:
    """Distance of all points from one, km.

    Parameters
    ----------
    points : ndarray of float, shape (areas, 2)
        Longitude and latitude, degrees.
    centre : int

    References
    ----------
    Sinnott (1984), Sky and Telescope 68(2):159 (haversine formula).

    Examples
    --------
    >>> great_circle(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]]), 0).round(2)
    array([  0. , 111.2, 111.2])
    """
    longitude, latitude = np.radians(points).T
    half = np.cos(latitude[centre]) * np.cos(latitude) * np.sin((longitude - longitude[centre]) / 2) ** 2
    half = half + np.sin((latitude - latitude[centre]) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def bearing(points: FloatArray, centre: int) -> FloatArray:
    """Direction in which all points lie from one, radians from east towards north.

    Parameters
    ----------
    points : ndarray of float, shape (areas, 2)
        Longitude and latitude, degrees.
    centre : int

    References
    ----------
    Snyder (1987), Map Projections: a Working Manual, US Geological Survey Professional Paper 1395.

    Examples
    --------
    >>> np.degrees(bearing(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]]), 0)).round(1)
    array([ 0., 90.,  0.])
    """
    longitude, latitude = np.radians(points).T
    east, north = longitude - longitude[centre], latitude[centre]
    up = np.cos(north) * np.sin(latitude) - np.sin(north) * np.cos(latitude) * np.cos(east)
    return np.asarray(np.arctan2(up, np.sin(east) * np.cos(latitude)))


def shaped_distance(distance: FloatArray, direction: FloatArray, shape: Shape) -> FloatArray:
    """Short half-axis of the ellipse around the centre on which each point lies, km; a circle's radius.

    Parameters
    ----------
    distance, direction : ndarray of float
        As :func:`great_circle` and :func:`bearing` give them: true from the centre of the map.
    shape : Shape

    References
    ----------
    Snyder (1987), Map Projections: a Working Manual, US Geological Survey Professional Paper 1395
    (azimuthal equidistant projection).

    Examples
    --------
    >>> shaped_distance(np.array([6.0, 6.0]), np.array([0.0, np.pi / 2]), Shape(3.0)).round(6)
    array([2., 6.])
    """
    if shape.elongation == 1:
        return distance
    turned = direction - np.radians(shape.angle)
    return np.asarray(distance * np.hypot(np.cos(turned) / shape.elongation, np.sin(turned)))


def all_windows(
    points: ArrayLike,
    births: ArrayLike,
    *,
    elliptic: bool = False,
    largest_share: float = 0.5,
    largest_radius: float | None = None,
    workers: int = 1,
) -> Windows:
    """Every window around every area's point.

    Parameters
    ----------
    points : array_like of float, shape (areas, 2)
        Longitude and latitude, degrees.
    births : array_like of float, shape (areas,)
    elliptic : bool
    largest_share : float
        Of all births that a window may hold, up to one half.
    largest_radius : float, optional
        Km; of an ellipse the long half-axis.
    workers : int
        Threads; the windows do not depend on it.

    Returns
    -------
    Windows
        Areas as far away as each other enter together, so that a window is a circle (an ellipse) and the
        order of the areas makes no difference.

    Raises
    ------
    NoWindow
        Each area alone holds more than the share of births.
    TooManyWindows
        More than :data:`LARGEST_WINDOWS`.

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496.

    Examples
    --------
    >>> found = all_windows([[0, 0], [1, 0], [3, 0], [6, 0]], [10, 10, 10, 10])
    >>> found.number, found.row(1)[0]
    (8, array([1, 0]))
    """
    places, size = np.asarray(points, np.float64), np.asarray(births, np.float64)
    forms = shapes(elliptic)
    most = largest_share * float(size.sum()) * (1 + 1e-12)
    reach = np.inf if largest_radius is None else largest_radius
    members: list[NDArray[np.unsignedinteger]] = []
    ties: list[IntArray] = []
    held, start = 0, [0]
    with ThreadPoolExecutor(workers) as pool:
        for rows in pool.map(lambda at: list(_rows(places, size, at, forms, most, reach)), range(len(size))):
            for inside, ends in rows:
                members.append(inside)
                ties.append(ends + held)
                held += len(inside)
                start.append(held)
            if held > LARGEST_WINDOWS:
                raise TooManyWindows(
                    f"more than {LARGEST_WINDOWS:,} windows: take a smaller share or radius."
                )
    found = Windows(forms, np.concatenate(members), np.array(start, np.int64), np.concatenate(ties))
    if not found.number:
        raise NoWindow("each area alone holds more than the largest share of births.")
    return found


def _rows(
    points: FloatArray, births: FloatArray, centre: int, forms: tuple[Shape, ...], most: float, reach: float
) -> Iterator[tuple[NDArray[np.unsignedinteger], IntArray]]:
    kind = np.uint16 if len(births) < 1 << 16 else np.uint32
    distance = great_circle(points, centre)
    direction = bearing(points, centre) if len(forms) > 1 else np.zeros(0)
    for form in forms:
        away = shaped_distance(distance, direction, form)
        order = np.argsort(away, kind="stable")
        sorted_away = away[order]
        near = int(np.searchsorted(sorted_away * form.elongation, reach, side="right"))
        held = int(np.searchsorted(np.cumsum(births[order]), most, side="right"))
        kept = min(near, held, len(order) - 1)
        gap = sorted_away[1 : kept + 1] - sorted_away[:kept]
        together = gap <= _EQUAL * (1 + sorted_away[:kept])
        yield order[:kept].astype(kind), np.flatnonzero(together).astype(np.int64)
