"""What an area is called and which code a person means, for pages that lie below the tree of areas.

The app with the tree puts itself in by :func:`use` when it starts; without it, codes are shown as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from evenborn.presentation.numbers import Language
from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.refusal import Refusal

__all__ = ["AreaDirectory", "BareCodes", "find", "name_of", "names_of", "offered", "use"]


class AreaDirectory(Protocol):
    """What knows the areas."""

    def name(self, code: str, language: Language) -> str:
        """What a code is called now, or was called last; the code itself where nobody knows."""
        ...

    def names(self, codes: Collection[str], language: Language) -> Mapping[str, str]:
        """What many codes are called; those that nobody knows are not among them."""
        ...

    def find(self, text: str, on: date) -> str:
        """Code of the area that a person means, by its code or name, in force on a day.

        Raises
        ------
        Refusal
            When no area or several are meant.
        """
        ...

    def offered(self, within: Sequence[str], on: date) -> Sequence[tuple[str, str]]:
        """Codes and names to choose from: some areas and those directly below them, in force on a day."""
        ...


class BareCodes:
    """An office without a tree: every code of the right form is taken."""

    def name(self, code: str, language: Language) -> str:  # noqa: ARG002
        """The code."""
        return code

    def names(self, codes: Collection[str], language: Language) -> Mapping[str, str]:  # noqa: ARG002
        """None is known."""
        return {}

    def find(self, text: str, on: date) -> str:  # noqa: ARG002
        """The code in its shortest form."""
        try:
            return read_area_code(text)
        except BadValue as error:
            raise Refusal("area-no-code", value=text) from error

    def offered(self, within: Sequence[str], on: date) -> Sequence[tuple[str, str]]:  # noqa: ARG002
        """The areas themselves."""
        return [(code, code) for code in within if code]


_directory: list[AreaDirectory] = [BareCodes()]


def use(directory: AreaDirectory) -> AreaDirectory:
    """Put a directory in the place of the present one, which is returned."""
    before, _directory[0] = _directory[0], directory
    return before


def name_of(code: str, language: Language) -> str:
    """What a code is called; empty for no code.

    Examples
    --------
    >>> before = use(BareCodes())
    >>> name_of("620702", "en"), find("620700", date(2026, 1, 1))
    ('620702', '6207')
    >>> _ = use(before)
    """
    return _directory[0].name(code, language) if code else ""


def names_of(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """What many codes are called, asked for at once; those that nobody knows are not among them."""
    return _directory[0].names(codes, language) if codes else {}


def find(text: str, on: date) -> str:
    """Code of the area that a person means on a day; see :class:`AreaDirectory`."""
    return _directory[0].find(text, on)


def offered(within: Sequence[str], on: date) -> Sequence[tuple[str, str]]:
    """Codes and names to choose from; see :class:`AreaDirectory`."""
    return _directory[0].offered(within, on)
