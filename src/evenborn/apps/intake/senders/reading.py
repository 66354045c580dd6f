"""A list of facilities as a file, read for the list of senders."""

from collections.abc import Iterable
from datetime import date

from evenborn.apps.intake.actions.senders import Listed
from evenborn.apps.intake.kept_files import short_name
from evenborn.registers.lists import read_list
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.web import area_names

__all__ = ["read_facilities"]


def read_facilities(pieces: Iterable[bytes], name: str, *, area: str, on: date) -> list[Listed]:
    """Facilities of a list; a row without area lies in the given one, one without name is called by code.

    Raises
    ------
    Refusal
        As :func:`~evenborn.registers.lists.read_list`; ``intake-list-area`` for an area that nobody knows.
    """
    with working_folder() as folder:
        path = folder / short_name(name)
        with path.open("xb") as file:
            for piece in pieces:
                file.write(piece)
        rows = read_list(path, "facility_list", on)
    found: dict[str, str] = {"": area}
    for text in {row.get("area") or "" for row in rows} - {""}:
        found[text] = _code(text, on)
    return [
        Listed(row["facility"], row.get("facility_name") or row["facility"], found[row.get("area") or ""])
        for row in rows
    ]


def _code(text: str, on: date) -> str:
    try:
        return area_names.find(text, on)
    except Refusal:
        raise Refusal("intake-list-area", value=text) from None
