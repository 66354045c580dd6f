"""What a backup is sealed with, and how it begins."""

from pathlib import Path
from typing import Final

from evenborn.apps.sealed_files import SealedKind, Secret
from evenborn.registers.refusal import Refusal

__all__ = ["BACKUP", "key_of_file", "passphrase_of_file"]

BACKUP: Final = SealedKind(
    b"evenborn backup 1 ",
    lambda file: Refusal("no-backup", file=file),
    lambda file: Refusal("backup-wrong-secret", file=file),
    lambda file: Refusal("backup-damaged", file=file),
)
SHORTEST_PASSPHRASE: Final = 12


def key_of_file(path: Path) -> Secret:
    """The office’s backup key.

    Raises
    ------
    Refusal
        ``no-backup-key``.
    """
    try:
        content = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as problem:
        raise Refusal("no-backup-key", file=str(path)) from problem
    if len(content) != 32:
        raise Refusal("no-backup-key", file=str(path))
    return Secret("key", content)


def passphrase_of_file(path: Path) -> Secret:
    """The passphrase in the first line of a file.

    Raises
    ------
    Refusal
        ``no-passphrase``, ``passphrase-short``.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise Refusal("no-passphrase", file=str(path)) from problem
    text = lines[0].strip() if lines else ""
    if len(text) < SHORTEST_PASSPHRASE:
        raise Refusal("passphrase-short", file=str(path), least=SHORTEST_PASSPHRASE)
    return Secret("passphrase", text.encode())
