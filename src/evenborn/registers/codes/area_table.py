"""Which areas exist, since when and until when, what they are called, and what a former code became.

Only codes that were loaded can be judged. A table that has the prefectures of a province and no counties
knows a wrong prefecture, but takes any county below a right one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from evenborn.registers.codes.area_codes import PREFIXES, read_area_code
from evenborn.registers.codes.bad_value import BadValue

__all__ = ["LEVELS", "Area", "AreaTable", "read_area_code"]

LEVELS = ("province", "prefecture", "county", "township", "village")
"""From the largest; their codes have 2, 4, 6, 9 and 12 digits."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area, as it was called under one code for one time.

    Attributes
    ----------
    code : str
        Without the noughts that fill it up.
    name_zh, name_en : str
        The English name may be empty.
    level : str
        One of :data:`LEVELS`.
    parent : str
        Code of the area above; empty at the top.
    valid_from, valid_to : datetime.date or None
        First and last day; None where that is open.
    successors : tuple of str
        Codes that followed; several where the area was divided.
    """

    code: str
    name_zh: str
    name_en: str
    level: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def is_valid(self, on: date) -> bool:
        """Whether the code was in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class AreaTable:
    """Areas by code.

    Parameters
    ----------
    areas : iterable of Area
        A code that was given twice, to different areas or under different names, stands in it once for
        each time.

    Examples
    --------
    >>> table = AreaTable([
    ...     Area("62", "甘肃省", "Gansu", "province", ""),
    ...     Area("6207", "张掖市", "", "prefecture", "62", valid_from=date(2002, 1, 1)),
    ...     Area("6222", "张掖地区", "", "prefecture", "62", None, date(2002, 12, 31), ("6207",)),
    ... ])
    >>> table.current("6222", date(2025, 1, 1)), table.judge("6222", date(2025, 1, 1))
    ('6207', 'area-ended')
    >>> table.judge("6299", None), table.judge("620702", None)
    ('area-unknown', '')
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self._times: dict[str, tuple[Area, ...]] = {}
        self._children: dict[str, dict[str, None]] = {}
        self._listed: set[tuple[str, int]] = set()
        for area in sorted(areas, key=lambda one: one.valid_from or date.min):
            self._times[area.code] = (*self._times.get(area.code, ()), area)
            self._children.setdefault(area.parent, {})[area.code] = None
            self._listed |= {(area.code[:digits], len(area.code)) for digits in (0, *PREFIXES)}

    def __contains__(self, code: str) -> bool:
        return code in self._times

    def __len__(self) -> int:
        return len(self._times)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, ended ones too, in order."""
        return tuple(sorted(self._times))

    def find(self, code: str, on: date | None = None) -> Area | None:
        """The area that had a code on a day, or has or had it last; None where there is none."""
        times = self._times.get(code, ())
        if on is None:
            return times[-1] if times else None
        return next((area for area in reversed(times) if area.is_valid(on)), None)

    def times(self, code: str) -> tuple[Area, ...]:
        """Every area that has or had a code, the earliest first."""
        return self._times.get(code, ())

    def current(self, code: str, on: date | None = None) -> str:
        """The code that a former one has become by a day (or by now), through several changes if need be.

        A code still in force stays, and so does one whose area was divided: nobody can tell which part.
        """
        seen = {code}
        while (area := self._ended(code, on)) and len(area.successors) == 1:
            code = area.successors[0]
            if code in seen:
                break
            seen.add(code)
        return code

    def children(self, code: str, on: date | None = None) -> tuple[Area, ...]:
        """Areas directly below one (below none: ``""``), in the order of their codes."""
        found = (self.find(child, on) for child in sorted(self._children.get(code, ())))
        return tuple(area for area in found if area is not None)

    def level(self, code: str) -> str | None:
        """Level of an area; of one not loaded, that of its number of digits; None where it is no code."""
        area = self.find(code)
        if area is not None:
            return area.level
        return LEVELS[PREFIXES.index(len(code))] if len(code) in PREFIXES else None

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes of the areas above one, the nearest first; only those that were loaded.

        Examples
        --------
        >>> AreaTable([Area("11", "北京市", "Beijing", "province", "")]).ancestors("110101")
        ('11',)
        """
        above: list[str] = []
        area = self.find(code)
        while area is not None and area.parent and area.parent not in above:
            above.append(area.parent)
            area = self.find(area.parent)
        if above:
            return tuple(parent for parent in above if parent in self._times)
        return tuple(
            code[:digits]
            for digits in reversed(PREFIXES)
            if digits < len(code) and code[:digits] in self._times
        )

    def judge(self, code: str, on: date | None) -> str:
        """What is wrong with a code on a day.

        Parameters
        ----------
        code : str
            As :func:`~evenborn.registers.codes.area_codes.read_area_code` returns it.
        on : datetime.date or None
            None to take ended codes too.

        Returns
        -------
        str
            Empty, ``"area-unknown"`` or ``"area-ended"``. A code is not blamed for being younger than the
            event: registers are recoded.
        """
        if not self._is_known(code):
            return "area-unknown"
        if on is not None and any(self._ended(prefix, on) for prefix in (code, *self.ancestors(code))):
            return "area-ended"
        return ""

    def require(self, code: str, on: date | None) -> None:
        """Raise :class:`BadValue` with what :meth:`judge` finds wrong, if anything."""
        fault = self.judge(code, on)
        if fault == "area-unknown":
            raise BadValue("area-unknown")
        if fault:
            raise BadValue("area-ended")

    def merge(self, over: "AreaTable") -> "AreaTable":
        """This table with another laid over it; a code that both have is as the other has it."""
        times: Mapping[str, tuple[Area, ...]] = self._times | over._times
        return AreaTable(area for areas in times.values() for area in areas)

    def last_day(self, code: str) -> date | None:
        """Last day on which a code, and all above it, were in force; None where that is open.

        Raises
        ------
        KeyError
            When neither the code nor anything above it was loaded.
        """
        times = [self._times[one][-1] for one in (code, *self.ancestors(code)) if one in self._times]
        if not times:
            raise KeyError(f"No area has the code {code!r}.")
        return min((area.valid_to for area in times if area.valid_to is not None), default=None)

    def _ended(self, code: str, on: date | None) -> Area | None:
        """The last area under a code, where its time is over."""
        area = self.find(code)
        if area is None or area.valid_to is None:
            return None
        return area if on is None or area.valid_to < on else None

    def _is_known(self, code: str) -> bool:
        known = ""
        for digits in PREFIXES:
            if digits > len(code):
                break
            prefix = code[:digits]
            if prefix in self._times:
                known = prefix
            elif (known, digits) in self._listed and not (digits == 4 and prefix.endswith("90")):
                return False  # counties without a prefecture, such as 419001, are filed under 90
        return bool(known)
