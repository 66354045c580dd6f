"""What is killed with -9 leaves each action with its entry, each entry with its action, and nothing half."""

from pathlib import Path

from offices import Office
from operations.kills import kill_backups, kill_servers, kill_workers, state_of


def test_killed_servers_part_no_action_from_its_entry(office: Office) -> None:
    before = state_of(office)
    acknowledged = kill_servers(office, kills=20, seed=1)
    after = state_of(office)
    assert after.broken == []
    assert after.rows == after.entries
    assert acknowledged | set(before.rows) <= set(after.rows)
    assert len(acknowledged) >= 20


def test_killed_workers_part_no_action_from_its_entry(office: Office) -> None:
    there = kill_workers(office, kills=20, seed=5)
    state = state_of(office)
    assert state.parted() == (set(), set())
    assert state.broken == []
    assert len(state.rows) == len(set(state.rows))
    successful = {name for status, name, _ in state.work if status == "successful"}
    failed = {name for status, name, _ in state.work if status == "failed"}
    assert len(successful) + len(failed) == there
    assert successful <= {row for row in state.rows if row.startswith("work ")} <= successful | failed


def test_killed_backups_leave_the_old_one_or_the_new_one(office: Office, tmp_path: Path) -> None:
    found = kill_backups(office, kills=20, seed=3, folder=tmp_path)
    state = state_of(office)
    assert state.broken == []
    assert (found.neither, found.left) == ([], [])
    assert len(found.older) + len(found.newer) == 20
    assert found.older
    assert set(found.newer) <= set(state.begun)
    made = {name: sha256 for name, sha256 in state.made.items() if name[0].isdigit()}
    assert made.items() <= found.hashes.items()
