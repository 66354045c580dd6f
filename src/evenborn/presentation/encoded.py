"""What an owner is told when its register is encoded: what leaves, what stays."""

from collections.abc import Sequence
from typing import Any

from evenborn.comparison.encode import Encoded
from evenborn.comparison.traits import CANDIDATE_RULES
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.tables import Column, Table, count, text
from evenborn.presentation.words import say


def encoded_sentences(found: Encoded, files: Sequence[str], new_key: bool, language: Language) -> list[str]:
    """How many births, and what becomes of each file.

    Parameters
    ----------
    found : Encoded
    files : sequence of str
        Names of the encoding, the own list and the key.
    new_key : bool
        Whether the key was made now.
    language : {"en", "zh"}
    """
    described = found.described
    name = register_name(described.register, language)
    said = [say("encoded.done", language, births=described.births, file=described.file, register=name)]
    said.append(say("encoded.desk", language, file=files[0]))
    said.append(say("encoded.own", language, file=files[1]))
    said.append(say("encoded.new-key" if new_key else "encoded.key", language, file=files[2]))
    if not any(found.left_out):
        said.append(say("encoded.none-left-out", language))
    return said


def left_out_table(found: Encoded, language: Language) -> Table | None:
    """Births left out by rule; None where there are none."""
    if not any(found.left_out):
        return None
    columns = (
        Column("rule", say("compared.column.rule", language), width=34, names_row=True),
        Column("births", say("compared.column.births", language), "number", 12),
    )
    rows = tuple(
        (text(say(f"compared.rule.{rule.name.replace('_', '-')}", language)), count(left, language))
        for rule, left in zip(CANDIDATE_RULES, found.left_out, strict=True)
        if left
    )
    return Table("left-out", say("encoded.left-out-title", language), columns, rows)


def encoded_as_json(found: Encoded, files: Sequence[str]) -> dict[str, Any]:
    """The same as plain data with stable English keys; see docs/commands.md."""
    described = found.described
    return {
        "schema": "evenborn.encode/1",
        "file": described.file,
        "sha256": described.sha256,
        "register": described.register,
        "births": described.births,
        "key_check": described.key_check,
        "left_out": {
            rule.name: left for rule, left in zip(CANDIDATE_RULES, found.left_out, strict=True) if left
        },
        "for_the_desk": files[0],
        "for_the_owner": [files[1], files[2]],
    }
