"""What a comparison has found, as tables: registers, links, candidate pairs, differences, files."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from evenborn.comparison.differences import KINDS
from evenborn.comparison.repeating import Repeated
from evenborn.comparison.run_record import RunRecord
from evenborn.presentation import dates
from evenborn.presentation.difference_sheet import months
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.tables import Cell, Column, Table, count, text
from evenborn.presentation.words import say

_DECIMALS: Final = 2


def run_sentence(record: RunRecord, language: Language) -> str:
    """Which comparison it is, why, and until when owners reply."""
    commission = record.commission
    return say(
        "compared.run",
        language,
        run=record.run,
        purpose=say(f"compared.purpose.{commission.purpose}", language),
        basis=commission.legal_basis,
        deadline=dates.day(commission.deadline, language),
    )


def registers_table(record: RunRecord, language: Language) -> Table:
    """One row a register."""
    columns = (
        _named("register", language),
        Column("file", say("compared.column.file", language), width=28),
        Column("form", say("compared.column.form", language), width=10),
        _number("births", language),
        Column("months", say("compared.column.months", language), width=20),
    )
    rows = tuple(
        (
            text(register_name(one.register, language)),
            text(one.file),
            text(say("compared.encoded" if one.key_check else "compared.plain", language)),
            count(one.births, language),
            text(months(one.first_month, one.last_month, language)),
        )
        for one in record.registers
    )
    return Table("registers", say("compared.title.registers", language), columns, rows)


def pair_name(pair: Mapping[str, Any], language: Language) -> str:
    """Two registers in words."""
    left, right = (register_name(pair[side], language) for side in ("left", "right"))
    return say("compared.between", language, left=left, right=right)


def share_cell(estimate: Mapping[str, float], language: Language) -> Cell:
    """A share with its interval; rounded so that it never reads as all where it is not."""
    shown = {name: _percent(estimate[name]) for name in ("share", "lower", "upper")}
    return text(say("compared.share", language, **shown))


def _percent(share: float) -> str:
    return f"{min(100 * share, 99.99) if share < 1 else 100:.{_DECIMALS}f}"


def links_table(record: RunRecord, language: Language) -> Table:
    """One row for every two registers: links, and how good the model holds them to be."""
    columns = (
        _named("pair", language),
        _number("links", language),
        _number("certain", language),
        _number("by-weight", language),
        Column("precision", say("compared.column.precision", language), width=24),
        Column("recall", say("compared.column.recall", language), width=24),
    )
    rows = tuple(
        (
            text(pair_name(pair, language)),
            count(pair["links"], language),
            count(sum(pair["certain"].values()), language),
            count(pair["by_weight"], language),
            share_cell(pair["evaluation"]["precision"], language),
            share_cell(pair["evaluation"]["recall"], language),
        )
        for pair in record.pairs
    )
    note = say("compared.model-note", language)
    return Table("links", say("compared.title.links", language), columns, rows, (note,))


def candidates_table(record: RunRecord, language: Language) -> Table:
    """One row a rule, all pairs of registers together; rules that brought nothing together are left out."""
    names = ("pairs", "split", "left_out")
    total: dict[str, dict[str, int]] = {}
    for pair in record.pairs:
        for one in pair["candidates"]:
            of_rule = total.setdefault(one["rule"], dict.fromkeys(names, 0))
            for name in names:
                of_rule[name] += one[name]
    columns = (_named("rule", language), *(_number(name.replace("_", "-"), language) for name in names))
    rows = tuple(
        (
            text(say(f"compared.rule.{rule.replace('_', '-')}", language)),
            *(count(counts[name], language) for name in names),
        )
        for rule, counts in total.items()
        if any(counts.values())
    )
    note = say("compared.candidates-note", language)
    return Table("candidates", say("compared.title.candidates", language), columns, rows, (note,))


def differences_table(
    record: RunRecord, told: Sequence[Mapping[str, int | None]], language: Language
) -> Table:
    """One row a register.

    Parameters
    ----------
    record : RunRecord
    told : sequence of mapping
        By register, records by kind, births ``elsewhere``, and ``still_differs`` where there are some; None
        where a number is not to be shown.
    language : {"en", "zh"}
    """
    repeats = any(one.still_differs for one in record.registers)
    columns = [
        _named("register", language),
        *(Column(kind, say(f"difference.short.{kind}", language), "number", 12) for kind in KINDS),
        _number("elsewhere", language),
        *([_number("still-differs", language)] if repeats else []),
    ]
    rows = []
    for one, counts in zip(record.registers, told, strict=True):
        cells = [text(register_name(one.register, language))]
        cells += [_told(counts[name], language) for name in (*KINDS, "elsewhere")]
        still = counts.get("still_differs", one.still_differs)
        rows.append((*cells, *([_told(still, language)] if repeats else [])))
    note = say("compared.differences-note", language)
    title = say("compared.title.differences", language)
    return Table("differences", title, tuple(columns), tuple(rows), (note,))


def _told(number: int | None, language: Language) -> Cell:
    if number is None:
        return text(say("cell.suppressed", language), "suppressed")
    return count(number, language)


def files_table(folder: str, files: Mapping[str, str], language: Language) -> Table:
    """Files of a run, by to whom each goes: the name of a register, or ``desk``, ``statistics``."""
    columns = (
        Column("file", say("compared.column.file", language), width=44, names_row=True),
        Column("to", say("compared.column.to", language), width=40),
    )
    rows = tuple((text(name), text(to_words(to, language))) for name, to in files.items())
    return Table("files", say("compared.title.files", language, folder=folder), columns, rows)


def to_words(to: str, language: Language) -> str:
    """To whom a file goes, in words."""
    if to in {"desk", "statistics"}:
        return say(f"compared.to.{to}", language)
    return say("compared.to.owner", language, register=register_name(to, language))


def repeated_sentence(one: Repeated, run: str, language: Language) -> str:
    """Whether a comparison that was done again gave the same."""
    left, right = register_name(one.left, language), register_name(one.right, language)
    if not one.same_links:
        return say("compared.repeat-differs", language, left=left, right=right, run=run)
    if not one.agrees:
        largest = f"{one.largest:.2g}"
        return say("compared.repeat-weights", language, left=left, right=right, run=run, largest=largest)
    return say("compared.repeat-same", language, left=left, right=right, run=run)


def _named(name: str, language: Language) -> Column:
    return Column(name, say(f"compared.column.{name}", language), width=28, names_row=True)


def _number(name: str, language: Language) -> Column:
    return Column(name, say(f"compared.column.{name}", language), "number", 12)
