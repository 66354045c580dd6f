"""How much memory the engine may have for a comparison, by the births that files of this size hold."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from evenborn.comparison.encoding_file import is_encoding
from evenborn.registers.limits import Limits

_BYTES_OF_BIRTH: Final = {".parquet": 45, ".xlsx": 80}
"""What a birth takes in a file; text takes more."""
_BYTES_OF_TEXT: Final = 220
_BYTES_OF_ENCODED: Final = 1_080
_MEMORY_OF_BIRTH: Final = 600  # bytes of the engine, below which it spills often
_LEAST, _MOST = 900, 10_000  # megabytes


def fitting_limits(paths: Sequence[Path]) -> Limits:
    """Limits for comparing some files.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        A file that is not there counts nothing; it is refused when it is read.

    Examples
    --------
    >>> fitting_limits([]).memory
    '900MB'
    """
    births = sum(path.stat().st_size / _bytes_of_birth(path) for path in paths if path.is_file())
    megabytes = round(min(max(births * _MEMORY_OF_BIRTH / 1e6, _LEAST), _MOST))
    return Limits(memory=f"{megabytes}MB", spill="60GB")


def _bytes_of_birth(path: Path) -> int:
    if is_encoding(path):
        return _BYTES_OF_ENCODED
    return _BYTES_OF_BIRTH.get(path.suffix.casefold(), _BYTES_OF_TEXT)
