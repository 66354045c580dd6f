"""docs/roles.md says what roles.py says."""

import runpy
from pathlib import Path

import pytest

from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.access.roles_document import roles_document


@pytest.mark.parametrize(("name", "language"), [("roles.md", "en"), ("roles.zh.md", "zh")])
def test_the_document_is_the_code(project: Path, name: str, language: str) -> None:
    """Run ``scripts/write_roles.py`` after a role, a permission or its words have changed."""
    assert (project / "docs" / name).read_text("utf-8") == roles_document(language)


def test_it_names_every_role_and_permission() -> None:
    text = roles_document("en")
    assert all(f"`{code}`" in text for code in [*RoleCode, *Permission])


def test_the_script_writes_it(project: Path, tmp_path: Path) -> None:
    runpy.run_path(str(project / "scripts/write_roles.py"))["write"](tmp_path)
    assert (tmp_path / "roles.zh.md").read_text("utf-8") == roles_document("zh")
