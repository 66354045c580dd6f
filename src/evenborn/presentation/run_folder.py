"""The folder of a comparison, whole or not at all: what stays at the desk, and one sheet for each owner."""

from pathlib import Path

from evenborn.comparison.compare import Compared
from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.comparison.run_files import PATTERNS, close_to_others, pair_file, write_run_files
from evenborn.comparison.run_record import RECORD, RunRecord
from evenborn.presentation.difference_sheet import write_difference_sheet
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.run_readme import NAMES, run_readme
from evenborn.registers.whole_files import whole_folder


def write_run(out: Path, compared: Compared, record: RunRecord, language: Language) -> dict[str, str]:
    """Write everything that a comparison has found.

    Parameters
    ----------
    out : pathlib.Path
        Folder; it may exist only as an empty one.
    compared : Compared
    record : RunRecord
    language : {"en", "zh"}
        Of the lists of differences; the README is there in both.

    Returns
    -------
    dict of str to str
        By file, to whom it goes: the name of a register, ``desk`` or ``statistics``.

    Raises
    ------
    Refusal
        ``folder-not-empty``, ``cannot-write``.
    """
    files = run_files(record)
    with whole_folder(out) as folder:
        folder.chmod(0o700)
        write_run_files(folder, compared, record)
        for told in difference_lists(compared, record):
            write_difference_sheet(folder / difference_file(told.register), told, language)
        for one in LANGUAGES:
            (folder / NAMES[one]).write_text(run_readme(record, files, one), encoding="utf-8")
        close_to_others(folder)
    return files


def run_files(record: RunRecord) -> dict[str, str]:
    """Files of a comparison, and to whom each goes."""
    files = {difference_file(name): name for name in record.names()}
    files[PATTERNS] = "statistics"
    for pair in record.pairs:
        for kind in ("links", "pairs"):
            files[pair_file(kind, pair["left"], pair["right"])] = "desk"
    return files | {RECORD: "desk"} | dict.fromkeys(NAMES.values(), "desk")


def difference_file(register: str) -> str:
    """Name of the sheet of one owner.

    Examples
    --------
    >>> difference_file("delivery")
    'differences-delivery.xlsx'
    """
    return f"differences-{register}.xlsx"


def difference_lists(compared: Compared, record: RunRecord) -> list[DifferenceList]:
    """What each owner is told, by register."""
    lists = []
    for one, found in zip(record.registers, compared.differences, strict=True):
        columns = (found.table.column(name).to_pylist() for name in ("number", "row", "kind"))
        lists.append(
            DifferenceList(
                record.run,
                one.register,
                one.sha256,
                bool(one.key_check),
                record.commission,
                one.first_month,
                one.last_month,
                found.births,
                found.elsewhere,
                one.still_differs,
                tuple(Listed(*cells) for cells in zip(*columns, strict=True)),
            )
        )
    return lists
