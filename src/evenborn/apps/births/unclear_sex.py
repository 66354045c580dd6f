"""Who is told how many births are of unclear sex: the statistician's desk only, because they are so few.

Nobody else finds them by subtraction either: births, births by order and sums are then those of known sex.
"""

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission

__all__ = ["told_unclear"]


def told_unclear(by: Actor) -> bool:
    """Whether an actor sees exact counts wherever she sees births.

    Examples
    --------
    >>> from evenborn.apps.access.actor import program
    >>> told_unclear(program("clerk", Permission.BIRTHS_SEE))
    False
    >>> told_unclear(program("statistician", Permission.BIRTHS_SEE, Permission.FIGURES_EXACT))
    True
    """
    return all(by.may(Permission.FIGURES_EXACT, area) for area in by.areas(Permission.BIRTHS_SEE))
