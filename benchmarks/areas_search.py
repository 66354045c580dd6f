"""Import of the country, search and tree of areas, beside bare SQL on the same database.

    python benchmarks/areas_search.py areas.csv changes.csv

The tables are those of the whole country (41,963 areas, 5,276 changes). The database is a new SQLite
file. All times are those of the processor, so that other work on the machine does not count.
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

REPEATS = 20
ON = date(2026, 11, 28)
IN_FORCE = (
    "(valid_from IS NULL OR valid_from <= '2026-11-28') AND (valid_to IS NULL OR valid_to >= '2026-11-28')"
)
SQL = {
    "6207": ("code >= ? AND code < ?", ("6207", "6208")),
    "张掖": ("name_zh >= ? AND name_zh < ?", ("张掖", "张掗")),
    "ganzhou": ("pinyin >= ? AND pinyin < ?", ("ganzhou", "ganzhov")),
    "gz": ("initials >= ? AND initials < ?", ("gz", "g{")),
    "家墩": ("name_zh LIKE ?", ("%家墩%",)),
    "张掖甘州": (
        "code >= ? AND code < ? AND name_zh >= ? AND name_zh < ?",
        ("6207", "6208", "甘州", "甘巟"),
    ),
    "zyqgz": ("code >= ? AND code < ? AND initials >= ? AND initials < ?", ("6207", "6208", "gz", "g{")),
}
"""What is typed, and the condition that somebody would write who knew already what was meant."""


def milliseconds(work: Callable[[], object]) -> float:
    """Time of the processor, median of some runs after one that is not counted."""
    work()
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows as Markdown."""
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def office(folder: Path) -> Path:
    """A new office with its tables."""
    (folder / "keys").mkdir()
    (folder / "keys/cookie_secret").write_text("a secret of a measurement, " * 3)
    os.environ |= {"EVENBORN_MODE": "test", "EVENBORN_FOLDER": str(folder), "EVENBORN_HTTPS": "false"}
    from evenborn.site.start import start  # noqa: PLC0415 -- the folder comes first

    start()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return folder / "office.sqlite3"


def imports(areas: Path, changes: Path) -> None:
    """The first import and the second, which changes nothing."""
    from evenborn.apps.access.actor import program  # noqa: PLC0415
    from evenborn.apps.access.roles import Permission  # noqa: PLC0415
    from evenborn.apps.areas.actions import import_areas  # noqa: PLC0415
    from evenborn.apps.areas.reading import read_areas  # noqa: PLC0415

    rows = []
    for name in ("first import", "the same again"):
        start = time.process_time()
        given = read_areas(areas, changes)
        read = time.process_time()
        done = import_areas(by=program("benchmark", Permission.AREAS_MANAGE), given=given)
        ended = time.process_time()
        written = done.added + done.changed
        rows.append((name, f"{written:,}", f"{read - start:.1f} s", f"{ended - read:.1f} s"))
    table(("", "rows written", "files read and put together", "tree written"), rows)


def searches(path: Path) -> None:
    """What is typed, through the office and as bare SQL."""
    from evenborn.apps.access.actor import program  # noqa: PLC0415
    from evenborn.apps.access.roles import Permission  # noqa: PLC0415
    from evenborn.apps.areas import queries  # noqa: PLC0415
    from evenborn.apps.areas.search import search  # noqa: PLC0415

    by = program("benchmark", Permission.AREAS_SEE)
    bare = sqlite3.connect(path)

    def asked(condition: str, values: Sequence[str]) -> list[object]:
        return bare.execute(f"SELECT * FROM areas_area WHERE {condition} LIMIT 50", values).fetchall()

    rows = []
    for typed, (condition, values) in SQL.items():
        found = search(by, typed, ON)
        ours = milliseconds(lambda typed=typed: search(by, typed, ON))  # type: ignore[misc]
        theirs = milliseconds(lambda c=condition, v=values: asked(c, v))  # type: ignore[misc]
        first = f"{found[0].area.code} {found[0].area.name_zh}"
        rows.append((typed, found[0].way, len(found), first, f"{ours:.1f} ms", f"{theirs:.2f} ms"))
    table(("typed", "found by", "found", "first", "search", "bare SQL"), rows)
    ours = milliseconds(lambda: list(queries.children(by, "62", ON)))
    theirs = milliseconds(lambda: asked(f"{IN_FORCE} AND lies_in = ?", ("62",)))
    inner = milliseconds(lambda: list(queries.inside(by, "62", ON)))
    sql = f"SELECT * FROM areas_area WHERE code >= '62' AND code < '63' AND {IN_FORCE}"
    like = f"SELECT * FROM areas_area WHERE code LIKE '62%' AND {IN_FORCE}"
    table(
        ("read", "rows", "ours", "bare SQL, range", "bare SQL, LIKE"),
        (
            ("areas directly below Gansu", 14, f"{ours:.1f} ms", f"{theirs:.2f} ms", "—"),
            (
                "all areas in Gansu", f"{len(bare.execute(sql).fetchall()):,}", f"{inner:.1f} ms",
                f"{milliseconds(lambda: bare.execute(sql).fetchall()):.1f} ms",
                f"{milliseconds(lambda: bare.execute(like).fetchall()):.1f} ms",
            ),
        ),
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    areas, changes = map(Path, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        path = office(Path(folder))
        imports(areas, changes)
        searches(path)


if __name__ == "__main__":
    main()
