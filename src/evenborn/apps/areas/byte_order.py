"""A column of text that is ordered by its bytes in every database."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Q

__all__ = ["ByteOrderField", "begins"]


class ByteOrderField(CharField[str, str]):
    """Text whose index serves a range: PostgreSQL would else order it by the rules of a language."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 -- Django's own answer
        """Ask PostgreSQL for the order of bytes, which SQLite has anyway."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def begins(field: str, text: str) -> Q:
    """Rows whose text begins with another, as a range that the index serves; ``LIKE`` would read all of them.

    Examples
    --------
    >>> begins("code", "62")
    <Q: (AND: ('code__gte', '62'), ('code__lt', '63'))>
    """
    if not text:
        return Q()
    last = ord(text[-1]) + 1
    after = 0xE000 if last == 0xD800 else last  # between them lies nothing that text may hold
    if after > 0x10FFFF:
        return Q(**{f"{field}__gte": text, f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text[:-1] + chr(after)})
