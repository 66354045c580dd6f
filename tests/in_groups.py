"""Which worker of pytest-xdist runs which tests: those of a file run in one, and longest files come first.

Otherwise each worker would make the set-up of a file once more: its office, its browser, its city.
The groups are formed here, because ``--dist loadgroup`` loses its marks under pytest 9.2 without a word
(pytest-xdist, issue 1386).
"""

from typing import Final

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER: Final = (
    "tests/comparison/", "tests/cli/test_compare", "tests/apps/matching/", "tests/simulation/",
    "tests/house/",
)  # fmt: skip
"""Files that share what takes long to make: a comparison, Java, a city, the syntax of every file."""
FIRST: Final = ("tests/operations/test_demonstration.py", "tests/journeys/", "tests/operations/", *TOGETHER)
"""What takes longest, so that no worker begins it when the other has nothing left to do."""


def group_of(test: str) -> str:
    """The group of a test, by its id: that of its file."""
    path = test.split("::", 1)[0]
    return next((beginning for beginning in TOGETHER if path.startswith(beginning)), path)


def rank(group: str) -> int:
    """How early a group is begun."""
    return next((place for place, beginning in enumerate(FIRST) if group.startswith(beginning)), len(FIRST))


class InGroups(LoadScopeScheduling):
    """Gives each worker a group at a time."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=rank), last=False)
        super()._assign_work_unit(node)
