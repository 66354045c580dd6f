"""The encoding that an owner handed in, sealed until the comparison is ended.

An encoding has no name, number or day in it; but who also held the key of the owners could tell births again.
So it lies sealed, in the clear only in a locked folder while it is read, and goes when it has served.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.conf import settings

from evenborn.apps.intake.kept_files import Kept, opened_at, seal_to
from evenborn.apps.matching.models import RunRegister
from evenborn.comparison.encoding_file import is_encoding, read_description
from evenborn.comparison.loading import Described
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal

__all__ = ["ARRIVING", "arrived", "folder_of_encodings", "forget", "kept_path", "opened_into"]

FOLDER: Final = "matching"
ARRIVING: Final = "arriving-"


def folder_of_encodings() -> Path:
    """Where encodings lie sealed."""
    return Path(settings.CONFIG.folder) / FOLDER


def kept_path(register: int) -> Path:
    """Where the sealed encoding of a register in a comparison lies."""
    return folder_of_encodings() / f"{register}.sealed"


@contextmanager
def arrived(pieces: Iterable[bytes], name: str) -> Iterator[tuple[Path, Kept, Described]]:
    """Seal what comes in and look what it is; what is not moved away is removed.

    Raises
    ------
    Refusal
        ``matching-not-encoded``, where it is a register in the clear or anything else; those of
        :func:`~evenborn.comparison.encoding_file.read_description` and of
        :func:`~evenborn.apps.intake.kept_files.seal_file`.
    """
    path = folder_of_encodings() / f"{ARRIVING}{secrets.token_hex(8)}"
    try:
        kept = seal_to(pieces, path)
        with working_folder() as folder:
            clear = opened_at(path, folder / "encoding.parquet", _gone(name))
            if not is_encoding(clear):
                raise Refusal("matching-not-encoded", file=name)
            described = read_description(clear)
        yield path, kept, described
    finally:
        path.unlink(missing_ok=True)


def opened_into(folder: Path, register: RunRegister) -> Path:
    """An encoding in the clear, in the locked folder of a run.

    Raises
    ------
    Refusal
        ``matching-deposit-gone``, ``intake-file-key``, ``intake-file-broken``.
    """
    path = folder / f"{register.place}-{register.register}.parquet"
    return opened_at(kept_path(register.pk), path, _gone(register.file_name))


def forget(register: int) -> None:
    """Remove a sealed encoding; nothing happens where it is gone."""
    with suppress(FileNotFoundError):
        kept_path(register).unlink()


def _gone(name: str) -> Refusal:
    return Refusal("matching-deposit-gone", file=name)
