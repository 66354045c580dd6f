"""From the cells of a register to the traits that are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.comparison.traits import PERSONS
from evenborn.registers.cells import Cells
from evenborn.registers.codes.identity_number import to_18
from evenborn.registers.codes.text_bytes import text_bytes

Days = NDArray[np.datetime64]

_SCIENTIFIC: Final = "E+"
_SHORT: Final = 15  # digits of the old form
_LONG: Final = 18
_PARTS: Final = {
    "_no_end": ((0, 6), (6, 14)),
    "_no_birth": ((0, 6), (14, 18)),
    "_no_area": ((6, 14), (14, 18)),
}
"""What is left of an identity number, as two stretches of its characters."""


_WIDEST: Final = 1 << 21


@dataclass(frozen=True, slots=True)
class Numbers:
    """Traits that are numbers, of which n births have k different ones.

    Attributes
    ----------
    traits : mapping of str to ndarray of int64, shape (k,)
        By the name of the trait; -1 where not stated.
    place : ndarray of int64, shape (n,)
        Which of them each birth has.
    """

    traits: Mapping[str, NDArray[np.int64]]
    place: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Traits:
    """Traits of n births.

    Attributes
    ----------
    texts : mapping of str to pyarrow.StringArray
        By the name of the trait, other than traits of names; null where it is not stated.
    names : mapping of str to pyarrow.StringArray
        By the role; null where it is not stated.
    numbers : tuple of Numbers
        Traits that are numbers.
    """

    texts: "Mapping[str, pa.StringArray]"
    names: "Mapping[str, pa.StringArray]"
    numbers: tuple[Numbers, ...]


def birth_traits(cells: Mapping[str, Cells]) -> Traits:
    """Traits of a batch of births.

    Parameters
    ----------
    cells : mapping of str to Cells
        By what they are to a comparison, see :class:`~evenborn.registers.stated_births.StatedBatch`.
    """
    texts: dict[str, pa.StringArray] = {}
    numbers: list[Numbers] = []
    roles = [f"{person}_name" for person in PERSONS]
    names = {role: _own_name(cells[role]) for role in roles if role in cells}
    for role in ("mother_id", "father_id", "child_id"):
        if role in cells:
            texts |= _identity_traits(role, identity_text(cells[role]))
    for role in ("facility", "certificate"):
        if role in cells:
            texts[role] = _text(cells[role].stored)
    if "sex" in cells:
        texts["sex"] = _text(cells["sex"].stored)
    if "area" in cells:
        texts |= _area_traits(_text(cells["area"].stored))
    if (day := cells.get("birth_day")) is not None and day.day is not None:
        numbers.append(_of_days(day.day))
    for role in ("plurality", "position", "parity"):
        if role in cells:
            different, place = different_numbers(_whole(cells[role]))
            numbers.append(Numbers({role: different}, place))
    if "weight" in cells:
        different, place = different_numbers(_whole(cells["weight"]))
        numbers.append(Numbers(weight_traits(different), place))
    return Traits(texts, names, tuple(numbers))


def different_numbers(numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Different numbers, ascending, and the place of each; without sorting where they lie close.

    Examples
    --------
    >>> [one.tolist() for one in different_numbers(np.array([7, -1, 7]))]
    [[-1, 7], [1, 0, 1]]
    """
    least = int(numbers.min())
    if int(numbers.max()) - least > _WIDEST:
        different, place = np.unique(numbers, return_inverse=True)
        return different, place
    seen = np.bincount(numbers - least) > 0
    return np.flatnonzero(seen) + least, (np.cumsum(seen) - 1)[numbers - least]


def _of_days(days: Days) -> Numbers:
    none = np.isnat(days)
    number = days.astype("datetime64[D]").astype(np.int64)
    nothing = int(number[~none].min(initial=0)) - 1  # beside the others, so that nothing need be sorted
    different, place = different_numbers(np.where(none, nothing, number))
    found = different.astype("datetime64[D]")
    found[different == nothing] = np.datetime64("NaT")
    return Numbers(day_traits(found), place)


def _text(stored: "pa.Array[Any]") -> "pa.StringArray":
    return cast("pa.StringArray", stored.cast(pa.string()))


def _own_name(name: Cells) -> "pa.StringArray":
    """Names of persons; what stands in for the name of an unnamed child is none."""
    stored = _text(name.stored)
    if name.placeholder is None or not name.placeholder.any():
        return stored
    return cast("pa.StringArray", pc.if_else(pa.array(name.placeholder > 0), None, stored))


def identity_text(cells: Cells) -> "pa.StringArray":
    """Identity numbers; a mistyped one as it stands, one of fifteen digits in its longer form."""
    stored = _text(cells.stored)
    spoiled = np.flatnonzero((cells.fault > 0) & cells.present)
    if len(spoiled):
        as_written = pc.utf8_upper(pc.utf8_trim_whitespace(cells.text.take(spoiled)))
        kept = [None if _SCIENTIFIC in text else text for text in as_written.to_pylist() if text is not None]
        mask = np.zeros(len(stored), np.bool_)
        mask[spoiled] = True
        stored = cast(
            "pa.StringArray", pc.replace_with_mask(stored, pa.array(mask), pa.array(kept, pa.string()))
        )
    if not (text_bytes(stored).lengths == _SHORT).any():
        return stored
    short: Any = pc.match_substring_regex(stored, "^[0-9]{15}$").fill_null(False)
    if not pc.any(short).as_py():
        return stored
    longer = pa.array([to_18(str(text)) for text in stored.filter(short).to_pylist()], pa.string())
    return cast("pa.StringArray", pc.replace_with_mask(stored, short, longer))


def _identity_traits(role: str, numbers: "pa.StringArray") -> "dict[str, pa.StringArray]":
    traits = {role: numbers}
    if role == "mother_id":
        traits |= {role + ending: one for ending, one in _without_a_part(numbers).items()}
    return traits


def _without_a_part(numbers: "pa.StringArray") -> "dict[str, pa.StringArray]":
    """Numbers of eighteen characters without their end, birth or area; others have none of these."""
    rows = text_bytes(numbers)
    whole = rows.lengths == _LONG
    block = rows.rows(np.flatnonzero(whole), _LONG)
    if (rows.lengths > _LONG).any() or (block >= 0x80).any():  # characters of several bytes
        return _without_a_part_each(numbers)
    validity = pa.array(whole).buffers()[1]
    found: dict[str, pa.StringArray] = {}
    for ending, ((a, b), (c, d)) in _PARTS.items():
        joined = np.full((len(block), b - a + 1 + d - c), ord("-"), np.uint8)
        joined[:, : b - a], joined[:, b - a + 1 :] = block[:, a:b], block[:, c:d]
        ends = np.append(np.int32(0), np.cumsum(whole, dtype=np.int32) * np.int32(joined.shape[1]))
        buffers = [validity, pa.py_buffer(ends.data), pa.py_buffer(joined.data)]
        found[ending] = cast("pa.StringArray", pa.Array.from_buffers(pa.string(), len(numbers), buffers))
    return found


def _without_a_part_each(numbers: "pa.StringArray") -> "dict[str, pa.StringArray]":
    whole: Any = pc.equal(pc.utf8_length(numbers), pa.scalar(_LONG, pa.int32()))
    found = {}
    for ending, sides in _PARTS.items():
        parts = (pc.utf8_slice_codeunits(numbers, start, end) for start, end in sides)
        joined: Any = pc.binary_join_element_wise(*parts, "-")  # type: ignore[call-overload]
        found[ending] = pc.if_else(whole, joined, None)
    return found


def _area_traits(codes: "pa.StringArray") -> "dict[str, pa.StringArray]":
    is_township: Any = pc.greater_equal(pc.utf8_length(codes), pa.scalar(9, pa.int32()))
    township: Any = pc.if_else(is_township, pc.utf8_slice_codeunits(codes, 0, 9), None)
    return {"county": pc.utf8_slice_codeunits(codes, 0, 6), "township": township}


def _whole(cells: Cells) -> NDArray[np.int64]:
    number = cells.number
    assert number is not None  # noqa: S101 -- a quantity or a count
    return np.where(np.isnan(number), -1, np.nan_to_num(number)).astype(np.int64)


def weight_traits(grams: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Weight, and the hundreds of grams to which it is rounded and in which it lies.

    Examples
    --------
    >>> {name: value.tolist() for name, value in weight_traits(np.array([3260, -1])).items()}
    {'weight': [3260, -1], 'weight_100': [33, -1], 'weight_near': [32, -1]}
    """
    none = grams < 0
    return {
        "weight": grams,
        "weight_100": np.where(none, -1, (grams + 50) // 100),
        "weight_near": np.where(none, -1, grams // 100),
    }


def day_traits(days: Days) -> dict[str, NDArray[np.int64]]:
    """Traits of birth days, as numbers.

    Examples
    --------
    >>> traits = day_traits(np.array(["2025-03-08", "NaT"], "datetime64[D]"))
    >>> traits["birth_day"].tolist(), traits["birth_day_swapped"].tolist()
    ([20250308, -1], [20250803, -1])
    """
    none = np.isnat(days)
    known = np.where(none, np.datetime64("2000-01-01", "D"), days.astype("datetime64[D]"))
    months = known.astype("datetime64[M]")
    years = known.astype("datetime64[Y]").astype(np.int64) + 1970
    month, day = months.astype(np.int64) % 12 + 1, (known - months).astype(np.int64) + 1
    number = known.astype(np.int64)
    traits = {
        "": years * 10_000 + month * 100 + day,
        "_year_month": years * 100 + month,
        "_year_day": years * 100 + day,
        "_month_day": month * 100 + day,
        "_swapped": np.where(day <= 12, years * 10_000 + day * 100 + month, -1),
        "_even": number // 2,
        "_odd": (number + 1) // 2,
    }
    return {f"birth_day{ending}": np.where(none, -1, value) for ending, value in traits.items()}
