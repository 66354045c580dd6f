"""What the ratio by order of birth says: whether it rises with the order, as where sex is selected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.reading import read
from evenborn.presentation.words import say

__all__ = ["OrderReading", "read_orders"]

_FIRST: Final = "1"
_UNKNOWN: Final = frozenset({"suppressed", "too-few"})


@dataclass(frozen=True, slots=True)
class OrderReading:
    """What orders of birth say.

    Attributes
    ----------
    sentence : str
        Empty where they say nothing.
    adds_up : bool
        Whether several periods together would say more.
    """

    sentence: str = ""
    adds_up: bool = False


def read_orders(figures: Sequence[Figure], reference: float, language: Language) -> OrderReading:
    """Hold the ratio of later births against that of first ones, each with its interval.

    Parameters
    ----------
    figures : sequence of Figure
        One for each order, of one period.
    reference : float
        Males per 100 females.
    language : {"en", "zh"}
    """
    first = next((one for one in figures if one.order == _FIRST), None)
    later = [one for one in figures if one.order not in (None, _FIRST)]
    if first is None or first.ratio is None or first.upper is None:
        return OrderReading()
    shown = [one for one in later if one.ratio is not None and one.lower is not None]
    above = [one for one in shown if (one.lower or 0.0) > first.upper]
    if above:
        named = say("registration.orders.order", language, order=above[0].order or "")
        return OrderReading(say("registration.orders.rises", language, later=named))
    if read(first, reference) == "above":
        return OrderReading(say("registration.orders.first-high", language))
    if later and all(one.reliability in _UNKNOWN for one in later):
        return OrderReading(say("registration.orders.few", language), adds_up=True)
    return OrderReading()
