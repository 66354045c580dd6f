"""Opens the engine that a comparison was asked to run in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evenborn.comparison.backends.backend import Backend, EngineChoice
from evenborn.comparison.backends.duckdb import DuckDBBackend
from evenborn.registers.engine import open_engine
from evenborn.registers.limits import Limits


@contextmanager
def open_backend(
    choice: EngineChoice, folder: Path, limits: Limits, readable: Sequence[Path] = ()
) -> Iterator[Backend]:
    """Open an engine, and close it at the end, after a failure too.

    Parameters
    ----------
    choice : EngineChoice
    folder : pathlib.Path
        Where it keeps its tables and what it spills.
    limits : Limits
        Memory, disk and threads.
    readable : sequence of pathlib.Path
        Files elsewhere that it may read.

    Raises
    ------
    Refusal
        ``engine-not-installed``, ``engine-not-started``.

    Examples
    --------
    >>> from evenborn.registers.partial_folders import working_folder
    >>> with working_folder() as folder, open_backend(EngineChoice(), folder, Limits()) as backend:
    ...     backend.rows("SELECT 6 * 7")
    [(42,)]
    """
    if choice.engine == "spark":
        from evenborn.comparison.backends.spark_session import spark_session  # noqa: PLC0415 -- an extra

        with (
            spark_session(choice.spark_master, folder, limits) as session,
            open_engine(folder, Limits(), readable) as reader,
        ):
            from evenborn.comparison.backends.spark import SparkBackend  # noqa: PLC0415

            yield SparkBackend(session, reader, folder)
    else:
        with open_engine(folder, limits, readable, watched=False) as engine:
            yield DuckDBBackend(engine)
