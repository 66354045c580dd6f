"""Names say what a thing is. These say only that its maker did not know."""

import ast
import re
from pathlib import Path

from house.tree import files, parsed, plant, require_none

NAMELESS = re.compile(r"^(utils?|helpers?|managers?|common|services?|misc|stuff)$")


def words_of(name: str) -> list[str]:
    """The words of a name in snake_case or CamelCase, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def nameless(root: Path) -> list[str]:
    """Modules, packages and classes with one of these words in their name."""
    paths = [path.relative_to(root) for path in files(root, "*.py", "*.sh")]
    parts = {part for path in paths for part in (*path.parts[:-1], path.stem)}
    classes = {
        node.name for _, module in parsed(root) for node in ast.walk(module) if isinstance(node, ast.ClassDef)
    }
    return sorted(name for name in parts | classes if any(NAMELESS.match(word) for word in words_of(name)))


def test_every_name_says_something(project: Path) -> None:
    require_none(nameless(project))


def test_empty_names_are_caught(tmp_path: Path) -> None:
    plant(
        tmp_path, "src/utils/ratio.py", "class FileManager: ...\nclass Common: ...\nclass Commonality: ...\n"
    )
    plant(tmp_path, "src/chart_helpers.py", "")
    plant(tmp_path, "src/service_area.py", "")
    assert nameless(tmp_path) == ["Common", "FileManager", "chart_helpers", "service_area", "utils"]
