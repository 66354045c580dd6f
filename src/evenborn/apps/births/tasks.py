"""Work behind the pages: the table of births by facility. Done twice it gives the same."""

from django_tasks import task

from evenborn.apps.births.refreshing import refresh, registers_due
from evenborn.apps.work_due import leave_to_worker

__all__ = ["refresh_facilities", "refresh_soon"]


@task()
def refresh_facilities(register: str) -> None:
    """Make the table of a register anew where that is due."""
    refresh(register)


def refresh_soon() -> int:
    """Leave to the worker what is due and does not wait already; how many tables."""
    return leave_to_worker(refresh_facilities, registers_due())
