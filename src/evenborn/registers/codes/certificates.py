"""Is this the number of a birth certificate: one letter and nine digits, as printed on the form?"""

import re

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

_NUMBER = re.compile(r"[A-Z][0-9]{9}")
_NUMBER_WORD = re.compile(r"^(?:NO|编号|№)[.:]?(?=[A-Z][0-9])")
_LOST = re.compile(r"[0-9]\.[0-9]+E\+?[0-9]{1,2}|[0-9]E\+[0-9]{1,2}|[0-9]{9}\.0*")


def read_birth_certificate_number(text: str) -> str:
    """Number of a birth certificate (出生医学证明编号).

    Parameters
    ----------
    text : str
        A letter for the edition and nine digits; blanks, hyphens and a leading "No." are taken away.

    Raises
    ------
    BadValue
        ``certificate-lost-digits`` (a spreadsheet took it for a quantity: the letter, or some digits, are
        gone) or ``certificate-shape``.

    Notes
    -----
    The number has no check digit. Its letter and first digits follow the edition and the province of issue,
    by lists that are not published as a whole; they are not judged.

    References
    ----------
    National Health Commission, birth certificate of the 7th edition, in use since 1 April 2023: one letter
    and nine digits, as on the 6th, and the same as a bar code.

    Examples
    --------
    >>> read_birth_certificate_number("ｘ 990101001"), read_birth_certificate_number("No. X990101001")
    ('X990101001', 'X990101001')
    """
    number = re.sub("[ -]", "", plain(text).upper()).strip("'‘’\"“”`=")
    number = _NUMBER_WORD.sub("", number)
    if _LOST.fullmatch(number):
        raise BadValue("certificate-lost-digits")
    if not _NUMBER.fullmatch(number):
        raise BadValue("certificate-shape")
    return number
