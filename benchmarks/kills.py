"""Kill -9 at random instants of every command that writes registers: is there ever a half file?

    .venv/bin/python benchmarks/kills.py [--kills 200] [--seed 1]

Prints for each command how many runs were killed before, during and after the rename, and how many left
something under a final name that is neither the old content nor a whole new result. It must be none.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from cli.killed import OLD, commands, comparing_commands, halves, kill_after, register_file, seconds_of
from evenborn.simulation.reference import write_reference


def main() -> None:
    """Kill, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_reference(root / "pair", births=1_200, seed=5)
        known = commands(register_file(root)) | comparing_commands(root / "pair")
        for title, command in known.items():
            first = root / title
            first.mkdir()
            whole = seconds_of(command, first)
            kept = done = half = 0
            for number in range(asked.kills // len(known) + 1):
                folder = root / f"{title}-{number}"
                folder.mkdir()
                if title not in ("simulate", "encode", "compare"):
                    for written in command.names:
                        (folder / written).write_bytes(OLD)
                kill_after(command, float(whole * rng.uniform(0, 1.1)), folder)
                half += bool(halves(command, folder))
                last = folder / command.names[-1]
                new = last.exists() and (last.is_dir() or last.read_bytes() != OLD)
                done, kept = done + new, kept + (not new)
            print(f"{title:10} {kept:4} killed before the result stood, {done:4} after, {half} half")


if __name__ == "__main__":
    main()
