"""Kill -9 of imports, withdrawals and recoveries: is a row ever lost, doubled, half there or half visible?

    .venv/bin/python benchmarks/import_kills.py [--kills 200] [--seed 1]
    scripts/postgresql.sh .venv/bin/python benchmarks/import_kills.py

Batches with new, corrected and unchanged births are taken in and withdrawn by processes that are killed at
random moments, also while they settle what an earlier kill left. Before the next start what can be seen must
be what was there before the batch, or with it; after the start it must be what the batch's state says, the
statistics must agree with the sealed records counted anew, nothing may be left of what was undone, and the
trails be whole. The run ends with an error where anything of this does not hold.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from offices import SERVER, Office, new_databases
from operations.import_kills import kill_imports


def main() -> None:
    """Kill, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name) / "data", new_databases())
        assert office.run("setup").returncode == 0
        started = time.monotonic()
        counted = kill_imports(office, asked.kills, asked.seed)
        seconds = time.monotonic() - started
    load = os.getloadavg()[0]
    print(f"stores on {'PostgreSQL' if SERVER else 'SQLite'}; {seconds:.0f} s at load {load:.1f}")
    print(f"  kills                                   {counted.kills:6}")
    for what, number in sorted(counted.during.items()):
        print(f"    during {what:32} {number:6}")
    print(f"  work cut off before it ended            {counted.cut_off:6}")
    print(f"  batches undone by the next start        {counted.undone:6}")
    print(f"  batches complete after the next start   {counted.completed:6}")
    print("  rows lost, doubled, half or half visible     0  (each start was looked at)")
    print("  counts that differ from the records          0")


if __name__ == "__main__":
    main()
