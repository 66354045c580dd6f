"""How much of the machine one file may take before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on memory, disk and shape while one file is read.

    Attributes
    ----------
    memory : str
        Memory of the engine, as DuckDB writes sizes; what does not fit is spilled to disk.
    spill : str
        Disk space that spilling may take.
    threads : int or None
        Threads of the engine; None takes one a core.
    line_bytes : int
        Longest line of a text file, in bytes.
    columns : int
        Most columns of a table.
    distinct_values : int
        Most different values of one column; more means that it is not an area, a period or a facility.
    copied_bytes : int
        Most bytes taken from a pipe or written when a file is transcoded.
    workbook_entries, workbook_bytes, workbook_ratio : int
        Parts of a workbook, their size when unpacked, and how many times smaller they may be packed.
    workbook_cells : int
        Most cells of the rectangle that a sheet spans.

    Examples
    --------
    >>> Limits().memory
    '600MB'
    """

    memory: str = "600MB"
    spill: str = "20GB"
    threads: int | None = None
    line_bytes: int = 1 << 20
    columns: int = 1_000
    distinct_values: int = 1_000_000
    copied_bytes: int = 64 << 30
    workbook_entries: int = 10_000
    workbook_bytes: int = 1 << 30
    workbook_ratio: int = 200
    workbook_cells: int = 30_000_000
