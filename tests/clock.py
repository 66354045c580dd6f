"""The instant at which tests of the office begin, so that none depends on the day on which it is run."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

INSTANT: Final = datetime(2026, 3, 5, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Thursday morning of the office, and of Greenwich."""

IN_PROCESS: Final = {("tests", "apps"), ("tests", "web")}
"""Folders whose tests run the office in their own process; elsewhere those that ask for its database do."""
