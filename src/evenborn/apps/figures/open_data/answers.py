"""An issue as plain data: what the file and the interface for programs say alike.

Schema
------
``schema``: ``"evenborn.open/1"`` · ``release``: name of the table · ``issue``: number · ``reason``: code ·
``released_on``: date · ``explanation`` · ``withdrawn``: null, or ``on``, ``because``, ``explanation`` ·
``title``, ``unit``, ``source``: each ``en`` and ``zh`` · ``period``: ``start``, ``end``, ``label`` ·
``sha256`` ·
``changes``: list of ``row``, ``period``, ``numbers`` (``name``, ``before``, ``after``) against the issue
before · ``contents``: null where withdrawn, else as it was released.

``contents`` has ``table``, ``area``, ``register``, ``years``, ``rows``, ``names``, ``batch``, ``as_of``,
``cut_off``, ``confidence``, ``method``, ``decimals`` and ``lines``: each with ``row``, ``period``, ``male``,
``female``, ``births``, ``ratio``, ``lower``, ``upper`` and ``complete``; null is withheld. Its SHA-256 is
that of its JSON with sorted keys, no spaces, in UTF-8.
"""

import json
from typing import Any, Final

from django.utils import timezone

from evenborn.apps.documents.wording import Both, Words
from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.rules import Change
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import statutory_table

__all__ = ["answer", "in_short"]

SCHEMA: Final = "evenborn.open/1"


def in_short(release: Release) -> dict[str, Any]:
    """What a list says of an issue."""
    withdrawal = getattr(release, "withdrawal", None)
    return {
        "release": release.name, "issue": release.number, "released_on": _day(release.decided_at),
        "reason": release.reason, "explanation": release.explanation, "sha256": release.sha256,
        "withdrawn": withdrawal and {
            "on": _day(withdrawal.withdrawn_at), "because": withdrawal.because,
            "explanation": withdrawal.explanation,
        },
    }  # fmt: skip


def answer(release: Release) -> dict[str, Any]:
    """An issue, whole; the schema is in this module’s description."""
    short, contents, standing = in_short(release), release.read, standing_of(release)
    table = statutory_table(contents, standing)
    shown = short["withdrawn"] is None
    return {
        "schema": SCHEMA, **short, "title": _words(table.title), "unit": _words(table.unit),
        "source": _words(table.source),
        "period": {
            "start": table.period.start.isoformat(), "end": table.period.end.isoformat(),
            "label": table.period.label,
        },
        "changes": [_change(one) for one in standing.changes] if shown else [],
        "contents": json.loads(release.contents) if shown else None,
    }  # fmt: skip


def _change(change: Change) -> dict[str, Any]:
    numbers = [{"name": name, "before": old, "after": new} for name, old, new in change.numbers]
    return {"row": change.after.row, "period": change.after.period, "numbers": numbers}


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh} if isinstance(words, Both) else {"en": words, "zh": words}


def _day(moment: Any) -> str:  # noqa: ANN401 - a moment of a released row is never missing
    return timezone.localdate(moment).isoformat()
