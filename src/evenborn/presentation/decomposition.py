"""The answer to "why did the ratio change?": effects by birth order and area, as a table and as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evenborn.presentation import dates, numbers
from evenborn.presentation.assessment import number_or_none
from evenborn.presentation.counts import NOT_KNOWN, Count
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.decomposition import (
    Decomposition,
    decompose_by_order,
    decompose_by_order_and_area,
)
from evenborn.sexratio.ratio import sex_ratio

Place = tuple[str | None, str | None]
"""Area and birth order; None where not divided by it."""


@dataclass(frozen=True, slots=True)
class ChangeExplained:
    """A change of the ratio between two periods, divided into effects.

    Attributes
    ----------
    before, after : Period
    births_before, births_after : tuple of (int, int)
        Male and female live births of all places.
    places : tuple of (area, order)
        The cells, in the order of the effects.
    effects : dict of str to tuple of float
        Points by factor (``area``, ``order``, ``ratio``) and cell.
    change : float
        Points.
    """

    before: Period
    after: Period
    births_before: tuple[int, int]
    births_after: tuple[int, int]
    places: tuple[Place, ...]
    effects: dict[str, tuple[float, ...]]
    change: float


def explain_change(
    before: Sequence[Count],
    after: Sequence[Count],
    by: Sequence[str],
    periods: tuple[Period, Period],
    file: str,
) -> ChangeExplained:
    """Divide the change between two sets of counts into effects.

    Parameters
    ----------
    before, after : sequence of Count
        Counts of both periods, divided by ``by``.
    by : sequence of str
        ``order``, ``area``, or both.
    periods : (Period, Period)
    file : str
        For refusals.

    Raises
    ------
    Refusal
        ``no-births-to-compare``, ``no-ratio-possible``.
    """
    for period, counts in zip(periods, (before, after), strict=True):
        _refuse(period, counts, file)
    areas, orders = _positions(before, after)
    tables = [_table(counts, areas, orders) for counts in (before, after)]
    both = len(by) == 2
    shaped = [array if both else array.ravel() for pair in tables for array in pair]
    result = (decompose_by_order_and_area if both else decompose_by_order)(*shaped)
    return ChangeExplained(
        *periods,
        _births(before),
        _births(after),
        tuple((area, order) for area in areas for order in orders),
        _effects(result, by),
        float(result.change),
    )


def _positions(before: Sequence[Count], after: Sequence[Count]) -> tuple[list[str | None], list[str | None]]:
    both = [*before, *after]
    orders = sorted({count.order for count in both}, key=lambda order: (order == NOT_KNOWN, order or ""))
    return list(dict.fromkeys(count.area for count in both)), orders


def _table(
    counts: Sequence[Count], areas: list[str | None], orders: list[str | None]
) -> tuple[np.ndarray, np.ndarray]:
    male, female = (np.zeros((len(areas), len(orders)), dtype=np.int64) for _ in range(2))
    for count in counts:
        at = areas.index(count.area), orders.index(count.order)
        male[at], female[at] = count.male, count.female
    return male, female


def _refuse(period: Period, counts: Sequence[Count], file: str) -> None:
    if not any(count.female for count in counts):
        raise Refusal("no-births-to-compare", file=file, period=period.label)
    for count in counts:
        if count.male and not count.female:
            place = " / ".join(part for part in (count.area, count.order) if part)
            raise Refusal("no-ratio-possible", file=file, period=period.label, place=place, births=count.male)


def _births(counts: Sequence[Count]) -> tuple[int, int]:
    return sum(count.male for count in counts), sum(count.female for count in counts)


def _effects(result: Decomposition, by: Sequence[str]) -> dict[str, tuple[float, ...]]:
    if len(by) == 2:
        return {name: tuple(effect.ravel().tolist()) for name, effect in result.effects.items()}
    # One division only: the composition is of whatever the counts are divided by.
    return {
        by[0]: tuple(result.effects["order"].tolist()),
        "ratio": tuple(result.effects["ratio"].tolist()),
    }


def change_as_json(change: ChangeExplained, confidence: float, source: str) -> dict[str, Any]:
    """A decomposition as plain data with stable English keys; see docs/commands.md."""
    return {
        "schema": "evenborn.decomposition/1",
        "source": source,
        "before": _period_as_json(change.before, change.births_before, confidence),
        "after": _period_as_json(change.after, change.births_after, confidence),
        "change": change.change,
        "effects": {name: sum(values) for name, values in change.effects.items()},
        "cells": [
            {
                "area": area,
                "order": order,
                "effects": {name: values[at] for name, values in change.effects.items()},
            }
            for at, (area, order) in enumerate(change.places)
        ],
    }


def _period_as_json(period: Period, births: tuple[int, int], confidence: float) -> dict[str, Any]:
    ratio = sex_ratio(*births)
    interval = ratio.interval(confidence)
    return {
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "male": births[0],
        "female": births[1],
        "births": sum(births),
        "ratio": number_or_none(ratio.estimate),
        "lower": number_or_none(interval.lower),
        "upper": number_or_none(interval.upper),
        "confidence": confidence,
    }


def change_sentences(
    change: ChangeExplained, confidence: float, source: str, language: Language
) -> list[str]:
    """Both ratios with births and interval, the change, and each factor's effect."""
    lines = [
        _ratio_sentence(period, births, confidence, source, language)
        for period, births in ((change.before, change.births_before), (change.after, change.births_after))
    ]
    lines.append(say("decompose.change", language, change=_points(change.change)))
    for name, values in change.effects.items():
        lines.append("  · " + say(f"decompose.effect.{name}", language, points=_points(sum(values))))
    return lines


def _ratio_sentence(
    period: Period, births: tuple[int, int], confidence: float, source: str, language: Language
) -> str:
    ratio = sex_ratio(*births)
    ends = ratio.interval(confidence)
    upper = None if births[1] == 0 else float(ends.upper)
    return say(
        "decompose.ratio",
        language,
        period=dates.period(period, language),
        ratio=numbers.ratio(float(ratio.estimate)),
        confidence=numbers.percent(confidence),
        interval=numbers.interval(float(ends.lower), upper, language),
        births=sum(births),
        source=source,
    )


def _points(value: float) -> str:
    return f"{_two_places(value):+.2f}".replace("-", "−")


def effects_table(change: ChangeExplained, language: Language) -> Table:
    """One row a cell with its effects, and their sums in the last row."""
    has_area = any(area is not None for area, _ in change.places)
    has_order = any(order is not None for _, order in change.places)
    names = [("area", has_area), ("order", has_order)]
    columns = (
        *(
            Column(name, say(f"column.{name}", language), "text", 14, names_row=True)
            for name, kept in names
            if kept
        ),
        *(Column(name, say(f"decompose.column.{name}", language), "number", 14) for name in change.effects),
    )
    rows = []
    for at, place in enumerate(change.places):
        named = [order_word(part, language) for part, (_, kept) in zip(place, names, strict=True) if kept]
        rows.append((*map(Cell, named), *(_effect(values[at]) for values in change.effects.values())))
    named = [say("decompose.sum", language), ""][: has_area + has_order]
    rows.append((*map(Cell, named), *(_effect(sum(values)) for values in change.effects.values())))
    return Table("effects", say("decompose.title", language), columns, tuple(rows))


def _effect(value: float) -> Cell:
    return Cell(_points(value), _two_places(value), "+0.00;−0.00")


def _two_places(value: float) -> float:
    return round(value, 2) + 0.0  # what rounds to nought from below is nought, not minus nought


def order_word(part: str | None, language: Language) -> str:
    """An area or a birth order as it is shown; what is not known is said to be so."""
    return say("cell.not-known", language) if part == NOT_KNOWN else part or ""
