"""Where a run works, and a result is written before it has its name: locked folders, swept of dead runs."""

import errno
import fcntl
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from evenborn.registers.refusal import Refusal

LEFT_OVER_AFTER: Final = 600.0
"""Seconds for which a folder without a lock is let be: between its making and its locking its run lives."""

_PARTIAL = re.compile(r"\.evenborn-[0-9a-f]{16}\.partial")
_LOCK = ".evenborn-lock"
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))


def remove_left_over(folder: Path, *, older_than: float = LEFT_OVER_AFTER) -> int:
    """Remove what killed runs left in a folder, and nothing that a living run holds.

    Parameters
    ----------
    folder : Path
    older_than : float
        Seconds since anything was last made in a folder without a lock; a free lock is dead at any age.

    Returns
    -------
    int
        How many were removed.
    """
    removed = 0
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            with suppress(OSError):
                old = time.time() - entry.stat(follow_symlinks=False).st_mtime >= older_than
                if _PARTIAL.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                    removed += _remove_if_dead(Path(entry.path), old=old)
    return removed


def _remove_if_dead(partial: Path, *, old: bool) -> bool:
    with ExitStack() as stack:
        if (partial / _LOCK).exists():
            handle = os.open(partial / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # fails while its run lives
        elif not old:
            return False
        shutil.rmtree(partial, ignore_errors=True)
    return not partial.exists()


@contextmanager
def partial_folder(path: Path) -> Iterator[Path]:
    """A new folder beside a final name, locked while its run lives and removed with all that is left in it.

    Raises
    ------
    Refusal
        ``cannot-write`` with the system's ``cause``.
    """
    with _own_folder(path.parent, path) as partial:
        yield partial


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for copies and spilled data that only its owner may enter, and that is removed at the end.

    A run that is killed cannot remove its own; the next run does. It lies where the system keeps temporary
    files (``TMPDIR``).

    Raises
    ------
    Refusal
        ``cannot-write`` with the system's ``cause``.

    Examples
    --------
    >>> with working_folder() as folder:
    ...     folder.is_dir()
    True
    """
    parent = Path(tempfile.gettempdir()).resolve()
    with _own_folder(parent, parent) as folder:
        yield folder


@contextmanager
def _own_folder(parent: Path, shown: Path) -> Iterator[Path]:
    remove_left_over(parent)
    folder = parent / f".evenborn-{secrets.token_hex(8)}.partial"
    with ExitStack() as stack:
        with refusing(shown):
            folder.mkdir(0o700)
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            stack.callback(os.close, _locked(folder))
        yield folder


def _locked(partial: Path) -> int:
    """Lock a folder; a lock has its name only once it is held, so a named and free one is of a dead run."""
    unnamed = partial / f"{_LOCK}-unnamed"
    handle = os.open(unnamed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # a disk that knows no locks has the age of the folder only
        unnamed.unlink()
    else:
        unnamed.rename(partial / _LOCK)
    return handle


def settle(path: Path) -> None:
    """Make a file, or the names in a folder, outlast a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def refusing(path: Path, within: Sequence[Path] | None = None) -> Iterator[None]:
    """Turn an error of the system into a refusal; ``within`` leaves those alone that concern other files."""
    try:
        yield
    except Refusal:
        raise
    except Exception as problem:
        cause = _system_error(problem)
        if cause is None or not (within is None or cause.errno in _FULL or _concerns(cause, within)):
            raise
        raise refused("cannot-write", path, cause.errno or 0, str(cause.strerror or cause)) from problem


def _system_error(problem: BaseException | None) -> OSError | None:
    """The error of the system behind a problem; libraries wrap theirs."""
    while problem is not None and not isinstance(problem, OSError):
        problem = problem.__cause__ or problem.__context__
    return problem


def _concerns(error: OSError, within: Sequence[Path]) -> bool:
    return error.filename is not None and any(
        Path(os.fsdecode(error.filename)).is_relative_to(folder) for folder in within
    )


def refused(code: str, path: Path, number: int = 0, words: str = "") -> Refusal:
    """A refusal about a file, with the system's error by its number or, where it has none, in its words."""
    facts = {"cause": errno.errorcode.get(number, words)} if number or words else {}
    return Refusal(code, file=path.name, **facts)
