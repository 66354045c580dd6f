"""The sentences of refusals, for tests."""

import tomllib
from pathlib import Path

from evenborn.registers.refusal import Refusal

_SOURCE = Path(__file__).resolve().parents[2] / "src" / "evenborn"
WORDS = {
    code: words
    for path in sorted((_SOURCE / "presentation/words").glob("refusals_*.toml"))
    for code, words in tomllib.loads(path.read_text("utf-8"))["refusal"].items()
}
ELSEWHERE = {
    code
    for path in sorted((_SOURCE / "presentation/words").glob("*.toml"))
    for code in tomllib.loads(path.read_text("utf-8")).get("refusal", {})
}
"""Refusals that other rooms give too."""

RULES = {
    rule
    for path in sorted((_SOURCE / "presentation/words").glob("rules_*.toml"))
    for rule in tomllib.loads(path.read_text("utf-8"))["rule"]
}
"""Rules of registers, which say of a row what a refusal says of a file."""


def said(refusal: Refusal) -> list[str]:
    """The sentences of a refusal; fails where its words want a fact that it does not bring."""
    return [words.format(**refusal.facts) for words in WORDS[refusal.code].values()]
