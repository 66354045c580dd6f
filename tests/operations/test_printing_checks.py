"""The start-up check of fonts says what a Chinese PDF would be refused for, and which package mends it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evenborn.site.checks import Level, of_printing

ASKED = """
from evenborn.apps.documents.fonts import why_not_printed
from evenborn.site.checks import of_printing
fonts = next(finding for finding in of_printing() if finding.check == "fonts")
refusal = why_not_printed()
print(fonts.code or "fine", refusal.code if refusal else "printed")
print(fonts.sentence("en"), fonts.sentence("zh"))
"""
EMPTY = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def asked(**environment: str) -> list[str]:
    """What check and printing say in a process of its own, which has not looked for fonts yet."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(("kept", "refused"), [("", "document-no-font"), ("*Mono.ttf", "document-no-glyph")])
def test_without_chinese_fonts_the_check_warns_as_the_pdf_is_refused(
    tmp_path: Path, kept: str, refused: str
) -> None:
    (tmp_path / "fonts").mkdir()
    if kept:
        known = next(Path("/usr/share/fonts").rglob(kept), None)
        if known is None:
            pytest.skip("SKIPPED FOR LACK OF A FONT without Chinese")
        (tmp_path / "fonts" / known.name).symlink_to(known)
    config = tmp_path / "fonts.conf"
    config.write_text(EMPTY.format(fonts=tmp_path / "fonts", cache=tmp_path / "cache"))
    codes, said = asked(FONTCONFIG_FILE=str(config))
    assert codes == f"no-chinese-font {refused}"
    assert said.count("apt-get install fonts-noto-cjk") == 2


def test_where_chinese_is_printed_the_check_is_in_order() -> None:
    check, printed = asked()[0].split()
    assert (check == "fine") == (printed == "printed")


def test_a_machine_that_cannot_be_asked_is_judged_by_names_of_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("HOME", str(tmp_path))
    (finding,) = [found for found in of_printing() if found.check == "fonts"]
    there = any(Path("/usr/share/fonts").rglob("*CJK*"))
    (tmp_path / ".local/share/fonts").mkdir(parents=True)
    (tmp_path / ".local/share/fonts/SimSun.ttf").touch()
    (after,) = [found for found in of_printing() if found.check == "fonts"]
    assert there <= (finding.level is Level.FINE)
    assert after.level is Level.FINE
