"""How does each office write its register down? File, format, title, its own headings, codes and dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import Definition, register


@dataclass(frozen=True, kw_only=True)
class Office:
    """One sender of one register.

    Attributes
    ----------
    register : str
        Name of the register.
    suffix : {"csv", "tsv", "parquet", "xlsx"}
        Format of its file.
    encoding : str
        Of a text file: ``gb18030``, ``utf-8`` or ``utf-8-sig``.
    title : str
        What stands above the header; empty for nothing.
    heading : int
        Which of the accepted headings it uses for a field: the first, second … in its language.
    language : {"zh", "en"}
        Of its headings.
    codes : {"code", "zh", "word"}
        Whether it writes the code of the standard, the reading, or another accepted word.
    between : str
        What stands between year, month and day.
    numbers : bool
        Whether its workbook holds numbers and days as such.
    """

    register: str
    suffix: Literal["csv", "tsv", "parquet", "xlsx"]
    encoding: str = "utf-8"
    title: str = ""
    heading: int = 0
    language: Literal["zh", "en"] = "zh"
    codes: Literal["code", "zh", "word"] = "zh"
    between: str = "-"
    numbers: bool = False

    @property
    def definition(self) -> Definition:
        """The register."""
        return register(self.register)

    @property
    def first_row(self) -> int:
        """Row of the first record, as a spreadsheet counts."""
        return 3 if self.title else 2

    def headings(self) -> dict[str, str]:
        """Heading by field.

        Examples
        --------
        >>> OFFICES["delivery"].headings()["sex"], OFFICES["household"].headings()["sex"]
        ('性别', '新生儿性别')
        """
        definition = self.definition
        return {name: self._heading(definition, name) for name in definition.fields}

    def _heading(self, definition: Definition, name: str) -> str:
        accepted = [
            heading
            for heading in definition.fields[name].headers
            if heading.isascii() == (self.language == "en")
            and definition.field_of[header_key(heading)] == name
        ]
        return accepted[min(self.heading, len(accepted) - 1)]

    def words(self, name: str) -> dict[str, str]:
        """What the office writes for each meaning of a field of codes."""
        meanings = self.definition.lists[name].meanings
        return {
            one.name: {
                "code": one.code or one.zh,
                "zh": one.zh,
                "word": one.words[0] if one.words else one.zh,
            }[self.codes]
            for one in meanings
        }


OFFICES: Final[Mapping[str, Office]] = {
    one.register: one
    for one in (
        Office(register="delivery", suffix="csv", encoding="gb18030"),
        Office(
            register="household", suffix="csv", encoding="utf-8-sig", heading=1, codes="code", between="/"
        ),
        Office(register="birth_certificate", suffix="parquet", heading=1, codes="code"),
        Office(
            register="immunisation",
            suffix="xlsx",
            title="儿童预防接种首剂登记簿（导出）",
            heading=1,
            numbers=True,
        ),
        Office(register="child_benefit", suffix="tsv", heading=2, codes="word", between="."),
        Office(register="ultrasound_log", suffix="xlsx", heading=1, numbers=True),
        Office(register="drug_issue", suffix="csv", encoding="gb18030", heading=1),
        Office(register="drug_ledger", suffix="xlsx", title="终止妊娠药品台账", numbers=True),
        Office(register="device", suffix="xlsx", heading=1),
        Office(register="termination_return", suffix="xlsx", heading=2, numbers=True),
    )
}
"""The offices of the simulated city, by register."""
