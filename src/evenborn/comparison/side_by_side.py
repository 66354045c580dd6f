"""Work that can be done side by side, on two cores; nothing of the result tells which was done first."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final, TypeVar

_CORES: Final = 2  # each work has threads of its own, and its own memory

Result = TypeVar("Result")


class Stopped(Exception):
    """The work is not wanted any more, as another one has failed."""


def side_by_side(works: Sequence[Callable[[Event], Result]]) -> list[Result]:
    """Results of some works, in their order.

    Parameters
    ----------
    works : sequence of callable
        Each is given what is set when its result is no longer wanted; a long one looks at it now and then,
        and raises :class:`Stopped`.

    Raises
    ------
    Exception
        What the first of the works that fail has raised: first in their order, not in time.

    Examples
    --------
    >>> side_by_side([lambda stop: "one", lambda stop: "other"])
    ['one', 'other']
    """
    stop = Event()
    with ThreadPoolExecutor(_CORES, "evenborn-side") as pool:
        waiting = [pool.submit(work, stop) for work in works]
        try:
            return [one.result() for one in waiting]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop.set()
            raise
