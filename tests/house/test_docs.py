"""Documents keep up: both languages are there, and so is every path and every link that they name."""

import re
from collections.abc import Iterator
from pathlib import Path

from house.tree import files, plant, require_none

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"(?=.*[/.])[\w.*-]+(/[\w.*-]+)*/?")
INLINE_CODE = re.compile(r"`([^`\n]+)`")


def missing_paths(root: Path, document: Path) -> list[str]:
    """Paths that a document names in code (anything with a slash, from the root) and that are not there."""
    named = INLINE_CODE.findall(
        re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    )
    paths = [
        name
        for name in named
        if re.fullmatch(r"[\w.*-]+(/[\w.*-]+)*/?", name) and ("/" in name or "." in name)
    ]
    return [f"{document.name}: {path}" for path in paths if not any(root.glob(path.rstrip("/")))]


def broken_links(root: Path) -> Iterator[str]:
    """Relative links that lead nowhere."""
    for document in files(root, "*.md"):
        for target in LINK.findall(document.read_text("utf-8")):
            elsewhere = "://" in target or target.startswith("mailto:")
            if not elsewhere and not (document.parent / target).exists():
                yield f"{document.relative_to(root)}: {target}"


def without_the_other_language(root: Path) -> list[str]:
    """Documents that exist in one language only."""
    names = {path.relative_to(root).as_posix() for path in files(root, "*.md")}
    english = {name for name in names if not name.endswith(".zh.md")}
    chinese = names - english
    return sorted(
        [name for name in english if name.removesuffix(".md") + ".zh.md" not in chinese]
        + [name for name in chinese if name.removesuffix(".zh.md") + ".md" not in english]
    )


def test_every_path_of_the_map_exists(project: Path) -> None:
    require_none(
        gap for name in ("map.md", "map.zh.md") for gap in missing_paths(project, project / "docs" / name)
    )


def test_every_link_leads_somewhere(project: Path) -> None:
    require_none(broken_links(project))


def test_every_document_exists_in_both_languages(project: Path) -> None:
    require_none(without_the_other_language(project))


def test_a_path_that_is_gone_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "src/ratio.py", "")
    document = plant(
        tmp_path, "map.md", "See `src/ratio.py`, `src/*.py`, `src/gone.py`; `make test`, `107`.\n"
    )
    assert missing_paths(tmp_path, document) == ["map.md: src/gone.py"]


def test_a_broken_link_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "docs/a.md", "[b](b.md) [c](c.md#top) [web](https://www.who.int) ![p](images/p.png)\n")
    plant(tmp_path, "docs/b.md", "")
    assert list(broken_links(tmp_path)) == ["docs/a.md: c.md", "docs/a.md: images/p.png"]


def test_a_missing_language_is_caught(tmp_path: Path) -> None:
    for name in ("a.md", "a.zh.md", "b.md", "c.zh.md"):
        plant(tmp_path, name, "")
    assert without_the_other_language(tmp_path) == ["b.md", "c.zh.md"]
