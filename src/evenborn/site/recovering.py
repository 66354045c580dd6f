"""What is done before the office serves or works: imports that were cut off are completed or undone."""

from django.db import connections

__all__ = ["recover_imports"]


def recover_imports() -> int:
    """Settle what was cut off, and let the stores go; how many batches there were.

    Each is entered into the trails of its stores by what is done with it, and the number into the log.
    """
    from evenborn.apps.intake.taking_in import recover

    try:
        return recover()
    finally:
        connections.close_all()
