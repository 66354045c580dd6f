"""How does a year's births read as a table? Numbers of births and persons, codes instead of positions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.simulation.families import Couples
from evenborn.simulation.newborns import OUTCOMES, Newborns
from evenborn.simulation.numbering import FATHER, MOTHER, birth_numbers, person_numbers

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FIELDS: "list[pa.Field[Any]]" = [
    pa.field("birth", pa.int64()),
    pa.field("delivery", pa.int64()),
    pa.field("mother", pa.int64()),
    pa.field("father", pa.int64()),
    pa.field("birth_time", pa.timestamp("s")),
    pa.field("sex", pa.string()),
    pa.field("parity", pa.int8()),
    pa.field("plurality", pa.int8()),
    pa.field("birth_position", pa.int8()),
    pa.field("outcome", pa.string()),
    pa.field("weight", pa.int16()),
    pa.field("length", pa.float32()),
    pa.field("gestational_weeks", pa.int8()),
    pa.field("facility", pa.string()),
    pa.field("residence", pa.string()),
    pa.field("hukou", pa.string()),
    pa.field("mother_birth_date", pa.date32()),
    pa.field("father_birth_date", pa.date32()),
    pa.field("concealed", pa.bool_()),
    pa.field("year", pa.int16()),
]
BIRTHS_SCHEMA = pa.schema(_FIELDS)
"""One row for each child; ``facility`` is empty (null) where the birth was concealed."""

_SEXES = pa.array(["female", "male", "unclear"])
_OUTCOMES = pa.array(OUTCOMES)
_UNCLEAR = 2
_MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, eq=False)
class Situation:
    """What is known of each child beside its birth.

    Attributes
    ----------
    parity, facility : ndarray of int64
        Birth order; position of the facility.
    unclear, concealed : ndarray of bool
        Sex entered as unclear; in no register at first.
    """

    parity: Positions
    facility: Positions
    unclear: Flags
    concealed: Flags


@dataclass(frozen=True, eq=False)
class Places:
    """Codes of townships and facilities, by position."""

    townships: pa.StringArray
    facilities: pa.StringArray


def birth_records(
    city: int,
    year: int,
    couples: Couples,
    couple: Positions,
    newborns: Newborns,
    situation: Situation,
    places: Places,
) -> pa.RecordBatch:
    """The births of a year, in order of time.

    Parameters
    ----------
    city : int
        Number of the city.
    year : int
        The year.
    couples : Couples
        All couples of the city.
    couple : ndarray of int64
        Of each delivery.
    newborns : Newborns
        The children.
    situation : Situation
        What else is known of them.
    places : Places
        Codes for positions.

    Returns
    -------
    pyarrow.RecordBatch
        Of :data:`BIRTHS_SCHEMA`.
    """
    order = np.argsort(newborns.minute, kind="stable")
    delivery, minute = newborns.delivery[order], newborns.minute[order]
    position = newborns.position[order]
    of_couple = couple[delivery]
    births = _numbers(city, minute)
    first = np.empty(len(couple), np.int64)
    first[delivery[position == 1]] = births[position == 1]
    sex = np.where(situation.unclear[order], _UNCLEAR, newborns.male[order])
    facility = pa.array(situation.facility[order], pa.int64(), mask=situation.concealed[order])
    columns: list[Any] = [
        births,
        first[delivery],
        person_numbers(MOTHER, city, of_couple),
        person_numbers(FATHER, city, of_couple),
        minute * 60,
        _SEXES.take(pa.array(sex, pa.int64())),
        situation.parity[order],
        newborns.plurality[order],
        position,
        _OUTCOMES.take(pa.array(newborns.outcome[order], pa.int64())),
        newborns.weight[order],
        newborns.length[order],
        newborns.week[order],
        places.facilities.take(facility),
        places.townships.take(pa.array(couples.township[of_couple], pa.int64())),
        places.townships.take(pa.array(couples.hukou[of_couple], pa.int64())),
        couples.mother_birth[of_couple].astype(np.int32),
        couples.father_birth[of_couple].astype(np.int32),
        situation.concealed[order],
        np.full(len(order), year),
    ]
    arrays = [pa.array(column).cast(field.type) for column, field in zip(columns, BIRTHS_SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=BIRTHS_SCHEMA)


def _numbers(city: int, minute: Positions) -> Positions:
    """Day and rank on it, for minutes in order."""
    day = minute // _MINUTES_OF_A_DAY
    rank = np.arange(len(day)) - np.searchsorted(day, day)
    return birth_numbers(city, day, rank)
