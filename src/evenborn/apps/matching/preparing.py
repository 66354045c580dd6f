"""What a comparison begins with: encodings, whose records are in them, what owners answered before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.kept_encodings import opened_into
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.owners import OfDepositors, Owners
from evenborn.apps.matching.rules import Origin
from evenborn.apps.matching.vault_registers import OfVault, encoded_out_of_vault
from evenborn.apps.vault.actions.replies import answered
from evenborn.comparison.commission import Commission
from evenborn.comparison.compare import RegisterFile
from evenborn.comparison.keys import new_key
from evenborn.comparison.replies import Replies, replies_of
from evenborn.registers.check_summary import CheckOptions

__all__ = ["Prepared", "prepared"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Encodings in the locked folder of a run, with the answers of their owners."""

    files: Sequence[RegisterFile]
    owners: Owners
    replies: dict[str, Replies]


def prepared(
    run: Run, parts: Sequence[RunRegister], folder: Path, commission: Commission, *, by: Actor
) -> Prepared:
    """Put the encodings of all registers into a locked folder.

    Raises
    ------
    Refusal
        ``matching-deposit-gone``, ``no-births``, and those of opening what lies sealed.
    """
    if run.origin == Origin.DEPOSITS:
        return _of_depositors(run, parts, folder, commission, by)
    return _of_vault(run, parts, folder, commission, by)


def _of_depositors(
    run: Run, parts: Sequence[RunRegister], folder: Path, commission: Commission, by: Actor
) -> Prepared:
    paths = [opened_into(folder, part) for part in parts]
    replies = {
        part.register: replies_of(
            part.register, [rows for _, rows in answered(by, part.register, part.file_sha256)]
        )
        for part in parts
    }
    # an owner may encode more than was asked for: only births of the comparison's own time take part
    days = run.period_start, run.period_end
    files = [replace(one, days=days) for one in _files(paths, parts, replies, commission)]
    return Prepared(files, OfDepositors(parts), replies)


def _of_vault(
    run: Run, parts: Sequence[RunRegister], folder: Path, commission: Commission, by: Actor
) -> Prepared:
    key = new_key()  # of this run alone; it is written nowhere
    encoded = [encoded_out_of_vault(run, part, folder, key, commission, by=by) for part in parts]
    owners = OfVault(parts, encoded)
    replies = {
        part.register: replies_of(
            part.register,
            [owners.renumbered(place, of, rows) for of, rows in answered(by, part.register, "")],
        )
        for place, part in enumerate(parts)
    }
    return Prepared(_files([one.path for one in encoded], parts, replies, commission), owners, replies)


def _files(
    paths: Sequence[Path], parts: Sequence[RunRegister], replies: dict[str, Replies], commission: Commission
) -> list[RegisterFile]:
    options = CheckOptions(commission.on)
    return [
        replies[part.register].applied(RegisterFile(path, None, options))
        for path, part in zip(paths, parts, strict=True)
    ]
