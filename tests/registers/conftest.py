"""Files of births as people send them, and what reading them gives."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenborn.registers.births import BirthsTable, read_births
from evenborn.registers.reading import ReadingOptions
from evenborn.registers.refusal import Refusal
from registers.refusal_words import said


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a text or bytes to a file."""

    def make(content: str | bytes, name: str = "births.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook from rows, one sheet or several by name."""

    def make(
        rows: Sequence[Sequence[Any]] | dict[str, Sequence[Sequence[Any]]],
        merged: Sequence[str] = (),
        name: str = "births.xlsx",
    ) -> Path:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.remove(book.active)
        for title, content in (rows if isinstance(rows, dict) else {"Sheet1": rows}).items():
            sheet = book.create_sheet(title)
            for row in content:
                sheet.append(list(row))
            for cells in merged:
                sheet.merge_cells(cells)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def read() -> Callable[..., BirthsTable]:
    """Read a file with options given by name."""

    def run(path: Path, **options: Any) -> BirthsTable:  # noqa: ANN401 - as many types as options
        return read_births(path, ReadingOptions(**options))

    return run


@pytest.fixture
def refused(read: Callable[..., BirthsTable]) -> Callable[..., tuple[str, dict[str, Any]]]:
    """Code and facts with which a file is refused."""

    def run(path: Path, **options: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401 - as above
        with pytest.raises(Refusal) as caught:
            read(path, **options)
        said(caught.value)
        return caught.value.code, dict(caught.value.facts)

    return run
