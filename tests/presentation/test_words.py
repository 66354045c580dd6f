"""Words: both languages complete, alike in their facts, all used, well set."""

import ast
import re
import string
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from evenborn.presentation import words
from evenborn.presentation.words import LANGUAGES, catalogue, say, sentence
from evenborn.registers.refusal import Refusal

SOURCE = Path(words.__file__).parents[2]
HAN = re.compile(r"[\u3400-\u9fff]")
KEY = re.compile(r"[a-z]+\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\Z")
FILE = re.compile(r"\.(?:py|toml|css|js|j2|html|xlsx|csv|parquet|duckdb|geojson)\Z")
KEYS = sorted(catalogue())

# What a Chinese sentence may hold of other scripts: names, options, symbols, file kinds.
FOREIGN = re.compile(r"\{\w+\}|--[a-z-]+(?:=\w+)?|[A-Za-z0-9][A-Za-z0-9 .,:/+–_()-]*")


EXAMPLE = re.compile(r"\w+=[\u3400-\u9fff]+|(?:张掖)?甘州区?|审图号")
"""An English sentence may show how a Chinese header is named on the command line, and what to type."""
LABEL = re.compile(r"(?:: |：)\Z")
"""What stands before a value that follows on the same line."""


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def nodes() -> dict[type, list[ast.AST]]:
    """Every string and call of the source by its kind; all of it is read once for all tests of words."""
    found: dict[type, list[ast.AST]] = {ast.Constant: [], ast.JoinedStr: [], ast.Call: []}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if type(node) in found:
                found[type(node)].append(node)
    return found


@cache
def constants() -> set[str]:
    """Every string of the source and the templates that stands by itself."""
    parts = {id(part) for node in joined() for part in node.values}
    whole = {
        node.value
        for node in nodes()[ast.Constant]
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    }
    for file in SOURCE.rglob("*.j2"):
        whole |= set(re.findall(r'"([^"\s]+)"', file.read_text(encoding="utf-8")))
    return whole


def joined() -> Iterator[ast.JoinedStr]:
    for node in nodes()[ast.JoinedStr]:
        if isinstance(node, ast.JoinedStr):
            yield node


def patterns() -> list[re.Pattern[str]]:
    """Every string of the source that is put together of words and of parts not known here."""
    found = []
    for node in joined():
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        fixed = "".join(str(part) for part in parts if part)
        if len(fixed) > 4 and fixed != "refusal." and re.fullmatch(r"[A-Za-z.-]+", fixed):
            found.append(re.compile("".join(re.escape(str(p)) if p else "[A-Za-z0-9_-]+" for p in parts)))
    return found


@cache
def in_templates() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that the templates of pages say, and those that they say with a code behind a prefix."""
    texts = [path.read_text("utf-8") for path in SOURCE.rglob("templates/**/*.html")]
    said = {key for text in texts for key in re.findall(r'{% say "([^"]+)"', text)}
    prefixes = {prefix for text in texts for prefix in re.findall(r'\|said:"([^"]+)"', text)}
    return said, [re.compile(re.escape(prefix) + r"\..+") for prefix in prefixes]


CODES = re.compile(
    r"(permission|option|door|owed|login\.(?:confirm|note|wrong)|role\.name|role\.purpose|place|audit\.event)\..+"
)
"""Families whose keys are codes of the office; tests/house holds each against the code that has it."""


def said_by(key: str) -> set[str]:
    """What names a key: itself, its code where it refuses, or the page whose title, button or help it is."""
    parent, _, part = key.rpartition(".")
    return {key, key.removeprefix("refusal.")} | ({parent} if part in PARTS_OF_A_PAGE else set())


PARTS_OF_A_PAGE = {"title", "what", "button", "empty", "help", "done"}


def called(name: str) -> Iterator[ast.Call]:
    for node in nodes()[ast.Call]:
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
            yield node


def raised() -> set[str]:
    """Every code with which the source refuses, where it is written out."""
    first = [call.args[0] for call in called("Refusal") if call.args]
    return {str(argument.value) for argument in first if isinstance(argument, ast.Constant)}


def failing(is_wrong: Callable[[str, str], object]) -> list[str]:
    """Name the keys whose English and Chinese words are wrong together."""
    return [key for key in KEYS if is_wrong(catalogue()[key]["en"], catalogue()[key]["zh"])]


def blank(text: str) -> bool:
    """Whether a text begins or ends with a space."""
    return text.strip() != text


def test_there_are_words() -> None:
    assert len(KEYS) > 200
    assert failing(lambda english, chinese: not (english and chinese)) == []


def test_both_languages_name_the_same_facts() -> None:
    assert failing(lambda english, chinese: facts(english) != facts(chinese)) == []


def test_no_words_begin_or_end_with_a_space() -> None:
    assert (
        failing(lambda en, zh: re.search(r"\w", en) and any(blank(LABEL.sub("", text)) for text in (en, zh)))
        == []
    )


def test_english_holds_no_chinese_but_examples() -> None:
    assert failing(lambda english, _: HAN.search(EXAMPLE.sub("", english))) == []


def test_chinese_is_chinese() -> None:
    assert failing(lambda _, zh: not HAN.search(zh) and re.search(r"[A-Za-z]{3}", FOREIGN.sub("", zh))) == []


def test_chinese_is_set_with_chinese_marks() -> None:
    def is_wrong(_: str, chinese: str) -> bool:
        text = re.sub(r"\{\w+\}", "数", chinese)
        return (
            re.search(r"[\u3400-\u9fff][,;:?!()\"']|[,;:?!\"'][\u3400-\u9fff]", text) is not None
            or re.search(r"[\u3400-\u9fff]\.(?![A-Za-z0-9])", text) is not None
            or text.count("“") != text.count("”")
            or text.count("（") != text.count("）")
        )

    assert failing(is_wrong) == []


def test_english_has_curly_quotes_in_pairs() -> None:
    assert (
        failing(lambda english, _: re.search(r"[\"']", english) or english.count("“") != english.count("”"))
        == []
    )


def test_every_key_is_used() -> None:
    said, with_codes = in_templates()
    whole, made = constants() | said, [*patterns(), *with_codes, CODES]
    unused = [
        key
        for key in KEYS
        if not said_by(key) & whole and not any(one.fullmatch(name) for one in made for name in said_by(key))
    ]
    assert not unused


def test_every_key_that_is_said_has_words() -> None:
    families = {key.split(".")[0] for key in KEYS}
    said = {
        call.args[0].value for call in called("say") if call.args and isinstance(call.args[0], ast.Constant)
    }
    looks = {
        text
        for text in constants()
        if KEY.match(text) and text.split(".")[0] in families and not FILE.search(text)
    }
    codes = {key.removeprefix(f"{family}.") for key in KEYS for family in ("permission", "audit.event")}
    models = {name for model in apps.get_models() for name in (model._meta.label, model._meta.label_lower)}
    pages = {key.rpartition(".")[0] for key in KEYS}
    missing = (said | looks | in_templates()[0]) - set(KEYS) - codes - models - pages
    # ``<event>.<fact>``: how the trail is told which kind of code a fact is.
    assert sorted(key for key in missing if key.rpartition(".")[0] not in codes) == []


def test_every_refusal_has_words() -> None:
    assert sorted(code for code in raised() if f"refusal.{code}" not in catalogue()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_without_words_is_an_error(language: words.Language) -> None:
    with pytest.raises(KeyError, match="No words"):
        say("no.such.key", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_that_is_not_given_is_an_error(language: words.Language) -> None:
    with pytest.raises(KeyError, match="not given"):
        say("refusal.cannot-write", language, file="a.html")


def test_facts_are_written_as_numbers_and_harmless() -> None:
    said = say("source.line", "en", name="a\x1b[2J\u202eb", file="{name}", rows=10000000)
    assert said == "Source: a�[2J�b; file {name}, 10,000,000 rows."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 month is missing and nobody was reminded of it"),
        (0, "0 months are missing and nobody was reminded of them"),
        (2100, "2,100 months are missing and nobody was reminded of them"),
        ("1", "1 month is missing and nobody was reminded of it"),
    ],
)
def test_what_follows_a_number_agrees_with_it(count: words.Fact, said: str) -> None:
    assert say("owed.missing", "en", count=count) == said


def test_every_word_that_agrees_with_a_number_has_two_forms() -> None:
    parts = string.Formatter()
    wrong = [
        key
        for key in KEYS
        for language in LANGUAGES
        for _, name, forms, _ in parts.parse(catalogue()[key][language])
        if forms and (language == "zh" or len(forms.split("|")) != 2 or not name)
    ]
    assert wrong == []


def counted_plurals() -> list[str]:
    """English words of the offices’ daily rooms where a number stands before a plural that never changes."""
    rooms = ("births", "intake", "vault", "calendar", "returns", "letters", "owed")
    numbers = "count|number|rows|days|minutes|months|records|cells|births"
    plain = re.compile(rf"\{{(?:{numbers})\}} (?!was|is|has)[a-z]+s\b")
    return [key for key in KEYS if key.split(".")[0] in rooms and plain.search(catalogue()[key]["en"])]


def test_no_count_of_the_daily_rooms_says_one_months() -> None:
    assert counted_plurals() == []


def test_a_cause_of_the_system_is_put_into_words() -> None:
    refusal = Refusal("cannot-write", file="报告.html", cause="ENOSPC")
    assert (
        sentence(refusal, "zh")
        == "未能写出文件 报告.html：磁盘已满。未改动任何文件，请换一个位置，或腾出该位置后重试。"
    )
    assert "the disk is full" in sentence(refusal, "en")


def test_more_faults_are_told_only_where_there_are_more() -> None:
    facts: dict[str, str | int] = {"file": "a.csv", "row": 2, "column": "male", "value": "-3"}
    alone, several = Refusal("negative-count", **facts, more=0), Refusal("negative-count", **facts, more=7)
    assert "Further" not in sentence(alone, "en")
    assert "另有" not in sentence(alone, "zh")
    assert sentence(several, "en").endswith("Further cells with a fault: 7.")
    assert sentence(several, "zh").endswith("另有 7 个单元格有误。")
