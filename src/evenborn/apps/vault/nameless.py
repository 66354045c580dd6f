"""What of a sealed record names nobody: the one place for who looks at pairs of records. Pure."""

from collections.abc import Mapping
from typing import Final

from evenborn.comparison.levels import COMPARISONS
from evenborn.registers.definition import register

__all__ = ["nameless"]

_COARSE: Final = {"birth_day": len("2025-03-08"), "area": len("990101")}
"""A time of birth is cut to its day, an area of residence to its county."""
_COMPARED: Final = frozenset(one.name for one in COMPARISONS) - {"facility"}
"""A facility is kept as its long code, which no reviewer reads; the own register names it."""


def nameless(name: str, fields: Mapping[str, str]) -> dict[str, str]:
    """What a record states of that by which births are compared, without anything that names a person.

    Names, document numbers and certificate numbers stay behind; so does whatever its register classifies as
    never leaving the vault.

    Parameters
    ----------
    name : str
        Code of the register.
    fields : mapping of str to str
        The whole record.

    Returns
    -------
    dict of str to str
        By what births are compared by.

    Examples
    --------
    >>> nameless("delivery", {"birth_time": "2025-03-08 14:05", "sex": "female", "mother_name": "沈若溪"})
    {'sex': 'female', 'birth_day': '2025-03-08'}
    """
    definition = register(name)
    if definition.compared is None:
        return {}
    told = {}
    for role, field in definition.compared.fields.items():
        leaves = role in _COMPARED and definition.fields[field].privacy in ("P", "A")
        if leaves and (text := fields.get(field, "")):
            told[role] = text[: _COARSE.get(role)]
    return told
