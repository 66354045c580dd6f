"""What lies on top in the folder of a comparison: which file goes to whom, and what none of them is for."""

from collections.abc import Iterator, Mapping

from evenborn.comparison.run_record import RunRecord
from evenborn.presentation import dates
from evenborn.presentation.compared import run_sentence, to_words
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.words import say

NAMES: Mapping[Language, str] = {"en": "README.md", "zh": "README.zh.md"}


def run_readme(record: RunRecord, files: Mapping[str, str], language: Language) -> str:
    """The text as Markdown.

    Parameters
    ----------
    record : RunRecord
    files : mapping of str to str
        By file, to whom it goes; see :func:`~evenborn.presentation.compared.files_table`.
    language : {"en", "zh"}
    """
    return "\n".join(_lines(record, files, language)) + "\n"


def _lines(record: RunRecord, files: Mapping[str, str], language: Language) -> Iterator[str]:
    yield "# " + say("compared.readme.title", language, run=record.run)
    yield ""
    yield _escaped(run_sentence(record, language))
    yield ""
    yield say("compared.readme.never", language)
    yield ""
    yield "## " + say("compared.readme.files", language)
    yield ""
    yield f"| {say('compared.column.file', language)} | {say('compared.column.to', language)} |"
    yield "|---|---|"
    for name, to in files.items():
        yield f"| `{name}` | {to_words(to, language)} |"
    yield ""
    first = register_name(record.registers[0].register, language)
    deadline = dates.day(record.commission.deadline, language)
    yield "- " + say("compared.readme.owners", language)
    yield "- " + say("compared.readme.desk", language)
    yield "- " + say("compared.readme.statistics", language, first=first)
    yield "- " + say("compared.readme.review", language)
    yield "- " + say("compared.readme.replies", language, deadline=deadline)
    yield "- " + say("compared.readme.again", language)


def _escaped(text: str) -> str:
    """Words of a person that must not become marks of Markdown."""
    return "".join("\\" + one if one in "\\`*_[]<>#|" else one for one in text)
