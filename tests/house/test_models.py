"""The schema lint over the office’s stores: classified, sealed, apart, scoped; each fault is planted."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from evenborn.apps.classification import NOTHING, OFFICER, PERSON
from house.office_models import NOT_SCOPED, joined, misplaced, own_models, unclassified, unscoped
from house.tree import require_none

Lint = Callable[[Iterable[type[models.Model]]], Iterator[str]]


@pytest.mark.parametrize("lint", [unclassified, misplaced, joined, unscoped])
def test_the_stores_are_clean(lint: Lint) -> None:
    require_none(lint(own_models()))


def test_there_are_models() -> None:
    labels = {model._meta.label for model in own_models()}
    assert {"audit.Entry", "access.Officer"} <= labels
    assert set(NOT_SCOPED) <= labels


def planted(store_app: str, holds: dict[str, Any], **fields: models.Field[Any, Any]) -> type[models.Model]:
    """A model with faults, as if it were one of an app."""
    meta = type("Meta", (), {"app_label": store_app})
    body = {"__module__": "evenborn.apps.planted", "Meta": meta, "holds": {"id": NOTHING, **holds}, **fields}
    return type("Planted", (models.Model,), body)


@pytest.mark.parametrize(
    ("lint", "holds", "fields", "said"),
    [
        (unclassified, {}, {"note": models.TextField()}, "note is not classified"),
        (unclassified, {"gone": NOTHING}, {}, "gone is classified and not there"),
        (misplaced, {"sealed": PERSON}, {"sealed": models.BinaryField()}, "in the store"),
        (misplaced, {"named": PERSON}, {"named": models.TextField()}, "not sealed"),
        (misplaced, {"mother_name": NOTHING}, {"mother_name": models.TextField()}, "named like a person"),
        (misplaced, {"fetal_sex": NOTHING}, {"fetal_sex": models.TextField()}, "fetal sex"),
        (unscoped, {"area": NOTHING}, {"area": models.CharField(max_length=12)}, "not scoped"),
    ],
)
def test_a_planted_fault_is_seen(
    lint: Lint, holds: dict[str, Any], fields: dict[str, Any], said: str
) -> None:
    with isolate_apps("evenborn.apps.access"):
        found = list(lint([planted("access", holds, **fields)]))
    assert any(said in fault for fault in found)


def test_an_officer_belongs_to_the_office() -> None:
    with isolate_apps("evenborn.apps.audit"):
        model = planted("audit", {"who": OFFICER}, who=models.TextField())
    assert any("outside the office" in fault for fault in misplaced([model]))


def test_a_relation_between_stores_is_seen() -> None:
    with isolate_apps("evenborn.apps.audit"):
        link = models.ForeignKey("access.Officer", on_delete=models.PROTECT, related_name="+")
        model = planted("audit", {"officer": NOTHING}, officer=link)
        model.officer.field.remote_field.model = own_models()[-1]  # type: ignore[attr-defined]
    assert any("joins" in fault for fault in joined([model]))


@pytest.mark.django_db(databases="__all__")
def test_the_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
