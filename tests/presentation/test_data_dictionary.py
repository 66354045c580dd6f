"""The data dictionary is what the definitions say, and the documents hold what it is."""

import re
import runpy
from pathlib import Path

import pytest

from evenborn.presentation.data_dictionary import dictionary_pages, register_page
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import REGISTERS, register

PAGES = dictionary_pages()
EVERY = [(name, language) for name in REGISTERS for language in LANGUAGES]


def understood(row: str, language: Language) -> set[str]:
    """Keys of the headings that a row of the table of fields names."""
    headings = re.split(r"(?<!\\)\|", row)[2]
    return {header_key(one) for one in headings.split(", " if language == "en" else "、")}


def test_the_documents_are_what_the_program_writes(project: Path) -> None:
    """Run ``scripts/write_data_dictionary.py`` after a definition or its words have changed."""
    folder = project / "docs/registers"
    assert {path.name for path in folder.glob("*.md")} == set(PAGES)
    changed = [name for name, text in PAGES.items() if (folder / name).read_text("utf-8") != text]
    assert changed == []


def test_the_script_writes_every_page_and_removes_old_ones(project: Path, tmp_path: Path) -> None:
    write = runpy.run_path(str(project / "scripts/write_data_dictionary.py"))["write"]
    (tmp_path / "pregnancy.md").write_text("old", "utf-8")
    write(tmp_path)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == dict(PAGES)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_page_names_all_that_its_definition_holds(name: str, language: Language) -> None:
    definition, page = register(name), register_page(register(name), language)
    for field in definition.fields.values():
        assert f"| **{field.en if language == 'en' else field.zh}** `{field.name}` |" in page
        row = next(line for line in page.splitlines() if f"`{field.name}` |" in line)
        assert {header_key(heading) for heading in field.headers} <= understood(row, language)
    for codes in definition.lists.values():
        assert all(f"`{one.name}`" in page for one in codes.meanings)
    assert all(f"`{use.rule}`" in page for use in definition.rules)
    assert all(f"`{table.name}`" in page for table in definition.tables.values())


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_line_of_a_table_has_as_many_cells_as_its_header(name: str) -> None:
    width = 0
    for line in PAGES[name].splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        width = width or cells
        assert cells == width, line


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_page_is_in_one_language(name: str, language: Language) -> None:
    """Headings and words of a file may be in any language; what is said about them is in one."""
    page = register_page(register(name), language)
    said = [line for line in page.splitlines() if line and not line.startswith(("|", "["))]
    foreign = re.compile(r"[\u4e00-\u9fff]" if language == "en" else r"[A-Za-z]{3,}(?: [a-z]+){2,}")
    bare = [re.sub(r"`[^`]*`", "", line) for line in said]
    assert [line for line in bare if foreign.search(line)] == []


def test_a_table_that_leaves_is_told_with_its_promise() -> None:
    page = register_page(register("delivery"), "en")
    assert "Every combination other than sex holds at least 10; columns are widened until it does." in page
    assert "whole years from “mother's birth date” to “time of birth”" in page
    assert "Only rows whose “outcome” is live birth or early neonatal death." in page
    assert "按机构、月份、药品和收支类别汇总的数量" in register_page(register("drug_ledger"), "zh")
