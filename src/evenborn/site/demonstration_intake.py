"""Three years of the simulated city's registers, taken in as at a real office: sent, checked, decided.

Everything goes through the same functions as a clerk's file. Registers whose rows stay at the facility come
as the tables of counts that ``evenborn coarsen`` makes there.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.figures.refreshing import refresh, registers_due
from evenborn.apps.intake.actions.batches import Arrived
from evenborn.apps.intake.actions.senders import add_sender, change_sender, import_senders
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.rules import STAY_AT_FACILITY, LegalBasis, Way
from evenborn.apps.intake.senders.reading import read_facilities
from evenborn.apps.intake.taking_in import take_in
from evenborn.registers.check import checking
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.coarsening import Coarsening, write_coarsened
from evenborn.registers.definition import register
from evenborn.registers.partial_folders import working_folder
from evenborn.site.demonstration import CITY, HOSPITAL

__all__ = ["add_up", "bring_registers", "bring_senders", "leaving"]

_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sends:
    """Who sends a register of the city, and on which ground."""

    code: str
    name: str
    basis: LegalBasis


MATERNAL: Final = Sends("9901-MCH", "云禾市妇幼保健服务中心", LegalBasis.MATERNAL_HEALTH)
COUNTS: Final = replace(MATERNAL, basis=LegalBasis.STATISTICS)
SENDERS: Final[Mapping[str, Sends]] = {
    "delivery": MATERNAL,
    "birth_certificate": MATERNAL,
    "termination_return": COUNTS,
    "ultrasound_log": COUNTS,
    "drug_issue": COUNTS,
    "drug_ledger": COUNTS,
    "device": COUNTS,
    "household": Sends("9901-POLICE", "云禾市公安局户政支队", LegalBasis.HOUSEHOLD),
    "immunisation": Sends("9901-CDC", "云禾市疾病预防控制中心", LegalBasis.IMMUNISATION),
    "child_benefit": Sends("9901-BENEFIT", "云禾市医疗保障局", LegalBasis.AGREEMENT),
}


def bring_senders(by: Actor, city: Path) -> None:
    """Enter the city's facilities and departments as senders; one hospital is the registrar's own."""
    table = city / "facilities.csv"
    listed = read_facilities(_pieces(table), table.name, area=CITY, on=by.today)
    import_senders(by=by, area=CITY, rows=listed)
    own = Sender.objects.regardless("the demonstration's own hospital").get(name=HOSPITAL)
    change_sender(
        own,
        by=by,
        name=own.name,
        kind=own.kind,
        area=own.area,
        department=Department.objects.get(name=HOSPITAL).pk,
    )
    for code, name in dict.fromkeys((sends.code, sends.name) for sends in SENDERS.values()):
        add_sender(by=by, code=code, name=name, kind=Sender.Kind.DEPARTMENT, area=CITY)


def bring_registers(by: Actor, city: Path, years: range) -> list[Batch]:
    """Send every register of the city, check it, and take it in."""
    taken = []
    for path in sorted(city.iterdir()):
        sends = SENDERS.get(path.stem)
        if sends is not None:
            with leaving(path, date(years[-1] + 1, 3, 31)) as files:
                taken += [_taken_in(by, file, path.stem, sends, years) for file in files]
    return taken


def add_up() -> None:
    """Make the cubes of figures at once, which at a real office the worker makes within a minute."""
    for name in registers_due():
        refresh(name)


def _taken_in(by: Actor, file: Path, name: str, sends: Sends, years: range) -> Batch:
    sender = Sender.objects.regardless("the demonstration's own senders").get(code=sends.code)
    period = date(years[0], 1, 1), date(years[-1], 12, 31)
    cut_off = date(years[-1] + 1, 3, 31)
    arrived = Arrived(name, file.name, Way.COMMAND, sends.basis, period, cut_off)
    batch, _ = arrive(_pieces(file), by=by, sender=sender, arrived=arrived)
    return take_in(check(batch, by=by), by=by)


@contextmanager
def leaving(path: Path, on: date) -> Iterator[list[Path]]:
    """The files that leave: the register itself, or the tables made of it where its rows stay.

    Parameters
    ----------
    path : pathlib.Path
        File of a register, named after it.
    on : datetime.date
        The day on which it is made.
    """
    if path.stem not in STAY_AT_FACILITY:
        yield [path]
        return
    definition, areas = register(path.stem), table_of_areas()
    options = CheckOptions(on=on, areas=areas)
    with working_folder() as folder:
        with checking(path, definition, options) as checked:
            coarsening = Coarsening(definition, None if areas is None else areas.current, file=path.name)
            for batch in checked.accepted():
                coarsening.add(batch)
        yield list(write_coarsened(coarsening.finish(), folder / f"{path.stem}.parquet").values())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
