"""Shapes of windows, and how far a point lies from a centre in the measure of a shape."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from evenborn.sexratio.counts import FloatArray

EARTH_RADIUS: Final = 6371.0088
"""Mean radius of the earth, km (IUGG)."""
ELLIPSES: Final = ((1.0, 1), (1.5, 4), (2.0, 6), (3.0, 9), (4.0, 12), (5.0, 15))
"""Shapes (long over short axis) and in how many directions each is laid; the circle first."""


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

    Returns
    -------
    tuple of Shape

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


def great_circle(points: FloatArray, centre: int) -> FloatArray:
    """Distance of all points from one, km.

    Parameters
    ----------
    points : ndarray of float, shape (areas, 2)
        Longitude and latitude, degrees.
    centre : int

    Returns
    -------
    ndarray of float, shape (areas,)

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

    Returns
    -------
    ndarray of float, shape (areas,)

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

    Returns
    -------
    ndarray of float

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
