"""What all processes of one run of the tests share: the first that asks for it makes it.

Making the tables of six stores, and an office on them, takes longer than most tests; a copy takes no time.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def _folder_of_this_run() -> Path:
    if "TESTS_SHARE" not in os.environ:  # the processes that this one starts find its own
        os.environ["TESTS_SHARE"] = tempfile.mkdtemp(prefix="tests-share-")
        folder, process = os.environ["TESTS_SHARE"], os.getpid()
        atexit.register(lambda: process == os.getpid() and shutil.rmtree(folder, ignore_errors=True))
    return Path(os.environ["TESTS_SHARE"])


FOLDER = _folder_of_this_run()


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder that ``make`` filled, in whichever process of this run was first to ask; it stays as it is."""
    folder = FOLDER / name
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = FOLDER / f"{name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(0o700)
            make(unfinished)
            unfinished.rename(folder)
    return folder
