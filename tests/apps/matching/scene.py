"""Two owners, their encodings, and comparisons of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings

from evenborn.apps.access import actions
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department, Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.matching.actions.deposits import keep_deposit
from evenborn.apps.matching.actions.runs import Asked, Commissioned, begin_run
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.kept_encodings import arrived, kept_path
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.queries import parts_of
from evenborn.apps.matching.rules import Origin
from evenborn.apps.matching.tasks import start
from evenborn.apps.vault.actions.sheets import OwnPair, ToldOwner, show_sheets, write_sheet
from evenborn.apps.vault.keyring import first_key
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.comparison.commission import Commission
from evenborn.comparison.difference_list import Listed
from evenborn.comparison.encode import encode
from evenborn.comparison.review import STRATA
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.simulation.reference import write_reference
from people import CITY, SINCE, department, everyone, officer

ON: Final = CheckOptions(date(2026, 1, 1))
KEY: Final = bytes(range(32))
REGISTERS: Final = ("delivery", "immunisation")
BASIS: Final = "Agreement on sharing counts, 2025 no. 3"
LISTED: Final = tuple(Listed(str(1000 + at), at, ("only-here", "sex-differs")[at % 2]) for at in range(1, 61))
"""Records that differ: more than a page of them."""
PAIRS: Final = tuple(
    OwnPair("immunisation", STRATA[at % len(STRATA)], str(2000 + at), at, {"birth_day": at % 2, "sex": 0})
    for at in range(24)
)
PERIOD: Final = (date(2023, 1, 1), date(2023, 12, 31))


@dataclass(frozen=True)
class Pair:
    """A folder with two registers and their encodings."""

    folder: Path

    def encoding(self, name: str) -> Path:
        return self.folder / f"{name}.encoded.parquet"


def pair(folder: Path, births: int = 1_500) -> Pair:
    """Write two registers of a small city and encode them."""
    write_reference(folder / "reference", births=births, seed=11)
    for name in REGISTERS:
        encoded(folder, name, folder)
    return Pair(folder)


def encoded(folder: Path, name: str, into: Path, key: bytes = KEY) -> Path:
    """Encode one of the registers."""
    source, out = folder / "reference" / f"{name}.parquet", into / f"{name}.encoded.parquet"
    encode(source, register(name), ON, key, out, out.with_suffix(".own.csv"))
    return out


def owner_of(name: str, area: str = CITY) -> Department:
    """The department that owns a register."""
    return department(area, f"Keeper of {name}")


def owner(name: str, area: str = CITY) -> Officer:
    """The officer of that department who hands in and answers."""
    found = Officer.objects.filter(username=f"owner-{name}-{area}").first()
    if found is None:
        found, role = officer(f"owner-{name}-{area}"), RoleCode.REGISTER_OWNER
        home = owner_of(name, area)
        actions.appoint(found, by=everyone(), role=role, area=area, department=home, since=SINCE, until=None)
    return found


def comparer(area: str = CITY) -> Officer:
    """The comparison officer of an area; made once."""
    found = Officer.objects.filter(username=f"comparer-{area}").first()
    return found or officer(f"comparer-{area}", RoleCode.COMPARISON_OFFICER, area)


def by(who: Officer) -> Actor:
    """Somebody as actor."""
    return actor_of(who)


def begun(area: str = CITY, who: Actor | None = None, registers: tuple[str, ...] = REGISTERS) -> Run:
    """A comparison that waits for encodings."""
    commissioned = Commissioned("correcting-registers", BASIS, Origin.DEPOSITS, PERIOD)
    asked = [Asked(name, owner_of(name, area).pk, area) for name in registers]
    return begin_run(
        by=who or everyone(), area=area, commissioned=commissioned, asked=asked, purpose=commissioned.purpose,
        registers=", ".join(registers),
    )  # fmt: skip


def part(run: Run, name: str) -> RunRegister:
    """A register of a comparison as it is kept now."""
    return next(one for one in parts_of(run) if one.register == name)


def deposited(run: Run, name: str, file: Path, who: Actor | None = None) -> RunRegister:
    """A register whose encoding is there."""
    with arrived([file.read_bytes()], file.name) as (path, kept, described):
        found = keep_deposit(
            part(run, name), by=who or everyone(), name=file.name, kept=kept, described=described
        )
        path.replace(kept_path(found.pk))
    return found


def compared(pair: Pair, area: str = CITY) -> Run:
    """A comparison that was made."""
    run = begun(area)
    for name in REGISTERS:
        deposited(run, name, pair.encoding(name))
    start(run, by=everyone())
    return carry_out(run.pk)


def sheet(run: Run, name: str) -> DifferenceSheet:
    """What the owner of a register was told."""
    rows = DifferenceSheet.objects.regardless("a scene of a test")
    return rows.get(run=run.pk, register=name)


def written(
    name: str, listed: Sequence[Listed] = LISTED, area: str = CITY, home: int | None = None
) -> DifferenceSheet:
    """A sheet of a comparison that nobody made, for the owner of a register."""
    first_key(settings.CONFIG.keys_folder)
    number = DifferenceSheet.objects.regardless("a scene of a test").count() + 1
    told = ToldOwner(
        number, f"20260102-{number}", name, "0" * 64, True,
        Commission("correcting-registers", BASIS, everyone().today), (None, None), 900, 3,
        differences=listed, pairs=PAIRS,
    )  # fmt: skip
    made = write_sheet(by=everyone(), area=area, department=home or owner_of(name, area).pk, told=told)
    show_sheets(by=everyone(), run=number)
    return made


def sheet_in(area: str) -> dict[str, int]:
    """A sheet of the health commission of an area."""
    return {"pk": written("delivery", area=area, home=department(area).pk).pk}


def again(run: Run) -> Run:
    """A comparison as it is kept now."""
    return Run.objects.regardless("a scene of a test").get(pk=run.pk)


def run_in(area: str) -> dict[str, int]:
    """A comparison of an area that waits for encodings."""
    return {"pk": begun(area).pk}


def part_in(area: str) -> dict[str, int]:
    """A register that a comparison of an area asks its health commission for."""
    commissioned = Commissioned("correcting-registers", BASIS, Origin.DEPOSITS, PERIOD)
    home = department(area)
    asked = [Asked(name, home.pk, area) for name in REGISTERS]
    run = begin_run(
        by=everyone(), area=area, commissioned=commissioned, asked=asked, purpose=commissioned.purpose,
        registers="",
    )  # fmt: skip
    return {"pk": part(run, "delivery").pk}


def kept_part_in(area: str) -> dict[str, int]:
    """The same with an encoding that is there."""
    key = part_in(area)
    RunRegister.objects.regardless("a scene of a test").filter(**key).update(file_kept=True)
    return key
