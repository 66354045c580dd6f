"""Options that are meant for one of several files: ``delivery:Sheet2``, or ``Sheet2`` for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evenborn.cli.reading import named_columns
from evenborn.registers.refusal import Refusal


@dataclass(frozen=True)
class EachFile:
    """How files are to be read, as it was typed.

    Attributes
    ----------
    sheets, encodings, columns : sequence of str
        Each for all files, or with the name of a register and a colon before it.
    """

    sheets: Sequence[str] = ()
    encodings: Sequence[str] = ()
    columns: Sequence[str] = ()

    def sheet(self, register: str) -> str | None:
        """Worksheet of a register's file."""
        return _last(self.sheets, register)

    def encoding(self, register: str) -> str | None:
        """Encoding of a register's file."""
        return _last(self.encodings, register)

    def named_columns(self, register: str) -> dict[str, str]:
        """Header by field of a register's file; refusal ``not-a-column-choice``."""
        return named_columns(_meant(self.columns, register))

    def check(self, registers: Iterable[str]) -> None:
        """Refuse what is meant for a register that is not compared: ``not-a-choice``."""
        known = set(registers)
        options = (("--sheet", self.sheets), ("--encoding", self.encodings), ("--column", self.columns))
        for option, texts in options:
            for text in texts:
                name = _register(text)
                if name and name not in known:
                    raise Refusal("not-a-choice", option=option, value=text, known=", ".join(sorted(known)))


def _last(texts: Sequence[str], register: str) -> str | None:
    """What is said of a register, else what is said of all."""
    own = [text.partition(":")[2] for text in texts if _register(text) == register]
    shared = [text for text in texts if not _register(text)]
    said = own or shared
    return said[-1] if said else None


def _meant(texts: Sequence[str], register: str) -> list[str]:
    """What is said of all and of a register, in this order, so that the latter counts."""
    own = [text.partition(":")[2] for text in texts if _register(text) == register]
    return [text for text in texts if not _register(text)] + own


def _register(text: str) -> str:
    """The register that stands before a colon; nothing where none does."""
    from evenborn.comparison.register_of import names_of_births

    name = text.partition(":")[0].strip().replace("-", "_") if ":" in text else ""
    return name if name in names_of_births() else ""
