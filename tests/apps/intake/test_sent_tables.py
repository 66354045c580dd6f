"""Rows that stay at the facility never come in; the table made of them does, and only that."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from apps.intake import scene
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import ReturnedCount
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.kept_files import kept_path
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.taking_in import take_in
from evenborn.registers.coarsening import Coarsening, write_coarsened
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def scans(number: int, month: int = 3) -> pa.RecordBatch:
    """Scans of one facility for one indication."""
    return pa.record_batch({
        "facility": ["YX990101"] * number, "scan_date": [date(2025, month, 8)] * number,
        "indication": ["x"] * number, "week_band": ["14-27"] * number, "declaration": ["signed"] * number,
    })  # fmt: skip


def table_of(folder: Path, number: int) -> bytes:
    coarsening = Coarsening(register("ultrasound_log"))
    coarsening.add(scans(number))
    files = write_coarsened(coarsening.finish(), folder / "scans.parquet")
    return files["scans_by_indication"].read_bytes()


def sent(content: bytes, name: str = "scans.parquet", of: str = "ultrasound_log") -> Batch:
    return check(scene.received(content, register=of, name=name), by=everyone())


def counted() -> list[tuple[str, float]]:
    rows = ReturnedCount.objects.visible_to(everyone(), Permission.BIRTHS_SEE)
    return [(row.facility, row.amount) for row in rows]


def test_a_table_of_counts_comes_in(tmp_path: Path) -> None:
    batch = sent(table_of(tmp_path, 12))
    assert (batch.state, batch.rows, batch.reading["table"]) == (
        BatchState.CHECKED, 1, "scans_by_indication",
    )  # fmt: skip
    take_in(batch, by=everyone())
    assert counted() == [("YX990101", 12)]


def test_rows_are_refused_before_anything_is_kept(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="intake-stays-at-facility"):
        sent(b"rows", name="scans.csv")
    assert not Batch.objects.regardless("a scene of a test").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda table: table.replace_schema_metadata(None), "intake-no-table"),
        (lambda table: table.append_column("mother", pa.array(["x"] * len(table))), "intake-table-columns"),
        (lambda table: table.set_column(2, "period", pa.array(["2025-March"])), "intake-table-text"),
        *(
            (lambda table, text=text: table.set_column(0, "facility", pa.array([text])), "intake-table-text")
            for text in ("李梅", "YX990101\0", "Y" * 33, "Li Mei", "=1+1", "YX\n", "")
        ),
        (lambda table: table.set_column(4, "count", pa.array([9] * len(table))), "intake-table-fine"),
        (lambda table: table.set_column(4, "count", pa.array([-9] * len(table))), "intake-table-negative"),
    ],
)
def test_what_is_no_such_table_is_refused_and_forgotten(tmp_path: Path, change: object, code: str) -> None:
    path = tmp_path / "in.parquet"
    path.write_bytes(table_of(tmp_path, 12))
    pq.write_table(change(pq.read_table(path)), path)  # type: ignore[operator]
    batch = sent(path.read_bytes())
    assert (batch.state, batch.problem["code"]) == (BatchState.FAILED, code)
    assert not kept_path(batch.pk).exists()


def test_rows_that_call_themselves_a_table_are_refused_and_forgotten(tmp_path: Path) -> None:
    batch = sent(b"PAR1 mother,name")
    assert (batch.state, batch.problem["code"]) == (BatchState.FAILED, "intake-no-table")
    assert not kept_path(batch.pk).exists()


def test_a_table_of_another_register_is_refused(tmp_path: Path) -> None:
    batch = sent(table_of(tmp_path, 12), of="drug_issue")
    assert batch.problem["code"] == "intake-other-table"
