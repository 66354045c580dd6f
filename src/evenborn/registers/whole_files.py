"""How a result comes to stand under its name: whole, or not at all, even when the machine is switched off.

Everything is written in a folder ``.evenborn-<hex>.partial`` beside its final place, made durable, and only
then renamed. The folder is locked while its run lives; what a killed run left is removed by the next one.
"""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from evenborn.registers.partial_folders import partial_folder, refused, refusing, settle
from evenborn.registers.refusal import Refusal


@contextmanager
def whole_file(path: Path, *, inputs: Sequence[Path] = ()) -> Iterator[Path]:
    """Write one file whole or not at all; an older one of that name is replaced.

    Parameters
    ----------
    path : Path
        Final name; its folder must exist.
    inputs : sequence of Path
        Files that are read meanwhile; none of them may be replaced.

    Yields
    ------
    Path
        Where to write: the same file name, in another folder of the same disk.

    Raises
    ------
    Refusal
        As :func:`whole_files`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "births.csv")) as aside:
    ...         _ = aside.write_text("male,female")
    ...     [(file.name, file.read_text()) for file in Path(folder).iterdir()]
    [('births.csv', 'male,female')]
    """
    with whole_files([path], inputs=inputs) as aside:
        yield aside[path]


@contextmanager
def whole_files(paths: Sequence[Path], *, inputs: Sequence[Path] = ()) -> Iterator[Mapping[Path, Path]]:
    """Write several files; no name is touched before the last byte of the last one is on the disk.

    When a rename fails, the names already changed get back what they held. A kill between two renames
    leaves files that are each whole, the earlier names new and the later ones old.

    Parameters
    ----------
    paths : sequence of Path
        Final names, renamed in this order.
    inputs : sequence of Path
        Files that are read meanwhile; none of them may be replaced.

    Yields
    ------
    mapping of Path to Path
        By final name, where to write.

    Raises
    ------
    Refusal
        ``would-overwrite-input``, ``same-output-twice``, or ``cannot-write`` with the system's ``cause``
        (a full disk, no such folder …).
    ValueError
        When a file was not written by whoever asked for it.
    """
    _check_names(paths, inputs)
    with ExitStack() as stack:
        folders: dict[Path, Path] = {}
        for path in paths:
            if path.parent not in folders:
                folders[path.parent] = stack.enter_context(partial_folder(path))
        aside = {path: folders[path.parent] / path.name for path in paths}
        with refusing(paths[0] if paths else Path(), list(folders.values())):
            yield aside
        for path, written in aside.items():
            if not written.is_file():
                raise ValueError(f"Nothing was written for {path.name!r}.")
            with refusing(path):
                settle(written)
        _rename_all(aside)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Write a folder with all its files whole or not at all.

    Parameters
    ----------
    path : Path
        Final name. It may exist only as an empty folder; its parent must exist.

    Yields
    ------
    Path
        An empty folder to write into.

    Raises
    ------
    Refusal
        ``folder-not-empty`` when there is something in it, also when another run was faster;
        ``cannot-write`` with the system's ``cause``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     with whole_folder(Path(parent, "city")) as folder:
    ...         _ = Path(folder, "areas.csv").write_text("code")
    ...     [file.relative_to(parent).as_posix() for file in Path(parent).rglob("*.csv")]
    ['city/areas.csv']
    """
    path = path.resolve()
    _require_empty(path)
    with partial_folder(path) as partial:
        aside = partial / path.name
        with refusing(path, [partial]):
            aside.mkdir()
            yield aside
        with refusing(path):
            for folder, _, names in os.walk(aside):
                for name in names:
                    settle(Path(folder, name))
                settle(Path(folder))
            _require_empty(path)
            aside.rename(path)
            settle(path.parent)


def _check_names(paths: Sequence[Path], inputs: Sequence[Path]) -> None:
    read = {one.resolve() for one in inputs}
    seen: set[Path] = set()
    for path in paths:
        whole = path.resolve()
        if whole in read or any(_same_file(path, one) for one in inputs):
            raise refused("would-overwrite-input", path)
        if whole in seen:
            raise refused("same-output-twice", path)
        if path.is_dir():
            raise refused("cannot-write", path, errno.EISDIR)
        seen.add(whole)


def _same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _require_empty(path: Path) -> None:
    with refusing(path):
        if path.exists() and any(path.iterdir()):
            raise refused("folder-not-empty", path)


def _rename_all(aside: Mapping[Path, Path]) -> None:
    done: list[Path] = []
    before = {
        path: written.with_name(f".before-{number}") for number, (path, written) in enumerate(aside.items())
    }
    try:
        for path, written in aside.items():
            with refusing(path):
                if len(aside) > 1 and path.exists():
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
        with suppress(OSError):
            settle(folder)
