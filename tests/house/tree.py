"""The files of a checkout, and what Python says of them: what every gate walks."""

import ast
import fnmatch
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
PURE_PACKAGES = ("sexratio", "registers", "simulation", "presentation", "cli")


def files(root: Path, *patterns: str) -> list[Path]:
    """Files of the checkout that git would keep, matching any pattern (``*.py``), without vendored ones."""
    names = _from_git(root) if (root / ".git").exists() else None
    found = [root / name for name in names] if names is not None else _from_disk(root)
    return sorted(
        path
        for path in found
        if path.is_file()
        and "vendor" not in path.parts
        and any(fnmatch.fnmatch(path.name, p) for p in patterns)
    )


def _from_git(root: Path) -> list[str] | None:
    """Tracked and new files, or None where git is absent or refuses the folder."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in listed.stdout.decode().split("\0") if name]


def _from_disk(root: Path) -> list[Path]:
    """The same from the folder alone: everything that .gitignore does not name."""
    ignore = root / ".gitignore"
    ignored = [*ignore.read_text("utf-8").split(), ".git"] if ignore.exists() else [".git"]
    patterns = [line.rstrip("/") for line in ignored]
    return [
        path
        for path in root.rglob("*")
        if not any(fnmatch.fnmatch(part, p) for part in path.relative_to(root).parts for p in patterns)
    ]


def parsed(root: Path, *patterns: str) -> Iterator[tuple[str, ast.Module]]:
    """Name, relative to the root, and syntax tree of each Python file."""
    for path in files(root, *(patterns or ("*.py",))):
        yield path.relative_to(root).as_posix(), _syntax(path.read_text("utf-8"))


@cache
def _syntax(text: str) -> ast.Module:
    """Syntax tree of a file, which every gate of this process looks through and none changes."""
    return ast.parse(text)


@cache
def nodes(module: ast.Module) -> tuple[ast.AST, ...]:
    """All that stands in a module, which takes longer to walk than to look through."""
    return tuple(ast.walk(module))


def functions(module: ast.Module) -> list[FUNCTION]:
    """Every function and method, nested ones too."""
    return [node for node in nodes(module) if isinstance(node, FUNCTION)]


def public_members(owner: ast.Module | ast.ClassDef) -> Iterator[tuple[str, FUNCTION | ast.ClassDef]]:
    """Public functions and classes of a module, with the public methods of those classes, dotted."""
    for node in owner.body:
        if not isinstance(node, FUNCTION | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{name}", member) for name, member in public_members(node))


def plant(root: Path, name: str, text: str) -> Path:
    """Write a file, and the folders it needs, into a tree that a gate is to be tried on."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def require_none(offences: Iterable[str]) -> None:
    """Fail with every offence on a line of its own."""
    found = list(offences)
    assert not found, "\n" + "\n".join(found)
