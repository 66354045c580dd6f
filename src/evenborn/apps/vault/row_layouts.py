"""How the fields of a record are written before they are sealed, and read again. Pure.

A field is known by its place, as ``row_layouts.toml`` gives it, so that no name is sealed with each of
millions of rows. A record whose fields have no place, and whatever was sealed before there were places, is
JSON with names. The first octet tells the two apart; either opens for ever.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["BETWEEN", "BLOCK", "END", "PLACED", "decoded", "encoded", "filled", "layout", "named"]

BLOCK: Final = 64
PLACED: Final = "\x01"
"""Begins a record whose fields are known by their places; a brace begins one with names."""
BETWEEN: Final = "\x1f"
"""Between two fields: the unit separator of ISO 646."""
END: Final = "\x1e"
"""Behind the last field: the record separator."""
_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def layout(register: str) -> tuple[str, ...]:
    """Fields of a register by their place; none of a register that has no layout.

    Examples
    --------
    >>> layout("delivery")[:2], layout("no-register")
    (('record_number', 'facility'), ())
    """
    return _layouts().get(register, ())


@cache
def _layouts() -> dict[str, tuple[str, ...]]:
    written = tomllib.loads(Path(__file__).with_name("row_layouts.toml").read_text("utf-8"))
    return {name: tuple(fields) for name, fields in written.items()}


def encoded(fields: Mapping[str, str], register: str) -> bytes:
    """The one way to write the fields of a record: in UTF-8, filled up to a multiple of 64 octets.

    Examples
    --------
    >>> encoded({"record_number": "17", "sex": "female"}, "delivery").rstrip()
    b'\\x0117\\x1f\\x1f\\x1f\\x1ffemale\\x1e'
    >>> encoded({"b": "2", "a": "一"}, "delivery").rstrip().decode(), len(encoded({}, "delivery"))
    ('{"a":"一","b":"2"}', 64)
    """
    places = layout(register)
    if not fields.keys() <= set(places) or not all(map(_is_plain, fields.values())):
        return named(fields)
    values = BETWEEN.join(fields.get(name, "") for name in places).rstrip(BETWEEN)
    return filled(f"{PLACED}{values}{END}")


def named(fields: Mapping[str, str]) -> bytes:
    """Fields with their names, as they are written where not each has a place.

    Examples
    --------
    >>> named({"sex": "female"}).rstrip()
    b'{"sex":"female"}'
    """
    return filled(_JSON.encode(dict(fields)))


def decoded(plain: bytes, register: str) -> dict[str, str]:
    """The fields of a record, whichever way they were written.

    Raises
    ------
    ValueError
        Where it is neither.

    Examples
    --------
    >>> decoded(encoded({"sex": "female"}, "delivery"), "delivery")
    {'sex': 'female'}
    >>> decoded(named({"sex": "female"}), "delivery")
    {'sex': 'female'}
    """
    text = plain.decode()
    if not text.startswith(PLACED):
        opened: dict[str, str] = json.loads(text)
        if not isinstance(opened, dict):
            raise ValueError("A record has no fields.")
        return opened
    values, end, rest = text[len(PLACED) :].partition(END)
    stated, places = values.split(BETWEEN), layout(register)
    if not end or rest.strip(" ") or (values and len(stated) > len(places)):
        raise ValueError("A record ends elsewhere than it says.")
    return {name: value for name, value in zip(places, stated, strict=False) if value}


def filled(text: str) -> bytes:
    """A text filled up with blanks, so that its length tells little."""
    data = text.encode()
    return data.ljust(-(-len(data) // BLOCK) * BLOCK)


def _is_plain(value: str) -> bool:
    return bool(value) and BETWEEN not in value and END not in value
