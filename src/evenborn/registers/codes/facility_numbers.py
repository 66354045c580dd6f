"""Which institution does a number stand for: by registration, unified social credit code or local code?"""

import re

from stdnum.cn import uscc

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.writing import plain

_REGISTRATION = re.compile(r"[A-Z0-9]{8}-?[0-9X][0-9]{6}[A-Z0-9]{7}")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_LOCAL = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9-]{3,32}")


def read_facility_number(text: str) -> str:
    """Number of a medical institution.

    Parameters
    ----------
    text : str
        The 22 characters of its registration (organisation code, area, economic type, class and
        management), with or without the hyphen before the ninth; the 18 of its unified social credit code;
        the 12 digits of a clinic; or a local code of 3 to 32 capital letters, digits and hyphens.

    Raises
    ------
    BadValue
        ``facility-shape`` or ``credit-code-check-character``.

    References
    ----------
    WS 218-2002, classification and codes of health institutions; GB 32100-2015, unified social credit code.

    Examples
    --------
    >>> read_facility_number("pdy00007-999010111a1001"), read_facility_number("H01")
    ('PDY00007999010111A1001', 'H01')
    """
    number = plain(text).replace(" ", "").upper()
    if _REGISTRATION.fullmatch(number) and len(number.replace("-", "")) == 22:
        return number.replace("-", "")
    if _CREDIT_CODE.fullmatch(number):
        return _credit_code(number)
    if not _LOCAL.fullmatch(number):
        raise BadValue("facility-shape")
    return number


def read_credit_code(text: str) -> str:
    """Unified social credit code of an institution or a company.

    Parameters
    ----------
    text : str
        18 characters: registrar and kind (2), area (6), organisation (9), check character; blanks and
        hyphens are taken away.

    Raises
    ------
    BadValue
        ``credit-code-shape`` or ``credit-code-check-character``.

    Notes
    -----
    python-stdnum gives the check character; its own judgement rejects the codes that begin with a letter.

    References
    ----------
    GB 32100-2015, coding rule of the unified social credit identifier for legal entities.

    Examples
    --------
    >>> read_credit_code("91110000600037341l")
    '91110000600037341L'
    """
    number = re.sub("[ -]", "", plain(text).upper())
    if not _CREDIT_CODE.fullmatch(number):
        raise BadValue("credit-code-shape")
    return _credit_code(number)


def _credit_code(number: str) -> str:
    if uscc.calc_check_digit(number) != number[-1]:
        raise BadValue("credit-code-check-character")
    return number
