"""The folder of a demonstration: emptied at each start, and never one that holds anything else."""

import os
import shutil
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

from evenborn.registers.partial_folders import refusing
from evenborn.registers.refusal import Refusal

__all__ = ["configure", "fresh_folder"]

MARK: Final = "DEMONSTRATION"


def fresh_folder(folder: Path) -> None:
    """Make an empty folder with the mark of a demonstration in it.

    Raises
    ------
    Refusal
        ``demo-folder-taken`` when something else lies there; ``cannot-write``.
    """
    with refusing(folder):
        if folder.exists() and any(folder.iterdir()):
            if not (folder / MARK).is_file():
                raise Refusal("demo-folder-taken", folder=str(folder))
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / MARK).write_text("All of this is deleted when the demonstration starts again.\n", "utf-8")


def configure(environment: MutableMapping[str, str], *, folder: Path, area: str, port: int) -> None:
    """Set the options of a demonstration, and take out whatever a real office on this machine has set."""
    for name in [name for name in environment if name.startswith("EVENBORN_") and name != "EVENBORN_LANG"]:
        del environment[name]
    environment.update(
        {
            "EVENBORN_MODE": "demonstration",
            "EVENBORN_FOLDER": os.fspath(folder.resolve()),
            "EVENBORN_AREA": area,
            "EVENBORN_HTTPS": "false",
            "EVENBORN_PORT": str(port),
            "EVENBORN_SECOND_FACTOR": "optional",
        }
    )
