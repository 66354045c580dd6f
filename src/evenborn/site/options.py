"""Where the value of an option comes from, and the sentence for one that cannot be used.

A value comes, the first that is there, from the environment (``EVENBORN_HOSTS``; nested by two underscores,
``EVENBORN_STORES__VAULT``), from the TOML file that ``EVENBORN_CONFIG`` names, from a file of the folder that
``EVENBORN_SECRETS`` names (one file an option, such as ``stores__vault``), or from the default.
"""

import errno
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from evenborn.registers.refusal import Refusal

__all__ = ["NOT_OPTIONS", "Option", "options_of", "read"]

PREFIX = "EVENBORN_"
NOT_OPTIONS = frozenset({"EVENBORN_CONFIG", "EVENBORN_SECRETS", "EVENBORN_LANG", "EVENBORN_HOME"})
"""Variables with our prefix that are no options of the office."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name with points (``stores.vault``), what is allowed, what holds without it."""

    name: str
    allowed: str
    default: str

    @property
    def variable(self) -> str:
        """The variable of the environment that gives it."""
        return PREFIX + self.name.replace(".", "__").upper()

    @property
    def is_secret(self) -> bool:
        """Whether its value may hold a password and is never repeated."""
        return self.name.startswith("stores.")


@dataclass(frozen=True, slots=True)
class _Given:
    value: Any
    where: str


def options_of(model: type[BaseModel], prefix: str = "") -> dict[str, Option]:
    """Every option of a model, nested ones by their full name.

    Examples
    --------
    >>> from evenborn.site.config import Config
    >>> options_of(Config)["port"].allowed, options_of(Config)["stores.vault"].variable
    ('1–65535', 'EVENBORN_STORES__VAULT')
    """
    found: dict[str, Option] = {}
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found |= options_of(field.annotation, f"{prefix}{name}.")
        else:
            found[prefix + name] = Option(prefix + name, _allowed(field), _written(field.default))
    return found


def read(model: type[M], environment: Mapping[str, str]) -> M:
    """Make the configuration of everything that is given.

    Parameters
    ----------
    model : type of BaseModel
    environment : mapping
        Variables of the process.

    Raises
    ------
    Refusal
        ``option-unknown``, ``option-value``, ``options-unreadable``, ``options-no-toml``.
    """
    known, given = options_of(model), _all_given(environment)
    for name, one in given.items():
        if name not in known:
            nearest = get_close_matches(name, known, n=1, cutoff=0.0)
            raise Refusal("option-unknown", option=name, where=one.where, nearest=nearest[0])
    try:
        return model.model_validate(_nested(given))
    except ValidationError as wrong:
        path = [str(part) for part in wrong.errors()[0]["loc"]]
        name = next(name for name in known if path[: name.count(".") + 1] == name.split("."))
        option, one = known[name], given[name]
        value = "***" if option.is_secret else str(one.value)
        raise Refusal(
            "option-value", option=name, where=one.where, value=value, allowed=option.allowed
        ) from None


def _all_given(environment: Mapping[str, str]) -> dict[str, _Given]:
    given: dict[str, _Given] = {}
    if folder := environment.get("EVENBORN_SECRETS"):
        given |= _of_secrets(Path(folder))
    if file := environment.get("EVENBORN_CONFIG"):
        given |= {name: _Given(value, file) for name, value in _of_toml(Path(file))}
    for variable, text in environment.items():
        if variable.startswith(PREFIX) and variable not in NOT_OPTIONS:
            given[_name(variable.removeprefix(PREFIX))] = _Given(text, variable)
    return given


def _of_secrets(folder: Path) -> dict[str, _Given]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] != ".")
        return {_name(path.name): _Given(path.read_text("utf-8").strip(), str(path)) for path in files}
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(folder, problem) from problem


def _of_toml(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(path, problem) from problem
    except tomllib.TOMLDecodeError as wrong:
        raise Refusal("options-no-toml", file=str(path), problem=str(wrong)) from None
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", given) for inner, given in value.items())
        else:
            yield name, value


def _unreadable(path: Path, problem: Exception) -> Refusal:
    cause = errno.errorcode.get(getattr(problem, "errno", 0) or 0, "UTF-8")
    return Refusal("options-unreadable", file=str(path), cause=cause)


def _name(text: str) -> str:
    return text.lower().replace("__", ".")


def _nested(given: Mapping[str, _Given]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, one in given.items():
        *above, last = name.split(".")
        inner = values
        for part in above:
            inner = inner.setdefault(part, {})
        inner[last] = one.value
    return values


def _allowed(field: FieldInfo) -> str:
    if field.examples:
        return ", ".join(map(str, field.examples))
    if get_origin(field.annotation) is Literal:
        return ", ".join(get_args(field.annotation))
    if field.annotation is bool:
        return "true, false"
    bounds = {
        name: getattr(rule, name) for rule in field.metadata for name in ("ge", "le") if hasattr(rule, name)
    }
    return f"{bounds['ge']}–{bounds['le']}"


def _written(default: object) -> str:
    """A default as it would stand in the TOML file, without quotation marks."""
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return ", ".join(map(str, default))
    return "" if default is None else str(default)
