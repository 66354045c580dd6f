"""The settings of the office for tests: the product’s own, on databases that the tests make and drop."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Each process has its own, so that runs beside each other share no key.
_FOLDER = Path(tempfile.mkdtemp(prefix="evenborn-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
(_FOLDER / "keys").mkdir()
(_FOLDER / "keys/cookie_secret").write_text("a secret that only tests use, " * 3)
os.environ |= {
    "EVENBORN_MODE": "test",
    "EVENBORN_FOLDER": str(_FOLDER),
    "EVENBORN_HTTPS": "false",
    "EVENBORN_SECOND_FACTOR": "optional",
}

from evenborn.site.settings import *  # noqa: E402, F403

# The same hash with the least memory and work, so that a scene of ten officers takes no second.
PASSWORD_HASHERS = ["office_hasher.QuickArgon2"]
