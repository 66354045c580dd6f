"""What a person types for a share, a probability, a ratio or a number of births."""

import math

from evenborn.registers.refusal import Refusal


def share(option: str, text: str) -> float:
    """A share as ``10%``, ``10 %``, ``１０％`` or ``0.1``.

    Raises
    ------
    Refusal
        ``not-a-share`` where it is no number or not between 0 and 1 (100 %).

    Examples
    --------
    >>> share("--require", "10%"), share("--require", "0.1"), share("--power", "95 ％")
    (0.1, 0.1, 0.95)
    """
    plain = text.strip().replace("％", "%")
    number = plain.removesuffix("%").strip()
    try:
        value = float(number) / (100 if plain.endswith("%") else 1)
    except ValueError:
        raise Refusal("not-a-share", option=option, value=text) from None
    if not 0 <= value <= 1:
        raise Refusal("not-a-share", option=option, value=text)
    return value


def inner_share(option: str, text: str) -> float:
    """A share that is neither nothing nor all: a confidence, a power, a significance.

    Examples
    --------
    >>> inner_share("--confidence", "95%")
    0.95
    """
    value = share(option, text)
    if not 0 < value < 1:
        raise Refusal("not-a-share", option=option, value=text)
    return value


def positive(option: str, value: float) -> float:
    """A number above zero, such as a ratio or a number of births; refusal ``not-positive``.

    Examples
    --------
    >>> positive("--reference", 107)
    107
    """
    if not (math.isfinite(value) and value > 0):
        raise Refusal("not-positive", option=option, value=f"{value:g}")
    return value
