"""What a person is told of one field of a register: heading, kind, limits, whether required, where it goes.

Templates, printed books and the data dictionary all say it in these words.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from evenborn.presentation.numbers import Language, level
from evenborn.presentation.words import say
from evenborn.registers.code_lists import CodeList
from evenborn.registers.definition import Definition, Field
from evenborn.registers.leaving import Form

_WIDE_CHARACTER: Final = 0x2E80
_BETWEEN: Final[dict[Language, str]] = {"en": ", ", "zh": "、"}
_AND: Final[dict[Language, str]] = {"en": "; ", "zh": "；"}
_OR: Final[dict[Language, str]] = {"en": " or ", "zh": "或"}


def joined(words: Iterable[str], language: Language) -> str:
    """Words one after the other, as the language lists them.

    Examples
    --------
    >>> joined(["boys", "girls"], "en"), joined(["男", "女"], "zh")
    ('boys, girls', '男、女')
    """
    return _BETWEEN[language].join(words)


def room(text: str) -> int:
    """Characters of width that a text takes; a Chinese character is as wide as two others.

    Examples
    --------
    >>> room("sex"), room("性别")
    (3, 4)
    """
    return sum(2 if ord(character) >= _WIDE_CHARACTER else 1 for character in text)


def heading(field: Field, language: Language) -> str:
    """How a person reads the field.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> heading(register("household").fields["sex"], "zh")
    '性别'
    """
    return field.en if language == "en" else field.zh


def note(field: Field, language: Language) -> str:
    """What whoever fills it in should know; empty where nothing needs saying."""
    return field.note_en if language == "en" else field.note_zh


def cited(source: str, language: Language) -> str:
    """A law or standard that stands in a definition in English, a middle dot between blanks, then Chinese.

    Examples
    --------
    >>> cited("Vaccine Administration Law · 《疫苗管理法》", "zh"), cited("GB 11643-1999", "zh")
    ('《疫苗管理法》', 'GB 11643-1999')
    """
    english, _, chinese = source.partition(" · ")
    return english if language == "en" else chinese or english


def list_name(codes: str, language: Language) -> str:
    """How a person calls a code list."""
    return say(f"register.list.{codes.replace('_', '-')}", language)


def picked(codes: CodeList, language: Language) -> tuple[str, ...]:
    """What a person picks from a code list, in its order.

    Examples
    --------
    >>> from evenborn.registers.code_lists import code_lists
    >>> picked(code_lists()["sex"], "en")
    ('male', 'female', 'unclear')
    """
    return tuple(one.en if language == "en" else one.zh for one in codes.meanings)


def kind(field: Field, language: Language) -> str:
    """What the cells hold.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> delivery = register("delivery")
    >>> kind(delivery.fields["weight"], "en"), kind(delivery.fields["sex"], "zh")
    ('number, in grams', '从“性别”中选填')
    """
    return say(
        f"register.kind.{field.type}",
        language,
        longest=field.longest,
        list=list_name(field.codes, language) if field.codes else "",
        unit=say(f"register.unit.{field.unit}", language) if field.unit else "",
    )


def required(definition: Definition, field: Field, language: Language) -> str:
    """Whether every row must state it, and where not every row must, which.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> certificates = register("birth_certificate")
    >>> required(certificates, certificates.fields["replaces_number"], "en")
    'required where “event” is reissued'
    """
    if field.required:
        return say("register.required.always", language)
    conditions = [
        *_conditions(definition, "if", field.required_if, language),
        *_conditions(definition, "unless", field.required_unless, language),
    ]
    return _AND[language].join(conditions) or say("register.required.never", language)


def _conditions(
    definition: Definition, how: str, others: Mapping[str, tuple[str, ...]], language: Language
) -> Iterable[str]:
    for other, meanings in others.items():
        yield say(
            f"register.required.{how}",
            language,
            field=heading(definition.fields[other], language),
            meanings=meaning_words(definition.lists[other], meanings, language),
        )


def meaning_words(codes: CodeList, meanings: Iterable[str], language: Language) -> str:
    """Some meanings of a code list as a person reads them.

    Examples
    --------
    >>> from evenborn.registers.code_lists import code_lists
    >>> meaning_words(code_lists()["outcome"], ["live", "stillbirth"], "en")
    'live birth or stillbirth'
    """
    read = dict(zip((one.name for one in codes.meanings), picked(codes, language), strict=True))
    return _OR[language].join(read[meaning] for meaning in meanings)


def limits(field: Field, language: Language) -> str:
    """Beyond what a number is refused, and beyond what it is pointed out; empty where there is no limit.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> limits(register("delivery").fields["weight"], "en")
    '200 to 7,000; pointed out beyond 500 to 5,500'
    """
    refused = _limits(field.minimum, field.maximum, language)
    low = field.minimum if field.usual_minimum is None else field.usual_minimum
    high = field.maximum if field.usual_maximum is None else field.usual_maximum
    if (low, high) == (field.minimum, field.maximum):
        return refused
    return say("register.limits.usual", language, limits=refused, usual=_limits(low, high, language))


def refused_limits(field: Field, language: Language) -> str:
    """Beyond what a number is refused."""
    return _limits(field.minimum, field.maximum, language)


def _limits(low: float | None, high: float | None, language: Language) -> str:
    said = {name: level(value) for name, value in (("low", low), ("high", high)) if value is not None}
    if not said:
        return ""
    key = "between" if len(said) == 2 else "least" if "low" in said else "most"
    return say(f"register.limits.{key}", language, **said)


def privacy(field: Field, language: Language) -> str:
    """What becomes of it, in words.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> privacy(register("household").fields["child_name"], "en")
    'stays in the vault'
    """
    return say(f"register.class.{field.privacy}", language)


def form_words(forms: Iterable[Form], language: Language) -> str:
    """Forms in which a field leaves, from the finest to the widest.

    Examples
    --------
    >>> form_words([Form("month"), Form("band", (1500, 2500)), Form("all")], "en")
    'month; bands cut at 1,500, 2,500; left out'
    """
    return _AND[language].join(
        say(
            f"register.form.{form.name}",
            language,
            cuts=joined((level(cut) for cut in form.cuts), language),
        )
        for form in forms
    )


def leaves_as(definition: Definition, field: Field, language: Language) -> str:
    """In which form each table that leaves has the field; empty where it leaves in none.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> household = register("household")
    >>> leaves_as(household, household.fields["area"], "en")
    'county; township'
    """
    forms = dict.fromkeys(
        form_words(column.forms, language)
        for table in definition.tables.values()
        for column in table.columns
        if field.name in (column.field, column.since)
    )
    if any(table.adds == field.name for table in definition.tables.values()):
        forms[say("register.dictionary.adds", language, field=heading(field, language))] = None
    return _AND[language].join(forms)
