"""How coarsened tables are written: each to a Parquet file of its own, all of them or none."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evenborn.registers.coarsening.coarsening import Coarsened
from evenborn.registers.definition import Definition
from evenborn.registers.manifest import Manifest, Origin, program_version, write_parquet
from evenborn.registers.whole_files import whole_files


def files_of(definition: Definition, out: Path) -> Mapping[str, Path]:
    """Which table is written where.

    The first table of exact counts, or the first of all where none is exact, takes the name ``out``; the
    others stand beside it with what they are told by in their names.

    Parameters
    ----------
    definition : Definition
        Of the register.
    out : pathlib.Path
        Name of the first.

    Returns
    -------
    mapping of str to pathlib.Path
        By name of the table.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> files = files_of(register("delivery"), Path("births.parquet"))
    >>> {table: file.name for table, file in files.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'births_by_facility': 'births-facilities.parquet', 'births_by_county': 'births.parquet',
     'births_by_township': 'births-townships.parquet'}
    """
    tables = definition.tables.values()
    main = next((table.name for table in tables if table.smallest == 1), next(iter(definition.tables)))
    return {
        name: out if name == main else out.with_name(f"{out.stem}-{_beside(name, main)}{out.suffix}")
        for name in definition.tables
    }


def _beside(name: str, main: str) -> str:
    counted, _, told_by = name.partition("_by_")
    if not told_by:
        return name.replace("_", "-")
    several = told_by.removesuffix("y") + "ies" if told_by.endswith("y") else f"{told_by}s"
    words = several if main.startswith(f"{counted}_by_") else f"{counted}_{several}"
    return words.replace("_", "-")


def write_coarsened(
    coarsened: Coarsened, out: Path, *, inputs: Sequence[Path] = (), origin: Origin | None = None
) -> Mapping[str, Path]:
    """Write all tables of a register, and nothing else.

    Parameters
    ----------
    coarsened : Coarsened
        Tables and their reports.
    out : pathlib.Path
        Name of the main table, see :func:`files_of`.
    inputs : sequence of pathlib.Path
        Files that were read; none of them may be replaced.
    origin : Origin, optional
        Where the records come from; it is written into each file.

    Returns
    -------
    mapping of str to pathlib.Path
        File by name of the table.

    Raises
    ------
    Refusal
        ``would-overwrite-input``, ``same-output-twice`` or ``cannot-write``; then no name has changed.

    Examples
    --------
    >>> import tempfile
    >>> from evenborn.registers.coarsening.coarsening import Coarsening
    >>> from evenborn.registers.definition import register
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_coarsened(Coarsening(register("household")).finish(), Path(folder, "h.parquet"))
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['h-townships.parquet', 'h.parquet']
    """
    files = files_of(coarsened.definition, out)
    # The main table is renamed last: where it is new, so are all others.
    in_order = sorted(files.values(), key=lambda file: file == out)
    with whole_files(in_order, inputs=inputs) as aside:
        for name, file in files.items():
            table = coarsened.tables[name]
            manifest = Manifest(
                coarsened.definition.name,
                name,
                table.num_rows,
                coarsened.definition.tables[name].smallest,
                program_version(),
                origin,
            )
            write_parquet(table, manifest, aside[file])
    return files
