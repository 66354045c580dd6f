"""The store of coarsened tables: one Parquet file for each table, sender and period, replaced whole.

A part replaces every part of its table and sender that lies inside its own period. Where a run was killed
before it could remove them, readers pass them over, because the part around them holds their births.
Everything here can be made again from the registers.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from evenborn.registers.coarsening.coarsening import Coarsened
from evenborn.registers.coarsening.tables import schema_of
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.fact_parts import Part, current_parts, part_name, parts_in
from evenborn.registers.manifest import Manifest, Origin, manifest_of, program_version, write_parquet
from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_files

_ATTEMPTS = 100  # to read while somebody writes
_UNLOCKED = 5  # of them, before writers are kept out


class Facts:
    """Coarsened tables in one folder.

    Parameters
    ----------
    folder : pathlib.Path
        It is made when something is written.

    Examples
    --------
    >>> import tempfile
    >>> from evenborn.registers.coarsening import Coarsening
    >>> coarsening = Coarsening(register("household"))
    >>> born = {"area": ["990101001"], "birth_date": [date(2025, 3, 8)], "sex": ["female"]}
    >>> coarsening.add(pa.record_batch(born))
    >>> origin = Origin("Yunxi police", date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 15), "ab12")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     facts = Facts(Path(folder))
    ...     _ = facts.write(coarsening.finish(), origin)
    ...     facts.read("births_by_county").select(["register", "area", "period", "female"]).to_pylist()
    [{'register': 'household', 'area': '990101', 'period': '2025-03', 'female': 1}]
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, coarsened: Coarsened, origin: Origin) -> Mapping[str, Path]:
        """Write all tables of a register for one sender and period, in place of what is there.

        Parameters
        ----------
        coarsened : Coarsened
            Tables of one register.
        origin : Origin
            Whose, and of which days.

        Returns
        -------
        mapping of str to pathlib.Path
            File by name of the table.

        Raises
        ------
        Refusal
            ``facts-overlap`` where a part of the same sender shares some of the days but not all of its own;
            ``cannot-write``. Nothing has changed then.
        """
        name = coarsened.definition.name
        files = {
            table: self.folder / name / table / part_name(origin.sender, origin.start, origin.end)
            for table in coarsened.tables
        }
        with self._writing(files.values()):
            replaced = [part for file in files.values() for part in _replaced(file, origin)]
            with whole_files(list(files.values())) as aside:
                for table, file in files.items():
                    rows = coarsened.tables[table].num_rows
                    smallest = coarsened.definition.tables[table].smallest
                    manifest = Manifest(name, table, rows, smallest, program_version(), origin)
                    write_parquet(coarsened.tables[table], manifest, aside[file])
            for part in replaced:
                part.path.unlink(missing_ok=True)
        return files

    def read(
        self,
        table: str,
        registers: Sequence[str] | None = None,
        start: date | None = None,
        end: date | None = None,
    ) -> pa.Table:
        """All rows of a table, as one moment left them.

        Parameters
        ----------
        table : str
            Its name in the definitions.
        registers : sequence of str, optional
            Registers to read; by default all that have sent it. Their births are largely the same births.
        start, end : datetime.date, optional
            Only parts that share a day with this time; a part is read whole.

        Returns
        -------
        pyarrow.Table
            ``register`` and the columns of the table; what one register does not tell is null.

        Raises
        ------
        Refusal
            ``facts-unreadable`` for a file that is no such table, ``facts-changing`` where others never
            stop writing.
        ValueError
            For a table that no register has.
        """
        names = _registers_with(table, registers)
        found = {name: [rows for _, rows in self._moment(name, table, start, end)] for name in names}
        if registers is None and any(found.values()):
            found = {name: parts for name, parts in found.items() if parts}
        tables = [_joined(name, table, parts) for name, parts in found.items()]
        return pa.concat_tables(tables, promote_options="default")

    def manifests(self, table: str, registers: Sequence[str] | None = None) -> list[Manifest]:
        """What the parts of a table say of themselves, by register and period."""
        names = _registers_with(table, registers)
        return [manifest for name in names for manifest, _ in self._moment(name, table, None, None)]

    def _moment(
        self, name: str, table: str, start: date | None, end: date | None
    ) -> list[tuple[Manifest, pa.Table]]:
        """The parts of a table as they stood at one moment."""
        folder = self.folder / name / table
        for attempt in range(_ATTEMPTS):
            with self._undisturbed() if attempt >= _UNLOCKED else nullcontext():
                before = parts_in(folder)
                parts = [part for part in current_parts(before) if part.shares(start, end)]
                try:
                    found = [_read_part(part.path, name, table) for part in parts]
                except (FileNotFoundError, Refusal):
                    if parts_in(folder) == before:
                        raise
                    continue
                if parts_in(folder) == before:  # else a part may have been replaced between two of these
                    return found
        raise Refusal("facts-changing", file=f"{name}/{table}")

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Keep writers out, where the disk knows locks and the store may be locked by its readers."""
        with ExitStack() as stack:
            with suppress(OSError):
                handle = os.open(self.folder / ".lock", os.O_RDONLY)
                stack.callback(os.close, handle)
                fcntl.flock(handle, fcntl.LOCK_SH)
            yield

    @contextmanager
    def _writing(self, files: Iterable[Path]) -> Iterator[None]:
        """Make the folders, and let nobody else write meanwhile."""
        try:
            for file in files:
                file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise Refusal("cannot-write", file=self.folder.name, cause=str(problem.strerror)) from problem
        try:
            with suppress(OSError):  # a disk that knows no locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _replaced(file: Path, origin: Origin) -> list[Part]:
    """Parts that a new one takes the place of; refuses one that it would only partly cover."""
    known = parts_in(file.parent)
    new = Part(file, (), origin.start, origin.end)
    same = [part for part in known if part.sender == new.sender and part.path != file]
    for part in current_parts(same):
        if part.shares(new.start, new.end) and not part.inside(new):
            raise Refusal(
                "facts-overlap",
                file=part.path.name,
                sender=origin.sender,
                start=origin.start.isoformat(),
                end=origin.end.isoformat(),
                other_start=part.start.isoformat(),
                other_end=part.end.isoformat(),
            )
    current = current_parts(same)
    return [part for part in same if part.inside(new) or part not in current]


def _registers_with(table: str, registers: Sequence[str] | None) -> list[str]:
    names = [name for name in registers or REGISTERS if table in register(name).tables]
    if not names:
        raise ValueError(f"No register that was asked for has a table {table!r}.")
    return names


def _read_part(path: Path, name: str, table: str) -> tuple[Manifest, pa.Table]:
    """What a part says of itself, and its rows."""
    try:
        with pq.ParquetFile(path) as file:
            manifest, rows = manifest_of(file.schema_arrow), file.read()
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError) as problem:
        raise Refusal("facts-unreadable", file=path.name) from problem
    fits = manifest is not None and (manifest.register, manifest.table) == (name, table)
    if manifest is None or not fits or rows.schema.remove_metadata() != _schema(name, table):
        raise Refusal("facts-unreadable", file=path.name)
    return manifest, rows


def _schema(name: str, table: str) -> pa.Schema:
    definition = register(name)
    adds = definition.tables[table].adds
    return schema_of(definition.tables[table], not adds or definition.fields[adds].type == "count")


def _joined(name: str, table: str, read: Sequence[pa.Table]) -> pa.Table:
    parts = [one.replace_schema_metadata(None) for one in read]
    whole = pa.concat_tables([_schema(name, table).empty_table(), *parts])
    return whole.add_column(0, "register", pa.array([name] * len(whole), pa.string()))
