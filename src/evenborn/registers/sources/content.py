"""What kind of file it really is, by its first bytes; the extension is only held against it."""

import errno
import stat
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from select import select
from typing import Literal

from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.fhir import is_fhir

Kind = Literal["text", "xlsx", "parquet", "fhir"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"(\xb5/\xfd", b"Rar!")
_WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<head", b"<meta", b"<script")
_PATIENCE = 0.2  # seconds until an interruption is noticed that came at a bad moment
_CHUNK = 1 << 20


def readable_file(path: Path, folder: Path, limits: Limits, progress: Callable[[int], None]) -> Path:
    """The file to read: ``path`` itself, or what a pipe gave, copied into ``folder``.

    Raises
    ------
    Refusal
        ``no-such-file``, ``is-a-folder``, ``no-permission``, ``not-a-file``, ``file-too-large``,
        ``empty-file`` or ``unreadable``.
    """
    file = path.name
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise Refusal("is-a-folder", file=file or str(path))
        if stat.S_ISFIFO(kind):
            path = _copied(path, folder, limits, progress)
        elif not stat.S_ISREG(kind):
            raise Refusal("not-a-file", file=file)
        with path.open("rb") as stream:
            if not stream.read(1):
                raise Refusal("empty-file", file=file)
    except OSError as error:
        code = {errno.EACCES: "no-permission", errno.EPERM: "no-permission", errno.ENOENT: "no-such-file"}
        code |= {
            errno.ENOTDIR: "no-such-file",
            errno.ENAMETOOLONG: "no-such-file",
            errno.ELOOP: "no-such-file",
        }
        cause = error.strerror or type(error).__name__
        raise Refusal(code.get(error.errno or 0, "unreadable"), file=file, cause=cause) from error
    except ValueError as error:  # a NUL in the path
        raise Refusal("no-such-file", file=file) from error
    return path


def _copied(pipe: Path, folder: Path, limits: Limits, progress: Callable[[int], None]) -> Path:
    copy, size = folder / "pipe", 0
    with pipe.open("rb", buffering=0) as source, copy.open("wb") as target:
        while chunk := _next_chunk(source):
            size += len(chunk)
            if size > limits.copied_bytes:
                raise Refusal("file-too-large", file=pipe.name, limit=limits.copied_bytes)
            target.write(chunk)
            progress(0)
    return copy


def _next_chunk(pipe: FileIO) -> bytes:
    """What a pipe holds, once it holds something.

    An interruption that comes just before a read is noticed only when the read ends, which may be never; so
    nobody waits in a read.
    """
    while not select([pipe], [], [], _PATIENCE)[0]:
        continue
    return pipe.read(_CHUNK)


def kind_of(path: Path, file: str) -> Kind:
    """Kind of a file by its content.

    Raises
    ------
    Refusal
        ``password-protected``, ``old-excel``, ``not-a-workbook``, ``not-parquet``, ``encrypted-parquet``,
        ``compressed``, ``web-page`` or ``not-a-table``.
    """
    extension = Path(file).suffix.casefold()
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(_OLE):
        raise Refusal("password-protected" if _is_encrypted(path) else "old-excel", file=file)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(b"PAR1"):
        return "parquet"
    _refuse_other_kinds(start, extension, file)
    return "fhir" if is_fhir(start) else "text"


def _refuse_other_kinds(start: bytes, extension: str, file: str) -> None:
    if start.startswith(b"PARE"):
        raise Refusal("encrypted-parquet", file=file)
    if start.startswith(_PACKED):
        raise Refusal("compressed", file=file)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_WEB_PAGE):
        raise Refusal("web-page", file=file)
    if extension in {".xlsx", ".xlsm", ".xls"}:
        raise Refusal("not-a-workbook", file=file)
    if extension in {".parquet", ".pq"}:
        raise Refusal("not-parquet", file=file)
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"SQLite format 3")):
        raise Refusal("not-a-table", file=file)


def _is_encrypted(path: Path) -> bool:
    """Whether an OLE file holds an encrypted package, the shape of a workbook with a password.

    References
    ----------
    [MS-OFFCRYPTO] 2.3.4.4: the encrypted document is the stream named EncryptedPackage.
    """
    name, tail = "EncryptedPackage".encode("utf-16-le"), b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if name in tail + chunk:
                return True
            tail = chunk[-len(name) :]
    return False
