"""The data dictionary of ``docs/registers``: a page a register in both languages, out of the definitions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from evenborn.presentation.field_words import (
    cited,
    form_words,
    heading,
    joined,
    kind,
    leaves_as,
    limits,
    list_name,
    meaning_words,
    note,
    privacy,
    required,
)
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.words import say
from evenborn.registers.code_lists import CodeList
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import REGISTERS, Definition, Field, register
from evenborn.registers.leaving import CoarsenedColumn, CoarsenedTable

DEFINITIONS: Final = "src/evenborn/registers/definitions"
SCRIPT: Final = "scripts/write_data_dictionary.py"

_ENDING: Final[dict[Language, str]] = {"en": ".md", "zh": ".zh.md"}
_NAME: Final[dict[Language, str]] = {"en": "English", "zh": "中文"}
_OTHER: Final[dict[Language, Language]] = {"en": "zh", "zh": "en"}


def dictionary_pages() -> Mapping[str, str]:
    """Every page of the data dictionary by the name of its file.

    Examples
    --------
    >>> pages = dictionary_pages()
    >>> len(pages), "README.zh.md" in pages
    (22, True)
    >>> print(pages["household.md"].splitlines()[0])
    # Household registration of births
    """
    pages = {}
    for language in LANGUAGES:
        pages["README" + _ENDING[language]] = _index(language)
        for name in REGISTERS:
            pages[name + _ENDING[language]] = register_page(register(name), language)
    return pages


def register_page(definition: Definition, language: Language) -> str:
    """Page of one register: its fields, code lists and rules, and the tables that may leave it."""
    other = _OTHER[language]
    elsewhere = (
        f"[{_NAME[_OTHER[language]]}]({definition.name}{_ENDING[other]})",
        f"[{_say('back', language)}](README{_ENDING[language]})",
    )
    parts = [
        f"# {_title(definition.en if language == 'en' else definition.zh)}",
        " · ".join(elsewhere),
        definition.about_en if language == "en" else definition.about_zh,
        _list(_facts(definition, language)),
        f"## {_say('fields', language)}",
        _fields(definition, language),
        f"## {_say('lists', language)}",
        *_lists(definition, language),
        f"## {_say('rules', language)}",
        _rules(definition, language),
        f"## {_say('tables', language)}",
        *_tables(definition, language),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _say(key: str, language: Language, **facts: str | int | float) -> str:
    return say(f"register.dictionary.{key}", language, **facts)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(header)
    lines = [names, ["---"] * len(names), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _index(language: Language) -> str:
    registers = [register(name) for name in REGISTERS]
    header = (_say(key, language) for key in ("register", "name", "about", "rows"))
    rows = (
        (
            f"[{_title(one.en if language == 'en' else one.zh)}]({one.name}{_ENDING[language]})",
            f"`{one.name}`",
            one.about_en if language == "en" else one.about_zh,
            str(len(one.fields)),
        )
        for one in registers
    )
    classes = (f"**{name}** — {say(f'register.class.{name}', language)}" for name in ("F", "P", "A", "none"))
    parts = (
        f"# {_say('title', language)}",
        f"[{_NAME[_OTHER[language]]}](README{_ENDING[_OTHER[language]]})",
        _say("made", language, folder=DEFINITIONS, script=SCRIPT),
        _table(header, rows),
        _say("classes", language),
        _list(classes),
    )
    return "\n\n".join(parts) + "\n"


def _facts(definition: Definition, language: Language) -> Iterator[str]:
    colon = ": " if language == "en" else "："
    title = definition.book_en if language == "en" else definition.book_zh
    yield f"{_say('name', language)}{colon}`{definition.name}`"
    yield f"{_say('book', language)}{colon}{title}"
    yield f"{_say('law', language)}{colon}{cited(definition.law, language)}"


def _fields(definition: Definition, language: Language) -> str:
    keys = ("field", "headings", "kind", "required", "limits", "class", "leaves", "note", "example")
    header = (_say(key, language) for key in keys)
    return _table(header, (_field(definition, field, language) for field in definition.fields.values()))


def _field(definition: Definition, field: Field, language: Language) -> Iterator[str]:
    yield f"**{heading(field, language)}** `{field.name}`"
    yield joined(_headings(field), language)
    yield kind(field, language)
    yield required(definition, field, language)
    yield limits(field, language)
    yield f"{field.privacy}{_say('dash', language)}{privacy(field, language)}"
    yield leaves_as(definition, field, language)
    yield note(field, language)
    yield field.example


def _headings(field: Field) -> Iterable[str]:
    """Headings that differ in more than case, blanks and punctuation."""
    different: dict[str, str] = {}
    for one in (field.zh, field.en, *field.headers):
        different.setdefault(header_key(one), one)
    return different.values()


def _lists(definition: Definition, language: Language) -> Iterator[str]:
    for codes in {one.name: one for one in definition.lists.values()}.values():
        yield f"### {_title(list_name(codes.name, language))} `{codes.name}`"
        yield _say("source", language, source=cited(codes.source, language))
        yield _codes(codes, language)


def _codes(codes: CodeList, language: Language) -> str:
    header = (_say(key, language) for key in ("code", "meaning", "words"))
    rows = (
        (
            one.code,
            f"**{one.en if language == 'en' else one.zh}** `{one.name}`",
            joined((one.zh if language == "en" else one.en, *one.words), language),
        )
        for one in codes.meanings
    )
    return _table(header, rows)


def _rules(definition: Definition, language: Language) -> str:
    header = (_say(key, language) for key in ("rule", "looks-at", "days", "effect"))
    rows = (
        (
            f"{say(f'rule.{use.rule}', language)} `{use.rule}`",
            joined((heading(definition.fields[name], language) for name in use.fields), language),
            "" if use.limit is None else f"{use.limit:g}",
            say(f"register.severity.{use.severity}", language),
        )
        for use in definition.rules
    )
    return _table(header, rows)


def _tables(definition: Definition, language: Language) -> Iterator[str]:
    for table in definition.tables.values():
        yield f"### {_title(table.en if language == 'en' else table.zh)} `{table.name}`"
        yield paragraph(_told(definition, table, language), language)
        header = (_say(key, language) for key in ("column", "from", "finest"))
        rows = (
            (f"`{column.name}`", _source(definition, column, language), form_words(column.forms, language))
            for column in table.columns
        )
        yield _table(header, rows)


def _told(definition: Definition, table: CoarsenedTable, language: Language) -> Iterator[str]:
    if table.smallest <= 1:
        yield _say("exact", language)
    elif table.beside:
        beside = joined((heading(definition.fields[name], language) for name in table.beside), language)
        yield _say("smallest", language, beside=beside, smallest=table.smallest)
    else:
        yield _say("smallest-all", language, smallest=table.smallest)
    for name, meanings in table.only.items():
        words = meaning_words(definition.lists[name], meanings, language)
        yield _say("only", language, field=heading(definition.fields[name], language), meanings=words)
    if table.adds:
        yield _say("adds", language, field=heading(definition.fields[table.adds], language))
    else:
        yield _say("counts-rows", language)


def _source(definition: Definition, column: CoarsenedColumn, language: Language) -> str:
    field = heading(definition.fields[column.field], language)
    if not column.since:
        return field
    return _say("since", language, since=heading(definition.fields[column.since], language), field=field)
