"""Which indicators exist: unit, the page that says how each is computed, where it stands. The one place."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evenborn.apps.access.roles import Permission

__all__ = ["INDICATORS", "OF_TABS", "Indicator", "IndicatorCode", "Stands"]


class IndicatorCode(StrEnum):
    """An indicator by its code; its words are ``figures.indicator.<code>``."""

    RATIO = "ratio"
    COMPLETENESS = "completeness"
    CORRECTED = "corrected-ratio"
    POOLED = "pooled-ratio"
    AREAS = "areas-compared"
    BY_ORDER = "ratio-by-order"
    MISSING = "missing-births"
    BY_AGE = "ratio-by-age"
    SMOOTHED = "smoothed-ratio"
    MONITORED = "monitored"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class Stands:
    """A page on which an indicator stands.

    Attributes
    ----------
    page : str
        Name of its address; its words are ``place.<page>``.
    permission : Permission
        Without which it does not open.
    of_area : bool
        Whether its address names an area.
    section : str
        Where on the page; empty where all of it is meant.
    """

    page: str
    permission: Permission
    of_area: bool = True
    section: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    code : IndicatorCode
    unit : str
        Code of its unit; its words are ``figures.unit.<unit>``.
    method : str
        The page of methods that says how it is computed.
    stands : tuple of Stands
    """

    code: IndicatorCode
    unit: str
    method: str
    stands: tuple[Stands, ...]


def _one(code: IndicatorCode, method: str, *others: Stands, unit: str = "males-per-100-females") -> Indicator:
    """An indicator that has a section on the page of an area."""
    return Indicator(
        code, unit, method, (Stands("figures-area", Permission.FIGURES_SEE, section=code), *others)
    )


def _own(code: IndicatorCode, method: str, stands: Stands, unit: str = "males-per-100-females") -> Indicator:
    """An indicator that has a page of its own."""
    return Indicator(code, unit, method, (stands,))


_SEE, _EXACT = Permission.FIGURES_SEE, Permission.FIGURES_EXACT

INDICATORS: Final[dict[str, Indicator]] = {
    one.code: one
    for one in (
        _one(IndicatorCode.RATIO, "ratio", Stands("figures-targets", _SEE, of_area=False)),
        _one(
            IndicatorCode.COMPLETENESS, "completeness", Stands("figures-completeness", _SEE),
            Stands("births-calendar", Permission.INTAKE_SEE, of_area=False), unit="share",
        ),
        _one(
            IndicatorCode.CORRECTED, "registration",
            Stands("matching-runs", Permission.MATCHING_SEE, of_area=False),
        ),
        _one(IndicatorCode.POOLED, "ratio"),
        _one(IndicatorCode.AREAS, "ranking", Stands("figures-map", _SEE)),
        _one(IndicatorCode.BY_ORDER, "ratio"),
        _one(IndicatorCode.MISSING, "missing", unit="births"),
        _one(IndicatorCode.BY_AGE, "coarsening"),
        _own(IndicatorCode.SMOOTHED, "smoothing", Stands("figures-smoothed", _EXACT)),
        _own(IndicatorCode.MONITORED, "monitoring", Stands("figures-months", _EXACT)),
        _own(IndicatorCode.DELAY, "completeness", Stands("figures-lateness", _SEE), "days"),
    )
}  # fmt: skip
"""Every indicator, in the order in which pages show them."""

OF_TABS: Final = {
    "map": IndicatorCode.AREAS, "smoothed": IndicatorCode.SMOOTHED, "monitor": IndicatorCode.MONITORED,
    "lateness": IndicatorCode.DELAY,
}  # fmt: skip
"""The indicator of each page of an area beside its first one."""
