"""Every refusal that this room can give has its words in both languages, with the same facts."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from registers.refusal_words import ELSEWHERE, RULES, WORDS

WITHOUT_FILE = {
    "calendar-year-unknown", "comparison-failed", "deadline-before", "engine-not-installed",
    "engine-not-started", "long-legal-basis", "master-without-spark", "newer-run",
    "no-legal-basis", "no-run",
    "not-to-be-compared", "nothing-reviewed", "registers-number", "repeat-number", "repeat-with",
    "review-needs-register", "review-read-or-write",
}  # fmt: skip
"""Refusals that are about no file."""

OF_THE_OFFICE = ("vault-", "area-successor-", "intake-", "births-", "figures-release-")
"""Refusals of what was typed into a page."""

ROOM = Path(__file__).resolve().parents[2] / "src" / "evenborn" / "registers"


def _codes() -> Iterator[str]:
    """Texts in the code that look like codes: hyphenated or known, given to a refusal or a bad value."""
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in {"Refusal", "BadValue"} and node.args:
                    yield from _texts(node.args[0])
            elif isinstance(node, ast.FunctionDef) and node.name in {"_fault", "_read", "_ambiguous"}:
                yield from (text for text in _texts(node) if "-" in text and " " not in text)


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "-" in part.value.strip("-"):
            yield part.value


def _facts(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize(
    "code", sorted(set(_codes()) - {"missing-", "blank-", "overlapping-", "-column", "utf-8"})
)
def test_a_code_in_the_source_has_words(code: str) -> None:
    assert code in WORDS or code in ELSEWHERE or code in RULES


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_name_the_same_facts(code: str) -> None:
    words = WORDS[code]
    assert _facts(words["en"]) == _facts(words["zh"])
    assert "file" in _facts(words["en"]) or code in WITHOUT_FILE or code.startswith(OF_THE_OFFICE)
    assert words["en"].endswith(".")
    assert words["zh"].endswith(("。", "{sheets}。"))
