"""Typefaces: those of an official letter are asked for by name, and what stands in for them is there."""

from pathlib import Path

import pytest

from evenborn.apps.documents.fonts import WANTED, in_its_place, typefaces
from evenborn.apps.documents.styles import static_style


def test_the_style_sheet_asks_for_the_same_typefaces() -> None:
    style = static_style("letter.css")
    for kind, names in WANTED.items():
        assert not [name for name in (*names, in_its_place(kind)[0]) if f'"{name}"' not in style], kind


@pytest.mark.usefixtures("printing")
def test_something_stands_in_for_every_typeface() -> None:
    assert all(typefaces().values())


def test_what_a_pdf_needs_is_installed_with_the_commands(project: Path) -> None:
    packages = (project / "scripts/system-packages.txt").read_text("utf-8")
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert [line for line in packages.splitlines() if line.startswith("demo") and package in line], (
            package
        )
