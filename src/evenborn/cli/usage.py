"""What a person typed that is no command, option or value here: from the parser's error to a refusal.

The parser's classes are not public, so they are told apart by their names.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evenborn.registers.refusal import Refusal

_BY_MESSAGE = {
    r"No such command ['\"](.*?)['\"]\.(?: Did you mean|$)": "no-such-command",
    r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)": "too-many-arguments",
}


def is_usage_error(problem: BaseException) -> bool:
    """Whether the parser of the command line raised it."""
    return any(kind.__name__ == "UsageError" for kind in type(problem).__mro__)


def shows_help(problem: BaseException) -> bool:
    """Whether it only asks for the help to be shown: nothing was typed."""
    return type(problem).__name__ == "NoArgsIsHelpError"


def usage_refusal(problem: BaseException, typed: Sequence[str]) -> Refusal:
    """The refusal that says in the person's language what the parser found in what was ``typed``.

    Codes: ``no-such-option``, ``option-without-value``, ``option-with-value``, ``missing-argument``,
    ``bad-parameter-value``, ``no-such-command``, ``too-many-arguments``, and ``wrong-usage`` for whatever
    else it may find.
    """
    kind, message = type(problem).__name__, str(getattr(problem, "message", ""))
    option = str(getattr(problem, "option_name", "")) or _parameter(problem)
    if kind == "NoSuchOption":
        return Refusal("no-such-option", option=option)
    if kind == "BadOptionUsage":
        code = "option-with-value" if "not take a value" in message else "option-without-value"
        return Refusal(code, option=option)
    if kind == "MissingParameter":
        return Refusal("missing-argument", option=option)
    if kind == "BadParameter":
        return Refusal("bad-parameter-value", option=option, value=next(_values(option, typed), ""))
    for pattern, code in _BY_MESSAGE.items():
        if found := re.match(pattern, message, re.DOTALL):
            return Refusal(code, value=found[1])
    return Refusal("wrong-usage", cause=message)


def _parameter(problem: BaseException) -> str:
    """A parameter as it stands in the help: ``--pool`` or ``FILE``."""
    parameter = getattr(problem, "param", None)
    options: list[str] = list(getattr(parameter, "opts", None) or [""])
    longest = max(options, key=len)
    if longest.startswith("-"):
        return longest
    return str(getattr(parameter, "metavar", None) or longest).upper()


def _values(option: str, typed: Sequence[str]) -> Iterator[str]:
    """What stands after an option, the last one first; of an argument, what is no option and no number."""
    words = [part for word in typed for part in word.split("=", 1)]
    if option.startswith("-"):
        yield from (value for name, value in reversed(list(pairwise(words))) if name == option)
        return
    for before, word in pairwise(words):
        if not before.startswith("--") and not word.startswith("--") and not _is_number(word):
            yield word


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
