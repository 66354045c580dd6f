"""The characters of a GB 18030-2022 file, which Python's codec (the mapping of 2000) reads almost rightly.

Two editions changed which of two code positions holds a character and which its old private-use stand-in:
one pair in 2005 (ḿ) and eighteen in 2022 (ten vertical punctuation marks, eight ideographs). Each pair is
a plain swap, so the same table serves both directions, and private-use characters survive a round trip.

References
----------
GB 18030-2022, Information technology — Chinese coded character set; GB 18030-2005, one changed mapping.
Unicode Technical Committee, L2/22-274, Disruptive changes in GB 18030-2022.
"""

import codecs
import re

_SWAPPED = {
    0x1E3F: 0xE7C7,  # since 2005: A8BC, 8135F437
    0xFE10: 0xE78D,  # from here since 2022: A6D9, 84318236
    0xFE12: 0xE78E,
    0xFE11: 0xE78F,
    0xFE13: 0xE790,
    0xFE14: 0xE791,
    0xFE15: 0xE792,
    0xFE16: 0xE793,
    0xFE17: 0xE794,
    0xFE18: 0xE795,
    0xFE19: 0xE796,
    0x9FB4: 0xE81E,  # FE59, 82359037
    0x9FB5: 0xE826,
    0x9FB6: 0xE82B,
    0x9FB7: 0xE82C,
    0x9FB8: 0xE832,
    0x9FB9: 0xE843,
    0x9FBA: 0xE854,
    0x9FBB: 0xE864,
}
_SWAP = _SWAPPED | {new: old for old, new in _SWAPPED.items()}
_ANY_SWAPPED = re.compile("[" + "".join(map(chr, _SWAP)) + "]")


def _swap(text: str) -> str:
    return text.translate(_SWAP) if _ANY_SWAPPED.search(text) else text


class NotGb18030(ValueError):
    """Bytes that no GB 18030 file contains.

    Attributes
    ----------
    offset : int
        Where they stand, counted from the first byte fed.
    """

    def __init__(self, offset: int) -> None:
        super().__init__(f"The bytes from offset {offset} are not GB 18030.")
        self.offset = offset


class Decoder:
    """Reads a file chunk by chunk; a chunk may end inside a character.

    Examples
    --------
    >>> decoder = Decoder()
    >>> decoder.decode(b"\\xfe") + decoder.decode(b"\\x59", final=True)
    '龴'
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("gb18030")("strict")
        self._fed = 0

    def decode(self, chunk: bytes, final: bool = False) -> str:
        """Characters that are complete so far; raises :class:`NotGb18030`."""
        self._fed += len(chunk)
        try:
            return _swap(self._decoder.decode(chunk, final))
        except UnicodeDecodeError as error:
            raise NotGb18030(self._fed - len(error.object) + error.start) from error


def decode(data: bytes) -> str:
    """Text of GB 18030-2022 bytes; raises :class:`NotGb18030`.

    Examples
    --------
    >>> decode(b"\\xc4\\xd0\\xa3\\xac\\xc5\\xae"), f"{ord(decode(bytes.fromhex('A6D9'))):04X}"
    ('男，女', 'FE10')
    """
    return Decoder().decode(data, final=True)


def encode(text: str) -> bytes:
    """GB 18030-2022 bytes of a text; lone surrogates raise ``UnicodeEncodeError``.

    Examples
    --------
    >>> encode("\\ufe10").hex(), encode("\\ue78d").hex()
    ('a6d9', '84318236')
    """
    return _swap(text).encode("gb18030")
