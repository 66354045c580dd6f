"""Kill -9 of the office’s server, its worker and its backup at their work: what is in the stores afterwards?

    .venv/bin/python benchmarks/office_kills.py [--kills 200] [--seed 1] [--what server worker backup]
    scripts/postgresql.sh .venv/bin/python benchmarks/office_kills.py

Server: two browsers add departments as fast as it answers. Worker: it adds departments that were asked for
beforehand. Backup: it is made beside a server’s stores. Each with all of its processes is killed at a random
moment, 200 times. Prints how many actions are in the stores, how many of actions and audit entries have no
counterpart, whether every trail is whole, and what stands under the names of the backups.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from offices import SERVER, Office, new_databases
from operations.kills import State, kill_backups, kill_servers, kill_workers, state_of


def show(figures: dict[str, int]) -> None:
    """Print figures, one a line."""
    for name, figure in figures.items():
        print(f"  {name:<42}{figure:7,}", flush=True)


def of_trail(state: State) -> dict[str, int]:
    """What must be nothing, whatever was killed."""
    parted = state.parted()
    return {
        "actions without an entry": len(parted[0]),
        "entries without their action": len(parted[1]),
        "trails that are broken": len(state.broken),
    }


def servers(office: Office, kills: int, seed: int, _folder: Path) -> dict[str, int]:
    """Kill servers."""
    before = set(state_of(office).rows)
    answered = kill_servers(office, kills, seed)
    state = state_of(office)
    rows = set(state.rows)
    counted = {"actions answered": len(answered), "actions in the store": len(rows - before)}
    return counted | {"answered, not in the store": len(answered - rows)} | of_trail(state)


def workers(office: Office, kills: int, seed: int, _folder: Path) -> dict[str, int]:
    """Kill workers."""
    there = kill_workers(office, kills, seed)
    state = state_of(office)
    statuses = Counter(status for status, _, _ in state.work)
    done = {name for status, name, _ in state.work if status == "successful"}
    rows = {row for row in state.rows if row.startswith("work ")}
    return {
        "pieces of work": there,
        "cut short by a kill and put back": sum(attempts > 1 for _, _, attempts in state.work),
        "done": statuses["successful"],
        "given up after three kills": statuses["failed"],
        "lost": there - statuses["successful"] - statuses["failed"],
        "done by their status, not in the store": len(done - rows),
        "done twice": len(state.rows) - len(set(state.rows)),
    } | of_trail(state)


def backups(office: Office, kills: int, seed: int, folder: Path) -> dict[str, int]:
    """Kill backups."""
    found = kill_backups(office, kills, seed, folder)
    state = state_of(office)
    entered = {name: sha256 for name, sha256 in state.made.items() if name[0].isdigit()}
    return {
        "the older backup still stands": len(found.older),
        "the new one stands, read through": len(found.newer),
        "neither": len(found.neither),
        "half files left aside, refused by a reader": found.half,
        "new ones that no entry tells of": len(set(found.newer) - set(state.begun)),
        "entries of backups that do not stand": len(entered.items() - found.hashes.items()),
        "left behind after the next backup": len(found.left),
    } | of_trail(state)


KINDS = {"server": servers, "worker": workers, "backup": backups}


def main() -> None:
    """Kill, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", nargs="+", choices=KINDS, default=list(KINDS))
    asked = parser.parse_args()
    for kind in asked.what:
        with tempfile.TemporaryDirectory() as name:
            office = Office(Path(name) / "data", new_databases())
            assert office.run("setup").returncode == 0
            started = time.monotonic()
            figures = KINDS[kind](office, asked.kills, asked.seed, Path(name))
            seconds = time.monotonic() - started
            where = "PostgreSQL" if SERVER else "SQLite"
            print(f"{kind}, {asked.kills} kills, stores on {where}, {seconds:.0f} s")
            show(figures)
            office.more.clear()
            started = time.monotonic()
            done = office.run("backup", str(Path(name) / "whole.backup"))
            assert done.returncode == 0, done.stderr
            print(
                f"  a backup afterwards, read back, s         {time.monotonic() - started:7.1f}", flush=True
            )


if __name__ == "__main__":
    main()
