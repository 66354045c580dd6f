"""What does a statutory table cost in each form, beside the bare engine that draws the same cells?

Prints seconds of the processor for a table of eleven columns with merged headings, in Chinese: PDF beside
WeasyPrint given a plain table without any style, Word beside python-docx filled cell by cell, xlsx beside
XlsxWriter writing every cell as it comes. ``--counties`` sets how many, three rows each.
"""

import argparse
import io
import time
from collections.abc import Callable
from datetime import date
from html import escape

import docx
import weasyprint
import xlsxwriter

from evenborn.apps.documents.cells import Count, Day, Ratio, Share, Text
from evenborn.apps.documents.download import Form, download
from evenborn.apps.documents.grid import Grid
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.table import StatutoryTable, table_grid
from evenborn.registers.period import Period


def table(counties: int) -> StatutoryTable:
    """A table of so many counties by birth order."""
    orders = (Head("一孩"), Head("二孩"), Head("三孩及以上"))
    rows = tuple(
        (
            Count(5200 + row),
            Count(4800 + row),
            Ratio.of(5200 + row, 4800 + row),
            Share(0.9),
            Day(date(2025, 3, 1)),
            Text("核对"),
        )
        for row in range(3 * counties)
    )
    births, further = Head("活产数", (Head("男"), Head("女"))), map(Head, ("及时率", "日期", "备注"))
    return StatutoryTable(
        title="各地区分性别、分孩次活产情况",
        period=Period(date(2025, 1, 1), date(2025, 12, 31), "calendar-year", "2025"),
        source="住院分娩登记",
        unit="例",
        made=date(2026, 1, 5),
        heads=(births, Head("性别比", kind="ratio"), *further),
        corner=("地区", "孩次"),
        sides=tuple(Head(f"第{number}县", orders) for number in range(counties)),
        rows=rows,
    )


def bare_pdf(grid: Grid) -> None:
    """Draw every cell in a plain table."""
    lines = ("".join(f"<td>{escape(box.cell.text)}" for box in line) for line in grid.by_row())
    weasyprint.HTML(string="<table>" + "".join(f"<tr>{line}" for line in lines)).write_pdf(io.BytesIO())


def bare_word(grid: Grid) -> None:
    """Fill every cell of a table of python-docx."""
    document = docx.Document()
    drawn = document.add_table(grid.rows, grid.columns)
    for row, line in zip(drawn.rows, grid.by_row(), strict=True):
        cells = row.cells
        for box in line:
            cells[box.column].text = box.cell.text
    document.save(io.BytesIO())


def bare_workbook(grid: Grid) -> None:
    """Write every cell as it comes."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    for box in grid.boxes:
        sheet.write(box.row, box.column, box.cell.number if box.cell.number is not None else box.cell.text)
    book.close()


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor, the lesser of two."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Print what each form costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=100)
    described = table(parser.parse_args().counties)
    grid = table_grid(described, "zh")
    bare: dict[Form, Callable[[Grid], None]] = {"pdf": bare_pdf, "docx": bare_word, "xlsx": bare_workbook}
    print(f"{grid.rows:,} rows, {grid.columns} columns")
    for form, engine in bare.items():
        ours = seconds(lambda form=form: download(described, form, "zh"))
        alone = seconds(lambda engine=engine: engine(grid))
        print(f"{form:5} {ours:7.2f} s   bare engine {alone:7.2f} s   ratio {ours / alone:5.2f}")
    print(f"html  {seconds(lambda: download(described, 'html', 'zh')):7.2f} s")


if __name__ == "__main__":
    main()
