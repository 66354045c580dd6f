"""Kill -9 of the office’s server while it acts: does each action keep its audit entry, each entry its action?

    .venv/bin/python benchmarks/office_kills.py [--kills 200] [--seed 1]
    scripts/postgresql.sh .venv/bin/python benchmarks/office_kills.py

Two browsers add departments as fast as the server answers; the server and all of its processes are killed at
a random moment, 200 times. Prints how many actions were answered, how many are in the store, how many of
either have no counterpart, and whether every trail is whole; none may be lost that was answered. Also how
long a backup takes.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from offices import SERVER, Office, new_databases
from operations.kills import kill_servers, state_of


def main() -> None:
    """Kill, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name) / "data", new_databases())
        assert office.run("setup").returncode == 0
        before = set(state_of(office).rows)
        started = time.monotonic()
        answered = kill_servers(office, asked.kills, asked.seed)
        seconds = time.monotonic() - started
        state = state_of(office)
        rows, entries = set(state.rows), set(state.entries)
        print(f"stores on {'PostgreSQL' if SERVER else 'SQLite'}; {asked.kills} kills in {seconds:.0f} s")
        print(f"  actions answered          {len(answered):6}")
        print(f"  actions in the store      {len(rows - before):6}")
        print(f"  answered, not in store    {len(answered - rows):6}")
        print(f"  actions without entry     {len(rows - entries):6}")
        print(f"  entries without action    {len(entries - rows):6}")
        print(f"  trails that are broken    {len(state.broken):6}")
        office.more.clear()
        started = time.monotonic()
        done = office.run("backup", name)
        assert done.returncode == 0, done.stderr
        print(f"  backup, read back         {time.monotonic() - started:6.1f} s")


if __name__ == "__main__":
    main()
