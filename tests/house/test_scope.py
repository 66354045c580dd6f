"""Nothing goes round the scope: plain managers, SQL that is written out, and relations that reach over."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.db import models
from django.test.utils import isolate_apps

from evenborn.apps.access.scope import ScopedRows
from house.office_models import own_models
from house.tree import parsed, plant, require_none

ROUND = {"_base_manager", "raw", "RawSQL", "extra"}
ALLOWED = {
    "access/action.py": "locks the row, then asks the row itself whether the actor may see it",
    "access/scope.py": "refuses raw",
}


def ways_round(root: Path) -> Iterator[str]:
    """Where code of the apps takes rows past their scope."""
    for name, module in parsed(root):
        if name in ALLOWED or "/migrations/" in name:
            continue
        for node in ast.walk(module):
            called = isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", ""))
            plain = isinstance(node, ast.Attribute) and node.attr == "_base_manager"
            if plain or called in ROUND - {"_base_manager"}:
                yield f"{name}:{node.lineno}"


def reaching_over(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Models without scope that point at one with scope: a join from there would show its rows."""
    for model in found:
        if isinstance(model._default_manager, ScopedRows):
            continue
        for field in model._meta.local_fields:
            other = field.related_model
            if isinstance(other, type) and isinstance(getattr(other, "_default_manager", None), ScopedRows):
                yield f"{model._meta.label}.{field.name}"


def test_nothing_goes_round_the_scope(project: Path) -> None:
    require_none(ways_round(project / "src/evenborn/apps"))
    require_none(reaching_over(own_models()))


@pytest.mark.parametrize(
    "line", ["Case._base_manager.all()", "Case.objects.raw('SELECT 1')", "rows.extra(where=['1'])"]
)
def test_a_planted_way_round_is_caught(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "cases/queries.py", f"def cases():\n    return {line}\n")
    assert list(ways_round(tmp_path)) == ["cases/queries.py:2"]


def test_a_relation_that_reaches_over_is_caught() -> None:
    with isolate_apps("evenborn.apps.access"):

        class Case(models.Model):
            objects = ScopedRows["Case"]("area")

            class Meta:
                app_label = "access"

        class Note(models.Model):
            case = models.ForeignKey(Case, models.PROTECT)

            class Meta:
                app_label = "access"

    assert list(reaching_over([Case, Note])) == ["access.Note.case"]
