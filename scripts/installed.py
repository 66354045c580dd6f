"""Is everything that lock files name installed, in its version and with all of its files?

Run by the virtual environment's own Python: ``python installed.py requirements/demo.txt``.
Prints what is wrong and ends with 1, or prints nothing and ends with 0.
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path


def locked(lock: Path) -> dict[str, str]:
    """Name and version of every package in a lock file, without those of other systems."""
    pinned = r"^([A-Za-z0-9._-]+)==([^\s;]+)(?=\s*\\?$)"
    return dict(re.findall(pinned, lock.read_text("utf-8"), re.MULTILINE))


def lost_files(found: Distribution) -> list[str]:
    """Files that were installed and are gone; compiled copies may come and go."""
    return [
        str(file)
        for file in found.files or []
        if "__pycache__" not in file.parts and not Path(str(file.locate())).exists()
    ]


def faults(lock: Path) -> list[str]:
    """What is missing, of another version or incomplete."""
    wrong = []
    for name, version in {**locked(lock), "evenborn": ""}.items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            wrong.append(f"{name}: missing")
            continue
        if version not in ("", found.version):
            wrong.append(f"{name}: {found.version}, not {version}")
        wrong += [f"{name}: {file} is gone" for file in lost_files(found)[:1]]
    return wrong


if __name__ == "__main__":
    found_wrong = [fault for lock in sys.argv[1:] for fault in faults(Path(lock))]
    print(*found_wrong, sep="\n", end="\n" if found_wrong else "")
    sys.exit(bool(found_wrong))
