"""On which paper a register is printed: A4 while its columns fit, A3 when they do not."""

from typing import Final, Literal

from evenborn.registers.definition import Definition

Paper = Literal["A4", "A3"]

_WIDEST_ON_A4: Final = 170
"""Characters of all columns together that can still be read, and written by hand, on A4 landscape."""


def paper(definition: Definition) -> Paper:
    """Size of the sheet, landscape.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> paper(register("termination_return")), paper(register("delivery"))
    ('A4', 'A3')
    """
    widths = sum(field.width for field in definition.fields.values())
    return "A4" if widths <= _WIDEST_ON_A4 else "A3"
