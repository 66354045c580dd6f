"""Writing results: all of them, whole, or none."""

import errno
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from evenborn.registers.refusal import Refusal


def write_all(contents: Mapping[Path, bytes], *, inputs: Sequence[Path] = ()) -> None:
    """Write every file under a temporary name beside its own, then rename them all.

    Until the last byte of the last file is on the disk no final name is touched. When a rename
    fails, the names already changed get back what they held. Temporary files never stay.

    Parameters
    ----------
    contents : mapping of Path to bytes
        Each final name and what it will hold.
    inputs : sequence of Path
        Files that were read; none of them may be replaced.

    Raises
    ------
    Refusal
        ``would-overwrite-input`` when a name is that of an input, ``same-output-twice`` when two
        names are one file, ``cannot-write`` when the system refuses, with its cause.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_all({Path(folder, "a.html"): b"a", Path(folder, "b.xlsx"): b"b"})
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['a.html', 'b.xlsx']
    """
    _check_names(list(contents), inputs)
    aside = {path: _aside(path) for path in contents}
    before = {path: _aside(path) for path in contents}
    try:
        for path, content in contents.items():
            with _refusing(path):
                _write(aside[path], content)
        _rename_all(aside, before)
    finally:
        for path in (*aside.values(), *before.values()):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _check_names(paths: Sequence[Path], inputs: Sequence[Path]) -> None:
    read = [path.resolve() for path in inputs]
    seen: set[Path] = set()
    for path in paths:
        whole = path.resolve()
        if whole in read or any(_same_file(path, one) for one in inputs):
            raise Refusal("would-overwrite-input", file=path.name)
        if whole in seen:
            raise Refusal("same-output-twice", file=path.name)
        if path.is_dir():
            raise Refusal("cannot-write", file=path.name, cause=errno.errorcode[errno.EISDIR])
        seen.add(whole)


def _same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _aside(path: Path) -> Path:
    return path.with_name(f".evenborn-{secrets.token_hex(8)}.partial")


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _rename_all(aside: Mapping[Path, Path], before: Mapping[Path, Path]) -> None:
    """Rename all; when one fails, give back what the names held before."""
    done: list[Path] = []
    try:
        for path, written in aside.items():
            with _refusing(path):
                if path.exists():
                    os.link(path, before[path])
                written.replace(path)
                done.append(path)
    except Refusal:
        for path in done:
            if before[path].exists():
                before[path].replace(path)
            else:
                path.unlink()
        raise
    for folder in {path.parent for path in aside}:
        _settle(folder)


def _settle(folder: Path) -> None:
    """Make the new names themselves durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        cause = errno.errorcode.get(problem.errno or 0, str(problem.strerror or problem))
        raise Refusal("cannot-write", file=path.name, cause=cause) from problem
