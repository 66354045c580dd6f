"""Which characters of a file may reach a screen: all but those that steer a terminal or turn text around."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Replace control and direction characters by a visible mark, tabs and ends of line by a space.

    Parameters
    ----------
    text : str
        Anything that a file said.

    Returns
    -------
    str
        One line of text that can be printed anywhere.

    Examples
    --------
    >>> printable("Ganzhou\x1b[31m")
    'Ganzhou�[31m'
    >>> printable("north\nside")
    'north side'
    """
    return _UNSEEN.sub(REPLACEMENT, re.sub(r"[\t\r\n]+", " ", text))
