"""Write docs/roles.md anew from the roles and their words: ``.venv/bin/python scripts/write_roles.py``."""

from pathlib import Path

from evenborn.apps.access.roles_document import roles_document

FOLDER = Path(__file__).resolve().parents[1] / "docs"


def write(folder: Path) -> None:
    """Write the page in both languages."""
    (folder / "roles.md").write_text(roles_document("en"), "utf-8")
    (folder / "roles.zh.md").write_text(roles_document("zh"), "utf-8")


if __name__ == "__main__":
    write(FOLDER)
