"""What of the login is unsafe in a configuration; the start-up checks refuse to serve with it."""

from evenborn.registers.refusal import Refusal
from evenborn.site.config import Config

__all__ = ["unsafe_access"]


def unsafe_access(config: Config) -> list[Refusal]:
    """Refusals of options that only a demonstration or a test may have; none where all is safe.

    Examples
    --------
    >>> [found.code for found in unsafe_access(Config(second_factor="optional"))]
    ['second-factor-optional']
    >>> unsafe_access(Config(mode="demonstration", second_factor="optional"))
    []
    """
    if config.mode == "production" and config.second_factor == "optional":
        return [Refusal("second-factor-optional")]
    return []
