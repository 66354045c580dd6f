"""Every command and every option is documented in both languages and stays within the rights line."""

import re
from pathlib import Path

from house.command_line import commands, options
from house.rights_line import crossed
from house.tree import require_none


def section_of(text: str, command: str) -> str:
    """What a document says below the heading of a command, up to the next heading of its rank or higher."""
    heading = re.search(rf"^(#+) [^\n]*`evenborn {re.escape(command)}`[^\n]*$", text, re.MULTILINE)
    if heading is None:
        return ""
    rest = text[heading.end() :]
    end = re.search(rf"^#{{1,{len(heading[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def unnamed(text: str, of_commands: list[str], of_options: list[tuple[str, str]]) -> list[str]:
    """Commands without a heading, and options that the section of their command does not name in code."""
    missing = [f"evenborn {command}: no heading" for command in of_commands if not section_of(text, command)]
    for command, option in of_options:
        if option == "--help":
            continue
        if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", section_of(text, command)):
            missing.append(f"evenborn {command} {option}")
    return missing


def test_every_command_and_option_is_documented(project: Path) -> None:
    for ending in (".md", ".zh.md"):
        text = "\n".join(
            (project / f"docs/{name}{ending}").read_text("utf-8") for name in ("commands", "office-commands")
        )
        require_none(f"commands{ending}: {gap}" for gap in unnamed(text, [*commands()], options()))


def test_no_option_crosses_the_line() -> None:
    require_none(f"{command} {option}" for command, option in options() if crossed(option) is not None)


def test_an_undocumented_option_is_caught() -> None:
    text = "## `evenborn ratio`\nTakes `--by`.\n### More\n`--pool-years`\n## `evenborn assess`\n`--pool`\n"
    wanted = [("ratio", "--by"), ("ratio", "--pool"), ("ratio", "--pool-years"), ("ratio", "--help")]
    assert unnamed(text, ["ratio", "assess", "missing"], wanted) == [
        "evenborn missing: no heading",
        "evenborn ratio --pool",
    ]
