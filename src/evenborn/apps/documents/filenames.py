"""Names of files that are safe on every system, and the header that carries them to a browser."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

LONGEST: Final = 150
"""Bytes of a name in UTF-8; the shortest limit of a system is 255, and a browser adds to it."""

_UNFIT: Final = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f5\uff0f\uff3c]')
"""What a system takes for a part of a path, what only looks like it, and what Windows forbids."""

_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_NAMELESS: Final = "document"


def safe_name(name: str, ending: str) -> str:
    r"""Return a name of a file that no system misreads.

    Parameters
    ----------
    name : str
        What the file is called, without its ending; from anywhere.
    ending : str
        Such as ``"pdf"``; ours.

    Returns
    -------
    str
        Without parts of a path, characters that are not seen or turn text around, names that Windows keeps
        for itself, dots and spaces at its ends; at most :data:`LONGEST` bytes.

    Examples
    --------
    >>> safe_name("../../etc/passwd", "pdf"), safe_name("CON", "xlsx"), safe_name("通知\u202efdp", "docx")
    ('_.._etc_passwd.pdf', '_CON.xlsx', '通知fdp.docx')
    """
    seen = "".join(
        " " if character in "\t\r\n" else character
        for character in unicodedata.normalize("NFC", name)
        if character in "\t\r\n" or unicodedata.category(character) not in _UNSEEN
    )
    stem = re.sub(r"\s+", " ", _UNFIT.sub("_", seen)).strip(" .")
    room = LONGEST - len(ending) - 1
    stem = stem.encode("utf-8")[:room].decode("utf-8", "ignore").strip(" .")
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = "_" + stem
    return f"{stem or _NAMELESS}.{ending}"


def disposition(name: str) -> str:
    """Return the header ``Content-Disposition`` of a download, for old and new browsers.

    Parameters
    ----------
    name : str
        From :func:`safe_name`.

    Returns
    -------
    str
        ASCII throughout: a plain name first, then that of RFC 6266 and RFC 8187 in UTF-8.

    Examples
    --------
    >>> print(disposition("出生数 2025.pdf"))
    attachment; filename="2025.pdf"; filename*=UTF-8''%E5%87%BA%E7%94%9F%E6%95%B0%202025.pdf
    """
    stem, _, ending = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", plain).strip(" ._") or _NAMELESS
    if _RESERVED.fullmatch(plain.partition(".")[0].strip()):
        plain = "_" + plain
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
