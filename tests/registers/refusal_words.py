"""The sentences of refusals, for tests."""

import tomllib
from pathlib import Path

from evenborn.registers.refusal import Refusal

_SOURCE = Path(__file__).resolve().parents[2] / "src" / "evenborn"
WORDS = tomllib.loads((_SOURCE / "presentation/words/refusals.toml").read_text("utf-8"))["refusal"]


def said(refusal: Refusal) -> list[str]:
    """The sentences of a refusal; fails where its words want a fact that it does not bring."""
    return [words.format(**refusal.facts) for words in WORDS[refusal.code].values()]
