"""How the cells of a template are kept, and what a spreadsheet checks while they are typed."""

from datetime import date
from typing import Final

from evenborn.presentation.field_words import heading, kind, limits, note, refused_limits
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.definition import Field

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Characters that a spreadsheet allows in the title and the text of a check."""

_DAYS: Final = (date(1900, 1, 1), date(2199, 12, 31))

_NUMBER_FORMAT: Final = {
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "count": "0",
    "quantity": "General",
}


def cell_format(field: Field) -> str:
    """Number format of a column: text, unless its cells are dates or numbers.

    A month, a code and a band such as ``10-13`` stay text, for a spreadsheet would make days of them.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> delivery = register("delivery")
    >>> [cell_format(delivery.fields[name]) for name in ("mother_id_number", "birth_time", "parity")]
    ['@', 'yyyy-mm-dd hh:mm', '0']
    """
    return _NUMBER_FORMAT.get(field.type, "@")


def cell_check(field: Field, language: Language, offered: str) -> dict[str, object]:
    """What a spreadsheet checks, as options of XlsxWriter.

    Parameters
    ----------
    field : Field
    language : {"en", "zh"}
    offered : str
        Range that holds what a drop-down offers; empty for a field without one.

    Returns
    -------
    dict
        A hint for every field, and a check for codes, numbers and dates. Weeks may be written as 38+4,
        so there the check only asks back.
    """
    told = (kind(field, language), limits(field, language), note(field, language))
    hint = "\n".join(filter(None, told))
    said = {
        "input_title": heading(field, language)[:_LONGEST_TITLE],
        "input_message": hint[:_LONGEST_MESSAGE],
    }
    check = _check(field, offered)
    if check["validate"] != "any":
        said["error_title"] = say("register.template.wrong", language)[:_LONGEST_TITLE]
        said["error_message"] = _error(field, language)[:_LONGEST_MESSAGE]
    return {**check, **said}


def _check(field: Field, offered: str) -> dict[str, object]:
    if offered:
        return {"validate": "list", "source": offered}
    if field.type in ("day", "moment"):
        return {"validate": "date", "criteria": "between", "minimum": _DAYS[0], "maximum": _DAYS[1]}
    if field.type in ("quantity", "count") and field.maximum is not None:
        return {
            "validate": "integer" if field.type == "count" else "decimal",
            "criteria": "between",
            "minimum": field.minimum or 0,
            "maximum": field.maximum,
            "error_type": "warning" if field.unit == "weeks" else "stop",
        }
    return {"validate": "any"}


def _error(field: Field, language: Language) -> str:
    if field.type == "code":
        return say("register.template.list-error", language)
    if field.type in ("day", "moment"):
        return say("register.template.date-error", language)
    return say("register.template.limits-error", language, limits=refused_limits(field, language))
