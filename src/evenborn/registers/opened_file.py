"""A file of a register, opened for reading its rows; what can go wrong with it becomes a refusal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition
from evenborn.registers.engine import Engine, EngineError, open_engine
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import Head
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.progress import Progress
from evenborn.registers.refusal import Refusal
from evenborn.registers.register_header import Mapped, find_register_header
from evenborn.registers.sources.content import readable_file
from evenborn.registers.sources.open_rows import open_rows
from evenborn.registers.sources.rows import RowSource
from evenborn.registers.sources.source import general_refusal


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file being read.

    Attributes
    ----------
    path : pathlib.Path
        Where it can be read.
    name : str
        How a person calls it.
    engine : Engine
        In whose folder a copy may lie.
    watch : Progress
        Told how far the reading is.
    """

    path: Path
    name: str
    engine: Engine
    watch: Progress

    def rows_of(self, definition: Definition, options: CheckOptions) -> tuple[RowSource, Mapped]:
        """Its rows, and how their columns are understood as those of a register."""

        def find(head: Head) -> Mapped:
            return find_register_header(head, definition, options.columns, options.remembered, self.name)

        source = open_rows(
            self.path, self.name, self.engine, options, definition, lambda head: find(head).header,
            self.watch.bytes_read,
        )  # fmt: skip
        return source, find(source.head)


@contextmanager
def opened_file(
    path: Path, limits: Limits, progress: Callable[[float], None] | None = None
) -> Iterator[OpenedFile]:
    """Open a file, and close it at the end.

    Raises
    ------
    Refusal
        Whatever is wrong with the file as a whole, also where it shows inside the ``with`` block.
    """
    watch = Progress(progress)
    with working_folder() as folder:
        try:
            found = readable_file(path, folder, limits, watch.bytes_read)
            watch.bytes_in_file(found.stat().st_size)
            with open_engine(folder, limits, [found]) as engine:
                yield OpenedFile(found, path.name, engine, watch)
        except EngineError as error:
            raise general_refusal(error, path.name) from error
        except UnicodeDecodeError as error:  # the file has changed since it was found to be UTF-8
            raise Refusal("unreadable", file=path.name, cause=error.reason) from error
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise Refusal("unreadable", file=path.name, cause=cause) from error
