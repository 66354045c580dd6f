"""What a definition says of one field: its headings, what its cells hold, how it may leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FieldType = Literal[
    "name",  # of a person
    "text",  # anything short
    "code",  # one of a list
    "day",  # a date
    "moment",  # a date with the time of day
    "month",
    "quantity",  # a number with a unit
    "count",  # a whole number, zero or more
    "identity-number",
    "area",
    "facility",
    "certificate",  # of birth
    "credit-code",  # unified social credit code of an organisation
]
"""What the cells of a field hold; each kind has one reader in ``codes/``."""

Privacy = Literal["F", "P", "A", "none"]
"""F stays in the vault, P leaves only coarsened, A leaves only as a count, none is about no person."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register.

    Attributes
    ----------
    name : str
        How the code calls it.
    en, zh : str
        How a person reads it.
    headers : tuple of str
        Headers that it goes by, as a person writes them.
    type : FieldType
        What its cells hold.
    privacy : Privacy
        Whether and how it may leave the register.
    required : bool
        Whether every row must state it.
    required_if, required_unless : mapping of str to tuple of str
        By another field, the meanings at which a row must state it, or need not.
    codes : str
        Name of its code list, for type ``code``.
    kind_field : str
        For type ``identity-number``, the field that says which kind of number it is; empty where none does.
    unit : str
        Of a quantity: ``g``, ``cm``, ``weeks``, ``yuan`` …
    minimum, maximum : float or None
        Beyond these a quantity or count is refused.
    usual_minimum, usual_maximum : float or None
        Beyond these it is pointed out.
    longest : int
        Most characters of a text.
    width : int
        Width of its column in characters, in the template and the printed book.
    note_en, note_zh : str
        What whoever fills it in should know.
    example : str
        A valid cell.
    """

    name: str
    en: str
    zh: str
    headers: tuple[str, ...]
    type: FieldType = "text"
    privacy: Privacy = "none"
    required: bool = False
    required_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required_unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: str = ""
    kind_field: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    usual_minimum: float | None = None
    usual_maximum: float | None = None
    longest: int = 200
    width: int = 12
    note_en: str = ""
    note_zh: str = ""
    example: str = ""
