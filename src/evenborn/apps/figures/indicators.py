"""Which indicators exist: name, unit, and the page that says how each is computed. The one place."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["INDICATORS", "Indicator", "IndicatorCode"]


class IndicatorCode(StrEnum):
    """An indicator by its code; its words are ``figures.indicator.<code>``."""

    RATIO = "ratio"
    POOLED = "pooled-ratio"
    BY_ORDER = "ratio-by-order"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    code : IndicatorCode
    unit : str
        Code of its unit; its words are ``figures.unit.<unit>``.
    method : str
        The page of docs/methods that says how it is computed.
    """

    code: IndicatorCode
    unit: str
    method: str

    @property
    def page(self) -> str:
        """Where the page stands beside the program."""
        return f"docs/methods/{self.method}.md"


INDICATORS: Final[dict[IndicatorCode, Indicator]] = {
    one.code: one
    for one in (
        Indicator(IndicatorCode.RATIO, "males-per-100-females", "ratio"),
        Indicator(IndicatorCode.POOLED, "males-per-100-females", "ratio"),
        Indicator(IndicatorCode.BY_ORDER, "males-per-100-females", "ratio"),
    )
}
"""Every indicator, in the order in which pages list them."""
