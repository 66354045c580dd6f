"""Rows of a delivery register that keep every rule, to be spoiled one cell at a time."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from evenborn.registers.check import Checked, CheckOptions, checking
from evenborn.registers.definition import Definition, register
from evenborn.registers.issues import Issue
from registers.codes.identity_numbers import number_of

ON = date(2025, 12, 31)
DELIVERY = register("delivery")
MOTHER = number_of("629101", "19900307", "422")
FATHER = number_of("629101", "19880512", "531")


def row(number: int = 1, **changes: str) -> dict[str, str]:
    """A valid birth; the number makes its own record, mother and certificate."""
    mother = date(1990, 3, 7) + timedelta(number // 500)
    cells = {
        "record_number": f"2025-{number:06d}",
        "facility": "YX990001",
        "facility_name": "云溪县人民医院",
        "newborn_name": "李安",
        "sex": "女",
        "birth_time": "2025-03-08 14:05",
        "plurality": "1",
        "birth_position": "1",
        "outcome": "活产",
        "weight": "3250",
        "length": "50",
        "gestational_weeks": "39",
        "mother_name": "李梅",
        "mother_id_type": "居民身份证",
        "mother_id_number": number_of("629101", f"{mother:%Y%m%d}", f"{2 * (number % 500):03d}"),
        "mother_birth_date": f"{mother}",
        "father_name": "王强",
        "father_id_type": "居民身份证",
        "father_id_number": FATHER,
        "residence": "990101001",
        "hukou": "990101001",
        "parity": "2",
        "certificate_number": f"X99{number:07d}",
        "registrar": "赵敏",
        "registered_at": "2025-03-08 20:30",
    }
    return cells | changes


def text_of(rows: Sequence[Mapping[str, str]], definition: Definition = DELIVERY) -> str:
    """The rows as a comma-separated file under the first header of each field."""
    stream = io.StringIO()
    names = list(rows[0])
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([definition.fields[name].headers[0] for name in names])
    writer.writerows([cells[name] for name in names] for cells in rows)
    return stream.getvalue()


def write(folder: Path, rows: Sequence[Mapping[str, str]], definition: Definition = DELIVERY) -> Path:
    """The rows in a file of their own."""
    path = folder / f"{definition.name}.csv"
    path.write_text(text_of(rows, definition), encoding="utf-8")
    return path


def found(path: Path, definition: Definition = DELIVERY, **options: object) -> list[tuple[int, str, str]]:
    """Row, field and rule of everything that a check finds."""
    with checking(path, definition, CheckOptions(ON, **options)) as checked:  # type: ignore[arg-type]
        return places(checked)


def places(checked: Checked) -> list[tuple[int, str, str]]:
    """Row, field and rule of every issue."""
    return [tuple(one.values()) for one in checked.all_issues().drop(["severity"]).to_pylist()]


def first(path: Path, definition: Definition = DELIVERY) -> Issue:
    """The first issue of a file."""
    with checking(path, definition, CheckOptions(ON)) as checked:
        return checked.first_issues(1)[0]
