"""Windows over a map: around each area's point all circles, or ellipses, until they hold too many births."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenborn.sexratio.counts import FloatArray, IntArray
from evenborn.sexratio.scan.distances import Shape, bearing, great_circle, shaped_distance, shapes

LARGEST_WINDOWS: Final = 400_000_000
"""Windows on the map beyond which the orders of areas would fill a usual machine's memory."""
_EQUAL: Final = 1e-9  # share of a distance, and km, by which two distances are the same


class NoWindow(ValueError):
    """No window holds few enough births."""


class TooManyWindows(ValueError):
    """More windows than memory holds."""


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
        Places in ``members`` where a window does not end, because the next area lies as far away or there are
        no births yet.
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
        total = np.cumsum(births[order])
        held = int(np.searchsorted(total, most, side="right"))
        kept = min(near, held, len(order) - 1)
        gap = sorted_away[1 : kept + 1] - sorted_away[:kept]
        together = (gap <= _EQUAL * (1 + sorted_away[:kept])) | (total[:kept] == 0)
        yield order[:kept].astype(kind), np.flatnonzero(together).astype(np.int64)
