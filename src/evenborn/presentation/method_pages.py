"""The pages of methods, which stand in docs/methods and travel in the package: read, and written as HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from evenborn.presentation.numbers import Language

__all__ = ["INDEX", "MethodPage", "method_names", "method_page", "method_titles"]

INDEX: Final = "README"
"""The page that lists all others."""
_FILE: Final = re.compile(r"([\w-]+?)(?:\.zh)?\.md")
_ENDS: Final = {"en": ".md", "zh": ".zh.md"}


@dataclass(frozen=True, slots=True)
class MethodPage:
    """A page: its title, and what stands below it as HTML that holds nothing but what the file says."""

    title: str
    html: str


@lru_cache(maxsize=1)
def method_names() -> tuple[str, ...]:
    """The names of all pages but the one that lists them.

    Examples
    --------
    >>> "smoothing" in method_names(), INDEX in method_names()
    (True, False)
    """
    found = (_FILE.fullmatch(file.name) for file in _folder().iterdir())
    return tuple(sorted({one[1] for one in found if one and one[1] != INDEX}))


@lru_cache(maxsize=2)
def method_titles(language: Language) -> tuple[tuple[str, str], ...]:
    """Name and title of each page, in the order of the page that lists them.

    Examples
    --------
    >>> method_titles("en")[0]
    ('ratio', 'The sex ratio at birth and its interval')
    """
    listed = [found[1] for found in _FILE.finditer(_text(INDEX, language)) if found[1] in method_names()]
    return tuple((name, _read(name, language)[1].content) for name in dict.fromkeys(listed))


@lru_cache(maxsize=200)
def method_page(name: str, language: Language, address: Callable[[str], str]) -> MethodPage:
    """A page of methods.

    Parameters
    ----------
    name : str
        One of :func:`method_names`.
    language : {"en", "zh"}
    address : callable
        Gives the address of a page by its name; links to other documents become plain text.

    Raises
    ------
    KeyError
        For a page that there is none of.

    Examples
    --------
    >>> method_page("smoothing", "en", lambda name: f"/{name}/").title
    'What is the ratio of a small area, and where does it go?'
    """
    tokens = _read(name, language)
    title = tokens[1].content
    # Below its title each file leads to its other language, to the list and to the code.
    body = _without_first_paragraph(tokens[3:])
    for token in body:
        if token.children:
            token.children = list(_led(token.children, language, address))
    _name_headings(body)
    return MethodPage(title, str(_writer().renderer.render(body, _writer().options, {})))


def _folder() -> Traversable:
    """In the package where it was installed from a wheel, in the checkout otherwise."""
    packed = files("evenborn") / "methods"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "docs" / "methods"


def _text(name: str, language: Language) -> str:
    return (_folder() / f"{name}{_ENDS[language]}").read_text(encoding="utf-8")


def _read(name: str, language: Language) -> list[Token]:
    if name not in method_names():
        raise KeyError(name)
    return _writer().parse(_text(name, language))


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    """CommonMark with tables; HTML within a page is shown as it is typed, never obeyed."""
    writer = MarkdownIt("commonmark", {"html": False}).enable("table")
    writer.add_render_rule("table_open", _table_open)
    writer.add_render_rule("table_close", _table_close)
    writer.add_render_rule("fence", _fence)
    return writer


def _table_open(*_told: object) -> str:
    return '<div class="list-frame"><table class="listing">\n'


def _table_close(*_told: object) -> str:
    return "</table></div>\n"


def _fence(_writer: object, tokens: Sequence[Token], place: int, *_told: object) -> str:
    """A formula or an example, which can be scrolled with the keyboard where it is wider than the page."""
    return f'<pre tabindex="0"><code>{escape(tokens[place].content.rstrip())}</code></pre>\n'


def _without_first_paragraph(tokens: list[Token]) -> list[Token]:
    return tokens[3:] if tokens and tokens[0].type == "paragraph_open" else tokens


def _led(parts: Sequence[Token], language: Language, address: Callable[[str], str]) -> Iterator[Token]:
    """Links to pages in the same language lead there, under the page’s title where they show its file."""
    keeps, title = True, ""
    for place, part in enumerate(parts):
        if part.type == "link_open":
            file, hash_, section = str(part.attrs.get("href", "")).partition("#")
            found = _FILE.fullmatch(file)
            keeps = found is not None and file == found[1] + _ENDS[language] and found[1] in method_names()
            if not keeps or found is None:
                continue
            part.attrs["href"] = address(found[1]) + hash_ + section
            title = _read(found[1], language)[1].content
        elif part.type == "link_close" and not keeps:
            keeps = True
            continue
        elif part.type == "text" and title and _FILE.fullmatch(part.content):
            part.content = title
        elif (
            part.type == "softbreak" and language == "zh" and _within_han(parts[place - 1], parts[place + 1])
        ):
            continue
        yield part
        title = "" if part.type == "link_close" else title


def _within_han(before: Token, after: Token) -> bool:
    """Whether a line of the file ends between Chinese characters, where a space would be read as one."""
    return not (before.content[-1:].isascii() and after.content[:1].isascii())


def _name_headings(tokens: Sequence[Token]) -> None:
    """Headings can be led to by their words."""
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrs["id"] = re.sub(r"[^\w-]+", "-", words.content.lower()).strip("-")
