"""One JSON document after another from a stream of any length, value by value, in bounded memory.

The standard library parses each value, so that a number keeps its digits and a fault its place. A streaming
parser was tried and left: ijson 3.6 turns half a surrogate pair into a question mark, ends on a number of
5,000 digits with a ``SystemError``, keeps a string of any length and does not say where a fault stands.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from evenborn.registers.refusal import Refusal

_CHUNK = 1 << 18
_BLANKS = re.compile(r"[ \t\r\n]*")
_LONGEST_WORD = 16  # characters before the end of a chunk in which a word or an escape may be cut in two
_GOES_ON = frozenset(".eE+-")  # behind the digits of a number: there may be more of it in the next chunk


class _NoSuchNumber(ValueError):
    """NaN or an infinity, which JSON does not have."""


class _DoubleName(ValueError):
    """A name that stands twice in one object; which of the two is meant nobody can say."""


def _constant(name: str) -> NoReturn:
    raise _NoSuchNumber(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _DoubleName(next(name for name in names if names.count(name) > 1))
    return found


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_constant
)


class JsonStream:
    """A stream of JSON, read from its beginning; numbers come as the text that stands there.

    Parameters
    ----------
    stream : binary stream
        UTF-8, with or without a byte order mark.
    file : str
        Name of the file, for refusals.
    longest : int
        Most characters of one value; more is refused before it is held.

    Examples
    --------
    >>> import io
    >>> stream = JsonStream(io.BytesIO(b'{"a": [3.50, {"b": true}]}'), "a.json", 100)
    >>> [(name, list(stream.elements())) for name in stream.members()]
    [('a', ['3.50', {'b': True}])]
    """

    def __init__(self, stream: BinaryIO, file: str, longest: int) -> None:
        self._stream, self._file, self._longest = stream, file, longest
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._text = ""
        self._at = 0  # characters of the text that are done with
        self._before = 0  # bytes of the file before the text
        self._fed = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no blank; empty at the end of the stream."""
        while True:
            found = _BLANKS.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._more(_CHUNK)

    def members(self) -> Iterator[str]:
        """Names of the object that begins here; each value must be taken before the next name is asked for.

        Raises
        ------
        Refusal
            ``fhir-not-json``.
        """
        self._take("{")
        while self.peek() != "}":
            name = self.value() if self.peek() == '"' else self._not_json(self._at)
            self._take(":")
            yield name
            if self.peek() != ",":
                break
            self._take(",")
            if self.peek() == "}":
                self._not_json(self._at)
        self._take("}")

    def elements(self) -> Iterator[Any]:
        """Values of the array that begins here, one at a time."""
        self._take("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != ",":
                break
            self._take(",")
            if self.peek() == "]":
                self._not_json(self._at)
        self._take("]")

    def value(self) -> Any:  # noqa: ANN401 - whatever the sender wrote
        """The value that begins here: dict, list, text, bool or None.

        Raises
        ------
        Refusal
            ``fhir-not-json``, ``fhir-not-utf8``, ``fhir-too-deep``, ``fhir-entry-too-large`` or
            ``fhir-double-name``.
        """
        self.peek()
        while True:
            whole = self._whole_value()
            if whole is not None:
                self._at = whole[1]
                return whole[0]
            if len(self._text) - self._at > self._longest:
                raise self._too_large()
            self._more(max(_CHUNK, len(self._text) - self._at))

    def offset(self) -> int:
        """Bytes of the file before the value that comes next."""
        return self._offset(self._at)

    def _whole_value(self) -> tuple[Any, int] | None:
        """The value and where it ends; None where more of the stream is needed to tell."""
        try:
            value, end = _DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            is_cut = (
                error.msg.startswith("Unterminated string") or error.pos > len(self._text) - _LONGEST_WORD
            )
            if self._ended or not is_cut:
                self._not_json(error.pos)
            return None
        except RecursionError as error:
            raise Refusal("fhir-too-deep", file=self._file, offset=self.offset()) from error
        except _DoubleName as error:
            name = str(error)[:80]
            raise Refusal("fhir-double-name", file=self._file, offset=self.offset(), name=name) from error
        except _NoSuchNumber as error:
            self._not_json(self._text.index(str(error), self._at))
        if end - self._at > self._longest:
            raise self._too_large()
        is_cut = self._text[end - 1].isdigit() and (end == len(self._text) or self._text[end] in _GOES_ON)
        return (value, end) if self._ended or not is_cut else None

    def _too_large(self) -> Refusal:
        return Refusal("fhir-entry-too-large", file=self._file, offset=self.offset(), limit=self._longest)

    def _take(self, expected: str) -> None:
        if self.peek() != expected:
            self._not_json(self._at)
        self._at += 1

    def _more(self, size: int) -> None:
        self._before = self._offset(self._at)
        chunk = self._stream.read(size)
        if not self._fed and chunk.startswith(codecs.BOM_UTF8):
            self._before = len(codecs.BOM_UTF8)
            self._fed, chunk = self._before, chunk[self._before :]
        self._fed += len(chunk)
        try:
            text = self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            offset = self._fed - len(error.object) + error.start
            raise Refusal("fhir-not-utf8", file=self._file, offset=offset) from error
        self._text, self._at = self._text[self._at :] + text, 0
        self._ended = not chunk

    def _offset(self, position: int) -> int:
        return self._before + len(self._text[:position].encode("utf-8"))

    def _not_json(self, position: int) -> NoReturn:
        raise Refusal("fhir-not-json", file=self._file, offset=self._offset(position))
