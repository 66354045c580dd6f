"""The rows of a batch as its check accepted them, kept sealed until the batch is decided upon.

So what is taken in is what somebody saw checked, and no file is checked a second time to take it in.
"""

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from django.conf import settings

from evenborn.apps.intake.kept_files import FOLDER, files_secret
from evenborn.apps.intake.models import Batch
from evenborn.apps.sealed_files import Opener, SealedKind, Sealer
from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file

__all__ = ["forget_rows", "keep_rows", "kept_rows"]

KIND: Final = SealedKind(
    b"evenborn rows 1 ",
    lambda file: Refusal("intake-file-broken", file=file),
    lambda file: Refusal("intake-file-key", file=file),
    lambda file: Refusal("intake-file-broken", file=file),
)
_OPTIONS: Final = pa.ipc.IpcWriteOptions(compression="lz4")
_FILE: Final = b"file"


def keep_rows(batch: Batch, rows: Iterable[pa.RecordBatch], sha256: str) -> None:
    """Keep the accepted rows of a batch's file, whole or not at all.

    Raises
    ------
    Refusal
        ``intake-file-key``, ``cannot-write``.
    """
    path = _path(batch)
    forget_rows(batch)
    parts = iter(rows)
    first = next(parts, None)
    if first is None:
        return
    schema = first.schema.with_metadata({_FILE: sha256.encode()})
    with whole_file(path) as aside, aside.open("wb") as file:
        sealer = Sealer(file, files_secret(), KIND)
        with pa.ipc.new_stream(_Into(sealer), schema, options=_OPTIONS) as out:
            out.write_batch(first)
            for part in parts:
                out.write_batch(part)
        sealer.close()
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def kept_rows(batch: Batch) -> Iterator[Iterator[pa.RecordBatch] | None]:
    """The rows kept of a batch's file, in parts, or None where there are none of this very file.

    Raises
    ------
    Refusal
        ``intake-file-key``, ``intake-file-broken``.
    """
    try:
        file = _path(batch).open("rb")
    except FileNotFoundError:
        yield None
        return
    with Opener(file, files_secret(), batch.file_name, KIND) as sealed:
        try:
            read = pa.ipc.open_stream(_From(sealed))
        except pa.ArrowInvalid as problem:
            raise Refusal("intake-file-broken", file=batch.file_name) from problem
        known = (read.schema.metadata or {}).get(_FILE, b"").decode()
        yield iter(read) if known == batch.file_sha256 else None


def forget_rows(batch: Batch) -> None:
    """Remove what was kept; nothing happens where it is gone."""
    with suppress(FileNotFoundError):
        _path(batch).unlink()


class _Into(io.RawIOBase):
    """A sealed file as Arrow writes into it; it is closed by whoever made it."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever holds octets
        return self._sealer.write(bytes(data))


class _From(io.RawIOBase):
    """A sealed file as Arrow reads from it."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self._opener.read(size or 0)


def _path(batch: Batch) -> Path:
    return Path(settings.CONFIG.folder) / FOLDER / f"{batch.pk}.rows"
