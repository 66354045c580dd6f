"""How far the reading of a file is: its bytes first, then the counting of its rows."""

from collections.abc import Callable

_BYTES = 0.35  # share of the whole that the first pass over the bytes stands for
_COUNTING = 0.6


class Progress:
    """Reports a share from 0 to 1 that never falls.

    Examples
    --------
    >>> shares = []
    >>> progress = Progress(shares.append)
    >>> progress.bytes_in_file(10); progress.bytes_read(10); progress.done()
    >>> shares
    [0.35, 1.0]
    """

    def __init__(self, report: Callable[[float], None] | None) -> None:
        self._report = report
        self._share = 0.0
        self._size, self._read = 1, 0

    def _to(self, share: float) -> None:
        if self._report is not None and share > self._share:
            self._share = min(share, 1.0)
            self._report(self._share)

    def bytes_in_file(self, size: int) -> None:
        """How many bytes the first pass will read."""
        self._size = max(size, 1)

    def bytes_read(self, number: int) -> None:
        """So many more bytes have been read."""
        self._read += number
        self._to(_BYTES * min(self._read / self._size, 1.0))

    def counting(self) -> Callable[[float], None] | None:
        """What a long query may report its own share to."""
        return (lambda share: self._to(_BYTES + _COUNTING * share)) if self._report else None

    def done(self) -> None:
        """All has been read."""
        self._to(1.0)
