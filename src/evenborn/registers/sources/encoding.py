"""In which encoding a text file is, and its text as UTF-8 with one kind of line end.

The file is read once, in chunks: its hash is taken, its bytes are tried as UTF-8, and lines too long or a
NUL are found. Only a file that is not UTF-8, or mixes line ends, is written again.
"""

import codecs
import hashlib
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np

from evenborn.registers.codes.gb18030 import Decoder as Gb18030Decoder
from evenborn.registers.codes.gb18030 import NotGb18030
from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.utf8 import Utf8

CHUNK = 1 << 20
_LINE_FEED = ord("\n")

_NAMES = {
    "utf8": "utf-8",
    "utf8sig": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "utf16": "utf-16",
    "utf16le": "utf-16",
    "utf16be": "utf-16",
}
_CONVINCING = 4
"""So many characters read as UTF-8 before a bad byte: the file is UTF-8 and damaged, not GB 18030."""


class _Decoder(Protocol):
    def decode(self, chunk: bytes, final: bool = False) -> str: ...


@dataclass(slots=True)
class Scan:
    """What one pass over the bytes has shown.

    Attributes
    ----------
    sha256 : str
        Hash of the whole file.
    bad_byte : int or None
        Offset of the first byte that is not UTF-8, and ``bad_row`` its line.
    wide_characters : int
        Characters beyond ASCII read as UTF-8 before it, counted until they convince.
    nul_row : int or None
        Line of the first NUL.
    mixed_line_ends : bool
        Whether line ends of more than one kind occur.
    """

    sha256: str = ""
    bad_byte: int | None = None
    bad_row: int = 0
    wide_characters: int = 0
    nul_row: int | None = None
    mixed_line_ends: bool = False


def chosen_encoding(name: str | None, file: str) -> str | None:
    """The encoding that a user names, as this house calls it; refuses ``unknown-encoding``.

    Examples
    --------
    >>> chosen_encoding("GBK", "a.csv")
    'gb18030'
    """
    if name is None:
        return None
    key = name.casefold().replace("-", "").replace("_", "")
    if key not in _NAMES:
        raise Refusal("unknown-encoding", file=file, value=name, known="utf-8, gb18030, utf-16")
    return _NAMES[key]


def scan(stream: BinaryIO, file: str, limits: Limits, progress: Callable[[int], None]) -> Scan:
    """Read a file through and report what was seen; ``progress`` is told the bytes of each chunk.

    Raises
    ------
    Refusal
        ``line-too-long``.
    """
    digest, seen, utf8 = hashlib.sha256(), Scan(), Utf8()
    lines = offset = line_bytes = crlf = cr = lf = 0
    last = b""
    for chunk in _hashed(stream, digest):
        if seen.bad_byte is None:
            _try_utf8(utf8, chunk, offset, lines, seen)
        if seen.nul_row is None and b"\0" in chunk:
            seen.nul_row = lines + chunk[: chunk.index(b"\0")].count(b"\n") + 1
        line_bytes = _longest_line(chunk, line_bytes, lines, file, limits)
        crlf += last == b"\r" and chunk.startswith(b"\n")
        if b"\r" in chunk:
            crlf, cr = crlf + chunk.count(b"\r\n"), cr + chunk.count(b"\r")
        lf += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == _LINE_FEED))
        lines = max(lf, cr)
        offset, last = offset + len(chunk), chunk[-1:]
        progress(len(chunk))
    if seen.bad_byte is None and utf8.unfinished:
        seen.bad_byte, seen.bad_row = offset - len(utf8.unfinished), lines + 1
    seen.mixed_line_ends = (cr, lf) not in {(0, lf), (cr, 0), (crlf, crlf)}
    seen.sha256 = digest.hexdigest()
    return seen


def _hashed(stream: BinaryIO, digest: "hashlib._Hash") -> Iterator[bytes]:
    """Chunk after chunk, hashed on the other core while it is looked at."""
    with ThreadPoolExecutor(1) as other:
        while chunk := stream.read(CHUNK):
            hashing = other.submit(digest.update, chunk)
            yield chunk
            hashing.result()


def _try_utf8(utf8: Utf8, chunk: bytes, offset: int, lines: int, seen: Scan) -> None:
    bad = utf8.first_bad(chunk)
    good = chunk if bad is None else chunk[: max(bad, 0)]
    if bad is not None:
        seen.bad_byte, seen.bad_row = offset + bad, lines + good.count(b"\n") + 1
    if seen.wide_characters < _CONVINCING and not good.isascii():
        wide = (1 for character in good.decode("utf-8", "ignore") if not character.isascii())
        seen.wide_characters += sum(islice(wide, _CONVINCING))


def _longest_line(chunk: bytes, carried: int, lines: int, file: str, limits: Limits) -> int:
    """Bytes of the unfinished line at the end of a chunk; a chunk is no longer than a line may be."""
    first = min((at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0), default=-1)
    if carried + (first if first >= 0 else len(chunk)) > limits.line_bytes:
        raise Refusal("line-too-long", file=file, row=lines + 1, limit=limits.line_bytes)
    return carried + len(chunk) if first < 0 else len(chunk) - 1 - max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))


def encoding_of(start: bytes, seen: Scan, chosen: str | None, file: str) -> str:
    """``utf-8``, ``utf-8-sig``, ``utf-16`` or ``gb18030``.

    Raises
    ------
    Refusal
        ``wrong-encoding`` where UTF-8 is damaged, ``nul-bytes``.
    """
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and chosen in {None, "utf-16"}:
        return "utf-16"
    if seen.nul_row is not None and chosen != "utf-16":
        raise Refusal("nul-bytes", file=file, row=seen.nul_row)
    marked = start.startswith(codecs.BOM_UTF8)
    if chosen and not (marked and chosen == "utf-8"):
        encoding = chosen
    elif seen.bad_byte is None or marked:
        encoding = "utf-8-sig" if marked else "utf-8"
    else:
        encoding = "utf-8" if seen.wide_characters >= _CONVINCING else "gb18030"
    if encoding.startswith("utf-8") and seen.bad_byte is not None:
        raise Refusal("wrong-encoding", file=file, row=seen.bad_row, offset=seen.bad_byte, encoding="UTF-8")
    return encoding


def write_as_utf8(
    source: Path, target: Path, encoding: str, file: str, progress: Callable[[int], None]
) -> None:
    """Write a file again as UTF-8 with ``\\n`` line ends, chunk by chunk.

    Raises
    ------
    Refusal
        ``wrong-encoding`` with the row and the offset of the first bad byte, or ``nul-bytes``.
    """
    decoder: _Decoder = (
        Gb18030Decoder() if encoding == "gb18030" else codecs.getincrementaldecoder(encoding)("strict")
    )
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    lines = offset = 0
    with source.open("rb") as raw, target.open("w", encoding="utf-8", newline="") as out:
        while True:
            chunk = raw.read(CHUNK)
            try:
                text = newlines.decode(decoder.decode(chunk, final=not chunk), final=not chunk)
                out.write(text)
            except (NotGb18030, UnicodeError) as error:
                bad = error.offset if isinstance(error, NotGb18030) else offset + getattr(error, "start", 0)
                row = lines + 1 + chunk[: max(bad - offset, 0)].count(b"\n")
                raise Refusal(
                    "wrong-encoding", file=file, row=row, offset=bad, encoding=encoding.upper()
                ) from error
            if "\0" in text:
                raise Refusal("nul-bytes", file=file, row=lines + text[: text.index("\0")].count("\n") + 1)
            lines, offset = lines + text.count("\n"), offset + len(chunk)
            progress(len(chunk))
            if not chunk:
                return
