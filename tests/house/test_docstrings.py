"""Every public name says what it is; the statistics say where they come from and show themselves at work."""

import ast
import re
from pathlib import Path

from house.tree import FUNCTION, PURE_PACKAGES, parsed, plant, public_members, require_none

SECTIONS = {
    "Parameters": r"^ *Parameters\n *-{10}$",
    "Returns": r"^ *Returns\n *-{7}$",
    "a source": r"^ *References\n *-{10}$|\bSource: ",
    "an example": r"^ *>>> ",
}
"""What the docstring of a public function of the statistics holds."""


def undescribed(root: Path) -> list[str]:
    """Modules and public names without a docstring."""
    silent = []
    for name, module in parsed(root):
        if not _says_something(module):
            silent.append(name)
        silent += [f"{name} {member}" for member, node in public_members(module) if not _says_something(node)]
    return silent


def _says_something(node: ast.Module | ast.ClassDef | FUNCTION) -> bool:
    docstring = ast.get_docstring(node)
    return docstring is not None and len(docstring.split()) > 1 and not docstring.startswith("To be ")


def half_described(root: Path) -> list[str]:
    """Public functions whose docstring lacks a section; one without arguments needs no Parameters."""
    lacking = []
    for name, module in parsed(root):
        for member, node in public_members(module):
            if "." in member or isinstance(node, ast.ClassDef):
                continue
            docstring = ast.get_docstring(node) or ""
            has_arguments = bool(node.args.args or node.args.kwonlyargs or node.args.posonlyargs)
            lacking += [
                f"{name} {member}: {section}"
                for section, pattern in SECTIONS.items()
                if not re.search(pattern, docstring, re.MULTILINE)
                and (has_arguments or section != "Parameters")
            ]
    return lacking


def test_every_public_name_is_described(project: Path) -> None:
    packages = [project / "src/evenborn" / package for package in PURE_PACKAGES]
    require_none([f"{package.name}/{name}" for package in packages for name in undescribed(package)])


def test_every_statistic_has_its_source_and_an_example(project: Path) -> None:
    require_none(half_described(project / "src/evenborn/sexratio"))


def test_silence_is_caught(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "a.py",
        "def ratio() -> int: ...\nclass A:\n    def of(self) -> int: ...\n    def _own(self): ...",
    )
    assert undescribed(tmp_path) == ["a.py", "a.py ratio", "a.py A", "a.py A.of"]
    plant(tmp_path, "a.py", '"""To be described some day soon."""\n')
    assert undescribed(tmp_path) == ["a.py"]


def test_a_statistic_without_source_is_caught(tmp_path: Path) -> None:
    complete = """
    Parameters
    ----------
    male : int

    Returns
    -------
    int

    References
    ----------
    Arbuthnot (1710).

    Examples
    --------
    >>> ratio(1)
    1
    """
    plant(tmp_path, "a.py", f'def ratio(male: int) -> int:\n    """Ratio.\n{complete}"""\n')
    assert half_described(tmp_path) == []
    without = complete.replace("References\n    ----------\n    Arbuthnot (1710).", "")
    plant(tmp_path, "a.py", f'def ratio(male: int) -> int:\n    """Ratio.\n{without}"""\n')
    assert half_described(tmp_path) == ["a.py ratio: a source"]
