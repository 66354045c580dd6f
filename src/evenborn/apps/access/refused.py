"""The two ways of being kept out, and the fault of forgetting to ask."""

from evenborn.apps.access.roles import Permission

__all__ = ["Forbidden", "NotVisible", "Unscoped"]


class Forbidden(Exception):
    """The actor holds no appointment with this permission; a page answers 403 and says who can help."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission)
        self.permission = permission


class NotVisible(Exception):
    """The row is not there, or lies outside the actor's areas: nobody learns which; a page answers 404."""


class Unscoped(Exception):
    """A query was about to give rows without having asked whose they are; always a fault of the program."""
