"""Write docs/registers anew from the definitions: ``.venv/bin/python scripts/write_data_dictionary.py``."""

from pathlib import Path

from evenborn.presentation.data_dictionary import dictionary_pages

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "registers"


def write(folder: Path) -> None:
    """Write every page, and remove pages of registers that are no more."""
    pages = dictionary_pages()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()


if __name__ == "__main__":
    write(FOLDER)
