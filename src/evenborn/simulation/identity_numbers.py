"""Which number is on the card? Resident identity numbers that are valid, unique, and of nobody.

The six digits of the area are those of counties that do not exist in provinces that do: prefectures 91 to
99, which GB/T 2260 has never given out. So readers accept the numbers, and no living person can have one.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.areas import PROVINCES
from evenborn.simulation.numbering import Numbers, sequences

Bytes = npt.NDArray[np.uint8]
Texts: TypeAlias = "npt.ArrayLike | pa.Array[Any] | pa.ChunkedArray[Any]"

LENGTH = 18

_REAL_PROVINCES = np.array(
    [*range(61, 66), *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)]
)
_FIRST_PREFECTURE, _PREFECTURES, _COUNTIES = 91, 9, 99
_AREAS = len(_REAL_PROVINCES) * _PREFECTURES * _COUNTIES
_AREAS_OF_A_CITY = 6
_BLOCK = 7_129
"""Areas from one block to the next; prime to the number of areas."""
_CHECK_WEIGHTS = 2 ** np.arange(17, 0, -1) % 11
_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_ZERO = ord("0")


def identity_numbers(
    numbers: npt.ArrayLike, birth_dates: npt.ArrayLike, sexes: Texts, areas: Texts
) -> pa.StringArray:
    """Identity numbers of parents and children, 18 characters (GB 11643-1999).

    Parameters
    ----------
    numbers : array_like of int64
        Numbers of mothers, fathers or births.
    birth_dates : array_like of date
        Their dates of birth; for parents those of the births table, for children the day of birth.
    sexes : array_like of str
        ``male`` gives an odd sequence number, anything else an even one.
    areas : array_like of str
        Code of residence or hukou in a simulated city; the city and its county decide the area.

    Returns
    -------
    pyarrow.StringArray
        Check digit of ISO 7064 MOD 11-2. Two persons of one world never have the same number, except
        where a city has more than 182,135 couples or 499 births a day in a country of more than three
        such blocks.

    Examples
    --------
    >>> day = np.array(["1994-05-17"], dtype="datetime64[D]")
    >>> identity_numbers([10**15 + 40], day, ["female"], ["990101004"]).to_pylist()
    ['619101199405179622']
    """
    sequence, block = sequences(np.asarray(numbers, dtype=np.int64))
    male = np.asarray(pc.equal(text_array(sexes), pa.scalar("male")))
    area = (_base_areas(text_array(areas)) + block * _BLOCK) % _AREAS
    digits = np.empty((len(sequence), LENGTH), np.uint8)
    _write(digits[:, 0:6], _area_code(area))
    _write(digits[:, 6:14], _date_digits(np.asarray(birth_dates, dtype="datetime64[D]")))
    _write(digits[:, 14:17], 2 * sequence + male)
    digits[:, 17] = _CHECK[(digits[:, :17] * _CHECK_WEIGHTS).sum(axis=1) % 11]
    digits[:, :17] += _ZERO
    offsets = np.arange(len(digits) + 1, dtype=np.int32) * LENGTH
    return pa.StringArray.from_buffers(len(digits), pa.py_buffer(offsets.data), pa.py_buffer(digits.data))


def text_array(values: Texts) -> pa.StringArray:
    """Texts as one Arrow array, whether they come as that, as the column of a table or as a list.

    Examples
    --------
    >>> text_array(pa.chunked_array([["a"], ["b"]])).to_pylist()
    ['a', 'b']
    """
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if isinstance(values, pa.Array):
        whole: pa.StringArray = pa.array(values, pa.string())
        return whole
    return pa.array(np.asarray(values).tolist(), pa.string())


def _base_areas(codes: pa.StringArray) -> Numbers:
    """Position, among the areas of identity numbers, of each code's city and county."""
    encoded = codes.dictionary_encode()
    bases = [_base_area(str(code)) for code in encoded.dictionary.to_pylist()]
    return np.asarray(np.array(bases, dtype=np.int64)[np.asarray(encoded.indices)])


def _base_area(code: str) -> int:
    city = PROVINCES.index(code[:2]) * 99 + int(code[2:4]) - 1
    county = int(code[4:6] or "1") - 1
    return city * _AREAS_OF_A_CITY + county % _AREAS_OF_A_CITY


def _area_code(area: Numbers) -> Numbers:
    province, rest = np.divmod(area, _PREFECTURES * _COUNTIES)
    prefecture, county = np.divmod(rest, _COUNTIES)
    ends = (_FIRST_PREFECTURE + prefecture) * 100 + county + 1
    return np.asarray(_REAL_PROVINCES[province] * 10_000 + ends)


def _date_digits(dates: npt.NDArray[np.datetime64]) -> Numbers:
    """Year, month and day as one number of eight digits."""
    years, months = dates.astype("datetime64[Y]"), dates.astype("datetime64[M]")
    month, day = (months - years).astype(np.int64), (dates - months).astype(np.int64)
    return np.asarray((years.astype(np.int64) + 1970) * 10_000 + (month + 1) * 100 + day + 1)


def _write(columns: Bytes, values: Numbers) -> None:
    """Digits of whole numbers, the last one in the last column."""
    rest = values
    for column in range(columns.shape[1] - 1, -1, -1):
        rest, columns[:, column] = np.divmod(rest, 10)
