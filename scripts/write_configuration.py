"""Write the table of options into docs/operate/configuration.md and .zh.md, from the code and its words.

Run from the checkout after an option changed: ``.venv/bin/python scripts/write_configuration.py``.
"""

import re
from pathlib import Path

from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.site.config import Config
from evenborn.site.options import options_of

ROWS = re.compile(r"(?<=\|---\|---\|---\|---\|\n)(\| `.*\n)*")


def rows(language: Language) -> str:
    """One row an option: name, what is allowed or an example, default, meaning."""
    return "".join(
        f"| `{name}` | `{option.allowed}` | {f'`{option.default}`' if option.default else ''} | "
        f"{say(f'option.{name}', language)} |\n"
        for name, option in options_of(Config).items()
    )


def main() -> None:
    """Write both documents."""
    documents: dict[Language, str] = {"en": "configuration.md", "zh": "configuration.zh.md"}
    for language, name in documents.items():
        path = Path("docs/operate", name)
        path.write_text(
            ROWS.sub(rows(language).replace("\\", r"\\"), path.read_text("utf-8"), count=1), "utf-8"
        )


if __name__ == "__main__":
    main()
