"""One birth's resources as one row of the delivery register."""

from collections.abc import Callable, Iterable
from datetime import date, timezone

from evenborn.registers.sources.fhir_elements import agreed
from evenborn.registers.sources.fhir_measures import CHINA, moment, weeks_completed, zone_of
from evenborn.registers.sources.fhir_relations import Birth
from evenborn.registers.sources.fhir_resource import Resource

FIELDS = (
    "record_number",
    "facility",
    "facility_name",
    "newborn_name",
    "sex",
    "birth_time",
    "plurality",
    "birth_position",
    "outcome",
    "weight",
    "length",
    "gestational_weeks",
    "mother_name",
    "mother_id_type",
    "mother_id_number",
    "mother_birth_date",
    "father_name",
    "father_id_type",
    "father_id_number",
    "residence",
    "hukou",
    "parity",
    "certificate_number",
    "registrar",
    "registered_at",
)
"""Fields of a row, as the delivery register names and orders them."""

_VIABLE_WEEKS = 28
_EARLY_DAYS = 7

Place = Callable[[Resource], Resource | None]


def birth_cells(birth: Birth, place: Place) -> dict[str, str]:
    """Texts of one birth by field.

    Parameters
    ----------
    birth : Birth
    place : callable
        The Organization, Location or Practitioner that a resource refers to.

    Returns
    -------
    dict
        One text for each of :data:`FIELDS`, blank where nothing is stated.
    """
    newborn, facts = birth.newborn.cells, birth.facts
    cells = dict.fromkeys(FIELDS, "")
    for name in ("weight", "length", "gestational_weeks"):
        cells[name] = _stated(facts, name)
    for name in ("plurality", "birth_position"):
        cells[name] = agreed([newborn[name], _stated(facts, name)])
    cells |= {
        "record_number": newborn["record_number"],
        "newborn_name": newborn["name"],
        "parity": _parity(facts),
        "certificate_number": agreed(
            [newborn["certificate_number"], _stated(birth.reports, "certificate_number")]
        ),
    }
    cells |= _parents(birth) | _moments(birth) | _who_delivered(birth, place)
    cells["outcome"] = _outcome(birth, cells["birth_time"])
    cells["sex"] = _sex(birth, cells)
    return cells


def _stated(resources: Iterable[Resource], name: str) -> str:
    return agreed(one.cells.get(name, "") for one in resources)


def _first(resources: Iterable[Resource], name: str) -> str:
    return next((one.cells[name] for one in resources if one.cells.get(name)), "")


def _parity(facts: Iterable[Resource]) -> str:
    """Which child of the mother this is; unknown where either number of earlier ones is not stated."""
    living, dead = _stated(facts, "living_before"), _stated(facts, "dead_before")
    if living.isdecimal() and dead.isdecimal() and len(living) <= 3 and len(dead) <= 3:
        return str(int(living) + int(dead) + 1)
    return f"{living} + {dead} + 1" if living and dead else ""


def _parents(birth: Birth) -> dict[str, str]:
    cells = {
        "mother_birth_date": _first(birth.mothers, "birth_date"),
        "residence": _first(birth.mothers, "residence"),
        "hukou": _first(birth.mothers, "hukou"),
    }
    for parent, resources in (("mother", birth.mothers), ("father", birth.fathers)):
        cells[f"{parent}_name"] = _first(resources, "name")
        documented = [one for one in resources if one.cells["id_type"]][:1]
        cells[f"{parent}_id_type"] = _first(documented, "id_type")
        cells[f"{parent}_id_number"] = _first(documented, "id_number")
    return cells


def _moments(birth: Birth) -> dict[str, str]:
    """Birth and registration by the clock of the place where the birth was."""
    newborn = birth.newborn.cells
    zone: timezone = zone_of(newborn["birth_moment"]) or CHINA
    born = moment(newborn["birth_moment"], zone)
    day = newborn["birth_date"]
    if born and day and not born.startswith(day):
        born = agreed([day, born])
    registered = [moment(one.cells["registered_moment"], zone) for one in birth.reports]
    return {"birth_time": born or day, "registered_at": agreed(registered)}


def _who_delivered(birth: Birth, place: Place) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, resources in (
        ("facility", birth.visits),
        ("facility_name", birth.visits),
        ("registrar", birth.reports),
    ):
        places = [
            one.cells if (there := place(one)) is None else there.cells | _filled(one) for one in resources
        ]
        found[name] = next((cells[name] for cells in places if cells.get(name)), "")
    return found


def _filled(resource: Resource) -> dict[str, str]:
    return {name: value for name, value in resource.cells.items() if value}


def _outcome(birth: Birth, birth_time: str) -> str:
    """Born dead, died within seven days, or live: a newborn reported without either is a live birth."""
    if _is_fetal_death(birth):
        return "stillbirth"
    died = birth.newborn.cells["died"]
    if died not in {"True", "False"}:
        return "early-neonatal-death" if _within_days(birth_time[:10], died[:10]) else "live"
    not_living = _stated(birth.facts, "living") == "False"
    return "early-neonatal-death" if died == "True" or not_living else "live"


def _is_fetal_death(birth: Birth) -> bool:
    return "fetus" in {birth.newborn.role, *(report.role for report in birth.reports)}


def _within_days(born: str, died: str) -> bool:
    try:
        return (date.fromisoformat(died) - date.fromisoformat(born)).days < _EARLY_DAYS
    except ValueError:
        return True


def _sex(birth: Birth, cells: dict[str, str]) -> str:
    weeks = weeks_completed(cells["gestational_weeks"])
    if _is_fetal_death(birth) and (weeks is None or weeks < _VIABLE_WEEKS):
        return "unclear"
    stated = [birth.newborn.cells["birth_sex"], birth.newborn.cells["gender"]]
    told = [sex for sex in stated if sex != "unclear"]
    return agreed(told) or agreed(stated)
