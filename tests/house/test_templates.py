"""Templates say nothing by themselves: words come from the catalogue; no script, style or escape within."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import files, plant, require_none

TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<!doctype html>", re.DOTALL)
FORM = re.compile(r"<form\b((?:{%.*?%}|{{.*?}}|[^>])*)>(.*?)</form>", re.DOTALL)
PRESSED = re.compile(r"""{% csrf_token %}|<button.*?</button>|<input type="hidden"[^>]*>""", re.DOTALL)
ENTRY = re.compile(r"{{ *(?:\w*form|field|asked)\b|<input|<select|<textarea|{% include")
LANGUAGE_NAMES = re.compile(r">\s*(中文|English)\s*<")
"""A language is called in itself, whatever the page's."""
SPOKEN = re.compile(r"""(?:alt|title|placeholder|aria-label)\s*=\s*["'][^"']*[A-Za-z\u3400-\u9fff]""")
WITHIN = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|https?://|\|safe\b|autoescape off"
)


def faults(root: Path) -> Iterator[str]:
    """Words that are written into a template, and what the content policy or the escaping would forbid."""
    for path in files(root, "*.html"):
        text = path.read_text("utf-8")
        name = path.relative_to(root).as_posix()
        bare = TAGS.sub("", LANGUAGE_NAMES.sub("><", text))
        between = re.sub(r"<[^>]*>", "\n", bare)
        yield from (
            f"{name}: says {said.strip()!r}"
            for said in re.findall(r"[^\n]*[A-Za-z\u3400-\u9fff][^\n]*", between)
            if not re.fullmatch(r"\s*(?:&\w+;\s*)*", said)
        )
        yield from (f"{name}: says {said!r}" for said in SPOKEN.findall(bare))
        yield from (f"{name}: has {part!r}" for part in WITHIN.findall(text))
        yield from (
            f"{name}: a browser would speak in our place: <form{tag}>"
            for tag, within in FORM.findall(text)
            if ENTRY.search(PRESSED.sub("", within)) and "novalidate" not in tag
        )


def test_templates_say_nothing_themselves(project: Path) -> None:
    require_none([*faults(project / "src/evenborn/apps"), *faults(project / "src/evenborn/web")])


@pytest.mark.parametrize(
    "line",
    [
        "<p>Nothing here yet</p>",
        "<p>暂无记录</p>",
        '<img alt="a map" src="x">',
        "<p style='color: red'></p>",
        "<script>alert()</script>",
        '<button onclick="go()"></button>',
        "{{ case.note|safe }}",
        '<form method="post">{% csrf_token %}{{ form }}<button></button></form>',
        '<link href="https://example.org/x.css">',
    ],
)
def test_a_planted_fault_is_caught(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "cases/templates/cases/list.html", f'{{% say "case.title" %}}{line}')
    assert list(faults(tmp_path))


def test_what_is_right_passes(tmp_path: Path) -> None:
    line = '<td class="count">{{ n|count }} &nbsp; {% say "c.births" %}</td><b lang="en">English</b>'
    line += '<form method="post">{% csrf_token %}<button></button></form><form novalidate>{{ form }}</form>'
    plant(tmp_path, "cases/templates/cases/list.html", line)
    assert list(faults(tmp_path)) == []
