"""How Django knows the package."""

from typing import ClassVar

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates and static files; no table."""

    name = "evenborn.web"
    label = "web"
    store: ClassVar[str] = "default"
