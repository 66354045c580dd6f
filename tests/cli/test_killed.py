"""Kills at chosen instants while checking, coarsening, simulating, encoding, comparing: never a half file."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from cli.killed import (
    OLD,
    Command,
    commands,
    comparing_commands,
    halves,
    kill_after,
    register_file,
    seconds_of,
)
from evenborn.simulation.reference import write_reference

KILLS = 7
KILLS_OF_A_COMPARISON = 5


@pytest.mark.parametrize("name", ["check", "coarsen", "simulate"])
def test_a_kill_leaves_the_old_result_or_a_whole_new_one(name: str, tmp_path: Path) -> None:
    killed(commands(register_file(tmp_path, rows=1_000))[name], tmp_path, KILLS, into_new=name == "simulate")


@pytest.mark.parametrize("name", ["encode", "compare"])
def test_a_killed_comparison_leaves_nothing_or_a_whole_result(name: str, tmp_path: Path) -> None:
    write_reference(tmp_path / "pair", births=600, seed=5)
    killed(comparing_commands(tmp_path / "pair")[name], tmp_path, KILLS_OF_A_COMPARISON, into_new=True)


def killed(command: Command, root: Path, kills: int, *, into_new: bool) -> None:
    """Kill a command so often, each time in a folder of its own, and look at what it left."""
    first = root / "undisturbed"
    first.mkdir()
    whole = seconds_of(command, first)
    assert halves(command, first) == []
    assert all((first / written).exists() for written in command.names)
    instants = whole * np.random.default_rng(20251231).uniform(0.3, 1.05, kills)
    for number, instant in enumerate(instants):
        folder = root / f"run-{number}"
        folder.mkdir()
        if not into_new:
            for written in command.names:
                (folder / written).write_bytes(OLD)
        kill_after(command, float(instant), folder)
        assert halves(command, folder) == []


def test_what_a_killed_run_left_is_gone_after_the_next(tmp_path: Path) -> None:
    command = commands(register_file(tmp_path))["simulate"]
    for instant in (0.2, 0.5, 0.8):
        kill_after(command, instant, tmp_path)
        shutil.rmtree(tmp_path / "city", ignore_errors=True)
    seconds_of(command, tmp_path)
    assert [path.parent.name for path in tmp_path.glob(".evenborn-*.partial/.evenborn-lock")] == []
    assert halves(command, tmp_path) == []
