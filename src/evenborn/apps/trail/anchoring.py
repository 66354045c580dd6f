"""The file of anchors that the verification page holds the trails against."""

from pathlib import Path
from typing import Final

from django.conf import settings

from evenborn.apps.audit import anchor_key, anchors
from evenborn.apps.audit.anchors import Anchors
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

__all__ = ["anchors_file", "flaw_sentences", "kept_anchors"]

MOST_FLAWS: Final = 5


def anchors_file() -> Path:
    """Where it lies by the configuration, whether it is there or not."""
    return Path(settings.CONFIG.anchors_file)


def kept_anchors() -> Anchors | None:
    """Those of the file that the office signed with its key; nothing where there is no file.

    Raises
    ------
    Refusal
        As :func:`evenborn.apps.audit.anchors.read` and :func:`evenborn.apps.audit.anchor_key.read_key`.
    """
    if not anchors_file().exists():
        return None
    key = anchor_key.read_key(Path(settings.CONFIG.keys_folder) / anchor_key.KEY_FILE)
    return anchors.read(anchors_file(), anchor_key.public_key(key))


def flaw_sentences(held: Anchors, language: Language) -> list[str]:
    """What is wrong with lines of the file: the first few, and how many more there are."""
    said = [say(f"audit.flaw.{flaw.kind}", language, line=flaw.line) for flaw in held.flaws[:MOST_FLAWS]]
    more = len(held.flaws) - len(said)
    return [*said, say("trail.more-flaws", language, count=more)] if more else said
