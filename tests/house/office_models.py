"""What a model of the office says of itself, and what is wrong with it: the schema lint of the stores."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from evenborn.apps.access.scope import ScopedRows
from evenborn.apps.classification import Classified
from evenborn.apps.stores import EVERY_STORE, Store, store_of
from house.rights_line import crossed

SEALED_STORES = {Store.VAULT, Store.REPORTERS, Store.BENEFITS}
"""Where something of a person whom the programme serves may lie."""

IDENTIFYING = (
    "mother", "father", "newborn", "child", "patient", "woman", "parent", "spouse", "id_number", "identity",
    "birth_date", "certificate_number", "phone", "address", "family",
)  # fmt: skip
"""Parts of names that only a field classified as a person's, and sealed, may have."""

NOT_SCOPED = {
    "access.Department": "administrators of the whole office read departments",
    "access.ProgramToken": "administrators of the whole office read tokens",
    "access.Appointment": "administrators of the whole office read appointments",
    "audit.Entry": "the trail is read by the audit administrator, for the office as a whole",
}
"""Models with an area whose rows are not handed out by area, and why."""


def own_models() -> list[type[models.Model]]:
    """The models of this program."""
    return [model for model in apps.get_models() if model.__module__.startswith("evenborn.")]


def unclassified(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Fields that do not say what they hold, and classes of fields that are not there."""
    for model in found:
        names = {field.name for field in model._meta.local_fields} | {
            field.name for field in model._meta.local_many_to_many
        }
        holds = getattr(model, "holds", {})
        yield from (f"{model._meta.label}.{name} is not classified" for name in sorted(names - set(holds)))
        yield from (
            f"{model._meta.label}.{name} is classified and not there" for name in sorted(set(holds) - names)
        )


def misplaced(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Fields about persons that are outside the stores for them, not sealed, or not said to be theirs."""
    for model in found:
        store = store_of(model._meta.app_label)
        holds = getattr(model, "holds", {})
        for field in model._meta.local_fields:
            label = f"{model._meta.label}.{field.name}"
            person = holds.get(field.name) is Classified.PERSON
            if person and store not in SEALED_STORES:
                yield f"{label} holds a person’s data in the store {store}"
            if person and not isinstance(field, models.BinaryField):
                yield f"{label} holds a person’s data and is not sealed"
            if not person and any(part in field.name.lower() for part in IDENTIFYING):
                yield f"{label} is named like a person’s data and not classified so"
            if holds.get(field.name) is Classified.OFFICER and store != Store.OFFICE:
                yield f"{label} holds an officer’s data outside the office’s database"
            if (concept := crossed(field.name)) is not None:
                yield f"{label} is {concept.name} — {concept.reason}"


def joined(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Relations that would join two stores."""
    for model in found:
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if not isinstance(other, type) or not issubclass(other, models.Model):
                continue
            here, there = store_of(model._meta.app_label), store_of(other._meta.app_label)
            if here != there or (here == EVERY_STORE and other._meta.app_label != model._meta.app_label):
                yield f"{model._meta.label}.{field.name} joins {here} with {there}"


def unscoped(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Models whose rows belong to an area and come out without being asked whose they are."""
    for model in found:
        has_area = any(field.name in ("area", "county", "area_code") for field in model._meta.local_fields)
        scoped = isinstance(model._default_manager, ScopedRows)
        if has_area and not scoped and model._meta.label not in NOT_SCOPED:
            yield f"{model._meta.label} has an area and its objects are not scoped"
