"""What is refused is said in both languages, with facts that are there; nothing is said that no code uses."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from house.tree import FUNCTION, files, functions, nodes, parsed, plant, require_none

ANY = "[a-z0-9-]+"


@dataclass(frozen=True)
class Raised:
    """One place where a refusal is made: its codes as patterns, and its facts unless some come in bulk."""

    where: str
    codes: frozenset[str]
    facts: frozenset[str] | None


def raised(source: Path) -> Iterator[Raised]:
    """Every place in the code that names a refusal, itself or through a function that takes its ``code``."""
    modules = list(parsed(source))
    makers = {"Refusal", "BadValue"} | {
        f.name for _, module in modules for f in functions(module) if _takes_code(f)
    }
    for name, module in modules:
        for node in nodes(module):
            if not isinstance(node, ast.Call) or not node.args or _called(node) not in makers:
                continue
            given = [keyword.arg for keyword in node.keywords]
            certain = (
                _called(node) == "Refusal" and isinstance(node.args[0], ast.Constant) and None not in given
            )
            codes = frozenset(_codes(node.args[0], module))
            if codes or not _forwards(node.args[0]):
                facts = frozenset(fact for fact in given if fact)
                yield Raised(f"{name}:{node.lineno}", codes, facts if certain else None)


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _takes_code(function: FUNCTION) -> bool:
    """Whether a function refuses with the ``code`` that it is given first."""
    arguments = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
    if arguments[:1] != ["code"] or function.name == "__init__":
        return False
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args]
    return any(
        _called(node) in {"Refusal", "BadValue"} and _forwards(node.args[0]) for node in calls
    ) or "Refusal" in ast.dump(function.returns or ast.Constant(None))


def _forwards(expression: ast.expr) -> bool:
    """Whether a code comes from elsewhere, in something that is called code."""
    return any(
        "code" in getattr(node, field, "") for node in ast.walk(expression) for field in ("id", "attr")
    )


def _codes(expression: ast.expr, module: ast.Module) -> Iterator[str]:
    """Patterns of the codes that an expression may give: written in it, or behind a name of its module."""
    yield from _written(expression)
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    for node in nodes(module):
        if isinstance(node, ast.Assign) and names & {getattr(target, "id", "") for target in node.targets}:
            yield from _written(node.value)
        elif isinstance(node, FUNCTION) and node.name in names:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from _written(inner.value)


def _written(expression: ast.AST) -> Iterator[str]:
    """Patterns of the strings in an expression that have the shape of a code."""
    inside = nodes(expression) if isinstance(expression, ast.Module) else list(ast.walk(expression))
    parts = {id(part) for node in inside if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in inside:
        if isinstance(node, ast.JoinedStr):
            texts = [str(p.value) if isinstance(p, ast.Constant) else None for p in node.values]
            if re.fullmatch(ANY, "".join(text or "x" for text in texts)):
                yield "".join(ANY if text is None else re.escape(text) for text in texts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield from [re.escape(node.value)] if re.fullmatch(ANY, node.value) else []


def everything_written(source: Path) -> set[str]:
    """Patterns of all strings in the code that look like a code: where one may come from."""
    return {pattern for _, module in parsed(source) for pattern in _written(module)}


def refusal_words(source: Path) -> dict[str, dict[str, str]]:
    """Code to language to sentence, out of all word files."""
    words: dict[str, dict[str, str]] = {}
    for path in [*files(source / "presentation/words", "*.toml"), *files(source, "words.toml")]:
        words |= tomllib.loads(path.read_text("utf-8")).get("refusal", {})
    return words


def rule_words(source: Path) -> set[str]:
    """Rules of registers that have words: what they say of a row is said in a table, not in a refusal."""
    return {
        rule
        for path in files(source / "presentation/words", "rules_*.toml")
        for rule in tomllib.loads(path.read_text("utf-8"))["rule"]
    }


def placeholders(sentence: str) -> frozenset[str]:
    """The facts that a sentence names in braces."""
    return frozenset(re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(sentence) if name)


def fits(pattern: str, code: str) -> bool:
    """Whether a pattern fits a code, without compiling thousands that are plain strings."""
    return bool(re.fullmatch(pattern, code)) if ANY in pattern else pattern == re.escape(code)


def faults(source: Path) -> list[str]:
    """Codes without words, words without code, languages that differ, facts that are not given."""
    words, places, used = refusal_words(source), list(raised(source)), everything_written(source)
    rules = rule_words(source)
    found = [f"{place.where}: the code is not written here" for place in places if not place.codes]
    for place in places:
        for pattern in sorted(place.codes):
            matching = [code for code in words if fits(pattern, code)]
            if any(fits(pattern, rule) for rule in rules):
                continue
            found += [f"{place.where}: no words for {pattern}"] if not matching else []
            found += [
                f"{place.where}: {code} names {fact}, not given"
                for code in matching
                if place.facts is not None and pattern == re.escape(code)
                for fact in sorted(placeholders(words[code].get("en", "")) - place.facts)
            ]
    for code, sentences in words.items():
        if set(sentences) != {"en", "zh"}:
            found.append(f"{code}: languages {sorted(sentences)}")
        elif placeholders(sentences["en"]) != placeholders(sentences["zh"]):
            found.append(f"{code}: the languages name different facts")
        if not any(fits(pattern, code) for pattern in used):
            found.append(f"{code}: no code refuses with it")
    return found


def unworded_keys(source: Path) -> list[str]:
    """Keys written out in calls of ``say`` that no word file holds."""
    keys = {
        key
        for path in [*files(source / "presentation/words", "*.toml"), *files(source, "words.toml")]
        for key in _keys(tomllib.loads(path.read_text("utf-8")))
    }
    return [
        f"{name}:{node.lineno} {node.args[0].value}"
        for name, module in parsed(source)
        for node in nodes(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say"
        if node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value not in keys
    ]


def _keys(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, inner in table.items():
        if isinstance(inner, dict):
            yield f"{prefix}{name}"
            yield from _keys(inner, f"{prefix}{name}.")


def test_every_refusal_has_its_words(project: Path) -> None:
    require_none(faults(project / "src/evenborn"))


def test_every_key_that_is_said_is_written(project: Path) -> None:
    require_none(unworded_keys(project / "src/evenborn"))


WORDS = '[refusal.empty-file]\nen = "{file} is empty."\nzh = "{file} 是空文件。"\n'
CODE = 'raise Refusal("empty-file", file=file)\n'


@pytest.mark.parametrize(
    ("words", "code", "fault"),
    [
        (WORDS, CODE, ""),
        (WORDS, CODE + 'raise Refusal("no-sex", file=file)\n', r"registers/a.py:2: no words for no\-sex"),
        (WORDS, "", "empty-file: no code refuses with it"),
        (WORDS.replace("zh", "fr"), CODE, "empty-file: languages ['en', 'fr']"),
        (WORDS.replace("{file} 是", "{path} 是"), CODE, "empty-file: the languages name different facts"),
        (
            WORDS,
            CODE.replace("file=file", "row=3"),
            "registers/a.py:1: empty-file names file, not given",
        ),
        (WORDS, CODE + "raise Refusal(reason)\n", "registers/a.py:2: the code is not written here"),
        (WORDS, 'raise Refusal(f"empty-{thing}", **facts)\n', ""),
        (
            WORDS,
            'code = "empty-file" if x else "no-sex"\nraise Refusal(code)\n',
            r"registers/a.py:2: no words for no\-sex",
        ),
        (
            WORDS,
            'def refuse(code): raise Refusal(code)\nrefuse("no-sex")\n',
            r"registers/a.py:2: no words for no\-sex",
        ),
        (WORDS, CODE + 'raise BadValue("no-sex")\n', r"registers/a.py:2: no words for no\-sex"),
        (WORDS, 'raise Refusal(f"missing-{thing}")\n', r"registers/a.py:1: no words for missing\-[a-z0-9-]+"),
    ],
)
def test_faults_are_caught(tmp_path: Path, words: str, code: str, fault: str) -> None:
    plant(tmp_path, "presentation/words/refusal.toml", words)
    plant(tmp_path, "registers/a.py", code)
    found = faults(tmp_path)
    assert fault in found if fault else found == []


def test_an_unwritten_key_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "presentation/words/report.toml", '[report.title]\nen = "Ratio"\nzh = "性别比"\n')
    plant(tmp_path, "cli/ratio.py", 'say("report.title", "en")\nwords.say("report.tilte", "zh")\n')
    assert unworded_keys(tmp_path) == ["cli/ratio.py:2 report.tilte"]
