"""Which typefaces the system has: asked of fontconfig, without laying out anything."""

import shutil
import subprocess
from functools import cache
from typing import Final

__all__ = ["PROBE", "has_none", "installed", "lacks_chinese"]

PROBE: Final = "出生人口性别比公文〔2026〕𠮷㐂"
"""Signs that a Chinese page may need, two rare ones of names and places among them."""


@cache
def installed() -> frozenset[str]:
    """Return the names of all typefaces that the system has; none where it cannot be asked."""
    return frozenset(name.strip() for line in _listed(":") or () for name in line.split(","))


@cache
def has_none() -> bool:
    """Return whether the system says that it has no typeface at all; laying out would end the process."""
    return _listed(":") == []


def lacks_chinese() -> bool | None:
    """Return whether no typeface has some sign of the probe; None where the system cannot be asked."""
    for sign in sorted(set(PROBE)):
        listed = _listed(f":charset={ord(sign):x}")
        if not listed:
            return None if listed is None else True
    return False


def _listed(pattern: str) -> list[str] | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    asked = [program, pattern, "family"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    return done.stdout.split("\n")[:-1]
