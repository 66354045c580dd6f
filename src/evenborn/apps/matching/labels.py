"""Names of registers, states and problems as the pages of the matching say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from evenborn.apps.matching.days import is_late
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.rules import RunState
from evenborn.presentation.words import catalogue, say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.cells import Look, Status
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["deposit_state", "named", "problem_of", "registers_name", "state_of"]

_LOOKS: Final[dict[str, Look]] = {
    "open": "open", "queued": "working", "running": "working", "failed": "wrong", "done": "done",
    "settled": "ended",
}  # fmt: skip

_REGISTERS: Final = ("register", "asked", "found")
"""Facts of refusals that name a register by its code."""


def registers_name(parts: list[RunRegister]) -> str:
    """Several registers in one line."""
    return say("matching.between", page_language()).join(register_name(part.register) for part in parts)


def state_of(run: Run) -> Status:
    """Where a comparison stands, in words, shape and colour."""
    return Status(f"matching.state.{run.state}", _LOOKS[run.state])


def deposit_state(part: RunRegister, today: date) -> Status:
    """Whether an encoding is there, is asked for, or is late."""
    if part.left_out:
        return Status("matching.deposit.left-out", "ended")
    if part.file_kept:
        return Status("matching.deposit.there", "done")
    if part.run.state in (RunState.OPEN, RunState.FAILED):
        late = is_late(part.run.deposit_until, today)
        return Status("matching.deposit.late", "late") if late else Status("matching.deposit.missing", "open")
    return Status("matching.deposit.gone", "ended")


def named(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a refusal with registers called as a person calls them."""
    return {key: register_name(fact) if key in _REGISTERS else fact for key, fact in facts.items()}


def problem_of(run: Run) -> str:
    """Why a comparison could not be made; what the command line says with its options is said otherwise."""
    if not run.problem:
        return ""
    code, facts = str(run.problem["code"]), named(run.problem.get("facts", {}))
    if f"matching.problem.{code}" in catalogue():
        return say(f"matching.problem.{code}", page_language(), **facts)
    return sentence(Refusal(code, **facts), page_language())
