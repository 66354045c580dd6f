"""What reads the templates of pages that are one document: everything is escaped, nothing may be missing."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["new_page_templates", "page_templates"]


@cache
def page_templates(package: str) -> Environment:
    """Return what reads the templates in the folder ``templates`` of a package.

    Examples
    --------
    >>> from jinja2 import UndefinedError
    >>> page = page_templates("evenborn.presentation").from_string("{{ text }}")
    >>> page.render(text="<b>")
    '&lt;b&gt;'
    >>> try:
    ...     page.render()
    ... except UndefinedError:
    ...     print("refused")
    refused
    """
    return new_page_templates(package)


def new_page_templates(package: str) -> Environment:
    """Return another one, for whoever adds filters of its own."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
