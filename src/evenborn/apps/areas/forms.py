"""Forms: what is searched, on which day; files with a table of areas or with boundaries."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.functional import lazy

from evenborn.apps.areas.search import LONGEST
from evenborn.presentation.words import say
from evenborn.web.forms import DayField
from evenborn.web.language import page_language

__all__ = ["ImportAreas", "ImportBoundaries", "SearchAreas", "stored"]


def _said(key: str) -> str:
    return say(key, page_language())


_worded = lazy(_said, str)


def _about(key: str) -> dict[str, Any]:
    return {"label": _worded(f"areas.field.{key}"), "help_text": _worded(f"areas.help.{key}")}


class SearchAreas(forms.Form):
    """What is searched, and the day for which the tree is shown."""

    q = forms.CharField(required=False, max_length=LONGEST, **_about("q"))
    on = DayField(required=False, **_about("on"))


class ImportAreas(forms.Form):
    """A table of areas and its changes."""

    table = forms.FileField(**_about("table"))
    changes = forms.FileField(required=False, **_about("changes"))
    replace = forms.BooleanField(required=False, **_about("replace"))


class ImportBoundaries(forms.Form):
    """A map and where it comes from."""

    file = forms.FileField(**_about("file"))
    source = forms.CharField(max_length=200, **_about("source"))
    approval_number = forms.CharField(required=False, max_length=60, **_about("approval-number"))
    licence = forms.CharField(required=False, max_length=120, **_about("licence"))
    valid_from = DayField(required=False, **_about("valid-from"))
    valid_to = DayField(required=False, **_about("valid-to"))


@contextmanager
def stored(*uploads: File[bytes] | None) -> Iterator[list[Path | None]]:
    """Uploaded files under their own names in a folder that is gone afterwards; None for none."""
    with TemporaryDirectory(prefix="evenborn-areas-") as folder:
        paths: list[Path | None] = []
        for place, upload in enumerate(uploads):
            if upload is None:
                paths.append(None)
                continue
            # a folder of its own for each: two uploads may have one name
            path = Path(folder, str(place), Path(upload.name or "").name or "file")
            path.parent.mkdir()
            with path.open("wb") as file:
                for part in upload.chunks():
                    file.write(part)
            paths.append(path)
        yield paths
