"""Every write of the office stands in an ``actions.py``, so that none goes without permission and audit."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import parsed, plant, require_none

WRITES = {
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
    "asave", "acreate", "adelete", "abulk_create", "raw", "execute", "executemany", "copy",
}  # fmt: skip
QUERY = {
    "objects",
    "using",
    "filter",
    "exclude",
    "all",
    "visible_to",
    "regardless",
    "_base_manager",
    "get_queryset",
}
"""What stands before ``update`` where it changes rows, and not a dictionary or a hash."""

ALLOWED = {
    "audit/record.py": "the trail itself is written here, in the transaction of what it tells of",
    "audit/append_only.py": "a migration makes the triggers",
    "audit/reading.py": "verification reads what lies there, as it lies there",
    "bulk_insert.py": "writes many rows for the action that hands them over, in its transaction",
    "documents/word.py": "writes a Word document into memory, and no row",
    "figures/releases/frozen.py": "a migration makes the triggers",
    "vault/record_index.py": "copies a keyed hash, and no row",
    "access/scope.py": "hands Django’s own update and delete on, once the rows are scoped",
}


def calls_within(node: ast.expr) -> set[str]:
    """Names of all attributes and calls that an expression is made of."""
    return {getattr(part, "attr", getattr(part, "id", "")) for part in ast.walk(node)}


def writes(root: Path) -> Iterator[str]:
    """Where something of an app is written outside its actions."""
    for name, module in parsed(root):
        parts = Path(name).parts
        if "migrations" in parts or parts[-1] == "actions.py" or "actions" in parts[:-1] or name in ALLOWED:
            continue
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            verb = node.func.attr
            changes_rows = verb in ("update", "aupdate") and calls_within(node.func.value) & QUERY
            if verb in WRITES or changes_rows:
                yield f"{name}:{node.lineno} {verb}"


def test_only_actions_write(project: Path) -> None:
    require_none(writes(project / "src/evenborn/apps"))


def test_what_is_allowed_is_there(project: Path) -> None:
    assert all((project / "src/evenborn/apps" / name).is_file() for name in ALLOWED)


@pytest.mark.parametrize(
    "line",
    [
        "case.save()",
        "Case.objects.create(area='62')",
        "Case.objects.visible_to(by, p).update(state='closed')",
        "rows.filter(pk=1).delete()",
        "connection.cursor().execute('DELETE FROM cases')",
        "Case._base_manager.using('vault').update(x=1)",
    ],
)
def test_a_planted_write_is_caught(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "cases/views.py", f"def close(case, connection, by, p, rows):\n    {line}\n")
    assert len(list(writes(tmp_path))) == 1


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("cases/actions.py", "case.save()"),
        ("cases/views.py", "context.update(title='x')"),
        ("cases/rules.py", "digest.update(b'x')"),
    ],
)
def test_what_writes_nothing_passes(tmp_path: Path, where: str, line: str) -> None:
    plant(tmp_path, where, f"def close(case, context, digest):\n    {line}\n")
    assert list(writes(tmp_path)) == []
