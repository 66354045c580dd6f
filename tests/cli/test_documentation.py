"""What docs/commands.md shows is what the program answers, in both languages."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.answers import ask
from cli.conftest import YEARS
from evenborn.cli.answer import DONE, REFUSED
from evenborn.cli.registers import NOT_ALL_ACCEPTED
from house.command_line import commands
from house.test_commands import section_of

LEFT_OUT = "…"
DOCUMENTS = ("commands.md", "commands.zh.md")
EXAMPLE = re.compile(
    r"^```console\n\$ evenborn (?P<command>[^\n]*)\n(?P<shown>.*?)^```$", re.DOTALL | re.MULTILINE
)


def examples(text: str) -> list[tuple[str, list[str]]]:
    """Every command of a document with the lines that it is said to answer."""
    return [(found["command"], found["shown"].splitlines()) for found in EXAMPLE.finditer(text)]


def shown_in(shown: Sequence[str], answered: Sequence[str]) -> bool:
    """Whether the lines are those of the answer, an ellipsis at their end standing for what follows."""
    if shown and shown[-1] == LEFT_OUT:
        return list(answered[: len(shown) - 1]) == list(shown[:-1])
    return list(answered) == list(shown)


def code_of(command: str) -> int:
    """Exit code that a command of a document ends with; the simulated registers hold rows to be corrected."""
    if "nofile" in command:
        return REFUSED
    return NOT_ALL_ACCEPTED if command.split(maxsplit=1)[0] in {"check", "coarsen"} else DONE


def command_of(words: Sequence[str]) -> str:
    """Which command a person typed, a nested one too."""
    typed = [" ".join(words[:length]) for length in (1, 2)]
    return next((known for known in reversed(typed) if known in commands()), typed[0])


@pytest.mark.django_db(databases="__all__")
@pytest.mark.usefixtures("anchor_key")
@pytest.mark.parametrize("document", ["office-commands.md", "office-commands.zh.md"])
def test_every_example_of_the_office_is_what_it_answers(
    document: str, project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out)
    found = examples((project / "docs" / document).read_text("utf-8"))
    assert found
    for command, shown in found:
        answer = ask(*shlex.split(command), code=code_of(command))
        assert shown_in(shown, answer.out.rstrip().splitlines()), f"{document}: {command}\n{answer.out}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_example_is_what_the_program_answers(
    document: str, project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (project / "docs" / document).read_text("utf-8")
    (out / "births.csv").write_text(YEARS, "utf-8")
    (out / "examples").symlink_to(project / "examples")
    monkeypatch.chdir(out)
    monkeypatch.setenv("EVENBORN_HOME", str(out / "home"))
    assert f"```csv\n{YEARS}```" in text
    assert len(examples(text)) >= 9
    for command, shown in examples(text):
        answer = ask(*shlex.split(command), code=code_of(command))
        answered = [line.rstrip() for line in answer.out.rstrip().splitlines()]
        assert shown_in(shown, answered), f"{document}: evenborn {command}\n{answer.out}"


def test_both_documents_show_the_same_commands(project: Path) -> None:
    english, chinese = (
        {(command_of(words), *(word for word in words if word.startswith("--") and word != "--lang"))
         for command, _ in examples((project / "docs" / document).read_text("utf-8"))
         for words in [shlex.split(command)]}
        for document in DOCUMENTS
    )  # fmt: skip
    assert english == chinese
    # Those of the office run in an office of their own: tests/operations runs them.
    office = (project / "docs/office-commands.md").read_text("utf-8")
    with_files = {name for name in commands() if not section_of(office, name)}
    assert {words[0] for words in english} == with_files


def test_a_command_of_two_words_is_known() -> None:
    assert command_of(["areas", "import", "areas.csv"]) == "areas import"
    assert command_of(["ratio", "import"]) == "ratio"


def test_an_answer_that_changed_is_caught() -> None:
    assert shown_in(["a", "b"], ["a", "b"])
    assert shown_in(["a", LEFT_OUT], ["a", "b"])
    assert not shown_in(["a"], ["a", "b"])
    assert not shown_in(["b", LEFT_OUT], ["a", "b"])
