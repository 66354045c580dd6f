"""An owner hands its encoding in, or takes it back."""

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.kept_files import Kept
from evenborn.apps.matching import rules
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.rules import RunState
from evenborn.comparison.loading import Described

__all__ = ["keep_deposit", "take_back_deposit"]

_SAME_RUN = "the register was locked in scope; of the other owners only the key’s check is asked"


@action(Permission.MATCHING_DEPOSIT, records=("number", "register"))
def keep_deposit(part: RunRegister, *, by: Actor, name: str, kept: Kept, described: Described) -> RunRegister:
    """Keep the encoding of a register, which lies sealed, in the place of one that was there.

    Raises
    ------
    Refusal
        ``matching-closed``, ``matching-other-register``, ``matching-other-key``.
    """
    others = RunRegister.objects.regardless(_SAME_RUN).filter(run=part.run_id, file_kept=True)
    keys = others.exclude(pk=part.pk).values_list("key_check", flat=True)
    rules.may_deposit(
        _state(part), asked=part.register, found=described.register, key=described.key_check, others=set(keys)
    )
    part.file_name, part.file_bytes, part.file_sha256 = name, kept.octets, kept.sha256
    part.file_kept, part.key_check, part.births = True, described.key_check, described.births
    part.deposited_at, part.deposited_by = by.now, by.key
    part.raised_at, part.raised_to = None, ""  # what was told above ends with it
    part.save()
    return part


@action(Permission.MATCHING_DEPOSIT, records=("number", "register"))
def take_back_deposit(part: RunRegister, *, by: Actor) -> RunRegister:
    """Take an encoding back before it was compared; its file is removed.

    Raises
    ------
    Refusal
        ``matching-closed``.
    """
    rules.may_deposit(_state(part), asked="", found="", key="", others=())
    part.file_kept, part.key_check, part.births = False, "", 0
    part.file_name, part.file_sha256, part.file_bytes = "", "", 0
    part.save()
    return part


def _state(part: RunRegister) -> str:
    """Where the comparison stands, read under a lock: the worker may be about to begin.

    For a register that it was begun without it is over.
    """
    state = Run.objects.regardless(_SAME_RUN).select_for_update().get(pk=part.run_id).state
    return RunState.DONE if part.left_out else state
