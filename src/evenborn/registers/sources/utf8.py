"""Whether a stream of bytes is UTF-8, at the speed of the disk; and where it is not, from which byte on."""

import pyarrow as pa

_LONGEST = 4  # bytes of a character


class Utf8:
    """Looks at one chunk after the other.

    Examples
    --------
    >>> utf8 = Utf8()
    >>> utf8.first_bad("男".encode()[:2]), utf8.first_bad("男".encode()[2:]), utf8.first_bad(b"ab\\xff")
    (None, None, 2)
    """

    def __init__(self) -> None:
        self.unfinished = b""
        """First bytes of a character that the last chunk has cut in two."""

    def first_bad(self, chunk: bytes) -> int | None:
        """Offset in this chunk of the first byte that is not UTF-8; negative where it came before."""
        carried = len(self.unfinished)
        whole = self.unfinished + chunk
        end = len(whole) - _cut_off(whole)
        self.unfinished = whole[end:]
        text = pa.Array.from_buffers(pa.large_string(), 1, [None, _offsets(end), pa.py_buffer(whole)])
        try:
            text.validate(full=True)
        except pa.ArrowInvalid:
            return _where(whole) - carried
        return None


def _offsets(end: int) -> pa.Buffer:
    return pa.py_buffer((0).to_bytes(8, "little") + end.to_bytes(8, "little"))


def _where(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(content)


def _cut_off(content: bytes) -> int:
    """How many bytes at the end begin a character whose rest is still to come."""
    for length in range(1, min(_LONGEST, len(content) + 1)):
        lead = content[-length]
        if lead >= 0xC0:
            needed = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4 if lead < 0xF8 else 1
            return length if needed > length else 0
        if lead < 0x80:
            return 0
    return 0
