"""Registers for tests: files of a few births, and an engine to load them into."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from evenborn.comparison.backends.backend import DUCKDB, Backend, EngineChoice
from evenborn.comparison.backends.opening import open_backend
from evenborn.comparison.compare import RegisterFile
from evenborn.comparison.loading import Described
from evenborn.comparison.plain import load_plain
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder

ON = CheckOptions(date(2026, 1, 1))
FIELDS = {
    "delivery": (
        "record_number,newborn_name,sex,birth_time,outcome,plurality,birth_position,weight,parity,facility,"
        "residence,mother_name,mother_id_number,father_name"
    ),
    "household": (
        "record_number,child_name,sex,birth_date,area,mother_name,mother_id_number,father_name,certificate_number"
    ),
    "immunisation": (
        "record_number,child_name,sex,birth_date,weight,parity,birth_facility,area,mother_name,mother_id_number,"
        "father_name"
    ),
}
COMMON = {
    "sex": "female", "birth_time": "2025-03-08 10:00", "birth_date": "2025-03-08", "outcome": "live",
    "plurality": "1", "birth_position": "1", "weight": "3250", "parity": "1", "facility": "YX620001",
    "birth_facility": "YX620001", "residence": "990101001", "area": "990101001", "mother_name": "李梅",
    "mother_id_number": "990101199003074221", "father_name": "王强", "newborn_name": "王思雨",
    "child_name": "王思雨",
}  # fmt: skip


def write(folder: Path, name: str, births: Sequence[dict[str, str]]) -> RegisterFile:
    """A register with births that state what is common to all, and what is given."""
    path = folder / f"{name}.csv"
    fields = FIELDS[name].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(fields)
        for number, birth in enumerate(births):
            stated = COMMON | {"record_number": f"{name[0]}{number}"} | birth
            rows.writerow([stated.get(field, "") for field in fields])
    return RegisterFile(path, register(name), ON)


@contextmanager
def loaded(
    *files: RegisterFile, choice: EngineChoice = DUCKDB
) -> Iterator[tuple[Backend, list[str], list[Described]]]:
    """An engine with the tables of registers, their names there, and what is said of them."""
    with working_folder() as folder, open_backend(choice, folder, Limits()) as backend:
        names = [f"register{place}" for place in range(len(files))]
        described = [
            load_plain(backend, name, file.path, file.definition, file.options)
            for name, file in zip(names, files, strict=True)
        ]
        yield backend, names, described
