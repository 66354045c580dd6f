"""In which language the program speaks: the option, then EVENBORN_LANG, then the locale."""

import pytest

from cli.answers import Answer, ask, finished, started
from evenborn.cli.language import chosen_language, language_of_environment
from evenborn.presentation.words import catalogue

VARIABLES = ("EVENBORN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.GB18030"}, "zh"),
        ({"EVENBORN_LANG": "zh", "LC_ALL": "en_GB.UTF-8"}, "zh"),
        ({"EVENBORN_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"EVENBORN_LANG": "", "LANG": "ZH_tw"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_environment(settings: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in settings.items():
        monkeypatch.setenv(variable, value)
    assert language_of_environment() == language
    assert chosen_language(None) == language
    assert (chosen_language("en"), chosen_language("zh")) == ("en", "zh")


def test_a_language_that_there_is_not() -> None:
    answer = ask("births-needed", "107", "110", "--lang", "fr", code=2)
    assert answer.err == "--lang: “fr” is not a language of this program. Choose one of en, zh.\n"


def helped(lang: str, *command: str) -> Answer:
    return finished(started(*command, "--help", lang=lang))


def test_help_is_in_the_language_of_the_environment() -> None:
    chinese, english = helped("zh", "ratio"), helped("en", "ratio")
    for lang, answer in (("zh", chinese), ("en", english)):
        assert (answer.code, answer.err) == (0, "")
        said = "".join(answer.out.split())
        for key in ("help.ratio", "help.by", "help.audience", "help.html"):
            assert "".join(catalogue()[key][lang].split()) in said.replace("-\n", "")  # type: ignore[index]
