"""What a person types for a share, a ratio, a number of births or of periods, and a file."""

from pathlib import Path

from evenborn.registers.refusal import Refusal

LARGEST_RATIO = 100_000
"""Males per 100 females beyond which a figure is a slip of the keyboard."""

LARGEST_BIRTHS = 2**53
"""Births beyond which doubles are no longer exact."""


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


def sex_ratio_level(option: str, value: float) -> float:
    """A sex ratio, males per 100 females; refusal ``not-a-ratio``.

    Examples
    --------
    >>> sex_ratio_level("--reference", 107)
    107
    """
    if not 0 < value <= LARGEST_RATIO:
        raise Refusal("not-a-ratio", option=option, value=f"{value:g}", limit=LARGEST_RATIO)
    return value


def births(option: str, value: float) -> float:
    """A number of births above zero, small enough to be exact; refusal ``not-births``.

    Examples
    --------
    >>> births("--base-births", 14_400)
    14400
    """
    if not 0 < value <= LARGEST_BIRTHS:
        raise Refusal("not-births", option=option, value=f"{value:g}", limit=LARGEST_BIRTHS)
    return value


def completeness(option: str, text: str) -> float:
    """A share above zero of the births that took place; refusals ``not-a-share``, ``holds-nothing``.

    Examples
    --------
    >>> completeness("--base-completeness", "98%")
    0.98
    """
    value = share(option, text)
    if value == 0:
        raise Refusal("holds-nothing", option=option, value=text)
    return value


def periods(option: str, value: int) -> int:
    """A number of periods, 1 or more; refusal ``not-a-number-of-periods``.

    Examples
    --------
    >>> periods("--pool", 3)
    3
    """
    if value < 1:
        raise Refusal("not-a-number-of-periods", option=option, value=str(value))
    return value


def named_file(option: str, path: Path | None) -> None:
    """Refuse a file that has no name: ``no-file-name``.

    Examples
    --------
    >>> named_file("--html", Path("report.html"))
    """
    if path is not None and not path.name:
        raise Refusal("no-file-name", option=option)
