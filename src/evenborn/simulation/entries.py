"""The rows of one register as somebody entered them: stated, mistyped, copied, and judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evenborn.simulation.broken_rules import Judge
from evenborn.simulation.departments import Department, registered, sent_on
from evenborn.simulation.error_kinds import OF_THE_MOTHER, error_kinds
from evenborn.simulation.errors import Kind, plant
from evenborn.simulation.events_of_certificates import with_later_events
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.rates import ErrorRates
from evenborn.simulation.sheets import Sheet, Wrong
from evenborn.simulation.statements import statement
from evenborn.simulation.streams import uniforms
from evenborn.simulation.text_columns import Numbers, texts_at
from evenborn.simulation.typing_errors import homophone
from evenborn.simulation.verdicts import Planted, verdicts


@dataclass(frozen=True, eq=False)
class Entries:
    """Rows of a register, and the truth about them.

    Attributes
    ----------
    sheet : Sheet
        The rows.
    truth : list of Planted
        What is wrong with which.
    """

    sheet: Sheet
    truth: list[Planted]


def entries(
    births: KnownBirths, department: Department, rates: ErrorRates, facilities: Sequence[str]
) -> Entries:
    """The rows of one register of births.

    Parameters
    ----------
    births : KnownBirths
        What could be known.
    department : Department
        Who keeps the register.
    rates : ErrorRates
        How often something goes wrong.
    facilities : sequence of str
        Codes among which a wrong facility is chosen.

    Returns
    -------
    Entries
        In order of birth. Rows do not depend on which other births are in the table.
    """
    sheet = statement(births, registered(births, department), rates)
    if department.register == "birth_certificate":
        sheet = with_later_events(sheet, births)
    kinds = error_kinds(sheet.definition, rates, facilities)
    mistype(sheet, births.seed, rates, kinds, singly=department.singly)
    sheet = _copied(sheet, births.seed, rates)
    judge = Judge(sheet.definition, sent_on(births.parameters.calendar_years[-1]))
    return Entries(sheet, verdicts(sheet, judge))


def mistype(
    sheet: Sheet, seed: int, rates: ErrorRates, kinds: Mapping[str, Sequence[Kind]], *, singly: bool
) -> None:
    """Let everything go wrong that may, except rows that are entered twice.

    Parameters
    ----------
    sheet : Sheet
        Changed in place.
    seed : int
        Seed of the world.
    rates : ErrorRates
        For what concerns more than one field.
    kinds : mapping
        From :func:`~evenborn.simulation.error_kinds.error_kinds`.
    singly : bool
        Whether every row has its own chances; else the rows of twins share what their mother is asked.
    """
    for name, some in kinds.items():
        plant(sheet, name, some, seed, by_delivery=name in OF_THE_MOTHER and not singly)
    _swap_twins(sheet, seed, rates.twins_swapped)
    _without_document(sheet, seed, rates.no_document)


def _swap_twins(sheet: Sheet, seed: int, rate: float) -> None:
    """Let the first of twins be entered as the second, and the second as the first."""
    name = "birth_position" if "birth_position" in sheet.columns else "parity"
    if rate <= 0 or name not in sheet.columns:
        return
    sound = sheet.filled(name)
    for one in sheet.wrong:
        sound[one.rows] &= one.field != name
    draws = uniforms(seed, f"twins-swapped/{sheet.definition.name}", sheet.deliveries)
    candidates = np.flatnonzero((draws < rate) & sound)
    _, of_delivery, count = np.unique(sheet.deliveries[candidates], return_inverse=True, return_counts=True)
    rows = candidates[count[of_delivery] == 2]
    rows = rows[np.argsort(sheet.deliveries[rows], kind="stable")]
    if len(rows):
        others = rows.reshape(-1, 2)[:, ::-1].reshape(-1)
        sheet.replace(name, rows, texts_at(sheet.columns[name], others))
        sheet.wrong.append(Wrong(np.sort(rows), name, "twins-swapped"))


def _without_document(sheet: Sheet, seed: int, share: float) -> None:
    """Most of those whose number is not known are entered as having no document."""
    missing = [one.rows for one in sheet.wrong if one.kind == "identity-missing"]
    if not missing or share <= 0:
        return
    rows = missing[0]
    rows = rows[uniforms(seed, f"no-document/{sheet.definition.name}", sheet.deliveries[rows]) < share]
    sheet.replace("mother_id_type", rows, ["none"] * len(rows))


def _copied(sheet: Sheet, seed: int, rates: ErrorRates) -> Sheet:
    """Some rows of children born alone entered once more, right behind the first."""
    name = sheet.definition.name
    draws = uniforms(seed, f"entered-twice/{name}", sheet.births)
    _, of_delivery, count = np.unique(sheet.deliveries, return_inverse=True, return_counts=True)
    copied = (draws < rates.entered_twice + rates.entered_again) & (count[of_delivery] == 1)
    rows = np.repeat(np.arange(len(sheet)), 1 + copied)
    copy = np.append(False, rows[1:] == rows[:-1])
    again = draws[rows] >= rates.entered_twice
    sheet = sheet.taken(rows)
    sheet.wrong.append(Wrong(np.flatnonzero(copy & ~again), "", "entered-twice"))
    sheet.wrong.append(Wrong(np.flatnonzero(copy & again), "", "entered-again"))
    _change_copies(sheet, sheet.wrong[-1].rows, seed)
    return sheet


def _change_copies(sheet: Sheet, rows: Numbers, seed: int) -> None:
    """The same birth from another form: a number of its own, no certificate, the mother's name misheard."""
    if "record_number" in sheet.columns:
        numbers = texts_at(sheet.columns["record_number"], rows)
        sheet.replace("record_number", rows, [f"{number}B" for number in numbers])
        if "certificate_number" in sheet.columns:
            sheet.replace("certificate_number", rows, [None] * len(rows))
    names = texts_at(sheet.columns["mother_name"], rows)
    chances = uniforms(seed, "heard-again", sheet.births[rows]).tolist()
    heard = [name and (homophone(name, chance) or name) for name, chance in zip(names, chances, strict=True)]
    sheet.replace("mother_name", rows, heard)
