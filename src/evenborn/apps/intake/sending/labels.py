"""Names of senders, registers, fields, rules and states as the pages of the intake say them."""

from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.rules import REGISTERS_OF_COUNTS, REGISTERS_OF_ROWS, STAY_AT_FACILITY
from evenborn.presentation.words import catalogue, say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.cells import Look, Status
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["problem_of", "register_choices", "sender_label", "state_of"]

LOOKS: dict[str, Look] = {
    "received": "working", "checked": "open", "failed": "wrong", "refused": "ended", "accepting": "working",
    "accepted": "done", "withdrawn": "ended",
}  # fmt: skip


def register_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Registers to choose from, in groups: of births, of counts, and those that stay at the facility."""
    groups = {
        "rows": REGISTERS_OF_ROWS, "counts": REGISTERS_OF_COUNTS, "stay": STAY_AT_FACILITY,
    }  # fmt: skip
    return [
        (say(f"intake.registers.{group}", page_language()), [(name, register_name(name)) for name in names])
        for group, names in groups.items()
    ]


def sender_label(sender: Sender) -> str:
    """A sender by its name and code."""
    return say("intake.named.sender", page_language(), name=sender.name, code=sender.code)


def state_of(batch: Batch) -> Status:
    """Where a batch stands, in words, shape and colour."""
    if batch.work and batch.state != "received":
        return Status(f"intake.working.{batch.work}", "working")
    return Status(f"intake.state.{batch.state}", LOOKS[batch.state])


def problem_of(batch: Batch) -> str:
    """Why a file cannot be used, or the worker could not do what was asked; nothing where all is well.

    What the command line says with its own options is said here with what the page has.
    """
    if not batch.problem:
        return ""
    facts = dict(batch.problem.get("facts", {}))
    if "register" in facts:
        facts["register"] = register_name(str(facts["register"]))
    if f"intake.problem.{batch.problem_code}" in catalogue():
        return say(f"intake.problem.{batch.problem_code}", page_language(), **facts)
    return sentence(Refusal(batch.problem_code, **facts), page_language())
