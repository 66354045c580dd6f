"""What a higher app offers on the page of a batch: it lists its buttons in its configuration.

``batch_buttons = (BatchButton("births-batch-letter", Permission.INTAKE_REMIND, "letters.write"),)``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.presentation.words import say
from evenborn.web.language import page_language

if TYPE_CHECKING:  # a configuration is read before any table is known
    from evenborn.apps.intake.models import Batch

__all__ = ["BatchButton", "buttons_of"]


@dataclass(frozen=True, slots=True)
class BatchButton:
    """A form without entries.

    Attributes
    ----------
    name : str
        Of the address to which it is posted, which takes the number of the batch.
    permission : Permission
        Over the area of the batch.
    words : str
        Key of what stands on it.
    """

    name: str
    permission: Permission
    words: str


def buttons_of(actor: Actor, batch: "Batch") -> Iterator[tuple[str, str]]:
    """Address and words of each that the actor may press."""
    for config in apps.get_app_configs():
        for one in getattr(config, "batch_buttons", ()):
            if actor.may(one.permission, batch.area):
                yield reverse(one.name, args=[batch.pk]), say(one.words, page_language())
