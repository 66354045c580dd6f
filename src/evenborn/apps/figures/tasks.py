"""Work behind the pages: sums of births made anew. Done twice it gives the same."""

from django_tasks import task

from evenborn.apps.figures.refreshing import refresh, registers_due
from evenborn.apps.work_due import leave_to_worker

__all__ = ["refresh_cube", "refresh_soon"]


@task()
def refresh_cube(register: str) -> None:
    """Make the cube of a register anew where that is due."""
    refresh(register)


def refresh_soon() -> int:
    """Leave to the worker what is due and does not wait already; how many cubes."""
    return leave_to_worker(refresh_cube, registers_due())
