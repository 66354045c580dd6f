"""All that a comparison answers on a screen, in its order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evenborn.comparison.compare import Compared
from evenborn.comparison.coverage import Coverage
from evenborn.comparison.repeating import Repeated
from evenborn.comparison.replies import Replies
from evenborn.comparison.run_record import RunRecord
from evenborn.presentation.compared import (
    candidates_table,
    differences_table,
    files_table,
    links_table,
    registers_table,
    repeated_sentence,
    run_sentence,
)
from evenborn.presentation.coverage import coverage_table
from evenborn.presentation.coverage import registers_table as register_ratios_table
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.registers.codes.area_table import AreaTable


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonAnswer:
    """What a comparison has found, as it is shown.

    Attributes
    ----------
    compared : Compared
    record : RunRecord
    coverage, by_month : Coverage
        Births that no register holds, by area and by month.
    answers : mapping of str to Replies
        What owners had answered before.
    folder : str
        Folder written; empty where there is none.
    files : mapping of str to str
        Files written, by to whom each goes.
    repeated : sequence of Repeated
        Where a comparison was done again.
    repeated_run : str
        Which one.
    areas : AreaTable
    """

    compared: Compared
    record: RunRecord
    coverage: Coverage
    by_month: Coverage
    answers: Mapping[str, Replies]
    folder: str
    files: Mapping[str, str]
    repeated: Sequence[Repeated]
    repeated_run: str
    areas: AreaTable

    def told(self) -> list[dict[str, int]]:
        """By register, records by kind of difference and births that others hold."""
        return [{**found.counts(), "elsewhere": found.elsewhere} for found in self.compared.differences]

    def sentences(self, language: Language) -> Iterator[str]:
        """What is said before the tables."""
        yield run_sentence(self.record, language)
        for one in self.repeated:
            yield repeated_sentence(one, self.repeated_run, language)
        for name, replies in self.answers.items():
            counts = {
                "removed": len(replies.removed),
                "confirmed": len(replies.confirmed),
                "corrected": len(replies.corrected),
                "lost": replies.not_found,
            }
            if any(counts.values()):
                named = register_name(name, language)
                yield say("difference.replies-read", language, register=named, **counts)

    def tables(self, language: Language) -> Iterator[Table]:
        """The tables."""
        yield registers_table(self.record, language)
        yield links_table(self.record, language)
        yield candidates_table(self.record, language)
        yield differences_table(self.record, self.told(), language)
        yield coverage_table(self.coverage, self.areas, language)
        if len(self.by_month.counts.names) > 2:
            yield coverage_table(self.by_month, self.areas, language)
        yield register_ratios_table(self.coverage, self.areas, language)
        if self.files:
            yield files_table(self.folder, self.files, language)
