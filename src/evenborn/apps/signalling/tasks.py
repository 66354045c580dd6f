"""Work behind the pages: the signals of all facilities. Done twice it gives the same."""

from django_tasks import task

from evenborn.apps.access.actor import program
from evenborn.apps.signalling.assessing import assess, is_due
from evenborn.apps.work_due import waits

__all__ = ["assess_facilities", "assess_soon"]


@task()
def assess_facilities() -> None:
    """Make the signals anew where that is due."""
    assess()


def assess_soon() -> int:
    """Leave to the worker what is due and does not wait already; how many tasks."""
    if waits(assess_facilities) or not is_due(program("signalling").now):
        return 0
    assess_facilities.enqueue()
    return 1
