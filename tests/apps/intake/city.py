"""A small simulated city as its offices send it, and the same city as it would be if nobody mistyped."""

from datetime import datetime, time
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from apps.intake import scene
from evenborn.apps.areas.actions import import_areas
from evenborn.apps.areas.reading import read_areas
from evenborn.apps.intake.actions.batches import Arrived
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.checking import check, checked_batch
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.registers.definition import register
from evenborn.simulation import world_files
from evenborn.simulation.departments import sent_on
from evenborn.simulation.offices import OFFICES
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.rates import CITY, ErrorRates
from evenborn.simulation.world_files import write_city
from people import everyone
from simulation.sent import records, wrong_in

SMALL: Final = CityParameters(
    seed=23, counties=3, townships=9, births_a_year=1_200, years=1, facilities=18, concealing_county=2
)
COPIES: Final = frozenset({"entered-twice", "entered-again"})


def write_both(folder: Path) -> tuple[Path, Path]:
    """The city as it is sent, and the same births in the same registers without a slip of anybody's."""
    sent, true = folder / "sent", folder / "true"
    write_city(SMALL, sent)
    # What a child is called, and whether it has a name yet, is no slip.
    spotless = {name: ErrorRates(unnamed=one.unnamed, renamed=one.renamed) for name, one in CITY.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world_files, "CITY", spotless)
        write_city(SMALL, true)
    return sent, true


def know_its_areas(city: Path) -> None:
    """Have the city's areas in the office."""
    import_areas(by=everyone(), given=read_areas(city / "areas.csv"))


def checked(city: Path, name: str) -> Batch:
    """The file of a register, sent on the day on which its office sends it, and checked."""
    path = city / f"{name}.{OFFICES[name].suffix}"
    return checked_on_its_day(path.read_bytes(), name, path.name)


def arrived(content: bytes, name: str, file: str) -> Batch:
    """A file that was sent in and not checked yet."""
    told = Arrived(name, file, Way.PAGE, LegalBasis.MATERNAL_HEALTH)
    return arrive([content], by=everyone(), sender=scene.sender(), arrived=told)[0]


def checked_on_its_day(content: bytes, name: str, file: str) -> Batch:
    """A file that came on the day on which the city's offices send theirs; then no date lies ahead."""
    batch = arrived(content, name, file)
    batch.received_at = datetime.combine(sent_on(SMALL.first_year), time(12), timezone.get_current_timezone())
    batch.save()
    return check(batch, by=everyone())


def found(batch: Batch) -> list[dict[str, Any]]:
    """Every issue of a batch, one by one."""
    with checked_batch(batch) as again:
        return list(again.all_issues().to_pylist())


def planted(city: Path, name: str) -> dict[int, set[str]]:
    """By row, the rules that the truth says are broken."""
    return {
        row: {rule for one in wrong for rule in one["rules"]} for row, wrong in wrong_in(city, name).items()
    }


def may_only_tell(name: str) -> set[str]:
    """Rules of a register that somewhere point something out without holding the row back."""
    return {use.rule for use in register(name).rules if use.severity == "warn"}


def copies(city: Path, name: str) -> set[int]:
    """Rows that somebody entered a second time."""
    return {row for row, wrong in wrong_in(city, name).items() if any(one["kind"] in COPIES for one in wrong)}


def true_records(true: Path, name: str) -> dict[int, dict[str, str]]:
    """By birth, what its row says where nothing is mistyped."""
    links = pq.read_table(true / "truth" / f"links-{name}.parquet").to_pylist()
    rows = records(true, name)
    return {link["birth"]: rows[link["row"]] for link in links}


def births_of_rows(city: Path, name: str) -> dict[int, int]:
    """By row of the file that was sent, the birth that it is about."""
    links = pq.read_table(city / "truth" / f"links-{name}.parquet").to_pylist()
    return {link["row"]: link["birth"] for link in links}
