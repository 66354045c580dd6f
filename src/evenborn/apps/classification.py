"""What a field of a table holds, as DOMAIN section 4 divides it; every field of every model says which.

``PERSON`` (F) may stand only in the vault and in the reporters' and benefits' own stores, sealed.
"""

from collections.abc import Mapping
from enum import Enum

__all__ = ["COARSE", "COUNT", "NOTHING", "OFFICER", "PERSON", "Classified", "Holds"]


class Classified(Enum):
    """Class of a field."""

    PERSON = "F"
    COARSE = "P"
    COUNT = "A"
    OFFICER = "O"
    NOTHING = "none"


PERSON = Classified.PERSON
"""Says something of a person whom the programme serves: sealed, and only in a store for it."""
COARSE = Classified.COARSE
"""A value coarsened for the statistics."""
COUNT = Classified.COUNT
"""A number of events."""
OFFICER = Classified.OFFICER
"""Says who an officer is: the name at the desk, never a private matter."""
NOTHING = Classified.NOTHING
"""Says nothing of any person."""

Holds = Mapping[str, Classified]
"""Field name to class."""
