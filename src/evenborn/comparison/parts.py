"""How far a comparison is: the loading of each register, and each pair, count alike."""

from collections.abc import Callable
from threading import Lock


class Parts:
    """Progress of a run in parts of equal length.

    Parameters
    ----------
    progress : callable or None
        Told the share of the run that is done, 0 to 1.
    registers : int
        How many are compared.

    Examples
    --------
    >>> shares = []
    >>> parts = Parts(shares.append, 2)
    >>> one, other = parts.together(2)
    >>> one(0.5); other(1.0); one(1.0); parts.next()(1.0)
    >>> [round(share, 2) for share in shares]
    [0.17, 0.5, 0.67, 1.0]
    """

    def __init__(self, progress: Callable[[float], None] | None, registers: int) -> None:
        self._progress, self._done = progress, 0
        self._parts = registers + registers * (registers - 1) // 2
        self._lock = Lock()  # parts that are done together are told of by several threads

    def next(self) -> Callable[[float], None]:
        """What the next part tells how far it is."""
        return self.together(1)[0]

    def together(self, number: int) -> list[Callable[[float], None]]:
        """The same of the next parts, which are done side by side."""
        start, shares = self._done, [0.0] * number
        self._done += number

        def teller(place: int) -> Callable[[float], None]:
            def tell(share: float) -> None:
                if self._progress is not None:
                    with self._lock:
                        shares[place] = share
                        self._progress((start + sum(shares)) / self._parts)

            return tell

        return [teller(place) for place in range(number)]
