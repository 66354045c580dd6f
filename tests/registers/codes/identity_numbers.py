"""Identity numbers of nobody, for tests: an independent reckoning of the check digit."""

from datetime import date

from hypothesis import strategies as st

BIRTHS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


def number_of(area: str, birth: str, order: str) -> str:
    """Area (6), birth (8) and order (3), with their check digit.

    Examples
    --------
    >>> number_of("110105", "19491231", "002")
    '11010519491231002X'
    """
    body = area + birth + order
    remainder = 0
    for digit in body:  # the pure system of ISO 7064, digit by digit
        remainder = (remainder + int(digit)) * 2 % 11
    return body + "0123456789X"[(12 - remainder) % 11]
