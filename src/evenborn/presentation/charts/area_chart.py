"""What a map of areas shows: where each lies, how its ratio stands to the reference, and what is ringed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap

Standing = Literal["far-above", "above", "across", "below", "far-below", "none"]
"""Of an area's interval to the reference; ``across``: it cannot be told; ``none``: no ratio is shown."""

_FAR = 5.0  # points from which a ratio is drawn in the stronger colour


@dataclass(frozen=True, slots=True)
class ShownArea:
    """One area.

    Attributes
    ----------
    standing : Standing
    title : str
        What is said when it is pointed at: name, ratio, interval, births.
    """

    standing: Standing
    title: str


@dataclass(frozen=True, slots=True)
class Ring:
    """Areas that belong together, such as a cluster.

    Attributes
    ----------
    members : tuple of int
        Places of areas.
    label : str
        Short, such as ``1``; it stands at their middle.
    """

    members: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class MapChart:
    """A map.

    Attributes
    ----------
    area_map : AreaMap
    shown : tuple of ShownArea
        In the order of the areas.
    described : str
        For who cannot see it.
    language : {"en", "zh"}
    rings : tuple of Ring
    """

    area_map: AreaMap
    shown: tuple[ShownArea, ...]
    described: str
    language: Language
    rings: tuple[Ring, ...] = ()


def standing(ratio: float | None, lower: float | None, upper: float | None, reference: float) -> Standing:
    """How an interval stands to the reference level, and how far the ratio is from it.

    Parameters
    ----------
    ratio, lower, upper : float or None
        Males per 100 females; None where no ratio is shown.
    reference : float

    Examples
    --------
    >>> standing(118.0, 112.0, 124.0, 107.0), standing(109.0, 104.0, 114.0, 107.0)
    ('far-above', 'across')
    """
    if ratio is None or lower is None or upper is None or not np.isfinite([ratio, lower, upper]).all():
        return "none"
    if lower > reference:
        return "far-above" if ratio >= reference + _FAR else "above"
    if upper < reference:
        return "far-below" if ratio <= reference - _FAR else "below"
    return "across"


@dataclass(frozen=True, slots=True)
class Frame:
    """From longitude and latitude to places in a drawing.

    Attributes
    ----------
    width, height : float
        Of the drawing.
    """

    width: float
    height: float
    _left: float
    _top: float
    _across: float
    _upright: float

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places of points, shape (n, 2)."""
        x = (points[:, 0] - self._left) * self._across
        y = (self._top - points[:, 1]) * self._upright
        return np.column_stack([x, y])


def frame_of(area_map: AreaMap, width: float, highest: float, margin: float) -> Frame:
    """A frame that holds all that is known of a map, north up; degrees are drawn narrower towards the poles.

    Parameters
    ----------
    area_map : AreaMap
    width, highest : float
        Room for the drawing.
    margin : float
        Left free on every side.
    """
    corners = np.vstack([*_known(area_map), np.zeros((0, 2))])
    if not len(corners):
        corners = np.zeros((1, 2))
    low, high = corners.min(axis=0), corners.max(axis=0)
    degrees = bool(np.abs(corners).max() <= 180)
    narrow = float(np.cos(np.radians(np.clip((low[1] + high[1]) / 2, -80, 80)))) if degrees else 1.0
    spread = np.maximum(high - low, 1e-9 + 1e-6 * np.abs(high)) * [narrow, 1]
    scale = float(min((width - 2 * margin) / spread[0], (highest - 2 * margin) / spread[1]))
    height = float(spread[1]) * scale + 2 * margin
    middle = (width - float(spread[0]) * scale) / 2  # what is narrow stands in the middle
    left, top = float(low[0]) - middle / (scale * narrow), float(high[1]) + margin / scale
    return Frame(width, height, left, top, scale * narrow, scale)


def _known(area_map: AreaMap) -> Sequence[NDArray[np.float64]]:
    rings = [ring for outline in area_map.outlines for ring in outline]
    points = area_map.points[np.isfinite(area_map.points).all(axis=1)]
    return [*rings, points]


def map_legend(
    shown: Iterable[ShownArea], reference: float, language: Language
) -> tuple[tuple[str, str], ...]:
    """The marks of a map, as far as it holds them, from far above to far below: styles and their words."""
    held = {area.standing for area in shown}
    marks: tuple[Standing, ...] = ("far-above", "above", "across", "below", "far-below", "none")
    level = numbers.level(reference)
    found = []
    for mark in marks:
        if mark in held:
            facts = {} if mark == "none" else {"reference": level}
            found.append((f"swatch-{mark}", say(f"chart.map-{mark}", language, **facts)))
    return tuple(found)


def shown_area(
    area: str,
    births: int,
    ratio: tuple[float, float, float] | None,
    reference: float,
    language: Language,
) -> ShownArea:
    """What a map shows of an area.

    Parameters
    ----------
    area : str
    births : int
    ratio : tuple of float or None
        The ratio and its interval; None where none is shown.
    reference : float
    language : {"en", "zh"}

    Examples
    --------
    >>> shown_area("Ganzhou", 2011, (112.3, 103.0, 122.5), 107.0, "en").title
    'Ganzhou: 112.3 (103.0–122.5), 2,011 births'
    """
    of = numbers.count(births, language)
    if ratio is None:
        return ShownArea("none", say("chart.map-area-none", language, area=area, births=of))
    middle, lower, upper = ratio
    title = say(
        "chart.map-area",
        language,
        area=area,
        births=of,
        ratio=numbers.ratio(middle),
        interval=numbers.interval(lower, upper, language),
    )
    return ShownArea(standing(middle, lower, upper, reference), title)
