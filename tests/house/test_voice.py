"""The repository speaks of the product only, and its pages ask nothing of any other host."""

import re
from pathlib import Path

import pytest

from house.tree import files, plant, require_none

PAGES = ("*.html", "*.css", "*.js", "*.j2", "*.svg")
TEXT = (*PAGES, "*.py", "*.sh", "*.md", "*.toml", "*.txt", "*.csv", "Makefile", "run", "NOTICE")

# This file itself is left out of the search: it has to name what it looks for, if in disguise.
UNFIT = {
    "unfinished": re.compile(r"\b(TODO|FIXME|XXX|HACK|ABOUT TO BE WRITTEN)\b", re.IGNORECASE),
    "a machine's own path": re.compile(r"(?<![\w.$\"'])/(work|root|home|tmp|Users)/\w"),
    "a package registry": re.compile(
        r"(pyp[i]\.org|pythonhoste[d]|registry\.npmj[s]|npmj[s]\.com|de[b]\.debian|proxy\.golan[g]|crate[s]\.io)"
    ),
}
OTHER_HOST = re.compile(r"(https?:)?//(?!www\.w3\.org/)[\w-]+(\.[\w-]+)+", re.IGNORECASE)


def unfit(root: Path) -> list[str]:
    """Lines that speak of a machine, a registry or of work left over; lock files hold hashes only."""
    return [
        f"{path.relative_to(root)}:{number} {what}"
        for path in files(root, *TEXT)
        if path.name != Path(__file__).name
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        for what, pattern in UNFIT.items()
        if pattern.search(line)
    ]


def other_hosts(root: Path) -> list[str]:
    """Addresses of other hosts in pages and styles; the name spaces of SVG are names, not addresses."""
    return [
        f"{path.relative_to(root)}:{number} {found[0]}"
        for path in files(root, *PAGES)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if (found := OTHER_HOST.search(line)) is not None
    ]


def test_the_repository_speaks_of_the_product(project: Path) -> None:
    require_none(unfit(project))


def test_pages_stay_on_their_host(project: Path) -> None:
    require_none(other_hosts(project / "src"))


@pytest.mark.parametrize(
    "line",
    [
        "# TODO: later",
        "# fixme",
        "# about to be written",
        "reads /home/clerk/births.csv",
        "see /Users/clerk/main",
        "from https://" + "pypi" + ".org/simple",
    ],
)
def test_unfit_lines_are_caught(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "a.md", f"Ratios.\n{line}\n")
    assert [found[:6] for found in unfit(tmp_path)] == ["a.md:2"]


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ('<script src="https://cdn.example.com/chart.js"></script>', True),
        ("@import url(//fonts.example.com/sans.css);", True),
        ('<svg xmlns="http://www.w3.org/2000/svg">', False),
        ('<a href="#group-table">', False),
        ("// a comment. Of two sentences", False),
    ],
)
def test_other_hosts_are_caught(tmp_path: Path, line: str, caught: bool) -> None:
    plant(tmp_path, "templates/report.html", line)
    assert bool(other_hosts(tmp_path)) is caught
